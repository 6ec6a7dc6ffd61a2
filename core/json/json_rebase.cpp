// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/array_align.h"
#include "core/json/json_container.h"

#include <vector>

namespace eventscope {

namespace {

using json_container::childAt;

/// A container being rebased. The result is made by changing `made`: the previous value where both have the same shape
/// (then what is not replaced is shared with it, down to the pages), else the new one.
struct Level {
    Json value;
    Json previous;
    Json made;
    bool isFromPrevious = false;
    ArrayAlignment alignment; ///< of arrays
    std::size_t next = 0;
};

bool hasSameKeys(const Json &a, const Json &b) {
    auto other = b.children().begin();
    for (const auto &child : a.children()) {
        if (child.key != (*other).key) return false;
        ++other;
    }
    return true;
}

Level levelOf(const Json &value, const Json &previous) {
    Level level{value, previous, value, false, {}};
    level.isFromPrevious = value.size() == previous.size() && (value.isArray() || hasSameKeys(value, previous));
    if (value.isArray()) {
        level.alignment = alignArrays(previous, value, {}, Keyless::ByIndex);
        for (std::size_t i = 0; i < level.alignment.partners.size(); ++i) {
            if (level.alignment.partners[i] != level.alignment.front + i) level.isFromPrevious = false;
        }
    }
    if (level.isFromPrevious) level.made = previous;
    return level;
}

struct Counterpart {
    std::size_t index = Json::npos; ///< in the previous container, or npos
    bool isEqual = false;           ///< known already
};

Counterpart counterpartOf(const Level &level, std::size_t child) {
    if (level.value.isObject()) {
        return {level.isFromPrevious ? child : level.previous.find(level.value.key(child))};
    }
    const ArrayAlignment &alignment = level.alignment;
    const std::size_t back = level.value.size() - alignment.back;
    if (child < alignment.front) return {child, true};
    if (child >= back) return {child - back + level.previous.size() - alignment.back, true};
    return {alignment.partners[child - alignment.front]};
}

/// Puts the result for a child in its place; what stands there already is left alone.
void put(Level &level, std::size_t child, const Json &result) {
    if (!childAt(level.made, child).shares(result)) json_container::childForWriting(level.made, child) = result;
}

} // namespace

Json Json::rebased(const Json &previous) const {
    if (kind() != previous.kind()) return *this;
    if (!isContainer()) return *this == previous ? previous : *this;
    std::vector<Level> open{levelOf(*this, previous)};
    for (;;) {
        Level &level = open.back();
        if (level.next == level.value.size()) {
            Json done = std::move(level.made);
            open.pop_back();
            if (open.empty()) return done;
            put(open.back(), open.back().next - 1, done);
            continue;
        }
        const std::size_t child = level.next++;
        const Json mine = level.value.child(child);
        const auto [index, isEqual] = counterpartOf(level, child);
        const Json theirs = index == npos ? Json() : level.previous.child(index);
        if (isEqual)
            put(level, child, theirs);
        else if (mine.shares(theirs) || mine.kind() != theirs.kind())
            put(level, child, mine);
        else if (!mine.isContainer())
            put(level, child, mine == theirs ? theirs : mine);
        else
            open.push_back(levelOf(mine, theirs));
    }
}

} // namespace eventscope
