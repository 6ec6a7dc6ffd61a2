// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/event/filter/filter_syntax.h"

namespace eventscope {

/// The deciding answer of a filter's tree. Payloads are asked for when a test of them is reached.
[[nodiscard]] bool evaluate(const FilterNode &node, const FilterSubject &subject);

} // namespace eventscope
