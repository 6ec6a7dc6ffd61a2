// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

std::string folderOf(const std::string &path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Beside the target, and nobody's yet as far as can be known.
std::string passingName(const std::string &target) {
    static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::string name = target + ".part";
    for (int i = 0; i < 8; ++i)
        name += kLetters[random() % kLetters.size()];
    return name;
}

} // namespace

Result<AtomicFile> AtomicFile::create(std::string target, Readers readers) {
    const mode_t mode = readers == Readers::Owner ? S_IRUSR | S_IWUSR : 0666;
    std::string temporary;
    // A name is given through /proc, see open(2).
    int fd = ::access("/proc/self/fd", X_OK) == 0
                 ? ::open(folderOf(target).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode)
                 : -1;
    if (fd < 0) {
        temporary = passingName(target);
        fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    }
    if (fd < 0) {
        return fail(ErrorKind::Unavailable, "Cannot write beside " + target,
                    "Check that the folder exists and that you may write to it", std::strerror(errno));
    }
    return AtomicFile(std::move(target), std::move(temporary), ::fdopen(fd, "wb"));
}

AtomicFile::AtomicFile(std::string target, std::string temporary, std::FILE *file)
    : m_target(std::move(target)), m_temporary(std::move(temporary)), m_file(file) {}

AtomicFile::AtomicFile(AtomicFile &&other) noexcept
    : m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_file(std::exchange(other.m_file, nullptr)) {}

AtomicFile::~AtomicFile() {
    if (!m_file) return;
    std::fclose(m_file);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

Failure AtomicFile::ioError(const char *act) const {
    return fail(ErrorKind::Unavailable, std::string("Cannot ") + act + " " + m_target, "Nothing was changed",
                std::strerror(errno));
}

Result<void> AtomicFile::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size()) return ioError("write");
    return {};
}

Result<void> AtomicFile::commit() {
    if (std::fflush(m_file) != 0 || ::fsync(::fileno(m_file)) != 0) return ioError("write");
    if (m_temporary.empty() && !giveName()) return ioError("write");
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) return ioError("replace");
    std::fclose(std::exchange(m_file, nullptr));
    syncFolderOf(m_target);
    return {};
}

/// A name is needed before that of another file can be taken.
bool AtomicFile::giveName() {
    const std::string open = "/proc/self/fd/" + std::to_string(::fileno(m_file));
    std::string name = passingName(m_target);
    if (::linkat(AT_FDCWD, open.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) return false;
    m_temporary = std::move(name);
    return true;
}

bool syncFolderOf(const std::string &path) {
    const int fd = ::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return true; // a folder that may be entered and not be listed
    const bool isDone = ::fsync(fd) == 0 || errno != EIO;
    ::close(fd);
    return isDone;
}

Result<std::string> readFile(const std::string &path, std::size_t bytesMax) {
    std::FILE *file = std::fopen(path.c_str(), "rbe");
    if (!file) {
        const auto kind = errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable;
        return fail(kind, "Cannot read " + path, "Check the name and that you may read it", std::strerror(errno));
    }
    std::string bytes;
    std::array<char, 1 << 16> block;
    std::size_t got = 0;
    while ((got = std::fread(block.data(), 1, block.size(), file)) > 0 && bytes.size() <= bytesMax) {
        bytes.append(block.data(), got);
    }
    const bool broken = std::ferror(file) != 0;
    std::fclose(file);
    if (broken) return fail(ErrorKind::Unavailable, "Cannot read " + path, {}, std::strerror(errno));
    if (bytes.size() > bytesMax) {
        return fail(ErrorKind::TooLarge, path + " is larger than " + std::to_string(bytesMax) + " bytes");
    }
    return bytes;
}

} // namespace eventscope
