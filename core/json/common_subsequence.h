// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace eventscope {

/// A longest common subsequence of two lists of at most 65,535 numbers: for each place of `after` the place of its
/// partner in `before`, or npos (all bits set). Partners ascend. By dynamic programming; cost: O(n * m) time and
/// memory.
[[nodiscard]] std::vector<std::size_t> commonSubsequence(const std::vector<std::size_t> &before,
                                                         const std::vector<std::size_t> &after);

/// The places of a longest run of ascending numbers in a list of distinct numbers, in order.
/// By patience sorting; cost: O(n log n).
[[nodiscard]] std::vector<std::size_t> ascendingSubsequence(const std::vector<std::size_t> &numbers);

} // namespace eventscope
