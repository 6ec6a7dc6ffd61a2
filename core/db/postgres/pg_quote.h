// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace eventscope {

// For what cannot be a parameter: names, and the values inside a COPY. Both make one token out of any text.
// Errors: Invalid (a NUL byte, which PostgreSQL has no way to write).

/// "name" as an identifier, in double quotes.
[[nodiscard]] Result<std::string> pgName(std::string_view name);
/// 'text' as a literal, whatever standard_conforming_strings says.
[[nodiscard]] Result<std::string> pgLiteral(std::string_view text);

} // namespace eventscope
