// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query.h"

#include <span>

namespace eventscope {

/// The events at these positions and no others, ascending. REQUIRES: `positions` ascend, and there is one at least.
[[nodiscard]] Query eventsAt(std::span<const Position> positions, Fields fields);

/// The event at `position` alone.
[[nodiscard]] Query eventAt(Position position, Fields fields);

} // namespace eventscope
