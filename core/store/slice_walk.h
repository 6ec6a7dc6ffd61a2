// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/batch_names.h"
#include "core/store/event_store.h"

#include <cstddef>
#include <functional>
#include <memory>

namespace eventscope {

/// A walk over the events of one query in slices, each of them one short snapshot and one key range, as a backend does
/// it. One thread.
class SliceWalk {
  public:
    virtual ~SliceWalk() = default;

    /// Looks at the store as it is now: the walk goes on from where it stands to here. Forward a later call brings in
    /// what was appended since.
    [[nodiscard]] virtual Result<void> refresh() = 0;
    /// Everything up to the last refresh() was walked over.
    [[nodiscard]] virtual bool done() const = 0;
    /// The last settled position of the store at the last refresh(), or `until` when that is lower.
    [[nodiscard]] virtual Position end() const = 0;
    /// Reads on into `batch` until it holds `rowsMax` rows or kArenaBytesMax, or a slice is over. A walk with a filter
    /// may add no row and still not be done.
    [[nodiscard]] virtual Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) = 0;
    /// True: readSlice() wants an empty batch, and puts one in its place that was read by others.
    [[nodiscard]] virtual bool givesWholeBatches() const { return false; }

    static constexpr std::size_t kArenaBytesMax = 8u << 20;
};

// The calls of EventStore, made of a walk.

[[nodiscard]] Result<BatchPtr> pageOf(SliceWalk &walk, const Query &query, std::shared_ptr<Dictionary> dictionary);
[[nodiscard]] Result<ScanEnd> scanOver(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names,
                                       BatchSink &sink, const JobControl &job);
/// `waitForMore` sleeps until there may be new events; an error of it ends the following. Errors: Invalid (backward).
[[nodiscard]] Result<ScanEnd> followOver(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names,
                                         BatchSink &sink, const JobControl &job,
                                         const std::function<Result<void>()> &waitForMore);

} // namespace eventscope
