// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/act_dialog.h"
#include "ui/privacy/new_passphrase_rows.h"
#include "ui/session/session.h"

#include <cstdint>

namespace eventscope::ui {

/// Gives the vault another passphrase; what else opens it stays. GUI thread.
class PassphraseDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    PassphraseDialog(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const NewPassphraseRows &passphrase() const { return m_passphrase; }

  Q_SIGNALS:
    void changed();

  private:
    void showPossible();
    void change();
    void handle(const Result<std::uint32_t> &epoch);

    Session &m_session;
    NewPassphraseRows m_passphrase;
    Job<std::uint32_t> m_changing; // last: its end is asked for first
};

} // namespace eventscope::ui
