// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "core/db/postgres/pg_copy_writer.h"
#include "core/store/id_table.h"
#include "core/store/import_feed.h"
#include "core/store/postgres/postgres_lookup.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace eventscope {

/// One import, in a transaction of its own, by COPY. Into an empty store the events go first and the
/// indexes are built afterwards. Reading, checking and hashing the events runs ahead on one of the job's workers, if it
/// has some. Memory: about 350 bytes a stream, and 50 an event while there are no indexes.
class PostgresImporter {
  public:
    PostgresImporter(PgConnection &connection, const AppendLimits &limits)
        : m_connection(connection), m_limits(limits) {}
    /// Errors: see WritableEventStore::import(); OutcomeUnknown when the connection was lost in the commit.
    [[nodiscard]] Result<Imported> run(ImportSource &source, const JobControl &job);
    /// After OutcomeUnknown, over another connection: what was imported, if it is there.
    [[nodiscard]] Result<std::optional<Imported>> findWritten(PgConnection &connection) const;

  private:
    struct Stream {
        std::string name;
        PostgresTail tail;
        bool changed = false;
    };
    using Batch = std::span<const PreparedImport>;
    using Known = std::unordered_map<EventId, PostgresKnown>;

    [[nodiscard]] Result<void> begin(const JobControl &job);
    [[nodiscard]] Result<void> takeAll(ImportSource &source, const JobControl &job);
    [[nodiscard]] Result<void> learnStreams(Batch batch, const JobControl &job);
    [[nodiscard]] Result<Known> learnIds(Batch batch, const JobControl &job);
    [[nodiscard]] bool mayRepeat(Batch batch);
    [[nodiscard]] Result<void> takeBatch(Batch batch, Known known, const JobControl &job);
    [[nodiscard]] Result<void> write(const PreparedImport &prepared, Stream &stream, const JobControl &job);
    [[nodiscard]] Result<void> endCopy(const JobControl &job);
    [[nodiscard]] Result<void> saveStreams(const JobControl &job);
    [[nodiscard]] Result<void> finish(const JobControl &job);

    PgConnection &m_connection;
    const AppendLimits &m_limits;
    bool m_wasEmpty = false;  ///< the store, so that the indexes are built at the end
    bool m_hasIdIndex = true; ///< ids are looked up in the store, not in m_ids
    std::int64_t m_position = 0;
    std::optional<Time> m_lastRecorded;
    std::optional<EventId> m_lastId; ///< of what was written
    IdTable m_ids;                   ///< while there is no index of ids
    std::vector<Stream> m_streams;   ///< by PreparedImport::stream
    std::optional<PgCopyWriter> m_copy;
    Imported m_imported;
};

} // namespace eventscope
