// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/snapshot_policy.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <functional>
#include <optional>
#include <string_view>

namespace eventscope {

/// How far a repository has read a stream.
struct LoadedStream {
    Version version;                 ///< of the last event; one below the version base when there is none
    std::int64_t events = 0;         ///< in the stream
    std::int64_t snapshotEvents = 0; ///< of them in the latest snapshot
    Time since;                      ///< when that was taken, or the first event recorded
    Duration loadTook{0};
};

/// Where a stream without events stands.
[[nodiscard]] LoadedStream emptyStream(const StoreInfo &info);
/// Where a reader of `snapshot` stands.
[[nodiscard]] LoadedStream streamAt(const Snapshot &snapshot, const StoreInfo &info);

/// The snapshot with the most events that this fold can go on from, or nothing.
[[nodiscard]] Result<std::optional<Snapshot>> latestSnapshot(const EventStore &store, const StreamId &stream,
                                                             std::string_view fold, int foldVersion,
                                                             const JobControl &job);

/// Reads what follows `loaded.version` and keeps `loaded` up to date; `lens` null shows everything as stored.
[[nodiscard]] Result<void> readOn(const EventStore &store, const StreamId &stream, const LensPtr &lens,
                                  LoadedStream &loaded,
                                  const std::function<Result<void>(const ReadableBatch &)> &onBatch,
                                  const JobControl &job);

/// An event that the aggregate knows but cannot be folded: nothing may be decided on half a state.
[[nodiscard]] Failure cannotLoad(const ReadableEvent &event, std::string_view reason);

} // namespace eventscope
