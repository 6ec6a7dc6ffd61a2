// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace eventscope {

/// One word of a POSIX shell that means exactly `text`. A NUL cannot be said.
[[nodiscard]] std::string shellQuoted(std::string_view text);

} // namespace eventscope
