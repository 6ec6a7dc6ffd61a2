// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_connection.h"
#include "core/store/append_rules.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace eventscope {

/// Where an event stands that is in the store already.
struct PostgresKnown {
    KnownEvent event;
    std::int64_t position = 0;
};
/// For each of `ids`, what the store holds. Cost: one index look-up each, one round trip.
[[nodiscard]] Result<std::unordered_map<EventId, PostgresKnown>>
findPostgresEvents(PgConnection &connection, std::span<const EventId> ids, const JobControl &job);

/// Where a stream stands, to be continued.
struct PostgresTail {
    Version version; ///< 0: no event yet
    Hash chain;
    Time firstRecorded, lastRecorded;
    std::int64_t lastPosition = 0;
};
/// The tails of those streams that are there.
[[nodiscard]] Result<std::unordered_map<std::string, PostgresTail>>
findPostgresTails(PgConnection &connection, std::span<const std::string> streams, const JobControl &job);

} // namespace eventscope
