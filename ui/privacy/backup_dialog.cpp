// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/backup_dialog.h"

#include "core/vault/escrow_key.h"
#include "ui/privacy/privacy_words.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <chrono>

namespace eventscope::ui {

BackupDialog::BackupDialog(Session &session, const Theme &theme, QWidget *parent)
    : ActDialog(theme, tr("Back up the vault"), parent),
      m_session(session),
      m_file(*this, {tr("File"),
                     tr("Choose the file"),
                     tr("Backup of the vault"),
                     {tr("Backup of a vault (*.vault-backup)"), QStringLiteral("vault-backup")}}),
      m_opening(*this),
      m_expires(new QLineEdit(this)),
      m_by(new QLineEdit(this)),
      m_making(session.workers()) {
    m_expires->setPlaceholderText(tr("such as 2027-01-31, the last day"));
    m_by->setPlaceholderText(tr("a role or a number, no name"));
    auto *form = newForm();
    m_file.addTo(*form);
    m_opening.addTo(*form);
    addNamed(*form, tr("Expires"), m_expires);
    addNamed(*form, tr("Made by"), m_by);
    layOut(tr("Without its vault and passphrase what is sealed is lost. A backup holds every key of the vault for who "
              "can open it, and is entered in the ledger. No erasure reaches it: until it expires it contains the keys "
              "that are destroyed here meanwhile. eventscope-cli privacy restore makes a vault of it again."),
           form, tr("Make the Backup"), 140);
    tabInTurn(QList<QWidget *>{m_file.file(), m_file.chooseButton()} + m_opening.parts() +
              QList<QWidget *>{m_expires, m_by, actButton(), closeButton()});
    m_file.file()->setFocus();
    connect(&m_file, &FileRow::changed, this, &BackupDialog::showPossible);
    connect(&m_opening, &BackupOpening::changed, this, &BackupDialog::showPossible);
    connect(&m_opening, &BackupOpening::rowsChanged, this, &BackupDialog::fitHeight);
    connect(m_expires, &QLineEdit::textChanged, this, &BackupDialog::showPossible);
    connect(actButton(), &QPushButton::clicked, this, &BackupDialog::make);
    showPossible();
}

std::optional<Time> BackupDialog::expiresAt() const {
    const auto day = parseTimeSpan(m_expires->text().trimmed().toStdString());
    return day ? std::optional(day->to - std::chrono::microseconds(1)) : std::nullopt;
}

QString BackupDialog::obstacle() const {
    if (m_file.path().empty()) return tr("Name the file");
    if (const QString why = m_opening.obstacle(); !why.isEmpty()) return why;
    const QString day = m_expires->text().trimmed();
    return day.isEmpty() || expiresAt() ? QString() : tr("\"%1\" is no day: write it as 2027-01-31").arg(day);
}

void BackupDialog::showPossible() {
    actButton()->setEnabled(obstacle().isEmpty() && !m_making.isRunning());
    actButton()->setToolTip(plainToolTip(obstacle()));
}

void BackupDialog::make() {
    BackupRequest request;
    request.path = m_file.path();
    request.by = m_by->text().trimmed().toStdString();
    request.expiresAt = expiresAt();
    auto work = [request, escrowFile = m_opening.escrowFile(), secret = m_opening.secret()](
                    const StorePrivacy::Desk &desk, const JobControl &job) mutable -> Result<RegisteredBackup> {
        if (escrowFile) {
            ES_ASSIGN(recipient, readEscrowRecipient(*escrowFile));
            request.escrow = recipient;
        }
        return makeBackup(*desk.things.ledger, *desk.things.vault, request, *secret, desk.clock, job);
    };
    m_making.startListed(tr("Backing up the vault"), m_session.privacy()->keep(std::move(work)),
                         [this](const Result<RegisteredBackup> &made) { handle(made); });
    setRunning(true);
    showPossible();
}

void BackupDialog::handle(const Result<RegisteredBackup> &made) {
    setRunning(false);
    if (made) m_opening.forgetSecret();
    showPossible();
    if (!made) return say(made.error());
    QString what = tr("Made: %1, entered as number %2.").arg(formatBytes(made->bytes), formatCount(made->number));
    if (made->escrow) what += u' ' + tr("The %1 alone opens it.").arg(openedByText(made->escrow));
    if (made->expiresAt)
        say(Role::Good, what);
    else
        say(Role::Warning, what + u' ' +
                               tr("No day is set on which it expires: no erasure reaches its keys until "
                                  "somebody destroys it."));
    Q_EMIT this->made();
}

} // namespace eventscope::ui
