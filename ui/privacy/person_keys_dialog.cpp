// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/person_keys_dialog.h"

#include "ui/privacy/privacy_words.h"
#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// What differs from one decision to the other.
struct Words {
    QString title, what, act, reason, listed;
};

Words wordsOf(KeysDecision decision) {
    if (decision == KeysDecision::Allow) {
        return {PersonKeysDialog::tr("Allow new keys"),
                PersonKeysDialog::tr(
                    "%1 was erased, and nothing new is kept of them. If they have come back, new keys seal what is "
                    "appended about them from now on. What was erased stays erased. The decision is entered in the "
                    "ledger."),
                PersonKeysDialog::tr("Allow New Keys"), PersonKeysDialog::tr("such as a new contract, no name"),
                PersonKeysDialog::tr("Allowing new keys")};
    }
    return {
        PersonKeysDialog::tr("Retire keys"),
        PersonKeysDialog::tr(
            "What is appended about %1 from now on is sealed with new keys. What was sealed before still opens with "
            "the old ones, and an erasure destroys both. It cannot be taken back, and older versions of this program "
            "refuse the vault afterwards. The decision is entered in the ledger."),
        PersonKeysDialog::tr("Retire the Keys"), PersonKeysDialog::tr("such as a copy of the vault lost, no name"),
        PersonKeysDialog::tr("Retiring keys")};
}

} // namespace

PersonKeysDialog::PersonKeysDialog(Session &session, const Theme &theme, KeysDecision decision, Person person,
                                   QWidget *parent)
    : ActDialog(theme, wordsOf(decision).title, parent),
      m_session(session),
      m_decision(decision),
      m_person(std::move(person)),
      m_reason(new QLineEdit(this)),
      m_by(new QLineEdit(this)),
      m_deciding(session.workers()) {
    const Words words = wordsOf(decision);
    m_reason->setPlaceholderText(words.reason);
    m_by->setPlaceholderText(tr("a role or a number, no name"));
    auto *form = newForm();
    addPurposes(*form);
    addNamed(*form, tr("Why"), m_reason);
    addNamed(*form, tr("Decided by"), m_by);
    layOut(words.what.arg(shortened(m_person.id.value, kNameCharacters)), form, words.act, 120);
    QList<QWidget *> turn;
    for (QCheckBox *box : m_boxes)
        turn += box;
    tabInTurn(turn << m_reason << m_by << actButton() << closeButton());
    m_reason->setFocus();
    for (QLineEdit *edit : {m_reason, m_by})
        connect(edit, &QLineEdit::textChanged, this, &PersonKeysDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &PersonKeysDialog::decide);
    showPossible();
}

void PersonKeysDialog::addPurposes(QFormLayout &form) {
    if (m_person.purposes.size() < 2) return;
    auto *column = new QVBoxLayout;
    column->setSpacing(Metrics(font()).steps(1));
    for (const std::string &purpose : m_person.purposes) {
        auto *box = new QCheckBox(purposeText(purpose), this);
        box->setChecked(true);
        setAccessible(box, tr("What is kept for this purpose: %1").arg(box->text()));
        connect(box, &QCheckBox::toggled, this, &PersonKeysDialog::showPossible);
        column->addWidget(box, 0, Qt::AlignLeft);
        m_boxes += box;
    }
    form.addRow(plainLabel(tr("Purposes"), this), column);
}

QString PersonKeysDialog::obstacle() const {
    if (!m_boxes.isEmpty() && std::ranges::none_of(m_boxes, &QCheckBox::isChecked))
        return tr("Choose at least one purpose");
    if (m_reason->text().trimmed().isEmpty()) return tr("Say why");
    return m_by->text().trimmed().isEmpty() ? tr("Say who decides it") : QString();
}

std::vector<std::string> PersonKeysDialog::chosen() const {
    std::vector<std::string> chosen;
    auto box = m_boxes.begin();
    for (const std::string &purpose : m_person.purposes)
        if (box != m_boxes.end() && (*box++)->isChecked()) chosen.push_back(purpose);
    return chosen.size() == m_person.purposes.size() ? std::vector<std::string>() : chosen;
}

void PersonKeysDialog::showPossible() {
    const QString missing = obstacle();
    actButton()->setEnabled(missing.isEmpty() && !m_isDone && !m_deciding.isRunning());
    actButton()->setToolTip(plainToolTip(missing));
}

void PersonKeysDialog::decide() {
    const NewKeysDecision decision{m_person.id, chosen(), m_reason->text().trimmed().toStdString(),
                                   m_by->text().trimmed().toStdString()};
    const auto act = m_decision == KeysDecision::Allow ? &allowNewKeys : &retireKeys;
    auto work = [decision, act](const StorePrivacy::Desk &desk, const JobControl &) {
        return act(*desk.things.ledger, *desk.things.vault, desk.things.protection.policy, decision, desk.clock.now());
    };
    m_deciding.startListed(wordsOf(m_decision).listed, m_session.privacy()->decide(std::move(work)),
                           [this](const Result<std::vector<std::string>> &purposes) { handle(purposes); });
    setRunning(true);
    showPossible();
}

void PersonKeysDialog::handle(const Result<std::vector<std::string>> &purposes) {
    setRunning(false);
    m_isDone = purposes.has_value();
    showPossible();
    if (!purposes) return say(purposes.error());
    const int count = static_cast<int>(purposes->size());
    if (m_decision == KeysDecision::Allow)
        say(Role::Good, tr("There are %Ln new key(s): what is appended about them is sealed again.", nullptr, count));
    else
        sayRetired(count);
    Q_EMIT decided();
}

/// None: somebody else was faster.
void PersonKeysDialog::sayRetired(int purposes) {
    if (purposes == 0)
        return say(Role::Info, tr("Their keys were retired before, and nothing has been sealed since: nothing was "
                                  "changed."));
    say(Role::Good, tr("%Ln key(s) are retired: what was sealed before still opens.", nullptr, purposes));
}

} // namespace eventscope::ui
