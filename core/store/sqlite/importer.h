// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/id_table.h"
#include "core/store/import_feed.h"
#include "core/store/sqlite/event_writer.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// One import, inside a transaction that the caller holds. Into an empty store the events go first and the indexes are
/// built afterwards. Reading, checking and hashing the events runs ahead on one of the job's workers, if it has some.
/// Memory: about 350 bytes a stream, and 50 an event while there are no indexes.
class Importer {
  public:
    Importer(SqliteConnection &connection, EventWriter &rows, const AppendLimits &limits);
    [[nodiscard]] Result<Imported> run(ImportSource &source, const JobControl &job);

  private:
    [[nodiscard]] Result<void> takeAll(ImportSource &source, const JobControl &job);
    [[nodiscard]] Result<void> takeBatch(std::span<const PreparedImport> batch, const JobControl &job);
    [[nodiscard]] Result<void> take(const PreparedImport &prepared);
    [[nodiscard]] Result<std::optional<EventWriter::Known>> find(const EventId &id);
    struct Stream {
        std::string name;
        StreamTail tail;
    };
    [[nodiscard]] Result<Stream *> streamOf(const PreparedImport &prepared);
    [[nodiscard]] Result<void> saveStreams(const JobControl &job);

    SqliteConnection &m_connection;
    EventWriter &m_rows;
    const AppendLimits &m_limits;
    bool m_bulk = false; ///< into an empty store, without its indexes
    LogTail m_log;
    IdTable m_ids;                 ///< when m_bulk
    std::vector<Stream> m_streams; ///< by PreparedImport::stream
    Imported m_imported;
};

} // namespace eventscope
