// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"

#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace eventscope {

namespace {

using namespace std::chrono_literals;

/// The first tries are short, since most holders only commit one batch.
constexpr auto kFirstPause = 100us;
constexpr auto kLongestPause = 5ms;

/// Longer than any note; a file that holds more was not written by us.
constexpr std::size_t kNoteBytes = 256;

std::string hostName() {
    std::array<char, 65> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unknown host";
}

/// Failing is no reason to fail: the lock holds without the note.
void noteHolder(int fd) {
    std::string note = std::string(program_invocation_short_name) + " (process " + std::to_string(getpid()) + " on " +
                       hostName() + ") since " + toIso(SystemClock().now()) + "\n";
    note.resize(kNoteBytes, ' '); // one write takes a longer note of before away, too
    [[maybe_unused]] const ssize_t written = pwrite(fd, note.data(), note.size(), 0);
}

/// Empty when nobody has written a note, or something else lies there.
std::string holderOf(int fd) {
    std::string note(kNoteBytes, '\0');
    const ssize_t bytes = pread(fd, note.data(), note.size(), 0);
    note.resize(bytes > 0 ? static_cast<std::size_t>(bytes) : 0);
    note.resize(std::min(note.find('\n'), note.size()));
    return note.find(" since ") == std::string::npos ? "" : safeText(note, LineBreaks::Escape);
}

Failure lockedByAnother(int fd, const std::string &path) {
    const std::string holder = holderOf(fd);
    return fail(ErrorKind::Refused,
                "Another program is writing: " + path + " is locked" + (holder.empty() ? "" : " by " + holder),
                "Wait until it is done, or close it");
}

bool tryLock(int fd) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return fcntl(fd, F_OFD_SETLK, &whole) == 0;
}

} // namespace

Result<FileLock> FileLock::acquire(const std::string &path, std::chrono::milliseconds wait, const JobControl &job) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        return fail(ErrorKind::Unavailable, "Cannot make the lock file " + path,
                    "Check that the folder exists and that you may write to it", std::strerror(errno));
    }
    FileLock lock(fd);
    const auto deadline = std::chrono::steady_clock::now() + wait;
    auto pause = std::chrono::microseconds(kFirstPause);
    while (!tryLock(fd)) {
        if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
            return fail(ErrorKind::Unavailable, "Cannot lock " + path, "Network file systems are not supported",
                        std::strerror(errno));
        }
        if (job.stopRequested()) return cancelled();
        if (std::chrono::steady_clock::now() >= deadline) {
            return lockedByAnother(fd, path);
        }
        std::this_thread::sleep_for(pause);
        pause = std::min<std::chrono::microseconds>(pause * 2, kLongestPause);
    }
    noteHolder(fd);
    return lock;
}

bool FileLock::isHeld(const std::string &path) {
    const FileLock unlocked(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return unlocked.m_fd >= 0 && fcntl(unlocked.m_fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

FileLock::~FileLock() {
    if (m_fd >= 0) ::close(m_fd);
}

} // namespace eventscope
