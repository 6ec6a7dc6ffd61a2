// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <vector>

namespace eventscope {

/// A batch of a filtered scan: `rows` are the readable rows of `batch` that match.
struct MatchedBatch {
    const ReadableBatch &batch;
    const std::vector<std::uint32_t> &rows;
};

class MatchSink {
  public:
    virtual ~MatchSink() = default;
    [[nodiscard]] virtual Result<Flow> take(const MatchedBatch &matched) = 0;
};

/// Takes each stored event once, however many of the events that it was made into match.
class StoredMatchSink : public MatchSink {
  public:
    [[nodiscard]] Result<Flow> take(const MatchedBatch &matched) override;

  protected:
    [[nodiscard]] virtual Result<Flow> takeStored(const EventView &event) = 0;

  private:
    std::optional<Position> m_last;
};

/// Scans `query` and hands on what `filter` matches as seen through `lens`. The store gets the filter's prefilter,
/// widened by the types that the lens changes; the native evaluator decides. `query.fields` are what the sink needs;
/// what the filter needs is added. `query.prefilter` is kept as a further condition; `query.rowsMax` bounds the
/// matches, but the events that one stored event was made into stay together: the last of them may go beyond it, so
/// that nothing is lost when the next scan begins after ScanEnd::last. Threads, errors and cancelling as
/// EventStore::scan.
[[nodiscard]] Result<ScanEnd> scanMatching(const EventStore &store, const Lens &lens, const Filter &filter,
                                           const Query &query, MatchSink &sink, const JobControl &job);

/// True when `filter` matches the readable event.
[[nodiscard]] bool matches(const Filter &filter, const ReadableEvent &event);

} // namespace eventscope
