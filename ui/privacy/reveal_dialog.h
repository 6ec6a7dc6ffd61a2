// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/reveal.h"
#include "ui/privacy/act_dialog.h"
#include "ui/session/session.h"

class QLabel;
class QLineEdit;

namespace eventscope::ui {

/// Shows one masked value to whoever says why; what was said is in the ledger before the value is seen. The value goes
/// with the dialog, and cannot be copied from it.
class RevealDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// `what.reason` is asked for here. Both references outlive it.
    RevealDialog(Session &session, const Theme &theme, Reveal what, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    /// Empty before it is revealed.
    [[nodiscard]] QLabel *value() const { return m_value; }
    /// Shown where nobody says whom the value is about.
    [[nodiscard]] QLabel *nobody() const { return m_nobody; }

  private:
    void showPossible();
    void reveal();
    void handle(const Result<Revealed> &revealed);

    Session &m_session;
    Reveal m_what;
    QLineEdit *m_reason;
    QLabel *m_value;
    QLabel *m_nobody;
    Job<Revealed> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
