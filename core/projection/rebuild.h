// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/runner.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What a rebuild would cost.
struct RebuildEstimate {
    std::uint64_t events = 0; ///< of the types that the projection knows; the lens may make more or fewer of them
    std::uint64_t rows = 0;   ///< that the live table has now; 0 without one
    std::uint64_t tried = 0;  ///< events that were taken to measure how fast it goes
    std::chrono::microseconds time{}; ///< for all events, at the speed of those
    std::uint64_t alreadyTaken = 0;   ///< events that a rebuild that was interrupted need not take again
};

/// Counts the events and takes the first ones of them, in memory, for a second at most. Writes nothing. Errors: those
/// of the event store and of the run.
[[nodiscard]] Result<RebuildEstimate> estimateRebuild(const ProjectionContext &context, const ProjectionPtr &projection,
                                                      const JobControl &job);

/// Makes the rows of `projection` anew, in a shadow table, up to the settled end of the log. The live table stays as it
/// is, and may be carried on meanwhile. A shadow that an earlier call left, whether it was stopped or killed, is
/// carried on, unless it is of another definition. Answers the shadow. Errors: as carryOn().
[[nodiscard]] Result<ModelInfo> buildShadow(const ProjectionContext &context, const ProjectionPtr &projection,
                                            const CommitPace &pace, RunListener *listener, const JobControl &job);

/// Carries the shadow on until it is as far as the live table, and puts it in its place in one transaction. Answers the
/// live table. Errors: NotFound (no shadow), and those of carryOn() and ReadModelStore::swap().
[[nodiscard]] Result<ModelInfo> serveShadow(const ProjectionContext &context, const ProjectionPtr &projection,
                                            bool keepOld, const CommitPace &pace, RunListener *listener,
                                            const JobControl &job);

/// Removes the shadow: a rebuild that is not wanted any more. Errors: Refused (somebody works on it).
[[nodiscard]] Result<void> dropShadow(ReadModelStore &models, const std::string &name, const JobControl &job);

} // namespace eventscope
