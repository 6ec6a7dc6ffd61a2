// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// UTF-8 as JSON strings need it. "Wobbly" text may also hold lone surrogates in their three-byte form (WTF-8), which
/// is how a string with a lone \\uD800 is kept.
namespace eventscope::utf8 {

/// Bytes of the well-formed UTF-8 character that begins at `text`; 0 when there is none. REQUIRES: not empty.
[[nodiscard]] std::size_t characterBytes(std::string_view text);
/// The surrogate whose three-byte form begins at `text`, if one does.
[[nodiscard]] std::optional<std::uint32_t> surrogateAt(std::string_view text);
/// REQUIRES: codePoint <= 0x10FFFF. A surrogate gets its three-byte form.
void append(std::string &text, std::uint32_t codePoint);
/// True when nothing has to be replaced to make `text` wobbly.
[[nodiscard]] bool isWobbly(std::string_view text);
/// `text` with what is no character replaced by U+FFFD and with pairs of surrogates joined.
[[nodiscard]] std::string toWobbly(std::string_view text);

[[nodiscard]] constexpr bool isHighSurrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
[[nodiscard]] constexpr bool isLowSurrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
[[nodiscard]] constexpr std::uint32_t joinSurrogates(std::uint32_t high, std::uint32_t low) {
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

} // namespace eventscope::utf8
