// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/diff.h"

#include <cstddef>
#include <vector>

namespace eventscope {

/// Which elements of two arrays belong together. The first `front` and the last `back` elements of both are equal.
struct ArrayAlignment {
    static constexpr std::size_t kNone = Json::npos;
    std::size_t front = 0, back = 0;
    /// For each element of the later array between front and back: the index of its partner in the earlier one, or
    /// kNone.
    std::vector<std::size_t> partners;
};

/// What to do where no member identifies the elements.
enum class Keyless : std::uint8_t {
    Subsequence, ///< a longest common subsequence, then what moved, then what lies in the same gap; cost: O(n * m)
    ByIndex,     ///< the n-th to the n-th
};

/// REQUIRES: two arrays. Arrays with more than 2,000 elements in between are taken ByIndex.
[[nodiscard]] ArrayAlignment alignArrays(const Json &before, const Json &after, const DiffOptions &options,
                                         Keyless keyless);

} // namespace eventscope
