// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/lens/lens.h"
#include "core/projection/projection.h"
#include "core/store/event_store.h"
#include "core/store/query.h"
#include "core/store/read_model_store.h"

namespace eventscope {

/// What every work on read models needs: where events come from, how they are read, where rows go. The referenced ones
/// must outlive whoever has it.
struct ProjectionContext {
    const EventStore &store;
    LensPtr lens;
    ReadModelStore &models;
    Clock &clock;
};

/// What a table must bear to be of this projection read through this lens.
[[nodiscard]] Fingerprint modelFingerprint(const Projection &projection, const Lens &lens);

/// A query over the log after `after` with all that `projection` looks at, and as few other events as the store can
/// tell: types that the lens changes always pass.
[[nodiscard]] Query queryFor(const Projection &projection, const Lens &lens, Position after, Position until);
/// One query that serves all of them. REQUIRES: one at least.
[[nodiscard]] Query queryForAll(std::span<const ProjectionPtr> projections, const Lens &lens, Position after,
                                Position until);

/// When the last event at or below `position` was recorded; nothing: there is none. Errors: those of the store.
[[nodiscard]] Result<std::optional<Time>> timeAt(const EventStore &store, Position position, const JobControl &job);

} // namespace eventscope
