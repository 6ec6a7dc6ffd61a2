// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace eventscope {

/// A sequence that only grows at its end and never moves an element: segment k holds 2^(10 + k) elements.
/// Threads: one writer; others may read elements below a size that the writer handed them with release and acquire.
template <class T>
class Segmented {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);

  public:
    Segmented() = default;
    Segmented(const Segmented &) = delete;
    Segmented &operator=(const Segmented &) = delete;
    ~Segmented() {
        for (std::size_t k = 0; k < m_segments.size(); ++k) {
            if (m_segments[k]) std::allocator<T>().deallocate(m_segments[k], sizeOf(k));
        }
    }

    /// REQUIRES: `index` was set.
    [[nodiscard]] const T &operator[](std::size_t index) const {
        const auto [segment, offset] = placeOf(index);
        return m_segments[segment][offset];
    }
    void set(std::size_t index, const T &value) {
        const auto [segment, offset] = placeOf(index);
        if (!m_segments[segment]) m_segments[segment] = std::allocator<T>().allocate(sizeOf(segment));
        std::construct_at(m_segments[segment] + offset, value);
    }

  private:
    static constexpr std::size_t kFirstBits = 10;
    struct Place {
        std::size_t segment, offset;
    };
    static constexpr std::size_t sizeOf(std::size_t segment) { return std::size_t{1} << (kFirstBits + segment); }
    static Place placeOf(std::size_t index) {
        const std::size_t shifted = index + sizeOf(0);
        const auto bit = static_cast<std::size_t>(std::bit_width(shifted)) - 1;
        return {bit - kFirstBits, shifted - (std::size_t{1} << bit)};
    }

    std::array<T *, 32> m_segments{};
};

} // namespace eventscope
