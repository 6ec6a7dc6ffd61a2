// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter_syntax.h"

namespace eventscope {

/// What a store can do of a filter: exactly the filter where headers decide, else a superset over stored events.
[[nodiscard]] Prefilter prefilterOf(const FilterNode &node);

/// True when every test has a header atom, so that prefilterOf() is the filter.
[[nodiscard]] bool decidedByHeader(const FilterNode &node);

} // namespace eventscope
