// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/tracked_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

constexpr std::uint64_t kEndBytes = 256;

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
    return file;
}

TrackedFile::TrackedFile(TrackedFile &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_fd(std::exchange(other.m_fd, -1)),
      m_taken(other.m_taken),
      m_end(std::move(other.m_end)) {}

TrackedFile::~TrackedFile() {
    if (m_fd >= 0) ::close(m_fd);
}

Result<std::uint64_t> TrackedFile::size() const {
    struct stat ours {
    }, there{};
    if (fstat(m_fd, &ours) != 0) return ioError(m_path);
    if (stat(m_path.c_str(), &there) != 0) return changed(m_path, "was removed");
    if (ours.st_dev != there.st_dev || ours.st_ino != there.st_ino) return changed(m_path, "was replaced");
    const auto bytes = static_cast<std::uint64_t>(ours.st_size);
    if (bytes < m_taken) return changed(m_path, "became shorter");
    return bytes;
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

Result<std::string> TrackedFile::endBefore(std::uint64_t end) const {
    return read(end - std::min(end, kEndBytes), end);
}

Result<void> TrackedFile::take(std::uint64_t end) {
    ES_ASSIGN(bytes, endBefore(end));
    m_end = std::move(bytes);
    m_taken = end;
    return {};
}

Result<void> TrackedFile::checkTaken() const {
    ES_ASSIGN(bytes, endBefore(m_taken));
    if (bytes != m_end) return changed(m_path, "was written anew");
    return {};
}

Time TrackedFile::changedAt() const {
    struct stat status {};
    if (fstat(m_fd, &status) != 0) return {};
    return timeOfUs(status.st_mtim.tv_sec * 1'000'000 + status.st_mtim.tv_nsec / 1000);
}

bool TrackedFile::isWritable() const { return access(m_path.c_str(), W_OK) == 0; }

} // namespace eventscope
