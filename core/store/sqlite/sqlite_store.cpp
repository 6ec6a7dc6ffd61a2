// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sqlite_store.h"

#include "core/base/no_memory.h"
#include "core/store/sqlite/sqlite_event_store.h"
#include "core/store/sqlite/sqlite_writer.h"

namespace eventscope {

Result<std::shared_ptr<const EventStore>> openSqliteStore(const std::string &path, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::shared_ptr<const EventStore>> {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(store, SqliteEventStore::open(path, SqliteEventStore::Evidence::Reader));
        return std::shared_ptr<const EventStore>(std::move(store));
    });
}

Result<std::unique_ptr<WritableEventStore>> openSqliteForWriting(const std::string &path, Clock &clock,
                                                                 bool createIfMissing, const JobControl &job,
                                                                 const AppendLimits &limits,
                                                                 const std::string &domain) {
    ES_ASSIGN(store, SqliteWriter::open(path, clock, limits, createIfMissing, domain, job));
    return std::unique_ptr<WritableEventStore>(std::move(store));
}

} // namespace eventscope
