// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace eventscope {

/// The first number in [from, to) for which `isBeyond` holds, or `to`. REQUIRES: it then holds for all that follow.
/// Asks O(log(to - from)) times.
template <class F>
[[nodiscard]] std::uint64_t firstBeyond(std::uint64_t from, std::uint64_t to, F isBeyond) {
    while (from < to) {
        const std::uint64_t middle = from + (to - from) / 2;
        if (isBeyond(middle))
            to = middle;
        else
            from = middle + 1;
    }
    return to;
}

} // namespace eventscope
