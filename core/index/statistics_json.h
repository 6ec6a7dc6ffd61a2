// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/payload_sizes.h"
#include "core/index/statistics.h"
#include "core/json/json.h"

namespace eventscope {

/// As an object: `events`, `streams`, `first`, `last`, `perSecond`, `perMinute`, `perHour`, `perDay`, `busiest`
/// {`second`, `minute`, `hour`, `day`}, `gaps[]` {`from`, `to`, `seconds`}, `types[]`, `categories[]`,
/// `longestStreams[]` {name, `events`, `share`}, `sizes`. What is not known is null: times and rates without events or
/// without a span, `sizes` when it is null.
[[nodiscard]] Json statisticsJson(const Statistics &statistics, const SizeSummary *sizes);

/// How many of all, 0 to 1.
[[nodiscard]] inline double shareOf(std::uint64_t part, std::uint64_t all) {
    return all == 0 ? 0 : double(part) / double(all);
}

} // namespace eventscope
