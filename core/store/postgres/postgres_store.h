// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/db/postgres/pg_address.h"
#include "core/store/event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// Our store in PostgreSQL 12 or later: the schema "eventscope" of one database (layout in postgres_layout.h). Any
/// number of programs may read and write it.

/// Whether the database holds a store of ours, of any version and in whatever state. Errors: those of
/// PgConnection::open().
[[nodiscard]] Result<bool> holdsPostgresStore(const PgAddress &address, const JobControl &job);

/// Opens for reading, with sessions and transactions in which the server itself refuses to write; reads from a standby
/// as well. No snapshot is held longer than 10 s. Errors: those of PgConnection::open() (Refused, NotFound,
/// Unavailable, Invalid), Unsupported (no store that is known; a newer layout; a database that is not UTF-8), Corrupt.
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openPostgresStore(const PgAddress &address,
                                                                          const JobControl &job);

/// Opens for appending; makes the schema if there is none and `createIfMissing`. An append is durable when it returns
/// as far as the server's synchronous_commit says. When the connection is lost meanwhile, the lost session (and no
/// other) is ended in the server on a new one, what was to be written is looked for, and OutcomeUnknown is answered
/// only while the server stays out of reach; Unavailable then means that nothing was written. Names must be UTF-8.
/// Recorded times, `clock` and `domain`: as openSqliteForWriting(). Errors: as openPostgresStore, and Refused (a
/// standby; a trigger that is not ours; rights).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>>
openPostgresForWriting(const PgAddress &address, Clock &clock, bool createIfMissing, const JobControl &job,
                       const AppendLimits &limits = {}, const std::string &domain = {});

} // namespace eventscope
