// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/model_feed.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// A read model to be carried on: the table of `projection` in this role.
struct ModelTarget {
    ProjectionPtr projection;
    ModelRole role = ModelRole::Live;
};

struct RunOptions {
    Position until = kEnd; ///< no event above it is taken
    bool follow = false;   ///< goes on with what is appended, until it is stopped
    CommitPace pace;
};

/// Told what happens, on the threads that work, one call at a time for each model.
class RunListener {
  public:
    virtual ~RunListener() = default;
    /// The model as it has just been committed.
    virtual void committed(const ModelInfo &model) = 0;
    /// The settled end of the log, whenever it was asked for.
    virtual void headIs(const Head &head) { static_cast<void>(head); }
};

/// How a target came out: the model as it was committed last, or why it could not be carried on. An error of one does
/// not keep the others from going on.
struct RunOutcome {
    std::string name;
    Result<ModelInfo> model;
};

/// Carries read models on from their checkpoints to the settled end of the log in one pass over it, each event counted
/// once, whatever happens meanwhile. A model that is not there yet is made. With `job.workers` the next events are read
/// and the models are worked on at the same time.
///
/// Errors of a target: Refused (another program carries it on; it is paused; its rows are of another definition; its
/// checkpoint lies beyond the end of the log), those of its run, of ReadModelStore. Errors of all: those of the event
/// store, Unsupported (a store without an order). Stopped, it answers Cancelled; what was committed by then stays. With
/// `follow` being stopped is the end that one expects, and answers the outcomes. Progress: distance in the log.
[[nodiscard]] Result<std::vector<RunOutcome>> carryOn(const ProjectionContext &context,
                                                      std::span<const ModelTarget> targets, const RunOptions &options,
                                                      RunListener *listener, const JobControl &job);

/// How many positions lie between the two, as a measure of progress. REQUIRES: from <= to.
[[nodiscard]] std::uint64_t distance(Position from, Position to);

} // namespace eventscope
