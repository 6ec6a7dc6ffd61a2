// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <string_view>

namespace eventscope {

// Values of a fixed number of bytes (EventId, Hash), as databases and hashers take and give them.

/// Dies with the value.
template <class Fixed>
[[nodiscard]] std::string_view viewOf(const Fixed &value) {
    return {reinterpret_cast<const char *>(value.bytes.data()), value.bytes.size()};
}

/// False, and nothing copied, when `from` has another size.
template <class Fixed>
[[nodiscard]] bool copyExactly(std::string_view from, Fixed &to) {
    if (from.size() != to.bytes.size()) return false;
    std::memcpy(to.bytes.data(), from.data(), from.size());
    return true;
}

} // namespace eventscope
