// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The runs of characters that every text matching `pattern` contains literally, in order; none may be empty.
[[nodiscard]] std::vector<std::string> globLiterals(std::string_view pattern);

/// A regular expression in PostgreSQL's advanced syntax that matches what the pattern matches, among texts of valid
/// UTF-8 without NUL; nothing when no such text can match. Letters and digits stand for themselves, all others as
/// escapes.
[[nodiscard]] std::optional<std::string> globRegex(std::string_view pattern);

} // namespace eventscope
