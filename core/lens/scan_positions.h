// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"

#include <functional>
#include <vector>

namespace eventscope {

/// Hands the events at these positions, which ascend, to `take` with `fields`, in order; one that is not there is left
/// out. Reports positions. Errors: Cancelled, those of EventStore::scan and of `take`.
[[nodiscard]] Result<void> scanPositions(const EventStore &store, const std::vector<Position> &positions, Fields fields,
                                         const std::function<Result<void>(const EventView &)> &take,
                                         const JobControl &job);

} // namespace eventscope
