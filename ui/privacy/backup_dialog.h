// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/backup_register.h"
#include "ui/privacy/act_dialog.h"
#include "ui/privacy/backup_opening.h"
#include "ui/privacy/file_row.h"
#include "ui/session/session.h"

#include <optional>

class QLineEdit;

namespace eventscope::ui {

/// Makes a backup of the vault, which the ledger keeps a register of. Asks where it is to lie, what opens it, who
/// makes it, and until when it is kept. GUI thread.
class BackupDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    BackupDialog(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *file() const { return m_file.file(); }
    [[nodiscard]] const BackupOpening &opening() const { return m_opening; }
    [[nodiscard]] QLineEdit *expires() const { return m_expires; }
    [[nodiscard]] QLineEdit *madeBy() const { return m_by; }

  Q_SIGNALS:
    void made();

  protected:
    void cancel() override { m_making.cancel(); }

  private:
    /// The end of the day that is typed; nothing: none is, or it is no day.
    [[nodiscard]] std::optional<Time> expiresAt() const;
    /// Empty: nothing stands in the way.
    [[nodiscard]] QString obstacle() const;
    void showPossible();
    void make();
    void handle(const Result<RegisteredBackup> &made);

    Session &m_session;
    FileRow m_file;
    BackupOpening m_opening;
    QLineEdit *m_expires, *m_by;
    Job<RegisteredBackup> m_making; // last: its end is asked for first
};

} // namespace eventscope::ui
