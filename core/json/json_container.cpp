// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_container.h"

#include "core/json/json_index.h"
#include "core/json/json_tree.h"

#include <algorithm>
#include <array>
#include <new>
#include <numeric>

namespace eventscope::json_container {

namespace {

using Shape = JsonNode::Shape;
constexpr std::size_t kWidth = JsonNode::kWidth;

Json page(Json::Kind kind, std::span<Json> children, JsonKeys *keys) {
    Json made = JsonNode::make(kind, Shape::Page, children.size());
    JsonNode &node = *JsonNode::of(made);
    node.keys = keys;
    for (Json &child : children)
        new (node.values() + node.count++) Json(std::move(child));
    return made;
}

Json big(Json::Kind kind, Json tree, std::uint64_t nextOrdinal) {
    const std::size_t items = json_tree::sizeOf(*JsonNode::of(tree));
    auto *node = new (::operator new(sizeof(JsonBig))) JsonBig(kind, std::move(tree), nextOrdinal);
    node->items = items;
    return JsonNode::adopt(node);
}

JsonBig &bigOf(Json &container) { return static_cast<JsonBig &>(*JsonNode::of(container)); }

/// A full page as a tree of one leaf, so that it can grow.
void makeBig(Json &container) {
    makeUnique(container);
    JsonNode &node = *JsonNode::of(container);
    const std::size_t count = node.count;
    if (node.keys) {
        JsonKeyList keys(node.keys);
        std::iota(keys.ordinals.begin(), keys.ordinals.end(), 0);
        JsonKeys::release(std::exchange(node.keys, keys.make(0, count, true)));
    }
    const Json::Kind kind = node.kind;
    container = big(kind, std::move(container), count);
}

/// Makes `container` unique and able to take one more child.
void makeRoom(Json &container) {
    if (JsonNode::of(container)->shape == Shape::Page && JsonNode::of(container)->count == kWidth)
        makeBig(container);
    else
        makeUnique(container);
}

} // namespace

Json make(Json::Kind kind, std::span<Json> children, std::span<const std::string_view> keys) {
    if (children.empty()) return JsonNode::empty(kind);
    if (children.size() <= kWidth) return page(kind, children, keys.empty() ? nullptr : JsonKeys::make(keys));

    std::vector<Json> pages;
    pages.reserve(children.size() / kWidth + 1);
    std::array<std::uint64_t, kWidth> ordinals;
    for (std::size_t from = 0; from < children.size(); from += kWidth) {
        const std::size_t count = std::min(kWidth, children.size() - from);
        std::iota(ordinals.begin(), ordinals.end(), from);
        JsonKeys *pageKeys = keys.empty() ? nullptr : JsonKeys::make(keys.subspan(from, count), ordinals.data());
        pages.push_back(page(kind, children.subspan(from, count), pageKeys));
    }
    return big(kind, json_tree::over(std::move(pages)), children.size());
}

const JsonNode &pageInTree(const JsonNode &container, std::size_t &index) {
    const json_tree::Place place =
        json_tree::placeAt(*JsonNode::of(static_cast<const JsonBig &>(container).tree), index);
    index = place.index;
    return *place.leaf;
}

std::size_t find(const JsonNode &object, std::string_view key) {
    if (object.shape == Shape::Big) return json_index::find(static_cast<const JsonBig &>(object), key);
    const std::size_t found = object.keys ? object.keys->findLast(key) : object.count;
    return found == object.count ? Json::npos : found;
}

Json &childForWriting(Json &container, std::size_t index) {
    makeUnique(container);
    JsonNode &node = *JsonNode::of(container);
    if (node.shape == Shape::Page) return node.values()[index];
    return json_tree::valueForWriting(bigOf(container).tree, index);
}

void insertElement(Json &array, std::size_t index, Json value) {
    makeRoom(array);
    if (JsonNode::of(array)->shape == Shape::Page) {
        json_tree::insertIntoLeaf(array, index, {std::move(value), {}, 0});
        return;
    }
    JsonBig &node = bigOf(array);
    json_tree::insert(node.tree, index, {std::move(value), {}, 0});
    ++node.items;
}

void appendMember(Json &object, std::string_view key, Json value) {
    makeRoom(object);
    if (JsonNode::of(object)->shape == Shape::Page) {
        json_tree::insertIntoLeaf(object, JsonNode::of(object)->count, {std::move(value), key, 0});
        return;
    }
    JsonBig &node = bigOf(object);
    const std::uint64_t ordinal = node.nextOrdinal++;
    json_index::added(node, key, ordinal);
    json_tree::insert(node.tree, node.items, {std::move(value), key, ordinal});
    ++node.items;
}

void removeChild(Json &container, std::size_t index) {
    makeUnique(container);
    if (JsonNode::of(container)->shape == Shape::Page) {
        json_tree::removeFromLeaf(*JsonNode::of(container), index);
        return;
    }
    JsonBig &node = bigOf(container);
    json_index::removing(node, index);
    json_tree::remove(node.tree, index);
    --node.items;
    if (JsonNode::of(node.tree)->isLeaf()) {
        Json only = node.tree;
        container = std::move(only);
    }
}

void removeMembers(Json &object, std::string_view key) {
    for (std::size_t found; (found = object.find(key)) != Json::npos;)
        removeChild(object, found);
}

void setMember(Json &object, std::string_view key, Json value) {
    const std::size_t found = object.find(key);
    if (found == Json::npos)
        appendMember(object, key, std::move(value));
    else
        childForWriting(object, found) = std::move(value);
}

std::size_t sharedRun(const JsonNode &a, std::size_t placeA, const JsonNode &b, std::size_t placeB, Side side) {
    if (a.shape != Shape::Big || b.shape != Shape::Big) return 0;
    // The nodes of a tree that begin (end) at a place, from the root down: at most one for each level.
    const auto nodesAt = [side](const JsonNode &container, std::size_t place, auto &&take) {
        const JsonNode *node = JsonNode::of(static_cast<const JsonBig &>(container).tree);
        for (;;) {
            const std::size_t size = json_tree::sizeOf(*node);
            if (place == (side == Side::Front ? 0 : size) && take(node)) return;
            if (node->isLeaf()) return;
            const JsonNode::Entry *entry = node->entries();
            while (side == Side::Front ? place >= entry->items : place > entry->items)
                place -= (entry++)->items;
            node = JsonNode::of(entry->child);
        }
    };
    std::size_t run = 0;
    nodesAt(a, placeA, [&](const JsonNode *nodeOfA) {
        nodesAt(b, placeB, [&](const JsonNode *nodeOfB) {
            if (nodeOfA == nodeOfB) run = json_tree::sizeOf(*nodeOfA);
            return run > 0;
        });
        return run > 0;
    });
    return run;
}

} // namespace eventscope::json_container
