// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/append_rules.h"
#include "core/store/mapped/mapped_insert.h"
#include "core/store/writable_event_store.h"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace eventscope {

/// One import into a mapped table, in a transaction of its own, some events at a time.
class MappedImporter {
  public:
    MappedImporter(PgConnection &connection, const MappedTable &table, const MappedAppend &append, int versionBase,
                   const AppendLimits &limits)
        : m_connection(connection), m_table(table), m_append(append), m_versionBase(versionBase), m_limits(limits) {}
    /// Errors: see WritableEventStore::import(), Invalid (where only times order the log: one that is not later than
    /// the one before); OutcomeUnknown when the connection was lost in the commit.
    [[nodiscard]] Result<Imported> run(ImportSource &source, const JobControl &job);
    /// After OutcomeUnknown, over another connection: what was imported, if it is there.
    [[nodiscard]] Result<std::optional<Imported>> findWritten(PgConnection &connection) const;

  private:
    [[nodiscard]] Result<void> takeAll(ImportSource &source, const JobControl &job);
    [[nodiscard]] Result<void> flush(const JobControl &job);
    [[nodiscard]] Result<void> place(const ImportEvent &event, Version version, MappedGiven &given);
    [[nodiscard]] Result<MappedTail *> tailOf(const ImportEvent &event, const JobControl &job);
    [[nodiscard]] Result<MappedPlaces> known(const JobControl &job);

    PgConnection &m_connection;
    const MappedTable &m_table;
    const MappedAppend &m_append;
    const int m_versionBase;
    const AppendLimits &m_limits;

    std::vector<ImportEvent> m_waiting; ///< read, not yet written
    std::unordered_set<EventId> m_waitingIds;
    std::size_t m_waitingBytes = 0;
    std::unordered_map<std::string, MappedTail> m_tails;
    std::optional<Time> m_last; ///< the log's last time, where only times order it
    Imported m_imported;

    std::vector<ImportEvent> m_writtenEvents; ///< of the last statement that wrote any
    std::optional<MappedGiven> m_written;
    MappedPlaces m_places;
};

} // namespace eventscope
