// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

/// Times how long the GUI thread is away from its event loop: every event that is delivered, the outermost ones only.
/// What is to be timed must run in an event, not straight from main().
class WatchedApplication final : public QApplication {
  public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override {
        if (m_depth > 0) return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool taken = QApplication::notify(receiver, event);
        m_longestNs = std::max(m_longestNs, timer.nsecsElapsed());
        --m_depth;
        return taken;
    }

    /// The longest since the last call.
    [[nodiscard]] double takeLongestMs() { return static_cast<double>(std::exchange(m_longestNs, 0)) / 1e6; }

  private:
    int m_depth = 0;
    qint64 m_longestNs = 0;
};

} // namespace eventscope::ui
