// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "app/cli/exit_code.h"

#include <pthread.h>
#include <unistd.h>

namespace eventscope::cli {

namespace {

/// Sent by the destructor to its own thread, never from outside.
constexpr int kEnd = SIGUSR2;

} // namespace

Interrupt::Interrupt() {
    std::signal(SIGPIPE, SIG_IGN);
    sigemptyset(&m_signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, kEnd})
        sigaddset(&m_signals, signal);
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    m_thread = std::jthread([this] { wait(); });
}

Interrupt::~Interrupt() {
    pthread_kill(m_thread.native_handle(), kEnd);
    m_thread.join();
}

void Interrupt::wait() {
    for (int signal = 0; sigwait(&m_signals, &signal) == 0 && signal != kEnd;) {
        if (!m_stop.request_stop()) ::_exit(static_cast<int>(ExitCode::Cancelled));
    }
}

} // namespace eventscope::cli
