// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace eventscope {

/// Some of the 256 bytes, for texts that are searched byte by byte in bulk: std::string_view::find_first_of searches
/// the set anew for each byte, which is many times as slow.
class ByteSet {
  public:
    constexpr explicit ByteSet(std::string_view bytes) {
        for (const char byte : bytes)
            m_isIn[static_cast<unsigned char>(byte)] = true;
    }

    [[nodiscard]] constexpr bool has(char byte) const { return m_isIn[static_cast<unsigned char>(byte)]; }

    /// How many bytes at the front of `text` are none of the set: its size when none is.
    [[nodiscard]] constexpr std::size_t bytesBefore(std::string_view text) const {
        std::size_t at = 0;
        while (at < text.size() && !has(text[at]))
            ++at;
        return at;
    }

  private:
    std::array<bool, 256> m_isIn{};
};

} // namespace eventscope
