// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/runner.h"

namespace eventscope {

/// Makes the rows of a shadow that has none yet in the event store, where that can: of a projection with grouped(),
/// read through a lens that keeps() what it looks at, when no event fails. Rows, counts and the checkpoint, at the
/// settled end of the log, are those that carryOn() would commit, in one commit. Answers whether it did so; if not,
/// nothing but an empty shadow was made, and carryOn() is the way. Errors: Refused (as carryOn()), those of
/// ReadModelStore, Cancelled. Progress: distance in the log, as far as one statement at a time tells.
[[nodiscard]] Result<bool> fillShadow(const ProjectionContext &context, const ProjectionPtr &projection,
                                      const CommitPace &pace, RunListener *listener, const JobControl &job);

} // namespace eventscope
