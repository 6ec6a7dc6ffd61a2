// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_tree.h"

#include <algorithm>
#include <cassert>

namespace eventscope::json_tree {

namespace {

using Entry = JsonNode::Entry;
constexpr std::size_t kWidth = JsonNode::kWidth;

std::uint64_t orderAt(const JsonNode &leaf, std::size_t index) {
    if (leaf.shape == JsonNode::Shape::Codes) return leaf.codes()[index];
    return leaf.keys && leaf.keys->hasOrdinals ? leaf.keys->ordinals()[index] : 0;
}

std::uint64_t lastOf(const JsonNode &node) {
    if (node.count == 0) return 0;
    return node.isLeaf() ? orderAt(node, node.count - 1u) : node.entries()[node.count - 1].last;
}

/// The child that holds `position`, which becomes relative to it; the last child also takes the end.
std::size_t childAt(const JsonNode &branch, std::size_t &position) {
    std::size_t child = 0;
    while (child + 1 < branch.count && position >= branch.entries()[child].items) {
        position -= branch.entries()[child++].items;
    }
    return child;
}

void refresh(Entry &entry) {
    const JsonNode &child = *JsonNode::of(entry.child);
    entry.items = sizeOf(child);
    entry.last = lastOf(child);
}

void recount(JsonNode &branch) {
    branch.items = 0;
    for (std::size_t i = 0; i < branch.count; ++i)
        branch.items += branch.entries()[i].items;
}

/// REQUIRES: a unique branch with room.
void insertEntry(Json &branch, std::size_t index, Json child) {
    openItem(branch, index);
    Entry &entry = JsonNode::of(branch)->entries()[index];
    entry.child = std::move(child);
    refresh(entry);
}

/// Where to cut a full node so that `index` can be inserted. Appending leaves the left one full: what is built from
/// front to back is packed.
std::size_t cutFor(const JsonNode &node, std::size_t index) { return index == node.count ? index : node.count / 2u; }

/// Inserts below `slot`; gives the part that had to be split off, or null.
Json insertBelow(Json &slot, std::size_t position, Item &item) {
    makeUnique(slot);
    JsonNode &node = *JsonNode::of(slot);
    if (node.isLeaf()) {
        if (node.count < kWidth) {
            insertIntoLeaf(slot, position, std::move(item));
            return {};
        }
        const std::size_t cut = cutFor(node, position);
        Json right = splitAt(node, cut);
        if (position < cut)
            insertIntoLeaf(slot, position, std::move(item));
        else
            insertIntoLeaf(right, position - cut, std::move(item));
        return right;
    }
    const std::size_t child = childAt(node, position);
    Json beside = insertBelow(node.entries()[child].child, position, item);
    refresh(node.entries()[child]);
    Json right;
    if (JsonNode::of(beside)) {
        const std::size_t at = child + 1;
        if (node.count < kWidth) {
            insertEntry(slot, at, std::move(beside));
        } else {
            const std::size_t cut = cutFor(node, at);
            right = splitAt(node, cut);
            if (at < cut)
                insertEntry(slot, at, std::move(beside));
            else
                insertEntry(right, at - cut, std::move(beside));
            recount(*JsonNode::of(right));
        }
    }
    recount(*JsonNode::of(slot));
    return right;
}

/// Joins the child with a neighbour when both are small, so that removing does not leave thin trees.
void tidy(JsonNode &branch, std::size_t child) {
    if (branch.entries()[child].items == 0) {
        branch.entries()[child].child = Json();
        closeItem(branch, child);
        return;
    }
    if (branch.count < 2) return;
    const std::size_t left = child + 1 < branch.count ? child : child - 1;
    Entry *entries = branch.entries();
    if (JsonNode::of(entries[left].child)->count + JsonNode::of(entries[left + 1].child)->count > kWidth / 2) return;
    makeUnique(entries[left].child);
    makeUnique(entries[left + 1].child);
    mergeInto(entries[left].child, entries[left + 1].child);
    closeItem(branch, left + 1);
    JsonNode &merged = *JsonNode::of(entries[left].child);
    if (!merged.isLeaf()) recount(merged);
    refresh(entries[left]);
}

void removeBelow(Json &slot, std::size_t position) {
    makeUnique(slot);
    JsonNode &node = *JsonNode::of(slot);
    if (node.isLeaf()) {
        removeFromLeaf(node, position);
        return;
    }
    const std::size_t child = childAt(node, position);
    removeBelow(node.entries()[child].child, position);
    refresh(node.entries()[child]);
    tidy(node, child);
    recount(node);
}

} // namespace

std::size_t sizeOf(const JsonNode &tree) { return tree.isLeaf() ? tree.count : tree.items; }

Place placeAt(const JsonNode &tree, std::size_t position) {
    const JsonNode *node = &tree;
    while (!node->isLeaf())
        node = JsonNode::of(node->entries()[childAt(*node, position)].child);
    return {node, position};
}

std::size_t lowerBound(const JsonNode &tree, std::uint64_t order) {
    const JsonNode *node = &tree;
    std::size_t before = 0;
    while (!node->isLeaf()) {
        std::size_t child = 0;
        while (child + 1 < node->count && node->entries()[child].last < order)
            before += node->entries()[child++].items;
        node = JsonNode::of(node->entries()[child].child);
    }
    std::size_t index = 0;
    while (index < node->count && orderAt(*node, index) < order)
        ++index;
    return before + index;
}

Json over(std::vector<Json> nodes) {
    assert(!nodes.empty());
    while (nodes.size() > 1) {
        std::vector<Json> above;
        above.reserve(nodes.size() / kWidth + 1);
        for (std::size_t from = 0; from < nodes.size(); from += kWidth) {
            const std::size_t count = std::min(kWidth, nodes.size() - from);
            Json branch = JsonNode::make(JsonNode::of(nodes[from])->kind, JsonNode::Shape::Branch, count);
            for (std::size_t i = 0; i < count; ++i)
                insertEntry(branch, i, std::move(nodes[from + i]));
            recount(*JsonNode::of(branch));
            above.push_back(std::move(branch));
        }
        nodes = std::move(above);
    }
    return std::move(nodes.front());
}

Json &valueForWriting(Json &tree, std::size_t position) {
    Json *slot = &tree;
    for (;;) {
        makeUnique(*slot);
        JsonNode &node = *JsonNode::of(*slot);
        if (node.isLeaf()) return node.values()[position];
        slot = &node.entries()[childAt(node, position)].child;
    }
}

void insert(Json &tree, std::size_t position, Item item) {
    Json right = insertBelow(tree, position, item);
    if (!JsonNode::of(right)) return;
    Json root = JsonNode::make(JsonNode::of(tree)->kind, JsonNode::Shape::Branch, 2);
    insertEntry(root, 0, std::move(tree));
    insertEntry(root, 1, std::move(right));
    recount(*JsonNode::of(root));
    tree = std::move(root);
}

void remove(Json &tree, std::size_t position) {
    removeBelow(tree, position);
    while (!JsonNode::of(tree)->isLeaf() && JsonNode::of(tree)->count == 1) {
        Json only = JsonNode::of(tree)->entries()[0].child;
        tree = std::move(only);
    }
}

void insertIntoLeaf(Json &leaf, std::size_t index, Item item) {
    JsonKeys *keys = nullptr;
    if (JsonNode::of(leaf)->kind == Json::Kind::Object) {
        assert(index == JsonNode::of(leaf)->count); // members are only ever appended
        const JsonKeys *known = JsonNode::of(leaf)->keys;
        JsonKeyList list(known);
        list.append(item.key, item.order);
        keys = list.make(0, list.size, known && known->hasOrdinals);
    }
    openItem(leaf, index);
    JsonNode &node = *JsonNode::of(leaf);
    if (node.shape == JsonNode::Shape::Codes) {
        node.codes()[index] = item.order;
        return;
    }
    node.values()[index] = std::move(item.value);
    if (keys) JsonKeys::release(std::exchange(node.keys, keys));
}

void removeFromLeaf(JsonNode &leaf, std::size_t index) {
    if (leaf.shape == JsonNode::Shape::Page) {
        if (leaf.keys) {
            JsonKeyList keys(leaf.keys);
            keys.remove(index);
            JsonKeys::release(std::exchange(leaf.keys, keys.make(0, keys.size, leaf.keys->hasOrdinals)));
        }
        leaf.values()[index] = Json();
    }
    closeItem(leaf, index);
}

} // namespace eventscope::json_tree
