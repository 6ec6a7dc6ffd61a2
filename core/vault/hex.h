// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eventscope {

/// The value of each lower-case digit; 255: none.
inline constexpr std::array<std::uint8_t, 256> kHexDigits = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(255);
    for (std::uint8_t i = 0; i < 16; ++i)
        values[static_cast<unsigned char>("0123456789abcdef"[i])] = i;
    return values;
}();

/// Reads what toHex() wrote into a type with a fixed number of `bytes`. False: it is nothing of that kind; the bytes
/// may have changed.
template <class Fixed>
[[nodiscard]] bool takeHex(std::string_view text, Fixed &to) {
    if (text.size() != 2 * to.bytes.size()) return false;
    std::uint8_t all = 0;
    for (std::size_t i = 0; i < to.bytes.size(); ++i) {
        const std::uint8_t high = kHexDigits[static_cast<unsigned char>(text[2 * i])];
        const std::uint8_t low = kHexDigits[static_cast<unsigned char>(text[2 * i + 1])];
        all |= high | low;
        to.bytes[i] = static_cast<std::byte>(high << 4 | low);
    }
    return all < 16;
}

} // namespace eventscope
