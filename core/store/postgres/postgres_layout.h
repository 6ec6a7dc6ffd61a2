// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_connection.h"
#include "core/db/postgres/pg_read_session.h"

#include <string>
#include <string_view>

namespace eventscope {

/// The layout of our store in PostgreSQL, version 1: the schema "eventscope", one store a database. Scripts may read
/// it:
///
///     SELECT global_position, stream_id, version, event_type, data FROM eventscope.events ORDER BY global_position
///
/// Positions count from 1 without a gap (but for those of streams that were removed, see StreamRemoval, of each of
/// which store_info keeps an account), in the order of commits: whoever inserts events holds the store's lock from
/// before the number is drawn to the end of the transaction (a trigger sees to it for other writers, too). Versions of
/// a stream count from 1 without a gap. Events never change: triggers refuse UPDATE, DELETE and TRUNCATE. Every insert
/// tells the channel kEventsChannel that there is something new.
///
/// A payload lies in `data` (type json, which keeps its text as it is) or in `data_raw`, exactly one of them: what the
/// server's parser might not take (other encodings, invalid or deeply nested JSON) is raw. `metadata` likewise.
inline constexpr std::string_view kEventsChannel = "eventscope_events";

/// The layout's version in this database; 0 when there is no store in it. Errors: Unsupported (a newer layout, with
/// both numbers; an encoding of the database that cannot hold every text), and those of a query.
[[nodiscard]] Result<int> postgresLayoutVersion(PgSnapshot &snapshot, const JobControl &job);

/// Makes an empty store that says that its events are of `domain`, in an empty schema if there is one. REQUIRES: a
/// transaction for writing. Errors: Refused (the schema holds something that is not ours; rights).
[[nodiscard]] Result<void> createPostgresLayout(PgConnection &connection, const std::string &domain,
                                                const JobControl &job);

/// Drops the store with all that is in its schema, and the schema. REQUIRES: a transaction for writing.
[[nodiscard]] Result<void> dropPostgresLayout(PgConnection &connection, const JobControl &job);

/// Compares the columns of every table with the layout, so that what only looks like a store is told. Errors: Corrupt.
[[nodiscard]] Result<void> checkPostgresLayout(PgSnapshot &snapshot, const JobControl &job);
/// Before writing: that the triggers which keep events as they are stand and are on, and no others. Errors: Refused.
[[nodiscard]] Result<void> checkPostgresTriggers(PgSnapshot &snapshot, const JobControl &job);

/// Takes the lock of the store until the end of the transaction. Errors: Refused (another writer held it for too long).
[[nodiscard]] Result<void> holdPostgresLog(PgConnection &connection, const JobControl &job);

/// Around the removal of a stream. REQUIRES: a transaction for writing that holds the store's lock. Errors: Refused
/// (the role does not own the table; others use it).
[[nodiscard]] Result<void> allowPostgresDeleting(PgConnection &connection, const JobControl &job);
[[nodiscard]] Result<void> forbidPostgresDeleting(PgConnection &connection, const JobControl &job);

/// Drops, and builds again, the indexes that only cost time while an empty store is filled. REQUIRES: a transaction for
/// writing that holds the store's lock.
[[nodiscard]] Result<void> dropPostgresIndexes(PgConnection &connection, const JobControl &job);
[[nodiscard]] Result<void> buildPostgresIdIndex(PgConnection &connection, const JobControl &job);
[[nodiscard]] Result<void> buildOtherPostgresIndexes(PgConnection &connection, const JobControl &job);

} // namespace eventscope
