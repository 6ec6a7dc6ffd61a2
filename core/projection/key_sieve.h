// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eventscope {

/// Remembers hashes in one mebibyte, however many: what was added is always found, what was not seldom is (with a
/// million of them in two cases of a hundred). A Bloom filter (B. H. Bloom, 1970) with four bits a hash. One thread.
class KeySieve {
  public:
    void add(std::size_t hash) {
        if (m_bits.empty()) m_bits.resize(kBits);
        for (std::size_t i = 0; i < kProbes; ++i)
            m_bits[bitOf(hash, i)] = true;
    }
    [[nodiscard]] bool mayHold(std::size_t hash) const {
        for (std::size_t i = 0; i < kProbes && !m_bits.empty(); ++i)
            if (!m_bits[bitOf(hash, i)]) return false;
        return !m_bits.empty();
    }
    /// 0 until something is added.
    [[nodiscard]] std::size_t bytes() const { return m_bits.size() / 8; }

  private:
    static constexpr std::size_t kBits = std::size_t{1} << 23;
    static constexpr std::size_t kProbes = 4;
    /// The probes are made of the two halves of one hash (A. Kirsch, M. Mitzenmacher, 2006).
    [[nodiscard]] static std::size_t bitOf(std::size_t hash, std::size_t probe) {
        const std::uint64_t step = (std::uint64_t{hash} >> 32) | 1;
        return (hash + probe * step) % kBits;
    }
    std::vector<bool> m_bits;
};

} // namespace eventscope
