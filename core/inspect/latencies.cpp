// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inspect/latencies.h"

#include "core/base/nearest_rank.h"

namespace eventscope {

Latencies::Took Latencies::percentile(double share) const {
    std::vector<Took> took = m_took;
    return nearestRank(took, share);
}

} // namespace eventscope
