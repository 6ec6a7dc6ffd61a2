// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json_scanner.h"

#include <cstddef>
#include <string_view>

namespace eventscope {

/// Goes over one JSON value, strictly as Json::parse reads it. False: it is none, or nested deeper than `depthMax`; the
/// scanner says what was expected where. No recursion.
[[nodiscard]] bool skipValue(JsonScanner &scanner, std::size_t depthMax);

/// True when `text` is exactly one JSON value without white space around it.
[[nodiscard]] bool isOneValue(std::string_view text);

} // namespace eventscope
