// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/model_status.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Why a projection does not go on, or is not what it seems.
enum class Complaint : std::uint8_t {
    NotBuilt,
    Paused,
    Outdated,     ///< its definition, or how events are read, has changed
    BeyondHead,   ///< its checkpoint lies behind the end of the log
    NobodyRuns,   ///< it is behind and no program carries it on
    OpenHole,     ///< events below the head may still appear, so that none behind them is taken
    PoisonEvents, ///< events that it could not take, and nobody has skipped
    NextFails,    ///< the events that come next will fail, or end it
    NoProgress,   ///< a program has the lock, but commits nothing
    UnknownType,  ///< it knows types that no event of the log has
    HeadAtRest,   ///< nothing new in the log: as it should be, unless one expects events
};
/// "not built", "paused", ..., as in JSON
[[nodiscard]] std::string_view name(Complaint complaint);

struct Diagnosis {
    Complaint complaint = Complaint::NotBuilt;
    bool isProblem = true;             ///< false: only good to know
    std::string message;               ///< what is so
    std::vector<std::string> evidence; ///< where it is seen: positions, events, numbers
    std::string advice;                ///< what to do; may be empty
};

/// Examines one projection; problems first. Without any it is healthy. Takes the next events of one that is behind on
/// trial, and writes nothing. Errors: those of the stores. Cost: a page of events and the counts of types.
[[nodiscard]] Result<std::vector<Diagnosis>> diagnose(const ProjectionContext &context, const ModelStatus &status,
                                                      const JobControl &job);

} // namespace eventscope
