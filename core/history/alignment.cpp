// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/alignment.h"

#include <algorithm>

namespace eventscope {
namespace {

enum class Way : std::uint8_t { SkipLeft, SkipRight, Pair };
constexpr std::uint32_t kEqualWeight = 3;
constexpr std::uint32_t kTypeWeight = 1;
constexpr std::size_t kLookAhead = 64;

std::uint32_t weight(const AlignedItem &left, const AlignedItem &right) {
    if (left.type != right.type) return 0;
    return left.payload == right.payload ? kEqualWeight : kTypeWeight;
}

/// How far to skip on either side so that the types meet again; nothing when they do not within the look-ahead.
std::optional<std::pair<std::size_t, std::size_t>> nearestPair(const std::vector<AlignedItem> &left, std::size_t i,
                                                               const std::vector<AlignedItem> &right, std::size_t j) {
    for (std::size_t distance = 0; distance <= kLookAhead; ++distance)
        for (std::size_t skipped = 0; skipped <= distance; ++skipped) {
            const std::size_t a = i + distance - skipped, b = j + skipped;
            if (a < left.size() && b < right.size() && left[a].type == right[b].type)
                return std::pair(distance - skipped, skipped);
        }
    return std::nullopt;
}

} // namespace

Alignment alignBest(const std::vector<AlignedItem> &left, const std::vector<AlignedItem> &right) {
    const std::size_t n = left.size(), m = right.size();
    // best[j] is the weight of aligning left[i..] with right[j..]; from the back, so that ties pair early events.
    std::vector<std::uint32_t> best(m + 1), below(m + 1);
    std::vector<Way> ways(n * m);
    for (std::size_t i = n; i-- > 0;) {
        std::swap(best, below);
        best[m] = 0;
        for (std::size_t j = m; j-- > 0;) {
            const std::uint32_t pair = weight(left[i], right[j]);
            const std::uint32_t paired = pair ? pair + below[j + 1] : 0;
            const std::uint32_t skipped = std::max(below[j], best[j + 1]);
            best[j] = std::max(paired, skipped);
            ways[i * m + j] = pair && paired >= skipped ? Way::Pair
                              : below[j] >= best[j + 1] ? Way::SkipLeft
                                                        : Way::SkipRight;
        }
    }
    Alignment rows;
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        const Way way = i == n ? Way::SkipRight : j == m ? Way::SkipLeft : ways[i * m + j];
        AlignedRow row;
        if (way != Way::SkipRight) row.first = i++;
        if (way != Way::SkipLeft) row.second = j++;
        rows.push_back(row);
    }
    return rows;
}

Alignment alignInOrder(const std::vector<AlignedItem> &left, const std::vector<AlignedItem> &right) {
    Alignment rows;
    std::size_t i = 0, j = 0;
    while (i < left.size() || j < right.size()) {
        const auto skip = nearestPair(left, i, right, j);
        const std::size_t toLeft = skip ? i + skip->first : std::min(i + 1, left.size());
        const std::size_t toRight = skip ? j + skip->second : std::min(j + 1, right.size());
        while (i < toLeft)
            rows.emplace_back(i++, std::nullopt);
        while (j < toRight)
            rows.emplace_back(std::nullopt, j++);
        if (skip) rows.emplace_back(i++, j++);
    }
    return rows;
}

} // namespace eventscope
