// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/log_index.h"

namespace eventscope {

Result<void> fillIndex(LogIndex &index, const EventStore &store, const std::function<void(std::uint64_t)> &onRows,
                       const JobControl &job) {
    ES_ASSIGN(head, store.head(job));
    Query query;
    if (const std::uint64_t known = index.rows(); known > 0) query.after = index.position(known - 1);
    query.until = head.settled;
    if (query.until <= query.after) return {};
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        index.append(*batch);
        if (onRows) onRows(index.rows());
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return {};
}

} // namespace eventscope
