// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace eventscope::cli {

/// Standard output with a buffer. A reader that went away (SIGPIPE elsewhere) makes write() answer Cancelled, and
/// readerIsGone() says why; a reader that does not read does not keep Ctrl+C waiting. One thread.
class Output {
  public:
    /// `beforeShown` is called before anything appears on a terminal: what stands there for a while makes place.
    Output(int fd, std::stop_token stop, std::function<void()> beforeShown = {});
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    [[nodiscard]] bool isTerminal() const { return m_terminal; }
    [[nodiscard]] bool readerIsGone() const { return m_readerIsGone; }

    /// Errors: Cancelled, Unavailable (the disk behind it is full).
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// What is buffered goes out. Errors as write().
    [[nodiscard]] Result<void> flush();

  private:
    [[nodiscard]] Result<void> waitUntilWritable() const;

    int m_fd;
    std::stop_token m_stop;
    std::function<void()> m_beforeShown; ///< empty: nobody wants to know
    bool m_terminal;
    bool m_mayBlock; ///< a pipe or a terminal, where a write may wait for a reader
    bool m_readerIsGone = false;
    std::string m_buffer;
};

} // namespace eventscope::cli
