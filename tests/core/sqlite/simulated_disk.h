// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_file;
struct sqlite3_vfs;

namespace eventscope::testing {

/// What SQLite asked the disk to do, in order, and what a program was told meanwhile.
struct DiskOperation {
    enum class Kind : std::uint8_t {
        Create,
        Write,
        Truncate,
        Sync,
        Delete,
        Acknowledge,
        Rename,     ///< never SQLite's
        SyncFolder, ///< never SQLite's, which does it by the way
    };
    Kind kind = Kind::Write;
    std::string file;        ///< without its folder
    std::int64_t offset = 0; ///< of a write; the new size for Truncate; what was acknowledged for Acknowledge
    std::string bytes;       ///< of a write; the new name for Rename
};

/// A call to the disk that fails.
struct DiskFault {
    enum class Kind : std::uint8_t {
        NoSpace,    ///< ENOSPC: nothing of the write is done
        ShortWrite, ///< ENOSPC in the middle: half of the write is done
        IoError,    ///< EIO, for every kind of call
    };
    Kind kind = Kind::IoError;
    std::int64_t atCall = 1; ///< counted from the arming on
    bool persistent = false; ///< all calls from then on
};

/// Stands between SQLite and the files as its default VFS while it lives: writes down what is done, and fails calls on
/// demand. One at a time; the real files are written as always. One thread.
class SimulatedDisk {
  public:
    SimulatedDisk();
    SimulatedDisk(const SimulatedDisk &) = delete;
    SimulatedDisk &operator=(const SimulatedDisk &) = delete;
    ~SimulatedDisk();

    std::vector<DiskOperation> operations; ///< since the start, or since the test emptied it
    void acknowledge(std::int64_t what);

    void arm(const DiskFault &fault);
    void disarm() { m_fault.reset(); }
    /// Whether the armed fault has struck.
    [[nodiscard]] bool hasFailed() const { return m_failed; }

    /// From now on connections work with synchronous=NORMAL, whatever they ask for, and are told that it is FULL.
    void lieAboutSync();

    // For the VFS.
    [[nodiscard]] bool fails(DiskOperation::Kind kind, bool reads = false);
    [[nodiscard]] const DiskFault *fault() const { return m_fault ? &*m_fault : nullptr; }
    [[nodiscard]] bool liesAboutSync() const { return m_lies; }

  private:
    std::unique_ptr<sqlite3_vfs> m_vfs;
    std::optional<DiskFault> m_fault;
    std::int64_t m_calls = 0;
    bool m_failed = false;
    bool m_lies = false;
};

} // namespace eventscope::testing
