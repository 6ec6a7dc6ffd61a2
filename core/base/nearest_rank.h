// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace eventscope {

/// The smallest value that at least `share` (0 to 1) of all do not exceed (the nearest-rank percentile); T{} without
/// any. Changes the order of `values`. O(n).
template <class T>
[[nodiscard]] T nearestRank(std::vector<T> &values, double share) {
    if (values.empty()) return T{};
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const std::size_t index = rank < 1 ? 0 : std::min(values.size(), static_cast<std::size_t>(rank)) - 1;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace eventscope
