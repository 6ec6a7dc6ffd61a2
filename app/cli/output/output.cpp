// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output/output.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope::cli {

namespace {

constexpr std::size_t kBufferBytes = 1 << 16;
constexpr int kStopCheckMs = 50;

bool isRegularFile(int fd) {
    struct stat status {};
    return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

} // namespace

Output::Output(int fd, std::stop_token stop, std::function<void()> beforeShown)
    : m_fd(fd),
      m_stop(std::move(stop)),
      m_beforeShown(std::move(beforeShown)),
      m_terminal(::isatty(fd) == 1),
      m_mayBlock(!isRegularFile(fd)) {}

Result<void> Output::write(std::string_view bytes) {
    m_buffer += bytes;
    if (m_buffer.size() < kBufferBytes) return {};
    return flush();
}

Result<void> Output::waitUntilWritable() const {
    pollfd waiting{m_fd, POLLOUT, 0};
    while (!m_stop.stop_requested()) {
        const int ready = ::poll(&waiting, 1, kStopCheckMs);
        if (ready > 0 || (ready < 0 && errno != EINTR)) return {};
    }
    return cancelled();
}

Result<void> Output::flush() {
    if (m_terminal && m_beforeShown && !m_buffer.empty()) m_beforeShown();
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        // Once poll() says so, a pipe takes PIPE_BUF bytes without blocking, but perhaps no more.
        const std::size_t size = m_mayBlock ? std::min<std::size_t>(rest.size(), PIPE_BUF) : rest.size();
        if (m_mayBlock) ES_TRY(waitUntilWritable());
        const ssize_t written = ::write(m_fd, rest.data(), size);
        if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (written < 0) {
            m_readerIsGone = errno == EPIPE;
            m_buffer.clear();
            if (m_readerIsGone) return cancelled();
            return fail(ErrorKind::Unavailable, "Cannot write to standard output", {}, std::strerror(errno));
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    m_buffer.clear();
    return {};
}

} // namespace eventscope::cli
