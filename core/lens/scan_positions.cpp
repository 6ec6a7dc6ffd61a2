// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/scan_positions.h"

#include "core/base/without_progress.h"
#include "core/store/events_at.h"

#include <algorithm>
#include <span>

namespace eventscope {

namespace {
/// So many places are asked for at once.
constexpr std::size_t kPlaces = 256;
} // namespace

Result<void> scanPositions(const EventStore &store, const std::vector<Position> &positions, Fields fields,
                           const std::function<Result<void>(const EventView &)> &take, const JobControl &job) {
    const std::span<const Position> all(positions);
    for (std::size_t at = 0; at < all.size(); at += kPlaces) {
        if (job.stopRequested()) return cancelled();
        job.report(at, all.size());
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row)
                ES_TRY(take((*batch)[row]));
            return Flow::More;
        });
        const auto wanted = all.subspan(at, std::min(kPlaces, all.size() - at));
        ES_TRY(store.scan(eventsAt(wanted, fields), sink, withoutProgress(job)));
    }
    return {};
}

} // namespace eventscope
