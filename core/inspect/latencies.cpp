// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inspect/latencies.h"

#include <algorithm>
#include <cmath>

namespace eventscope {

Latencies::Took Latencies::percentile(double share) const {
    if (m_took.empty()) return Took(0);
    const double rank = std::ceil(share * static_cast<double>(m_took.size()));
    const std::size_t index = rank < 1 ? 0 : std::min(m_took.size(), static_cast<std::size_t>(rank)) - 1;
    std::vector<Took> sorted = m_took;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

} // namespace eventscope
