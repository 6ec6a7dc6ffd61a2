// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The runs of characters that every text matching `pattern` contains literally, in order; none may be empty.
[[nodiscard]] std::vector<std::string> globLiterals(std::string_view pattern);

} // namespace eventscope
