// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/new_keys_dialog.h"

#include "core/privacy/new_keys.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace eventscope::ui {

NewKeysDialog::NewKeysDialog(Session &session, const Theme &theme, SubjectId person, QWidget *parent)
    : ActDialog(theme, tr("Allow new keys"), parent),
      m_session(session),
      m_person(std::move(person)),
      m_reason(new QLineEdit(this)),
      m_by(new QLineEdit(this)),
      m_allowing(session.workers()) {
    m_reason->setPlaceholderText(tr("such as a new contract, no name"));
    m_by->setPlaceholderText(tr("a role or a number, no name"));
    auto *form = newForm();
    addNamed(*form, tr("Why"), m_reason);
    addNamed(*form, tr("Decided by"), m_by);
    layOut(tr("%1 was erased, and nothing new is kept of them. If they have come back, new keys seal what is appended "
              "about them from now on. What was erased stays erased. The decision is entered in the ledger.")
               .arg(shortened(m_person.value, kNameCharacters)),
           form, tr("Allow New Keys"), 120);
    tabInTurn({m_reason, m_by, actButton(), closeButton()});
    m_reason->setFocus();
    for (QLineEdit *edit : {m_reason, m_by})
        connect(edit, &QLineEdit::textChanged, this, &NewKeysDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &NewKeysDialog::allow);
    showPossible();
}

void NewKeysDialog::showPossible() {
    QString obstacle;
    if (m_reason->text().trimmed().isEmpty())
        obstacle = tr("Say why");
    else if (m_by->text().trimmed().isEmpty())
        obstacle = tr("Say who decides it");
    actButton()->setEnabled(obstacle.isEmpty() && !m_isDone && !m_allowing.isRunning());
    actButton()->setToolTip(plainToolTip(obstacle));
}

void NewKeysDialog::allow() {
    const NewKeysDecision decision{
        m_person, {}, m_reason->text().trimmed().toStdString(), m_by->text().trimmed().toStdString()};
    auto work = [decision](const StorePrivacy::Desk &desk, const JobControl &) {
        return allowNewKeys(*desk.things.ledger, *desk.things.vault, desk.things.protection.policy, decision,
                            desk.clock.now());
    };
    m_allowing.startListed(tr("Allowing new keys"), m_session.privacy()->decide(std::move(work)),
                           [this](const Result<std::vector<std::string>> &purposes) { handle(purposes); });
    setRunning(true);
    showPossible();
}

void NewKeysDialog::handle(const Result<std::vector<std::string>> &purposes) {
    setRunning(false);
    m_isDone = purposes.has_value();
    showPossible();
    if (!purposes) return say(purposes.error());
    say(Role::Good, tr("There are %Ln new key(s): what is appended about them is sealed again.", nullptr,
                       static_cast<int>(purposes->size())));
    Q_EMIT allowed();
}

} // namespace eventscope::ui
