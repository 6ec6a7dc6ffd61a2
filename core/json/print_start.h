// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

#include <cstddef>
#include <string>

namespace eventscope {

/// The first bytes of print(value), in whole characters: at least `bytesMax` where there are so many, and little more.
/// For cells, which show the beginning of a value that may be megabytes long. Cost: O(bytesMax).
[[nodiscard]] std::string printStart(const Json &value, std::size_t bytesMax);

} // namespace eventscope
