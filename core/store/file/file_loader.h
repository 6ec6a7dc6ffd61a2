// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/event/codec/file_format.h"
#include "core/store/file/file_rows.h"
#include "core/store/file/tracked_file.h"
#include "core/store/memory/event_log.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace eventscope {

/// Reads a file of events into an EventLog: all of it at first, later what was appended. See openFileStore().
class FileLoader {
  public:
    [[nodiscard]] static Result<std::unique_ptr<FileLoader>> open(const std::string &path, const JobControl &job);

    [[nodiscard]] const std::shared_ptr<EventLog> &log() const { return m_log; }
    [[nodiscard]] const TrackedFile &file() const { return m_file; }
    [[nodiscard]] FileFormat format() const { return m_format; }
    [[nodiscard]] int versionBase() const { return m_rows.versionBase(); }
    /// What a person should know of the file as it was at opening: a last line that was left out, unknown keys.
    [[nodiscard]] const std::vector<std::string> &findings() const { return m_findings; }

    /// Takes the complete lines that were appended, all or none of them. Threads: any.
    [[nodiscard]] Result<void> loadAppended(const JobControl &job);

  private:
    explicit FileLoader(TrackedFile file);
    [[nodiscard]] Result<void> loadAll(const JobControl &job);
    [[nodiscard]] Result<void> load(std::uint64_t end, const JobControl &job);
    [[nodiscard]] Result<void> decode(std::uint64_t end, const JobControl &job);
    [[nodiscard]] Result<std::uint64_t> endOfLines(std::uint64_t from, std::uint64_t end) const;
    [[nodiscard]] bool hasLines() const;

    std::mutex m_mutex; // of loadAppended()
    TrackedFile m_file; // its taken part is guarded by m_mutex
    const std::shared_ptr<EventLog> m_log;
    FileRows m_rows; // guarded by m_mutex
    FileFormat m_format = FileFormat::JsonLines;
    std::uint64_t m_linesTaken = 0;      // guarded by m_mutex
    std::vector<std::string> m_findings; // guarded by m_mutex
};

} // namespace eventscope
