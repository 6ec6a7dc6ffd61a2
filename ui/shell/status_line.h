// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>

#include <cstdint>
#include <optional>

namespace eventscope::ui {

/// "1,204 of 1,000,000 events · 3 not settled, from 990 on · last 2 s ago · UTC · load 3 statements/s", at the left of
/// the status bar.
class StatusLine final : public QLabel {
    Q_OBJECT

  public:
    explicit StatusLine(QWidget *parent = nullptr);

    /// The store in front from now on; one before must still live. Null: nothing is open.
    void setSession(const Session *session);

  protected:
    void changeEvent(QEvent *event) override;

  private:
    void showStatus();
    void showUnsettled(QStringList &parts);
    void measureLoad();

    const Session *m_session = nullptr;
    QTimer m_tick;                       // the age of the head grows by itself
    std::optional<std::uint64_t> m_sent; ///< statements at the last tick; nothing: no server
    QElapsedTimer m_sinceTick;
    int m_load = 0; ///< statements a second
};

} // namespace eventscope::ui
