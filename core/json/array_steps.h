// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace eventscope {

/// One structural change of a list, with indices as they are at that moment.
struct ArrayStep {
    enum class Kind : unsigned char { Remove, Add, Move };
    Kind kind;
    std::size_t from; ///< Remove, Move
    std::size_t to;   ///< Add, Move: where it stands afterwards
    std::size_t item; ///< Remove: the index in the old list; Add: in the new one
    bool operator==(const ArrayStep &) const = default;
};

/// The steps that bring a list of `size` items into the order that `partners` says: for each place of the new list the
/// index in the old one, or npos for what is new. First removals from the back, then additions and moves from the
/// front; as few moves as possible. Cost: O(n log n + moves²).
[[nodiscard]] std::vector<ArrayStep> arraySteps(std::size_t size, const std::vector<std::size_t> &partners);

} // namespace eventscope
