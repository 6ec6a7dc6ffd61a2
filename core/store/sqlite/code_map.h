// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace eventscope {

/// From the numbers that a file gives to names to the codes of a dictionary. Small numbers, which a sound file has,
/// cost one array access. One thread.
class CodeMap {
  public:
    static constexpr std::uint32_t kUnknown = ~0U;

    [[nodiscard]] std::uint32_t find(std::int64_t number) const {
        const auto index = static_cast<std::uint64_t>(number);
        if (index < m_small.size()) return m_small[index];
        if (index < kSmallMax) return kUnknown;
        const auto found = m_large.find(number);
        return found == m_large.end() ? kUnknown : found->second;
    }
    void set(std::int64_t number, std::uint32_t code) {
        const auto index = static_cast<std::uint64_t>(number);
        if (index >= kSmallMax) {
            m_large[number] = code;
            return;
        }
        if (index >= m_small.size()) m_small.resize(index + 1, kUnknown);
        m_small[index] = code;
    }

  private:
    static constexpr std::uint64_t kSmallMax = 1u << 24;
    std::vector<std::uint32_t> m_small;
    std::unordered_map<std::int64_t, std::uint32_t> m_large; // a damaged file may hold any number
};

} // namespace eventscope
