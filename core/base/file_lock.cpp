// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"

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
            return fail(ErrorKind::Refused, "Another program is writing: " + path + " is locked",
                        "Wait until it is done, or close it");
        }
        std::this_thread::sleep_for(pause);
        pause = std::min<std::chrono::microseconds>(pause * 2, kLongestPause);
    }
    return lock;
}

FileLock::~FileLock() {
    if (m_fd >= 0) ::close(m_fd);
}

} // namespace eventscope
