// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_node.h"

#include <algorithm>
#include <vector>

namespace eventscope {

namespace {

/// A node to count, and the one at its place in the other value (or null).
struct Pair {
    const JsonNode *node;
    const JsonNode *other;
};

using Nodes = std::vector<const JsonNode *>;

void ownedBy(const JsonNode *node, Nodes &owned) {
    owned.clear();
    if (!node) return;
    forEachOwned(*node, [&](const JsonNode *child) { owned.push_back(child); });
}

} // namespace

// The other value is followed along the same path; inside one node the children may have moved. What both hold in quite
// different places is counted as if it were not shared.
std::size_t Json::bytesBeyond(const Json &other) const {
    std::size_t bytes = 0;
    std::vector<Pair> open{{m_node, other.m_node}};
    Nodes mine, theirs;
    while (!open.empty()) {
        const auto [node, beside] = open.back();
        open.pop_back();
        if (!node || node == beside) continue;
        bytes += node->bytesInUse();
        const bool bothPages = beside && beside->shape == JsonNode::Shape::Page;
        if (node->shape == JsonNode::Shape::Page && node->keys && !(bothPages && beside->keys == node->keys)) {
            bytes += node->keys->bytesInUse();
        }
        ownedBy(node, mine);
        ownedBy(beside, theirs);
        for (std::size_t i = 0; i < mine.size(); ++i) {
            if (std::find(theirs.begin(), theirs.end(), mine[i]) != theirs.end()) continue;
            open.push_back({mine[i], i < theirs.size() ? theirs[i] : nullptr});
        }
    }
    return bytes;
}

} // namespace eventscope
