// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/slice_walk.h"

#include "core/store/batch_feed.h"

#include <algorithm>

namespace eventscope {

Result<BatchPtr> pageOf(SliceWalk &walk, const Query &query, std::shared_ptr<Dictionary> dictionary) {
    BatchBuilder batch(std::move(dictionary), query.fields);
    ES_TRY(walk.refresh());
    while (!walk.done() && batch.rows() < query.rowsMax)
        ES_TRY(walk.readSlice(batch, query.rowsMax));
    return batch.publish();
}

Result<ScanEnd> scanOver(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names, BatchSink &sink,
                         const JobControl &job) {
    ES_TRY(walk.refresh());
    BatchFeed feed(walk, query, std::move(names), sink, job);
    ES_ASSIGN(flow, feed.run());
    if (flow == Flow::Enough) return ScanEnd{feed.lastGiven().value_or(query.after), false};
    return ScanEnd{std::max(query.after, walk.end()), true};
}

Result<ScanEnd> followOver(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names, BatchSink &sink,
                           const JobControl &job, const std::function<Result<void>()> &waitForMore) {
    if (query.direction == Direction::Backward) {
        return fail(ErrorKind::Invalid, "New events can only be followed forward");
    }
    BatchFeed feed(walk, query, std::move(names), sink, job);
    for (;;) {
        if (job.stopRequested()) return cancelled();
        ES_TRY(walk.refresh());
        ES_ASSIGN(flow, feed.run());
        if (flow == Flow::Enough) return ScanEnd{feed.lastGiven().value_or(query.after), false};
        if (walk.end() >= query.until) return ScanEnd{walk.end(), true};
        ES_TRY(waitForMore());
    }
}

} // namespace eventscope
