// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "core/store/snapshot.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace eventscope {

/// One stored snapshot against the full replay.
struct SnapshotFinding {
    Snapshot snapshot;
    bool matches = false;
    std::optional<Change> firstDifference; ///< from the replayed state to the stored one
    std::string problem;                   ///< why it could not be compared; empty when it could
};

/// Compares every snapshot of `stream` (of all streams when it is empty) with what its own fold makes of the events up
/// to its version. `onFinding` is told each, in the order of the store's list; Enough ends the audit. Errors: those of
/// the store and of the folds, Cancelled. Cost: one replay for each stream and fold.
[[nodiscard]] Result<void> auditSnapshots(const std::shared_ptr<const EventStore> &store, const LensPtr &lens,
                                          const FoldRegistry &folds, const StreamId &stream,
                                          const std::function<Result<Flow>(const SnapshotFinding &)> &onFinding,
                                          const JobControl &job);

} // namespace eventscope
