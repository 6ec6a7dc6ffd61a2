// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "core/store/append_rules.h"
#include "core/store/mapped/mapped_given.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// Where a given event stands in its table.
struct MappedPlace {
    std::string stream;
    Version version;
    Position position;
    bool isSame = false;    ///< type and payloads are those given
    bool keepsTime = false; ///< the recorded time is the given one, or none was given
    bool operator==(const MappedPlace &) const = default;
};
/// For each given event, in their order.
using MappedPlaces = std::vector<std::optional<MappedPlace>>;

/// By MappedAppend::find. Cost: an index look-up each where there is one, one round trip.
[[nodiscard]] Result<MappedPlaces> findMapped(PgConnection &connection, const MappedTable &table,
                                              const std::string &sql, const MappedGiven &given, const JobControl &job);

/// Those that are there by their ids; empty when none is, or the table keeps no ids.
[[nodiscard]] Result<MappedPlaces> findKnownMapped(PgConnection &connection, const MappedTable &table,
                                                   const MappedAppend &append, const MappedGiven &given,
                                                   const JobControl &job);

/// For the rules of appending: `events` as they were given.
[[nodiscard]] std::vector<std::optional<KnownEvent>> knownOf(const MappedPlaces &places,
                                                             std::span<const NewEvent> events);

/// Where a stream stands, to be continued.
struct MappedTail {
    StreamParts parts;              ///< its columns
    Version version;                ///< one below the base: no event yet
    std::optional<Time> recordedAt; ///< of its last event
};
/// Errors: those of cutsOf(), and Refused (two streams have this name). Cost: the end of an index range, where there is
/// an index over the stream and the version.
[[nodiscard]] Result<MappedTail> mappedTail(PgConnection &connection, const MappedTable &table, int versionBase,
                                            const StreamId &stream, const JobControl &job);

} // namespace eventscope
