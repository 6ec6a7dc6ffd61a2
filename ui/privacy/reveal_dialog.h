// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/reveal.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;

/// Shows one masked value to whoever says why; what was said is in the ledger before the value is seen. The value goes
/// with the dialog, and cannot be copied from it.
class RevealDialog final : public QDialog {
    Q_OBJECT

  public:
    /// `what.reason` is asked for here. Both references outlive it.
    RevealDialog(Session &session, const Theme &theme, Reveal what, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QPushButton *revealButton() const { return m_reveal; }
    /// Empty before it is revealed.
    [[nodiscard]] QLabel *value() const { return m_value; }
    [[nodiscard]] Banner *problem() const { return m_problem; }

  private:
    void layOut();
    void showPossible();
    void reveal();
    void handle(const Result<Json> &value);

    Session &m_session;
    Reveal m_what;
    Banner *m_problem;
    QLineEdit *m_reason;
    QLabel *m_value;
    QPushButton *m_reveal;
    Job<Json> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
