// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/child_program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

constexpr int kLookForStopMs = 50;

Failure notStarted(int problem) {
    return fail(ErrorKind::Unavailable, "The program cannot be started", "Check that it is installed",
                std::strerror(problem));
}

/// A descriptor that is closed at its end.
class Descriptor {
  public:
    explicit Descriptor(int file) : m_file(file) {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return m_file; }
    void close() {
        if (m_file >= 0) ::close(std::exchange(m_file, -1));
    }

  private:
    int m_file;
};

/// In memory, with all of it before the reader: whoever ends without reading it breaks no pipe.
int fileWith(std::string_view text) {
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    if (file < 0) return file;
    const auto size = static_cast<ssize_t>(text.size());
    if (::write(file, text.data(), text.size()) == size && ::lseek(file, 0, SEEK_SET) == 0) return file;
    ::close(file);
    return -1;
}

std::vector<char *> environmentWithoutPassphrases() {
    std::vector<char *> kept;
    for (char **each = environ; *each; ++each) {
        const std::string_view variable(*each);
        const auto name = variable.substr(0, variable.find('='));
        if (!name.starts_with("EVENTSCOPE_") || !name.ends_with("PASSPHRASE_FILE")) kept.push_back(*each);
    }
    kept.push_back(nullptr);
    return kept;
}

/// Its process id. Errors: Unavailable.
Result<pid_t> start(const std::vector<std::string> &words, int in, int out) {
    std::vector<std::string> copies = words;
    std::vector<char *> arguments;
    for (std::string &word : copies)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<char *> environment = environmentWithoutPassphrases();
    posix_spawn_file_actions_t actions;
    if (const int problem = posix_spawn_file_actions_init(&actions)) return notStarted(problem);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int problem =
        posix_spawn(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) return notStarted(problem);
    return child;
}

/// Until the program closes its output.
Result<std::string> readAll(int file, std::size_t bytesMax, const JobControl &job) {
    std::string text;
    std::array<char, 4096> piece{};
    for (;;) {
        if (job.stopRequested()) return cancelled();
        pollfd ready{file, POLLIN, 0};
        if (::poll(&ready, 1, kLookForStopMs) <= 0) continue;
        const ssize_t bytes = ::read(file, piece.data(), piece.size());
        if (bytes == 0) return text;
        if (bytes < 0 && errno == EINTR) continue;
        if (bytes < 0) return fail(ErrorKind::Unavailable, "What the program says cannot be read");
        text.append(piece.data(), static_cast<std::size_t>(bytes));
        if (text.size() > bytesMax) return fail(ErrorKind::TooLarge, "The program says too much");
    }
}

int waitFor(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

Result<ProgramEnd> runProgram(const std::vector<std::string> &words, std::string_view input, std::size_t outBytesMax,
                              const JobControl &job) {
    const Descriptor in(fileWith(input));
    std::array<int, 2> pipe{-1, -1};
    if (in.get() < 0 || ::pipe2(pipe.data(), O_CLOEXEC) != 0) return notStarted(errno);
    const Descriptor reading(pipe[0]);
    Descriptor writing(pipe[1]);
    ES_ASSIGN(child, start(words, in.get(), writing.get()));
    writing.close();
    auto text = readAll(reading.get(), outBytesMax, job);
    if (!text) ::kill(child, SIGKILL);
    const int code = waitFor(child);
    if (!text) return fail(std::move(text).error());
    return ProgramEnd{code, *std::move(text)};
}

} // namespace eventscope
