// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/sqlite/event_writer.h"
#include "core/store/sqlite/id_table.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace eventscope {

/// One import, inside a transaction that the caller holds. Into an empty store the events go first and the indexes are
/// built afterwards. Memory: about 200 bytes a stream, and 50 an event while there are no indexes.
class Importer {
  public:
    Importer(SqliteConnection &connection, EventWriter &rows, const AppendLimits &limits);
    [[nodiscard]] Result<Imported> run(ImportSource &source, const JobControl &job);

  private:
    [[nodiscard]] Result<void> takeAll(ImportSource &source, const JobControl &job);
    [[nodiscard]] Result<void> take(const ImportEvent &event);
    [[nodiscard]] Result<std::optional<EventWriter::Known>> find(const EventId &id);
    [[nodiscard]] Result<StreamTail *> tailOf(const std::string &stream);
    [[nodiscard]] Result<void> saveStreams();

    SqliteConnection &m_connection;
    EventWriter &m_rows;
    const AppendLimits &m_limits;
    bool m_bulk = false; ///< into an empty store, without its indexes
    LogTail m_log;
    IdTable m_ids; ///< when m_bulk
    std::unordered_map<std::string, StreamTail> m_streams;
    Imported m_imported;
};

} // namespace eventscope
