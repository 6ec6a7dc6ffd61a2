// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/event_store.h"

namespace eventscope {

Result<BatchPtr> findEvent(const EventStore &store, const EventId &id, Fields fields, const JobControl &job) {
    Query query;
    query.prefilter.kind = Prefilter::Kind::EventIdIs;
    query.prefilter.text = toString(id);
    query.fields = fields | Fields::Id;
    query.rowsMax = 1;
    return store.page(query, job);
}

} // namespace eventscope
