// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>

namespace eventscope {

/// A file that another program may append to while we read it. Never writes. One thread; move only.
///
/// What was taken() is remembered by its end, so that a file that was cut, replaced or written anew is told from one
/// that only grew.
class TrackedFile {
  public:
    /// Errors: NotFound, Unavailable (no right to read it), Unsupported (a folder, a device, a pipe).
    [[nodiscard]] static Result<TrackedFile> open(const std::string &path);
    TrackedFile(TrackedFile &&other) noexcept;
    TrackedFile &operator=(TrackedFile &&) = delete;
    ~TrackedFile();

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// The bytes it has now. Errors: Unavailable (another file stands at the path, or it is shorter than what was
    /// taken).
    [[nodiscard]] Result<std::uint64_t> size() const;
    /// The bytes [from, to). Errors: Unavailable (the file is shorter, I/O error).
    [[nodiscard]] Result<std::string> read(std::uint64_t from, std::uint64_t to) const;

    [[nodiscard]] std::uint64_t taken() const { return m_taken; }
    /// All bytes before `end` were taken. Errors: as read().
    [[nodiscard]] Result<void> take(std::uint64_t end);
    /// Errors: Unavailable (what stands before taken() is not what was taken).
    [[nodiscard]] Result<void> checkTaken() const;

    [[nodiscard]] Time changedAt() const;
    /// Whether the file system would let this process write to it.
    [[nodiscard]] bool isWritable() const;

  private:
    TrackedFile(std::string path, int fd) : m_path(std::move(path)), m_fd(fd) {}
    [[nodiscard]] Result<std::string> endBefore(std::uint64_t end) const;

    std::string m_path;
    int m_fd;
    std::uint64_t m_taken = 0;
    std::string m_end; ///< the last bytes that were taken
};

} // namespace eventscope
