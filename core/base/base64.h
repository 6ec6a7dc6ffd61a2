// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// Base64 with padding (RFC 4648, section 4), without line breaks.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Nothing when `text` is not exactly that.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

} // namespace eventscope
