// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace eventscope::cli {

namespace {

constexpr std::size_t kLineBytesMax = 4000; // the kernel gives no longer ones

/// The controlling terminal, as it was when this ends.
class Terminal {
  public:
    explicit Terminal(Echo echo) : m_fd(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        if (m_fd < 0 || echo == Echo::Yes || ::tcgetattr(m_fd, &m_before) != 0) return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        m_isSilent = ::tcsetattr(m_fd, TCSAFLUSH, &silent) == 0; // what was typed before is no answer
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;
    ~Terminal() {
        if (m_isSilent) ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0) ::close(m_fd);
    }
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] bool isSilent() const { return m_isSilent; }

  private:
    const int m_fd;
    termios m_before{};
    bool m_isSilent = false;
};

void show(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Waits for the next byte. False: stopped, or the end of input.
bool nextByte(int fd, char &byte, const std::stop_token &stop) {
    while (!stop.stop_requested()) {
        pollfd watched{.fd = fd, .events = POLLIN, .revents = 0};
        const int ready = ::poll(&watched, 1, 50);
        if (ready < 0 && errno != EINTR) return false;
        if (ready > 0) return ::read(fd, &byte, 1) == 1;
    }
    return false;
}

} // namespace

bool hasPerson() { return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0; }

Result<Secret> askAtTerminal(std::string_view prompt, Echo echo, const std::stop_token &stop) {
    const Terminal terminal(echo);
    if (terminal.fd() < 0 || (echo == Echo::No && !terminal.isSilent())) {
        return fail(ErrorKind::Unavailable, "There is no terminal to ask at", "Run it where somebody can type",
                    std::strerror(errno));
    }
    show(terminal.fd(), prompt);
    std::string line;
    line.reserve(kLineBytesMax); // it never moves, so no copy of a password is left behind
    for (char byte = 0; line.size() < kLineBytesMax;) {
        if (!nextByte(terminal.fd(), byte, stop)) {
            wipe(line);
            show(terminal.fd(), "\n");
            return cancelled();
        }
        if (byte == '\n') return Secret(std::move(line));
        line += byte;
    }
    wipe(line);
    return fail(ErrorKind::TooLarge, "What was typed is too long", "Type it again");
}

} // namespace eventscope::cli
