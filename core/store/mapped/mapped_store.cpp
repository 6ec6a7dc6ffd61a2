// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_store.h"

#include "core/store/mapped/mapped_event_store.h"
#include "core/store/mapped/mapped_writer.h"

#include <algorithm>

namespace eventscope {

Result<std::shared_ptr<const EventStore>> openMappedStore(const PgAddress &address, const std::string &table,
                                                          const JobControl &job) {
    ES_ASSIGN(store, MappedEventStore::open(address, table, MappedEventStore::Evidence::Reader, job));
    return std::shared_ptr<const EventStore>(std::move(store));
}

Result<std::unique_ptr<WritableEventStore>> openMappedForWriting(const PgAddress &address, const std::string &table,
                                                                 const JobControl &job, const AppendLimits &limits) {
    ES_ASSIGN(store, MappedWriter::open(address, table, limits, job));
    return std::unique_ptr<WritableEventStore>(std::move(store));
}

Result<bool> holdsMappedTable(const PgAddress &address, const JobControl &job) {
    ES_ASSIGN(session, PgReadSession::open(address, pgOptionsFor(address), job));
    ES_ASSIGN(snapshot, session->snapshot(job));
    ES_ASSIGN(relations, listRelations(snapshot, job));
    ES_ASSIGN(mappings, builtInMappings());
    return std::ranges::any_of(relations, [&](const Relation &relation) {
        return std::ranges::any_of(
            mappings, [&](const LayoutMapping &mapping) { return mapping.eventsIn(relation).has_value(); });
    });
}

} // namespace eventscope
