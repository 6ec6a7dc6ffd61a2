// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/filter/filter.h"
#include "core/event/filter/filter_syntax.h"

#include <string_view>

namespace eventscope {

/// How deep parentheses and negations may nest.
inline constexpr int kFilterDepthMax = 100;
inline constexpr std::size_t kFilterBytesMax = 64u << 10;

/// The tree of a filter. Errors as Filter::parse.
[[nodiscard]] Result<FilterNode> parseFilter(std::string_view text, FilterScope scope);

/// The field called `name`, or nothing.
[[nodiscard]] std::optional<FilterField> filterField(std::string_view name);

} // namespace eventscope
