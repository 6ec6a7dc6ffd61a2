// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace eventscope {

/// How many bytes at the front of `text` stand in a JSON string as they are and need no look at UTF-8: printable ASCII
/// but the quotation mark and the backslash. Eight bytes at a time.
[[nodiscard]] std::size_t plainJsonBytes(std::string_view text);

} // namespace eventscope
