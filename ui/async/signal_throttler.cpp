// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/async/signal_throttler.h"

namespace eventscope::ui {

SignalThrottler::SignalThrottler(int intervalMs, QObject *parent) : QObject(parent), m_intervalMs(intervalMs) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SignalThrottler::handleTimeout);
}

void SignalThrottler::request() {
    m_requested = true;
    if (!m_timer.isActive()) m_timer.start(0);
}

void SignalThrottler::handleTimeout() {
    if (!m_requested) return; // the quiet interval after a signal has passed
    m_requested = false;
    m_timer.start(m_intervalMs);
    Q_EMIT triggered();
}

} // namespace eventscope::ui
