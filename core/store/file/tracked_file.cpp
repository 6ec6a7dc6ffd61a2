// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/tracked_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

constexpr std::uint64_t kChunkBytes = 1u << 20;
/// Up to here everything is compared whenever there may have been a change.
constexpr std::uint64_t kSmallBytes = 1u << 20;
/// File times go in steps of a few milliseconds: of two writes within a step the later one leaves no trace in them.
constexpr std::int64_t kTimeStepNs = 50'000'000;

std::int64_t nanoseconds(const timespec &time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

std::int64_t nowNs() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}

Failure changed(const std::string &path, const char *how) {
    return fail(ErrorKind::Unavailable, path + " " + how + " while it was open", "Open it again");
}

Failure ioError(const std::string &path) {
    return fail(ErrorKind::Unavailable, "Cannot read " + path, {}, std::strerror(errno));
}

} // namespace

Result<TrackedFile> TrackedFile::open(const std::string &path) {
    // Without O_NONBLOCK opening a pipe would wait for a writer.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return fail(absent ? ErrorKind::NotFound : ErrorKind::Unavailable, "Cannot open " + path,
                    absent ? "Check the path" : "Check that you may read it", std::strerror(errno));
    }
    TrackedFile file(path, fd);
    struct stat status {};
    if (fstat(fd, &status) != 0) return ioError(path);
    if (S_ISDIR(status.st_mode)) return fail(ErrorKind::Unsupported, path + " is a folder", "Name a file in it");
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorKind::Unsupported, path + " is no regular file", "Save its content to a file first");
    }
    ES_ASSIGN(seen, file.stamp());
    file.m_seen = seen;
    return file;
}

TrackedFile::TrackedFile(TrackedFile &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_fd(std::exchange(other.m_fd, -1)),
      m_taken(std::move(other.m_taken)),
      m_seen(other.m_seen),
      m_isSettled(other.m_isSettled) {}

TrackedFile::~TrackedFile() {
    if (m_fd >= 0) ::close(m_fd);
}

Result<TrackedFile::Stamp> TrackedFile::stamp() const {
    struct stat ours {
    }, there{};
    if (fstat(m_fd, &ours) != 0) return ioError(m_path);
    if (stat(m_path.c_str(), &there) != 0) return changed(m_path, "was removed");
    if (ours.st_dev != there.st_dev || ours.st_ino != there.st_ino) return changed(m_path, "was replaced");
    return Stamp{static_cast<std::uint64_t>(ours.st_size), nanoseconds(ours.st_mtim), nanoseconds(ours.st_ctim)};
}

Result<std::uint64_t> TrackedFile::size(const JobControl &job) {
    const std::int64_t before = nowNs();
    ES_ASSIGN(now, stamp());
    if (now.size < m_taken.count()) return changed(m_path, "became shorter");
    if (now == m_seen && m_isSettled) return now.size;
    const bool onlyGrew = now == m_seen || now.size > m_seen.size;
    ES_TRY(onlyGrew && m_taken.count() > kSmallBytes ? checkEdges() : checkAll(job));
    m_seen = now;
    m_isSettled = std::abs(before - std::max(now.contentNs, now.statusNs)) > kTimeStepNs;
    return now.size;
}

Result<std::string> TrackedFile::read(std::uint64_t from, std::uint64_t to) const {
    std::string bytes(static_cast<std::size_t>(to - from), '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t count = pread(m_fd, bytes.data() + got, bytes.size() - got, static_cast<off_t>(from + got));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return ioError(m_path);
        if (count == 0) return changed(m_path, "became shorter");
        got += static_cast<std::size_t>(count);
    }
    return bytes;
}

Result<void> TrackedFile::checkAll(const JobControl &job) const {
    Hasher hasher;
    for (std::uint64_t at = 0; at < m_taken.count();) {
        if (job.stopRequested()) return cancelled();
        const std::uint64_t end = std::min(at + kChunkBytes, m_taken.count());
        ES_ASSIGN(bytes, read(at, end));
        hasher.add(bytes);
        at = end;
    }
    if (hasher.finish() != m_taken.hash()) return changed(m_path, "was written anew or edited");
    return {};
}

Result<void> TrackedFile::checkEdges() const {
    ES_ASSIGN(head, read(0, m_taken.head().size()));
    ES_ASSIGN(tail, read(m_taken.count() - m_taken.tail().size(), m_taken.count()));
    if (head != m_taken.head() || tail != m_taken.tail()) return changed(m_path, "was written anew or edited");
    return {};
}

Time TrackedFile::changedAt() const {
    struct stat status {};
    if (fstat(m_fd, &status) != 0) return {};
    return timeOfUs(status.st_mtim.tv_sec * 1'000'000 + status.st_mtim.tv_nsec / 1000);
}

bool TrackedFile::isWritable() const { return access(m_path.c_str(), W_OK) == 0; }

} // namespace eventscope
