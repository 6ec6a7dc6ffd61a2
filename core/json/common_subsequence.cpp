// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/common_subsequence.h"

#include <algorithm>
#include <cstdint>

namespace eventscope {

namespace {
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
}

std::vector<std::size_t> commonSubsequence(const std::vector<std::size_t> &before,
                                           const std::vector<std::size_t> &after) {
    const std::size_t rows = before.size();
    const std::size_t columns = after.size();
    // lengths(i, j): of a longest one of before[i...] and after[j...].
    std::vector<std::uint16_t> lengths((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t & { return lengths[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            at(i, j) = before[i] == after[j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                             : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::vector<std::size_t> partners(columns, kNone);
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (before[i] == after[j])
            partners[j++] = i++;
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return partners;
}

std::vector<std::size_t> ascendingSubsequence(const std::vector<std::size_t> &numbers) {
    std::vector<std::size_t> tails; // tails[k]: the place of the smallest end of a run of k + 1
    std::vector<std::size_t> previous(numbers.size(), kNone);
    for (std::size_t place = 0; place < numbers.size(); ++place) {
        const auto tail = std::lower_bound(tails.begin(), tails.end(), numbers[place],
                                           [&](std::size_t end, std::size_t number) { return numbers[end] < number; });
        if (tail != tails.begin()) previous[place] = *std::prev(tail);
        if (tail == tails.end())
            tails.push_back(place);
        else
            *tail = place;
    }
    std::vector<std::size_t> run;
    for (std::size_t place = tails.empty() ? kNone : tails.back(); place != kNone; place = previous[place]) {
        run.push_back(place);
    }
    std::reverse(run.begin(), run.end());
    return run;
}

} // namespace eventscope
