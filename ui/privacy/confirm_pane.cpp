// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/confirm_pane.h"

#include "ui/privacy/privacy_words.h"
#include "ui/privacy/purpose_choice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

ConfirmPane::ConfirmPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_obstacle(new Banner(theme, this)),
      m_form(new QFormLayout),
      m_purposes(new PurposeChoice(this)),
      m_evenWithoutKey(new QCheckBox(tr("Forbid keys for this id all the same"), this)),
      m_id(new QLineEdit(this)),
      m_ground(new QComboBox(this)),
      m_by(new QLineEdit(this)),
      m_second(new QLineEdit(this)),
      m_case(new QLineEdit(this)),
      m_askedOn(new QLineEdit(this)),
      m_consequence(
          plainLabel(tr("No key is destroyed. From then on nothing can be sealed for this id, so that no event "
                        "with personal data of theirs can be appended later. What stands in clear stays."),
                     this)),
      m_warning(plainLabel({}, this)),
      m_deadline(plainLabel({}, this)),
      m_missing(plainLabel({}, this)),
      m_typed(new QLineEdit(this)),
      m_erase(new QPushButton(tr("Destroy the Keys"), this)) {
    layOut();
    for (QLineEdit *edit : {m_id, m_by, m_second, m_case, m_askedOn, m_typed})
        connect(edit, &QLineEdit::textChanged, this, &ConfirmPane::showPossible);
    connect(m_purposes, &PurposeChoice::changed, this, &ConfirmPane::choosePurposes);
    connect(m_evenWithoutKey, &QCheckBox::toggled, this, &ConfirmPane::showPossible);
    connect(m_ground, &QComboBox::currentTextChanged, this, &ConfirmPane::showPossible);
    connect(m_typed, &QLineEdit::returnPressed, m_erase, &QPushButton::click);
    connect(m_erase, &QPushButton::clicked, this, &ConfirmPane::confirm);
    showPossible();
}

void ConfirmPane::addField(const QString &name, QWidget *field, const QString &explanation) {
    auto *label = plainLabel(name, this);
    label->setBuddy(field);
    setAccessible(field, name, explanation);
    field->setToolTip(plainToolTip(explanation));
    field->setMaximumWidth(Metrics(font()).steps(120));
    m_form->addRow(label, field);
}

void ConfirmPane::layOutForm() {
    const Metrics metrics(font());
    m_ground->setEditable(true);
    m_ground->addItems({tr("Art. 17(1)(a) no longer needed"), tr("Art. 17(1)(b) consent withdrawn"),
                        tr("Art. 17(1)(c) objection"), tr("Art. 17(1)(d) unlawful processing"),
                        tr("Art. 17(1)(e) legal obligation"), tr("Art. 17(1)(f) a child's data")});
    m_typed->setAutoFillBackground(true);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(metrics.steps(3));
    m_form->setVerticalSpacing(metrics.steps(2));
    addField(tr("Erasure"), m_id, tr("Its id: letters, digits, - and _. It is kept; do not name the person in it."));
    addField(tr("Legal ground"), m_ground, tr("Why they are forgotten; kept in the ledger and in the report"));
    addField(tr("Decided by"), m_by, tr("A role or a number of who decided, kept in the ledger and in the report"));
    addField(tr("Second person"), m_second,
             tr("A role or a number of who decided as well: the privacy policy wants two people"));
    addField(tr("Case"), m_case, tr("The number of the case; kept, so do not name the person in it"));
    m_askedOn->setPlaceholderText(tr("such as 2026-11-02"));
    addField(tr("Asked for on"), m_askedOn, tr("The day on which the person asked for it: it is due a month later"));
    m_form->addRow(QString(), m_deadline);
    addField(tr("Type their id"), m_typed, tr("The person's id, letter by letter, as a confirmation"));
}

void ConfirmPane::layOut() {
    const Metrics metrics(font());
    layOutForm();
    wrap(*m_consequence);
    m_consequence->setIndent(metrics.steps(6));
    setAccessible(m_evenWithoutKey, m_evenWithoutKey->text(), m_consequence->text());
    wrap(*m_warning);
    wrap(*m_missing);
    setAccessible(m_erase, m_erase->text());
    auto *button = new QHBoxLayout;
    button->setSpacing(metrics.steps(3));
    button->addWidget(m_erase);
    button->addWidget(m_missing, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_obstacle);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(metrics.steps(2), metrics.steps(2), metrics.steps(2), metrics.steps(2));
    inner->setSpacing(metrics.steps(3));
    auto *even = new QVBoxLayout;
    even->setSpacing(metrics.steps(1));
    even->addWidget(m_evenWithoutKey, 0, Qt::AlignLeft);
    even->addWidget(m_consequence);
    inner->addWidget(m_purposes);
    inner->addLayout(even);
    inner->addWidget(m_warning);
    inner->addLayout(m_form);
    inner->addLayout(button);
    inner->addStretch(1);
    column->addLayout(inner, 1);
}

/// Nothing can be planned for none.
void ConfirmPane::choosePurposes() {
    m_typed->clear();
    m_isPlanning = m_purposes->isAny();
    showPossible();
    if (m_isPlanning) Q_EMIT purposesChosen(m_purposes->chosen());
}

void ConfirmPane::showStudy(const SubjectStudyPtr &study, const QString &proposed, bool mayWrite) {
    m_study = study;
    m_isPlanning = false;
    m_purposes->showStudy(study);
    QList<QWidget *> turn; // the boxes were just made
    for (QCheckBox *box : m_purposes->boxes())
        turn += box;
    tabInTurn(turn << m_evenWithoutKey << m_id << m_ground << m_by << m_second << m_case << m_askedOn << m_typed
                   << m_erase);
    m_mayWrite = mayWrite;
    m_id->setText(study && study->plan.underWay ? shortened(*study->plan.underWay, kNameCharacters) : proposed);
    m_id->setReadOnly(study && study->plan.underWay);
    m_typed->clear();
    m_evenWithoutKey->setChecked(false);
    showPossible();
}

std::optional<Time> ConfirmPane::askedAt() const {
    const auto day = parseTimeSpan(m_askedOn->text().trimmed().toStdString());
    return day ? std::optional(day->from) : std::nullopt;
}

QString ConfirmPane::obstacleText() const {
    if (!m_mayWrite) return tr("This connection is read-only. Allow writing in File > Connections and open it again.");
    if (!m_study->plan.holds.empty()) return tr("A legal hold forbids it: release it first (step 3).");
    if (m_study->plan.keysGone > 0 && isWithoutKey()) return tr("Every key of theirs is destroyed already.");
    if (!isWithoutKey() || m_evenWithoutKey->isChecked()) return {};
    if (m_study->plan.isKnown) return tr("There is no key of theirs to destroy: nothing was sealed for them.");
    return tr("Nothing is known of this person: no key, no event, no row. Most likely the id was mistyped: check its "
              "letters, their case and spaces.");
}

/// There is none to be destroyed.
bool ConfirmPane::isWithoutKey() const { return m_study && m_study->plan.keys.empty() && !m_study->plan.underWay; }

/// What the button does.
QString ConfirmPane::warningText() const {
    const QString name = shortened(m_study->wanted.subject.value, kNameCharacters);
    if (isWithoutKey())
        return tr("Nothing will ever be sealed for %1. There is no way back but to allow a new key.").arg(name);
    const QString whose = m_study->chosen.empty()
                              ? tr("The keys of %1 will be destroyed.").arg(name)
                              : tr("The keys of %1 for %2 will be destroyed; what is kept for other purposes stays.")
                                    .arg(name, purposesText(m_study->chosen));
    QStringList texts{whose,
                      tr("There is no way back: what was sealed with them becomes unreadable in the store, in its "
                         "copies and in its backups. Whoever has a backup or an old copy of the vault can still "
                         "read it: destroy those, too.")};
    if (const QString backups = backupsText(m_study->plan.backups, m_study->at); !backups.isEmpty()) texts << backups;
    return texts.join(u' ');
}

QString ConfirmPane::missingPerson() const {
    const QString by = m_by->text().trimmed(), second = m_second->text().trimmed();
    if (by.isEmpty()) return tr("Say who decided.");
    if (!m_study->needsSecondPerson) return {};
    if (second.isEmpty()) return tr("The privacy policy wants two people to decide: name the second person.");
    if (by.compare(second, Qt::CaseInsensitive) != 0) return {};
    return tr("The privacy policy wants two people to decide: the second person is another than the first.");
}

QString ConfirmPane::missingText() const {
    if (!m_purposes->isAny()) return tr("Choose at least one purpose.");
    if (m_isPlanning) return tr("The plan is being made for these purposes\u2026");
    if (m_id->text().trimmed().isEmpty()) return tr("Give the erasure an id.");
    if (m_ground->currentText().trimmed().isEmpty()) return tr("Name the legal ground.");
    if (const QString person = missingPerson(); !person.isEmpty()) return person;
    if (!m_askedOn->text().trimmed().isEmpty() && !askedAt())
        return tr("Write the day as 2026-11-02, or leave it out.");
    if (m_typed->text().toStdString() != m_study->wanted.subject.value)
        return tr("Type their id, letter by letter, to confirm it.");
    return {};
}

void ConfirmPane::showPossible() {
    const QString obstacle = m_study ? obstacleText() : QString();
    const QString missing = m_study && obstacle.isEmpty() ? missingText() : QString();
    const auto asked = askedAt();
    const bool isOffered = isWithoutKey() && m_study->plan.keysGone == 0 && m_mayWrite && m_study->plan.holds.empty();
    m_evenWithoutKey->setVisible(isOffered);
    m_consequence->setVisible(isOffered);
    m_warning->setVisible(m_study && obstacle.isEmpty());
    if (m_study) m_warning->setText(warningText());
    m_erase->setText(isWithoutKey() ? tr("Forbid Keys") : tr("Destroy the Keys"));
    m_form->setRowVisible(m_second, m_study && m_study->needsSecondPerson);
    m_deadline->setVisible(!m_askedOn->text().trimmed().isEmpty());
    m_deadline->setText(asked ? tr("Due on %1").arg(formatSecond(dueAfter(*asked)).left(10))
                              : tr("This is no day: write it as 2026-11-02"));
    m_obstacle->setVisible(!obstacle.isEmpty());
    if (!obstacle.isEmpty()) m_obstacle->say(Role::Warning, obstacle);
    m_missing->setText(missing);
    m_erase->setEnabled(m_study && obstacle.isEmpty() && missing.isEmpty());
    setAccessible(m_erase, m_erase->text(), obstacle.isEmpty() ? missing : obstacle);
}

void ConfirmPane::confirm() {
    if (!m_erase->isEnabled()) return;
    ErasureRequest request;
    request.erasure = m_id->text().trimmed().toStdString();
    request.subject = m_study->wanted.subject;
    request.purposes = m_study->chosen;
    request.reason = m_ground->currentText().trimmed().toStdString();
    request.by = m_by->text().trimmed().toStdString();
    if (m_study->needsSecondPerson) request.second = m_second->text().trimmed().toStdString();
    request.caseNumber = m_case->text().trimmed().toStdString();
    request.receivedAt = askedAt();
    request.plan = ConfirmedPlan{digestOf(m_study->plan), m_study->wanted.aliases};
    if (isWithoutKey() && m_evenWithoutKey->isChecked()) request.unknown = UnknownSubject::Allow;
    m_typed->clear();
    Q_EMIT confirmed(request);
}

} // namespace eventscope::ui
