// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job_control.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string_view>

namespace eventscope::cli {

/// Standard error: notes, errors and one line of progress. Whatever comes from a store is made safe for a terminal.
/// Threads: any.
class Notes final : public Progress {
  public:
    explicit Notes(int fd);
    ~Notes() override;
    Notes(const Notes &) = delete;
    Notes &operator=(const Notes &) = delete;

    /// After this only errors are printed.
    void setQuiet() { m_quiet = true; }
    void note(std::string_view text);
    void error(const Error &error);

    /// "1,204 of 20,000 done, 9,100 a second, 2 s left" on one line that replaces itself, at most every 100 ms and not
    /// in the first half second; only when standard error is a terminal.
    void report(ProgressStep step) override;
    /// Takes the progress line away, so that other text can stand there.
    void clearProgress();

  private:
    using Clock = std::chrono::steady_clock;

    void write(std::string_view text);

    const int m_fd;
    const bool m_terminal;
    std::atomic<bool> m_quiet = false;
    std::mutex m_mutex;
    Clock::time_point m_begin = Clock::now(); // guarded by m_mutex
    Clock::time_point m_shown;                // guarded by m_mutex
    std::size_t m_shownColumns = 0;           // guarded by m_mutex
    std::uint64_t m_done = 0;                 // guarded by m_mutex
};

/// "1,204,113"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// The line that report() shows.
[[nodiscard]] std::string progressText(ProgressStep step, double seconds);

} // namespace eventscope::cli
