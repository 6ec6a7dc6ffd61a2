// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_node.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace eventscope {

namespace {

using Shape = JsonNode::Shape;

/// A scalar in static memory.
struct StaticText {
    constexpr StaticText(Json::Kind kind, std::string_view text) : node(kind, Shape::Text, 0, JsonNode::kImmortal) {
        node.bytes = text.size();
        for (std::size_t i = 0; i < text.size(); ++i)
            chars[i] = text[i];
    }
    JsonNode node;
    char chars[8] = {};
};

constinit JsonNode emptyArray(Json::Kind::Array, Shape::Page, 0, JsonNode::kImmortal);
constinit JsonNode emptyObject(Json::Kind::Object, Shape::Page, 0, JsonNode::kImmortal);
constinit StaticText trueNode(Json::Kind::True, "true");
constinit StaticText falseNode(Json::Kind::False, "false");
constinit StaticText emptyNode(Json::Kind::String, "");
constinit StaticText digitNodes[] = {
    {Json::Kind::Number, "0"}, {Json::Kind::Number, "1"}, {Json::Kind::Number, "2"}, {Json::Kind::Number, "3"},
    {Json::Kind::Number, "4"}, {Json::Kind::Number, "5"}, {Json::Kind::Number, "6"}, {Json::Kind::Number, "7"},
    {Json::Kind::Number, "8"}, {Json::Kind::Number, "9"},
};

JsonNode *staticText(Json::Kind kind, std::string_view bytes) {
    switch (kind) {
    case Json::Kind::True:
        return &trueNode.node;
    case Json::Kind::False:
        return &falseNode.node;
    case Json::Kind::String:
        return bytes.empty() ? &emptyNode.node : nullptr;
    case Json::Kind::Number:
        return bytes.size() == 1 ? &digitNodes[bytes[0] - '0'].node : nullptr;
    default:
        return nullptr;
    }
}

char *itemAt(JsonNode &node, std::size_t index) {
    return reinterpret_cast<char *>(&node + 1) + index * node.itemBytes();
}

void retainOwned(const JsonNode &node) {
    if (node.shape == Shape::Page) JsonKeys::retain(node.keys);
    forEachOwned(node, [](JsonNode *owned) { JsonNode::retain(owned); });
}

/// A node with room for `capacity` items and the bytes of those of `node`; what they own is not counted.
Json relocated(const JsonNode &node, std::size_t capacity) {
    Json copy = JsonNode::make(node.kind, node.shape, capacity);
    JsonNode &to = *JsonNode::of(copy);
    to.count = node.count;
    to.items = node.items;
    std::memcpy(static_cast<void *>(&to + 1), &node + 1, node.count * node.itemBytes());
    return copy;
}

} // namespace

Json JsonNode::text(Json::Kind kind, std::string_view bytes) {
    if (JsonNode *node = staticText(kind, bytes)) return Json(node);
    auto *node = new (::operator new(sizeof(JsonNode) + bytes.size())) JsonNode(kind, Shape::Text);
    node->bytes = bytes.size();
    std::memcpy(static_cast<void *>(node + 1), bytes.data(), bytes.size());
    return Json(node);
}

Json JsonNode::empty(Json::Kind kind) noexcept { return Json(kind == Json::Kind::Array ? &emptyArray : &emptyObject); }

Json JsonNode::make(Json::Kind kind, Shape shape, std::size_t capacity) {
    const std::size_t itemSize = shape == Shape::Branch ? sizeof(Entry) : sizeof(std::uint64_t);
    return Json(new (::operator new(sizeof(JsonNode) + capacity * itemSize))
                    JsonNode(kind, shape, static_cast<std::uint8_t>(capacity)));
}

std::size_t JsonNode::bytesInUse() const noexcept {
    constexpr std::size_t kAllocator = 8; // what an allocation costs beside its bytes
    switch (shape) {
    case Shape::Text:
        return isImmortal() ? 0 : kAllocator + sizeof(JsonNode) + bytes;
    case Shape::Big:
        return kAllocator + sizeof(JsonBig);
    default:
        return kAllocator + sizeof(JsonNode) + capacity * itemBytes();
    }
}

// Destruction keeps its own list of what is still to be freed, in the nodes themselves: however deep a document is, it
// takes no stack and no memory.
void JsonNode::destroy(JsonNode *node) noexcept {
    JsonNode *dead = nullptr;
    bury(node, dead);
    while (dead) {
        JsonNode *next = dead->nextDead;
        JsonNode *freed = std::exchange(dead, next);
        forEachOwned(*freed, [&dead](JsonNode *owned) {
            if (owned->drop()) bury(owned, dead);
        });
        ::operator delete(freed);
    }
}

void JsonNode::bury(JsonNode *node, JsonNode *&dead) noexcept {
    if (node->shape == Shape::Text || node->shape == Shape::Codes) {
        ::operator delete(node);
        return;
    }
    if (node->shape == Shape::Page) JsonKeys::release(node->keys);
    node->nextDead = std::exchange(dead, node);
}

JsonBig::JsonBig(Json::Kind kindOf, Json treeOf, std::uint64_t nextOrdinalOf)
    : JsonNode(kindOf, Shape::Big), tree(std::move(treeOf)), nextOrdinal(nextOrdinalOf) {}

JsonBig::JsonBig(const JsonBig &other)
    : JsonNode(other.kind, Shape::Big), tree(other.tree), nextOrdinal(other.nextOrdinal) {
    items = other.items;
    JsonNode *known = other.index.load(std::memory_order_acquire);
    JsonNode::retain(known);
    index.store(known, std::memory_order_relaxed);
}

void makeUnique(Json &slot) {
    const JsonNode &node = *JsonNode::of(slot);
    if (node.isUnique()) return;
    if (node.shape == Shape::Big) {
        slot = JsonNode::adopt(new (::operator new(sizeof(JsonBig))) JsonBig(static_cast<const JsonBig &>(node)));
        return;
    }
    Json copy = relocated(node, node.count);
    retainOwned(*JsonNode::of(copy));
    slot = std::move(copy);
}

void openItem(Json &slot, std::size_t index) {
    JsonNode *node = JsonNode::of(slot);
    if (node->count == node->capacity) {
        const std::size_t capacity = std::min<std::size_t>(JsonNode::kWidth, node->capacity * 2u + 2);
        Json larger = relocated(*node, capacity);
        // The items have moved: the old node must not release them.
        node->count = 0;
        if (node->shape == Shape::Page) node->keys = nullptr;
        slot = std::move(larger);
        node = JsonNode::of(slot);
    }
    const std::size_t size = node->itemBytes();
    std::memmove(itemAt(*node, index + 1), itemAt(*node, index), (node->count - index) * size);
    std::memset(itemAt(*node, index), 0, size);
    ++node->count;
}

void closeItem(JsonNode &node, std::size_t index) {
    const std::size_t size = node.itemBytes();
    --node.count;
    std::memmove(itemAt(node, index), itemAt(node, index + 1), (node.count - index) * size);
}

Json splitAt(JsonNode &node, std::size_t at) {
    const std::size_t moved = node.count - at;
    Json right = JsonNode::make(node.kind, node.shape, JsonNode::kWidth);
    JsonNode &to = *JsonNode::of(right);
    if (node.shape == Shape::Page && node.keys) {
        const JsonKeyList keys(node.keys);
        const bool ordinals = node.keys->hasOrdinals;
        JsonKeys *left = keys.make(0, at, ordinals);
        to.keys = keys.make(at, node.count, ordinals);
        JsonKeys::release(std::exchange(node.keys, left));
    }
    std::memcpy(static_cast<void *>(&to + 1), itemAt(node, at), moved * node.itemBytes());
    to.count = static_cast<std::uint8_t>(moved);
    node.count = static_cast<std::uint8_t>(at);
    return right;
}

void mergeInto(Json &left, Json &right) {
    JsonNode &first = *JsonNode::of(left);
    JsonNode &second = *JsonNode::of(right);
    JsonKeys *keys = nullptr;
    if (second.shape == Shape::Page && second.keys) {
        JsonKeyList list(first.keys);
        list.append(*second.keys);
        keys = list.make(0, list.size, second.keys->hasOrdinals);
    }
    Json merged = relocated(first, first.count + second.count);
    JsonNode &to = *JsonNode::of(merged);
    std::memcpy(itemAt(to, first.count), &second + 1, second.count * second.itemBytes());
    to.count = static_cast<std::uint8_t>(first.count + second.count);
    if (keys) {
        to.keys = keys;
        JsonKeys::release(std::exchange(first.keys, nullptr));
    }
    first.count = 0;
    second.count = 0;
    left = std::move(merged);
    right = Json();
}

} // namespace eventscope
