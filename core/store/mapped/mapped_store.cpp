// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_store.h"

#include "core/store/mapped/mapped_event_store.h"

namespace eventscope {

Result<std::shared_ptr<const EventStore>> openMappedStore(const PgAddress &address, const std::string &table,
                                                          const JobControl &job) {
    ES_ASSIGN(store, MappedEventStore::open(address, table, job));
    return std::shared_ptr<const EventStore>(std::move(store));
}

} // namespace eventscope
