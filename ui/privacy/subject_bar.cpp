// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/subject_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kLiteralLines = 3;

/// What stands between the separators, without blanks around it; nothing of what is empty.
std::vector<std::string> partsOf(const QString &text, QChar separator) {
    std::vector<std::string> parts;
    for (const QString &part : text.split(separator, Qt::SkipEmptyParts))
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty()) parts.push_back(trimmed.toStdString());
    return parts;
}

QToolButton *textButton(const char *iconName, const QString &text, const QString &tip, QWidget *parent) {
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(plainToolTip(tip));
    setAccessible(button, text, tip);
    return button;
}

/// What it does, or why it cannot be done.
QString retireTip(const SubjectStudyPtr &study) {
    if (!study) return SubjectBar::tr("Find somebody first: what comes of them can be sealed with new keys");
    if (!study->plan.hasVault) return SubjectBar::tr("The store has no vault: nothing is sealed with a key");
    if (study->retirable.empty()) return SubjectBar::tr("They have no key with which anything new would be sealed");
    return SubjectBar::tr("Have what is appended about them from now on sealed with new keys, such as after a copy of "
                          "the vault came into other hands");
}

} // namespace

SubjectBar::SubjectBar(QWidget *parent)
    : QWidget(parent),
      m_subject(new QLineEdit(this)),
      m_aliases(new QLineEdit(this)),
      m_literals(new QPlainTextEdit(this)),
      m_find(textButton("search", tr("Find"), tr("Look for everything about this person, in the whole store"), this)),
      m_more(textButton("add", tr("More about them"),
                        tr("Other ids of theirs, and texts to look for where data is in clear"), this)),
      m_answer(textButton("file", tr("Answer\u2026"),
                          tr("Make what a person may ask for: everything that is kept about them, in one enciphered "
                             "archive (Articles 15 and 20)"),
                          this)),
      m_retire(textButton("key", tr("Retire Keys\u2026"), {}, this)) {
    const Metrics metrics(font());
    m_subject->setPlaceholderText(tr("Whose data? The id of a person"));
    m_subject->setClearButtonEnabled(true);
    const int hint = m_subject->fontMetrics().horizontalAdvance(m_subject->placeholderText());
    m_subject->setMinimumWidth(std::max(metrics.steps(72), hint + metrics.steps(10))); // the hint is never cut
    setAccessible(m_subject, tr("The id of a person"));
    m_aliases->setPlaceholderText(tr("Other ids of theirs, separated by commas"));
    setAccessible(m_aliases, m_aliases->placeholderText());
    m_literals->setPlaceholderText(
        tr("Texts that data in clear may hold, one a line: a name, an address. They are kept nowhere."));
    m_literals->setTabChangesFocus(true);
    m_literals->setFixedHeight(m_literals->fontMetrics().lineSpacing() * kLiteralLines + metrics.steps(4));
    setAccessible(m_literals, tr("Texts to look for"), m_literals->placeholderText());
    m_more->setCheckable(true);
    for (QWidget *hidden : QList<QWidget *>{m_aliases, m_literals})
        hidden->hide();
    auto *flow = new FlowLayout(metrics.steps(2));
    for (QWidget *part : QList<QWidget *>{m_subject, m_find, m_more, m_answer, m_retire})
        flow->addWidget(part);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    column->setSpacing(metrics.steps(1));
    column->addLayout(flow);
    column->addWidget(m_aliases);
    column->addWidget(m_literals);
    tabInTurn({m_subject, m_find, m_more, m_answer, m_retire, m_aliases, m_literals});
    connect(m_more, &QToolButton::toggled, this, [this](bool isOpen) {
        m_aliases->setVisible(isOpen);
        m_literals->setVisible(isOpen);
    });
    connect(m_find, &QToolButton::clicked, this, &SubjectBar::findRequested);
    connect(m_answer, &QToolButton::clicked, this, &SubjectBar::answerRequested);
    connect(m_retire, &QToolButton::clicked, this, &SubjectBar::retireRequested);
    connect(m_subject, &QLineEdit::returnPressed, this, &SubjectBar::findRequested);
    connect(m_aliases, &QLineEdit::returnPressed, this, &SubjectBar::findRequested);
    showStudy(nullptr);
}

void SubjectBar::setPerson(const SubjectId &person) {
    m_aliases->clear();
    m_literals->clear();
    m_subject->setText(QString::fromStdString(person.value));
}

void SubjectBar::showStudy(const SubjectStudyPtr &study) {
    m_answer->setEnabled(study != nullptr);
    m_retire->setEnabled(study && !study->retirable.empty());
    const QString tip = retireTip(study);
    m_retire->setToolTip(plainToolTip(tip));
    setAccessible(m_retire, m_retire->text(), tip);
}

SubjectWanted SubjectBar::wanted() const {
    SubjectWanted wanted;
    wanted.subject = {m_subject->text().trimmed().toStdString()};
    for (std::string &alias : partsOf(m_aliases->text(), u','))
        wanted.aliases.push_back({std::move(alias)});
    wanted.literals = partsOf(m_literals->toPlainText(), u'\n');
    return wanted;
}

} // namespace eventscope::ui
