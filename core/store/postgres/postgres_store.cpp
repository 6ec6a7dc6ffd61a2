// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_store.h"

#include "core/db/postgres/pg_read_pool.h"
#include "core/store/postgres/postgres_event_store.h"
#include "core/store/postgres/postgres_writer.h"

namespace eventscope {

Result<bool> holdsPostgresStore(const PgAddress &address, const JobControl &job) {
    ES_ASSIGN(session, PgReadSession::open(address, pgOptionsFor(address), job));
    ES_ASSIGN(snapshot, session->snapshot(job));
    ES_ASSIGN(found, snapshot.query("SELECT to_regclass('eventscope.store_info') IS NOT NULL", job));
    return found.flag(0, 0);
}

Result<std::shared_ptr<const EventStore>> openPostgresStore(const PgAddress &address, const JobControl &job) {
    ES_ASSIGN(store, PostgresEventStore::open(address, PostgresEventStore::Evidence::Reader, job));
    return std::shared_ptr<const EventStore>(std::move(store));
}

Result<std::unique_ptr<WritableEventStore>> openPostgresForWriting(const PgAddress &address, Clock &clock,
                                                                   bool createIfMissing, const JobControl &job,
                                                                   const AppendLimits &limits,
                                                                   const std::string &domain) {
    ES_ASSIGN(store, PostgresWriter::open(address, clock, limits, createIfMissing, domain, job));
    return std::unique_ptr<WritableEventStore>(std::move(store));
}

} // namespace eventscope
