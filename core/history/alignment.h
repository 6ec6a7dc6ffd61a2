// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace eventscope {

/// An event as aligning sees it: equal numbers are equal types, and equal payloads.
struct AlignedItem {
    std::uint32_t type = 0;
    std::uint32_t payload = 0;
};

/// Rows of two sequences side by side: both, or one of them. Only items of equal type stand side by side.
using AlignedRow = std::pair<std::optional<std::size_t>, std::optional<std::size_t>>;
using Alignment = std::vector<AlignedRow>;

/// The alignment of greatest weight, where a pair of equal items weighs 3 and one of equal types only 1: keeping equal
/// events together is worth more than pairing many that differ. Dynamic programming as for a longest common
/// subsequence. Cost: O(n * m) time, a byte for each pair.
[[nodiscard]] Alignment alignBest(const std::vector<AlignedItem> &left, const std::vector<AlignedItem> &right);

/// Pairs equal types in order; where they part it goes on at the nearest pair within a short distance. O((n + m) * 64).
[[nodiscard]] Alignment alignInOrder(const std::vector<AlignedItem> &left, const std::vector<AlignedItem> &right);

} // namespace eventscope
