// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_parameters.h"
#include "core/store/mapped/mapped_append.h"
#include "core/store/writable_event_store.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// That the table can keep the event, and would give it back as it is. Errors: Invalid, Unsupported (something of the
/// event has no place there).
[[nodiscard]] Result<void> checkGiven(const MappedTable &table, const MappedAppend &append, const NewEvent &event);

/// Each way to cut a stream's name into the columns it is kept in, as texts that their types take; the first part is
/// the shortest in the first one. Never empty. Errors: Invalid (there is no way).
using StreamParts = std::vector<std::string>;
[[nodiscard]] Result<std::vector<StreamParts>> cutsOf(const MappedTable &table, const std::string &streamName);

/// Events that a statement of MappedAppend takes.
class MappedGiven {
  public:
    MappedGiven(const MappedTable &table, const MappedAppend &append) : m_table(table), m_append(append) {}

    struct Place {
        std::string stream;
        StreamParts parts; ///< of its name, see cutsOf()
        Version version;
        std::optional<Time> recordedAt; ///< nothing: now, by the server, but not before `earliest`
        std::optional<Time> earliest;
    };
    /// `event` must outlive the use.
    void add(const NewEvent &event, Place place);
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const Place &place(std::size_t row) const { return m_rows[row].place; }

    /// For the statements over events.
    [[nodiscard]] PgParameters values() const;
    /// For MappedAppend::anyId.
    [[nodiscard]] PgParameters ids() const;

  private:
    struct Row {
        const NewEvent *event = nullptr;
        Place place;
    };
    void addIds(PgParameters &values) const;
    void addParts(PgParameters &values) const;
    void addAlso(PgParameters &values) const;

    const MappedTable &m_table;
    const MappedAppend &m_append;
    std::vector<Row> m_rows;
};

} // namespace eventscope
