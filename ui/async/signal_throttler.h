// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace eventscope::ui {

/// Many requests, few signals: the first request triggers at the next turn of the event loop, later ones at most once
/// per interval, and the last one is never lost. GUI thread.
class SignalThrottler final : public QObject {
    Q_OBJECT

  public:
    explicit SignalThrottler(int intervalMs, QObject *parent = nullptr);

    void request();

  Q_SIGNALS:
    void triggered();

  private:
    void handleTimeout();

    QTimer m_timer;
    const int m_intervalMs;
    bool m_requested = false;
};

} // namespace eventscope::ui
