// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json_node.h"

#include <vector>

/// Counted B+-trees with path copying: pages of children in document order, and codes in ascending order. A tree is one
/// leaf or a Branch; all leaves have the same depth. Changes happen in place where the tree alone owns a node.
namespace eventscope::json_tree {

/// An item to insert into a page (`value`, and `key` with `order` in objects) or into codes (`order`).
struct Item {
    Json value;
    std::string_view key;
    std::uint64_t order = 0;
};

struct Place {
    const JsonNode *leaf;
    std::size_t index;
};

[[nodiscard]] std::size_t sizeOf(const JsonNode &tree);
/// REQUIRES: position < sizeOf(tree).
[[nodiscard]] Place placeAt(const JsonNode &tree, std::size_t position);
/// Where the first item is whose order is not below `order`; sizeOf(tree) when there is none.
/// REQUIRES: codes, or pages with ordinals.
[[nodiscard]] std::size_t lowerBound(const JsonNode &tree, std::uint64_t order);
/// A tree over leaves none of which is empty. REQUIRES: at least one.
[[nodiscard]] Json over(std::vector<Json> leaves);

/// The value at `position`, with everything on the way to it made unique.
[[nodiscard]] Json &valueForWriting(Json &tree, std::size_t position);
/// REQUIRES: position <= sizeOf(tree).
void insert(Json &tree, std::size_t position, Item item);
void remove(Json &tree, std::size_t position);

/// The same for one leaf. REQUIRES: unique, room for one more.
void insertIntoLeaf(Json &leaf, std::size_t index, Item item);
void removeFromLeaf(JsonNode &leaf, std::size_t index);

} // namespace eventscope::json_tree
