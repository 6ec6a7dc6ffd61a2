// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>

namespace eventscope {

/// What kind of system a store belongs to, as its user said. Shown by word, colour and icon wherever it is worked with.
enum class Environment : std::uint8_t { Unmarked, Development, Test, Production };

/// "unmarked", "development", "test", "production": in files and on the command line.
[[nodiscard]] std::string_view name(Environment environment);
/// Errors: Invalid, with the words there are.
[[nodiscard]] Result<Environment> parseEnvironment(std::string_view word);

} // namespace eventscope
