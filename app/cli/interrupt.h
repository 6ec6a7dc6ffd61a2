// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace eventscope::cli {

/// Turns Ctrl+C, SIGTERM and SIGHUP into a stop token; a second one ends the program at once. While it lives these
/// signals are blocked and a thread of its own waits for them, because stop callbacks (interrupting a database) may do
/// more than a signal handler may. Make it first in main, so that every other thread inherits the mask. Also ignores
/// SIGPIPE: a reader that went away is an error of write().
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

  private:
    void wait();

    sigset_t m_signals{};
    std::stop_source m_stop;
    std::jthread m_thread;
};

} // namespace eventscope::cli
