// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace eventscope {

/// Where in a JSON text the objects begin that have a member called `name`, however that is written and wherever among
/// the others it stands: the offsets of their brackets, in order. What is no JSON, or nested deeper than documents may
/// be, is looked at as far as that goes. Cost: one pass.
[[nodiscard]] std::vector<std::size_t> objectsWithMember(std::string_view json, std::string_view name);

} // namespace eventscope
