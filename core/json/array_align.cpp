// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/array_align.h"

#include "core/json/array_key.h"
#include "core/json/common_subsequence.h"
#include "core/json/json_container.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace eventscope {

namespace {

using json_container::childAt;
using json_container::Side;
constexpr std::size_t kNone = ArrayAlignment::kNone;
constexpr std::size_t kSubsequenceMax = 2000;

const JsonNode &nodeOf(const Json &json) { return *JsonNode::of(json); }

std::size_t equalAtFront(const Json &before, const Json &after) {
    const std::size_t size = std::min(before.size(), after.size());
    std::size_t count = 0;
    while (count < size) {
        const std::size_t shared = json_container::sharedRun(nodeOf(before), count, nodeOf(after), count, Side::Front);
        if (shared == 0 && childAt(before, count) != childAt(after, count)) break;
        count += std::max<std::size_t>(shared, 1);
    }
    return count;
}

std::size_t equalAtBack(const Json &before, const Json &after, std::size_t front) {
    const std::size_t size = std::min(before.size(), after.size()) - front;
    std::size_t count = 0;
    while (count < size) {
        const std::size_t endA = before.size() - count;
        const std::size_t endB = after.size() - count;
        const std::size_t shared = json_container::sharedRun(nodeOf(before), endA, nodeOf(after), endB, Side::Back);
        if (shared > 0 && count + shared <= size)
            count += shared;
        else if (childAt(before, endA - 1) == childAt(after, endB - 1))
            ++count;
        else
            break;
    }
    return count;
}

JsonElements elementsBetween(const Json &array, std::size_t front, std::size_t back) {
    JsonElements elements;
    elements.reserve(array.size() - front - back);
    for (std::size_t i = front; i < array.size() - back; ++i)
        elements.push_back(&childAt(array, i));
    return elements;
}

/// Partners are indices of `before` (the elements between), as in all functions below.
std::vector<std::size_t> partnersByKey(const JsonElements &before, const JsonElements &after, const std::string &key) {
    std::unordered_map<std::string, std::size_t> places;
    places.reserve(before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        places.emplace(identityOf(*before[i], key), i);
    std::vector<std::size_t> partners;
    partners.reserve(after.size());
    for (const Json *element : after) {
        const auto found = places.find(identityOf(*element, key));
        partners.push_back(found == places.end() ? kNone : found->second);
    }
    return partners;
}

std::vector<std::size_t> partnersByIndex(std::size_t before, std::size_t after) {
    std::vector<std::size_t> partners(after, kNone);
    for (std::size_t i = 0; i < std::min(before, after); ++i)
        partners[i] = i;
    return partners;
}

/// Small numbers that are equal for equal elements.
class ElementNumbers {
  public:
    std::vector<std::size_t> of(const JsonElements &elements) {
        std::vector<std::size_t> numbers;
        numbers.reserve(elements.size());
        for (const Json *element : elements) {
            const auto [byNode, isNew] = m_byNode.try_emplace(JsonNode::of(*element));
            if (isNew) byNode->second = m_byText.try_emplace(print(*element), m_byText.size()).first->second;
            numbers.push_back(byNode->second);
        }
        return numbers;
    }

  private:
    std::unordered_map<const JsonNode *, std::size_t> m_byNode;
    std::unordered_map<std::string, std::size_t> m_byText;
};

/// Pairs what is equal but stands elsewhere: it moved.
void addMoved(const std::vector<std::size_t> &before, const std::vector<std::size_t> &after, std::vector<bool> &taken,
              std::vector<std::size_t> &partners) {
    std::unordered_multimap<std::size_t, std::size_t> free;
    for (std::size_t i = before.size(); i-- > 0;) {
        if (!taken[i]) free.emplace(before[i], i);
    }
    for (std::size_t j = 0; j < after.size(); ++j) {
        if (partners[j] != kNone) continue;
        const auto found = free.find(after[j]);
        if (found == free.end()) continue;
        partners[j] = found->second;
        taken[found->second] = true;
        free.erase(found);
    }
}

/// Pairs what was removed with what was added in the same gap between two elements that stayed: it changed.
void addChanged(const std::vector<std::size_t> &anchors, const std::vector<bool> &taken,
                std::vector<std::size_t> &partners) {
    std::size_t next = 0;
    for (std::size_t from = 0; from < anchors.size();) {
        std::size_t to = from;
        while (to < anchors.size() && anchors[to] == kNone)
            ++to;
        const std::size_t end = to < anchors.size() ? anchors[to] : taken.size();
        for (std::size_t j = from; j < to; ++j) {
            while (next < end && taken[next])
                ++next;
            if (partners[j] == kNone && next < end) partners[j] = next++;
        }
        next = end + 1;
        from = to + 1;
    }
}

std::vector<std::size_t> partnersBySubsequence(const JsonElements &before, const JsonElements &after) {
    ElementNumbers numbers;
    const std::vector<std::size_t> a = numbers.of(before);
    const std::vector<std::size_t> b = numbers.of(after);
    const std::vector<std::size_t> anchors = commonSubsequence(a, b);
    std::vector<std::size_t> partners = anchors;
    std::vector<bool> taken(before.size(), false);
    for (const std::size_t anchor : anchors) {
        if (anchor != kNone) taken[anchor] = true;
    }
    addMoved(a, b, taken, partners);
    addChanged(anchors, taken, partners);
    return partners;
}

} // namespace

ArrayAlignment alignArrays(const Json &before, const Json &after, const DiffOptions &options, Keyless keyless) {
    ArrayAlignment alignment;
    alignment.front = equalAtFront(before, after);
    alignment.back = equalAtBack(before, after, alignment.front);
    const JsonElements a = elementsBetween(before, alignment.front, alignment.back);
    const JsonElements b = elementsBetween(after, alignment.front, alignment.back);
    if (a.empty() || b.empty()) {
        alignment.partners.assign(b.size(), kNone);
        return alignment;
    }
    if (const std::optional<std::string> key = identifyingKey(a, b, options)) {
        alignment.partners = partnersByKey(a, b, *key);
    } else if (keyless == Keyless::ByIndex || std::max(a.size(), b.size()) > kSubsequenceMax) {
        alignment.partners = partnersByIndex(a.size(), b.size());
    } else {
        alignment.partners = partnersBySubsequence(a, b);
    }
    for (std::size_t &partner : alignment.partners) {
        if (partner != kNone) partner += alignment.front;
    }
    return alignment;
}

} // namespace eventscope
