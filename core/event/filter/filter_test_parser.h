// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/event/filter/filter_cursor.h"
#include "core/event/filter/filter_syntax.h"

namespace eventscope {

/// One test, `true` or `false`, at the cursor, which is left behind it. Errors as Filter::parse.
[[nodiscard]] Result<FilterNode> parseFilterTest(FilterCursor &cursor, FilterScope scope);

} // namespace eventscope
