// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace eventscope {

/// Reads what toHex() wrote into a type with a fixed number of `bytes`. False: it is nothing of that kind; the bytes
/// may have changed.
template <class Fixed>
[[nodiscard]] bool takeHex(std::string_view text, Fixed &to) {
    constexpr auto kNone = 0x100U;
    const auto digit = [](char c) -> unsigned {
        if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
        return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10 : kNone;
    };
    if (text.size() != 2 * to.bytes.size()) return false;
    for (std::size_t i = 0; i < to.bytes.size(); ++i) {
        const unsigned high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
        if ((high | low) >= kNone) return false;
        to.bytes[i] = static_cast<std::byte>(high << 4 | low);
    }
    return true;
}

} // namespace eventscope
