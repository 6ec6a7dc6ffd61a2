// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/act_dialog.h"
#include "ui/session/session.h"

#include <cstdint>
#include <variant>

class QLineEdit;

namespace eventscope::ui {

/// Enters in the ledger that a backup of the vault was destroyed, with every copy of it: asks how, and who answers for
/// it. Deletes nothing. GUI thread.
class BackupDestroyedDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// Both references outlive it. `backup` is its number.
    BackupDestroyedDialog(Session &session, const Theme &theme, std::uint64_t backup, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *answeredBy() const { return m_by; }

  Q_SIGNALS:
    void entered();

  protected:
    void cancel() override { m_entering.cancel(); }

  private:
    using Done = std::monostate;
    void showPossible();
    void enter();
    void handle(const Result<Done> &done);

    Session &m_session;
    const std::uint64_t m_backup;
    QLineEdit *m_reason, *m_by;
    bool m_isDone = false;
    Job<Done> m_entering; // last: its end is asked for first
};

} // namespace eventscope::ui
