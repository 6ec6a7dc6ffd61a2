// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/db/postgres/pg_address.h"
#include "core/store/event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// Opens somebody else's store of events in PostgreSQL 12 or later for reading, when the program has a mapping for its
/// layout. `table` chooses one of several, by "schema.table" or its bare name; empty: the only one. What a person must
/// know of it is in StoreInfo::findings: what orders its log, which rules its table lacks.
///
/// Where the log has numbers (OrderKind::Holes) pages and scans show all that is committed, and Head::settled and
/// follow() stop before the first number that may still appear. Where only a clock orders it (OrderKind::Clock),
/// an event is settled once every transaction has ended that began before its time; see StoreInfo::findings.
/// Errors: those of PgConnection::open(), Unsupported (no known layout, several tables, a column of another type),
/// Refused (the role may not read the table).
[[nodiscard]] Result<std::shared_ptr<const EventStore>>
openMappedStore(const PgAddress &address, const std::string &table, const JobControl &job);

/// Opens such a table for appending, by its own rules: optimistic concurrency by its unique constraint over stream and
/// version, numbers and times by the server, versions counted from its base. Nothing but rows is written, and a row
/// that the table's own triggers change or suppress is an error. What was being committed when the connection was lost
/// is looked up, see openPostgresForWriting(). Where StoreInfo::can lacks AppendOnce, no event ids are kept, or they
/// are not unique: a repeated append is told by the expected version only. Snapshots are never written. Errors: as
/// openMappedStore, and Refused (a standby; why nothing can be appended, and what to do).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>> openMappedForWriting(const PgAddress &address,
                                                                               const std::string &table,
                                                                               const JobControl &job,
                                                                               const AppendLimits &limits = {});

/// Whether some table of the database has a layout that is known. Errors: those of PgConnection::open().
[[nodiscard]] Result<bool> holdsMappedTable(const PgAddress &address, const JobControl &job);

} // namespace eventscope
