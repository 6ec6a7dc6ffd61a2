// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// Base64 with padding (RFC 4648, section 4), without line breaks.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Nothing when `text` is not exactly that. How long it takes does not tell what stands in it.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);
/// The same, many times as fast, for what is no secret.
[[nodiscard]] std::optional<std::string> fromOpenBase64(std::string_view text);
/// The same for as many bytes as `to` has. False: it is not that; the bytes may have changed.
[[nodiscard]] bool takeOpenBase64(std::string_view text, std::span<std::byte> to);

} // namespace eventscope
