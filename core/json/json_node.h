// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/json/json_keys.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace eventscope {

/// The memory behind a Json, and the nodes of the trees that hold the children of large containers.
///
/// A scalar is a Text. A container of at most kWidth children is one Page; a larger one is a Big whose tree has Pages
/// as leaves and Branches above them. The key index of a large object is a tree of Codes. Items follow the node in one
/// allocation. Inside trees a Json serves as the owning pointer to any of these nodes.
struct JsonNode {
    enum class Shape : std::uint8_t { Text, Page, Branch, Big, Codes };
    static constexpr std::size_t kWidth = 32;

    /// One child of a Branch.
    struct Entry {
        Json child;
        std::uint64_t items; ///< below the child
        std::uint64_t last;  ///< the largest order below the child: an ordinal or a code; 0 in arrays
    };

    // From this count on a node is not counted: it lives for ever.
    static constexpr std::uint32_t kImmortal = 1u << 31;

    constexpr JsonNode(Json::Kind kindOf, Shape shapeOf, std::uint8_t capacityOf = 0, std::uint32_t refsOf = 1)
        : refs(refsOf), kind(kindOf), shape(shapeOf), capacity(capacityOf), items(0) {}

    static JsonNode *of(const Json &json) noexcept { return json.m_node; }
    static Json adopt(JsonNode *node) noexcept { return Json(node); }
    static Json share(JsonNode *node) noexcept {
        retain(node);
        return Json(node);
    }
    static void retain(JsonNode *node) noexcept {
        if (node && !node->isImmortal()) node->refs.fetch_add(1, std::memory_order_relaxed);
    }
    static void release(JsonNode *node) noexcept {
        if (node && node->drop()) destroy(node);
    }

    /// A scalar with these bytes; the commonest ones are shared and cost nothing.
    static Json text(Json::Kind kind, std::string_view bytes);
    /// The empty container of this kind; costs nothing.
    static Json empty(Json::Kind kind) noexcept;
    /// A node without items.
    static Json make(Json::Kind kind, Shape shape, std::size_t capacity);

    [[nodiscard]] bool isUnique() const noexcept { return refs.load(std::memory_order_acquire) == 1; }
    [[nodiscard]] bool isLeaf() const noexcept { return shape == Shape::Page || shape == Shape::Codes; }
    [[nodiscard]] std::string_view view() const noexcept { return {reinterpret_cast<const char *>(this + 1), bytes}; }
    [[nodiscard]] Json *values() noexcept { return reinterpret_cast<Json *>(this + 1); }
    [[nodiscard]] const Json *values() const noexcept { return reinterpret_cast<const Json *>(this + 1); }
    [[nodiscard]] Entry *entries() noexcept { return reinterpret_cast<Entry *>(this + 1); }
    [[nodiscard]] const Entry *entries() const noexcept { return reinterpret_cast<const Entry *>(this + 1); }
    [[nodiscard]] std::uint64_t *codes() noexcept { return reinterpret_cast<std::uint64_t *>(this + 1); }
    [[nodiscard]] const std::uint64_t *codes() const noexcept {
        return reinterpret_cast<const std::uint64_t *>(this + 1);
    }
    [[nodiscard]] std::size_t itemBytes() const noexcept {
        return shape == Shape::Branch ? sizeof(Entry) : sizeof(std::uint64_t);
    }
    [[nodiscard]] std::size_t bytesInUse() const noexcept;

    std::atomic<std::uint32_t> refs;
    Json::Kind kind;
    Shape shape;
    std::uint8_t count = 0; ///< items of a Page, a Branch or Codes
    std::uint8_t capacity;
    union {
        std::size_t bytes;   ///< Text
        JsonKeys *keys;      ///< Page of an object (owned), else null
        std::uint64_t items; ///< Branch and Big: all items of the tree
        JsonNode *nextDead;  ///< while being destroyed
    };

  private:
    [[nodiscard]] bool isImmortal() const noexcept { return refs.load(std::memory_order_relaxed) >= kImmortal; }
    [[nodiscard]] bool drop() noexcept {
        if (isImmortal()) return false;
        return isUnique() || refs.fetch_sub(1, std::memory_order_acq_rel) == 1;
    }
    static void destroy(JsonNode *node) noexcept;
    static void bury(JsonNode *node, JsonNode *&dead) noexcept;
};
static_assert(sizeof(JsonNode) == 16 && sizeof(Json) == sizeof(std::uint64_t));

/// A container of more than kWidth children.
struct JsonBig : JsonNode {
    JsonBig(Json::Kind kindOf, Json treeOf, std::uint64_t nextOrdinalOf);
    JsonBig(const JsonBig &other);

    Json tree; ///< items are Pages
    /// Where keys are, by hash; made by the first look-up, by whichever thread comes first.
    mutable std::atomic<JsonNode *> index{nullptr};
    std::uint64_t nextOrdinal; ///< of the next member
};

/// Calls `function(JsonNode *)` for each node that this one owns; null values are left out.
template <class F>
void forEachOwned(const JsonNode &node, F function) {
    const auto visit = [&](JsonNode *owned) {
        if (owned) function(owned);
    };
    switch (node.shape) {
    case JsonNode::Shape::Page:
        for (std::size_t i = 0; i < node.count; ++i)
            visit(JsonNode::of(node.values()[i]));
        break;
    case JsonNode::Shape::Branch:
        for (std::size_t i = 0; i < node.count; ++i)
            visit(JsonNode::of(node.entries()[i].child));
        break;
    case JsonNode::Shape::Big: {
        const auto &big = static_cast<const JsonBig &>(node);
        visit(JsonNode::of(big.tree));
        visit(big.index.load(std::memory_order_acquire));
        break;
    }
    case JsonNode::Shape::Text:
    case JsonNode::Shape::Codes:
        break;
    }
}

/// A copy that can be changed, in the place of `slot`, unless it can be already.
void makeUnique(Json &slot);
/// An uninitialised item at `index` (its bytes must be set by the caller at once). REQUIRES: a unique node with room.
void openItem(Json &slot, std::size_t index);
/// Takes the bytes of an item out, without releasing what it owns. REQUIRES: a unique node.
void closeItem(JsonNode &node, std::size_t index);
/// The items from `at` on, moved into a node of their own. REQUIRES: a unique node.
[[nodiscard]] Json splitAt(JsonNode &node, std::size_t at);
/// Moves the items of `right` behind those of `left`. REQUIRES: both unique, room for all in kWidth.
void mergeInto(Json &left, Json &right);

} // namespace eventscope
