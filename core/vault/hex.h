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
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (text.size() != 2 * to.bytes.size()) return false;
    for (std::size_t i = 0; i < to.bytes.size(); ++i) {
        const auto high = kDigits.find(text[2 * i]), low = kDigits.find(text[2 * i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return false;
        to.bytes[i] = static_cast<std::byte>(high << 4 | low);
    }
    return true;
}

} // namespace eventscope
