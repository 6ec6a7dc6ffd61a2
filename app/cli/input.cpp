// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace eventscope::cli {

namespace {

constexpr int kStopCheckMs = 50;

class StandardInput final : public ByteSource {
  public:
    explicit StandardInput(std::stop_token stop) : m_stop(std::move(stop)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        while (!m_stop.stop_requested()) {
            pollfd waiting{STDIN_FILENO, POLLIN, 0};
            if (::poll(&waiting, 1, kStopCheckMs) <= 0) continue;
            const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno == EINTR || errno == EAGAIN) continue;
            return fail(ErrorKind::Unavailable, "Cannot read the standard input", {}, std::strerror(errno));
        }
        return cancelled();
    }

  private:
    std::stop_token m_stop;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openInput(const std::string &path, std::stop_token stop) {
    if (path != "-") return openFile(path);
    return std::make_unique<StandardInput>(std::move(stop));
}

} // namespace eventscope::cli
