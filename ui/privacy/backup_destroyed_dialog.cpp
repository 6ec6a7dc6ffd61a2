// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/backup_destroyed_dialog.h"

#include "core/privacy/backup_register.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace eventscope::ui {

BackupDestroyedDialog::BackupDestroyedDialog(Session &session, const Theme &theme, std::uint64_t backup,
                                             QWidget *parent)
    : ActDialog(theme, tr("A backup was destroyed"), parent),
      m_session(session),
      m_backup(backup),
      m_reason(new QLineEdit(this)),
      m_by(new QLineEdit(this)),
      m_entering(session.workers()) {
    m_reason->setPlaceholderText(tr("such as tape shredded, no name"));
    m_by->setPlaceholderText(tr("a role or a number, no name"));
    auto *form = newForm();
    addNamed(*form, tr("How, or why"), m_reason);
    addNamed(*form, tr("Answered for by"), m_by);
    layOut(
        tr("Nothing is deleted here. The ledger is told that backup %1 of the vault was destroyed, and every copy of "
           "it: nobody is reminded of it any more, and erasures from now on do not tell of it. It cannot be taken "
           "back.")
            .arg(formatCount(m_backup)),
        form, tr("It Was Destroyed"), 120);
    tabInTurn({m_reason, m_by, actButton(), closeButton()});
    m_reason->setFocus();
    for (QLineEdit *edit : {m_reason, m_by})
        connect(edit, &QLineEdit::textChanged, this, &BackupDestroyedDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &BackupDestroyedDialog::enter);
    showPossible();
}

void BackupDestroyedDialog::showPossible() {
    const QString missing = m_reason->text().trimmed().isEmpty() ? tr("Say how it was destroyed, or why")
                            : m_by->text().trimmed().isEmpty()   ? tr("Say who answers for it")
                                                                 : QString();
    actButton()->setEnabled(missing.isEmpty() && !m_isDone && !m_entering.isRunning());
    actButton()->setToolTip(plainToolTip(missing));
}

void BackupDestroyedDialog::enter() {
    const BackupDestruction destruction{m_backup, m_reason->text().trimmed().toStdString(),
                                        m_by->text().trimmed().toStdString()};
    auto work = [destruction](const StorePrivacy::Desk &desk, const JobControl &job) -> Result<Done> {
        ES_TRY(noteBackupDestroyed(*desk.things.ledger, *desk.things.vault, destruction, desk.clock.now(), job));
        return Done();
    };
    m_entering.startListed(tr("Entering that a backup was destroyed"), m_session.privacy()->keep(std::move(work)),
                           [this](const Result<Done> &done) { handle(done); });
    setRunning(true);
    showPossible();
}

void BackupDestroyedDialog::handle(const Result<Done> &done) {
    setRunning(false);
    m_isDone = done.has_value();
    showPossible();
    if (!done) return say(done.error());
    say(Role::Good, tr("It is in the ledger: nobody is reminded of backup %1 any more.").arg(formatCount(m_backup)));
    Q_EMIT entered();
}

} // namespace eventscope::ui
