// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/file/taken_bytes.h"

#include <cstdint>
#include <string>

namespace eventscope {

/// A file that another program may append to while we read it. Never writes. One thread; move only.
///
/// A file that was cut, replaced, written anew or edited is told from one that only grew, by what is remembered of the
/// bytes that were taken().
class TrackedFile {
  public:
    /// Errors: NotFound, Unavailable (no right to read it), Unsupported (a folder, a device, a pipe).
    [[nodiscard]] static Result<TrackedFile> open(const std::string &path);
    TrackedFile(TrackedFile &&other) noexcept;
    TrackedFile &operator=(TrackedFile &&) = delete;
    ~TrackedFile();

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// The bytes it has now, once it is sure that what stands before taken() is what was taken. Where the file system
    /// tells of no change since the last look (size, both times), nothing is read. Else all of it is compared, but of a
    /// file over 1 MiB that grew only the first and the last 4 KiB, so that following a large log costs the same at any
    /// size: an edit amid such a file is noticed unless something was appended between two looks.
    /// Errors: Unavailable (another file stands at the path, it is shorter than what was taken, or other bytes stand
    /// there), Cancelled. Cost: after a change up to about a second per GB.
    [[nodiscard]] Result<std::uint64_t> size(const JobControl &job);
    /// The bytes [from, to). Errors: Unavailable (the file is shorter, I/O error).
    [[nodiscard]] Result<std::string> read(std::uint64_t from, std::uint64_t to) const;

    [[nodiscard]] const TakenBytes &taken() const { return m_taken; }
    /// `bytes` continue what was taken before.
    void take(TakenBytes bytes) { m_taken = std::move(bytes); }

    [[nodiscard]] Time changedAt() const;
    /// Whether the file system would let this process write to it.
    [[nodiscard]] bool isWritable() const;

  private:
    /// What the file system says of the file's content.
    struct Stamp {
        std::uint64_t size = 0;
        std::int64_t contentNs = 0, statusNs = 0; ///< the times of the last changes
        bool operator==(const Stamp &) const = default;
    };
    TrackedFile(std::string path, int fd) : m_path(std::move(path)), m_fd(fd) {}
    [[nodiscard]] Result<Stamp> stamp() const;
    [[nodiscard]] Result<void> checkAll(const JobControl &job) const;
    [[nodiscard]] Result<void> checkEdges() const;

    std::string m_path;
    int m_fd;
    TakenBytes m_taken;
    Stamp m_seen;             ///< of the last look, or of the moment before reading began
    bool m_isSettled = false; ///< a change that came after m_seen would have another stamp
};

} // namespace eventscope
