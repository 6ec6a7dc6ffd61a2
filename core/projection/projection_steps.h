// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_context.h"

#include <functional>
#include <string>

namespace eventscope {

/// What one event did to one row.
struct ProjectionStep {
    Position position;
    StreamId stream;
    Version version;
    std::string type; ///< as the handler saw it
    Time recordedAt;
    std::string handler;
    RowEdit edit;       ///< of an event that could not be taken the key alone, where that could be told
    std::string failed; ///< why it could not be taken; empty: it was
};

/// Enough: no further one is wanted.
using TakeStep = std::function<Result<Flow>(ProjectionStep step)>;

/// Hands over what each event after `after`, up to `until`, does to the rows, in order: the rows are made in memory,
/// from the beginning of the log and beside the read model. With `only` nothing but the rows of those keys. Errors:
/// those of `take`, of the event store and of the run. Cost: all events up to there of the types that the projection
/// knows, and its rows in memory.
[[nodiscard]] Result<void> eachStep(const ProjectionContext &context, const Projection &projection,
                                    const KeyChoice &only, Position after, Position until, const TakeStep &take,
                                    const JobControl &job);

} // namespace eventscope
