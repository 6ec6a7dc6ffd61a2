// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

class JsonDraft;
class JsonUndo;
class Pointer;
struct JsonNode;

/// What a text may look like at most. Beyond it parsing answers TooLarge and the bytes are shown raw.
struct ParseLimits {
    std::size_t depthMax = 512; ///< nesting of arrays and objects; the scalar at the top has depth 0
    std::size_t bytesMax = 256u << 20;
};

/// An immutable JSON value that shares structure with the values it was made from.
///
/// One pointer wide, O(1) to copy, readable from any thread. Nothing of the text is lost: object keys keep their order
/// and their duplicates, numbers keep their digits. Containers hold their children in nodes of at most 32, so that a
/// changed copy costs O(depth * log size). No operation recurses deeper than the parse limit; destruction never
/// recurses.
class Json {
  public:
    enum class Kind : std::uint8_t { Null, False, True, Number, String, Array, Object };

    /// null
    Json() noexcept = default;
    Json(const Json &other) noexcept;
    Json(Json &&other) noexcept : m_node(std::exchange(other.m_node, nullptr)) {}
    Json &operator=(const Json &other) noexcept;
    Json &operator=(Json &&other) noexcept {
        Json taken(std::move(other));
        std::swap(m_node, taken.m_node);
        return *this;
    }
    ~Json() {
        if (m_node) release();
    }

    /// Strict RFC 8259: the whole of `bytes` is one value, valid UTF-8, no comments, no trailing commas, no leading
    /// zeros. A lone surrogate escape is kept as it was written (strings are compared and printed from it). Errors:
    /// Invalid (`detail` is "byte N"), TooLarge (depth or size). Cost: about 2 ns a byte.
    [[nodiscard]] static Result<Json> parse(std::string_view bytes, const ParseLimits &limits = {});

    [[nodiscard]] static Json boolean(bool value);
    /// The number exactly as written. REQUIRES: isNumberToken(token).
    [[nodiscard]] static Json number(std::string_view token);
    [[nodiscard]] static Json number(std::int64_t value);
    /// A string from its unescaped UTF-8, or from the token() of another one. Invalid UTF-8 is replaced by U+FFFD.
    [[nodiscard]] static Json string(std::string_view text);
    struct Member;
    [[nodiscard]] static Json array(std::vector<Json> elements);
    /// Keys are taken as string() takes a text; equal keys are kept.
    [[nodiscard]] static Json object(std::vector<Member> members);

    [[nodiscard]] Kind kind() const noexcept;
    [[nodiscard]] bool isNull() const noexcept { return kind() == Kind::Null; }
    [[nodiscard]] bool isNumber() const noexcept { return kind() == Kind::Number; }
    [[nodiscard]] bool isString() const noexcept { return kind() == Kind::String; }
    [[nodiscard]] bool isArray() const noexcept { return kind() == Kind::Array; }
    [[nodiscard]] bool isObject() const noexcept { return kind() == Kind::Object; }
    [[nodiscard]] bool isContainer() const noexcept { return isArray() || isObject(); }

    /// The text of a string (unescaped; a lone surrogate stands as its three-byte WTF-8 form) or the token of a number
    /// exactly as written; "true", "false", "null"; empty for containers. Lives as long as this value.
    [[nodiscard]] std::string_view token() const noexcept;

    /// Children of a container, in document order; 0 for everything else.
    [[nodiscard]] std::size_t size() const noexcept;
    /// REQUIRES: index < size(). Cost: O(log size).
    [[nodiscard]] Json child(std::size_t index) const;
    /// The key of an object's child. REQUIRES: an object, index < size().
    [[nodiscard]] std::string_view key(std::size_t index) const;
    class Children;
    /// The children in order: `for (const auto &[key, value] : json.children())`; keys are empty in an array. Copies
    /// nothing; lives as long as this value. Empty for scalars.
    [[nodiscard]] Children children() const noexcept;
    /// Where the last member named `key` is (of duplicates the last counts, as most readers do), or npos.
    /// Cost: O(size) for small objects, O(log size) beyond.
    [[nodiscard]] std::size_t find(std::string_view key) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    /// The member named `key`, or null when there is none (use find() to tell null from absent).
    [[nodiscard]] Json member(std::string_view key) const;
    /// True when an object has two members of the same name (this object only, not below it).
    [[nodiscard]] bool hasDuplicateKeys() const;

    /// True when both are the same node and hence equal: diff and blame stop here. O(1).
    [[nodiscard]] bool shares(const Json &other) const noexcept { return m_node == other.m_node; }
    /// Equal documents: the same kinds, keys, order and tokens ("1.0" differs from "1"). O(what is not shared).
    [[nodiscard]] bool operator==(const Json &other) const;

    /// This value with every equal subtree replaced by `previous`' node at the same place, so that shares() finds what
    /// did not change. Array elements are matched by a key member (see arrayKey), else from both ends. Cost: O(size).
    [[nodiscard]] Json rebased(const Json &previous) const;

    /// Has the memory of this value brought nearer (not that of its children), for a look at it soon after.
    void prefetch() const noexcept { __builtin_prefetch(m_node); }

    /// Bytes that this value keeps alive beyond what `other` keeps alive already (roughly; for memory budgets).
    [[nodiscard]] std::size_t bytesBeyond(const Json &other) const;

  private:
    friend class JsonDraft;
    friend struct JsonNode;
    explicit Json(JsonNode *adopted) noexcept : m_node(adopted) {}
    void release() noexcept;
    JsonNode *m_node = nullptr; // null is the null pointer
};

struct Json::Member {
    std::string key;
    Json value;
};

/// See Json::children().
class Json::Children {
  public:
    struct Child {
        std::string_view key;
        const Json &value;
    };
    class Iterator {
      public:
        using value_type = Child;
        using difference_type = std::ptrdiff_t;
        [[nodiscard]] Child operator*() const noexcept;
        Iterator &operator++() noexcept;
        void operator++(int) noexcept { ++*this; }
        [[nodiscard]] bool operator==(const Iterator &other) const noexcept { return m_position == other.m_position; }

      private:
        friend class Children;
        const JsonNode *m_container = nullptr;
        const JsonNode *m_page = nullptr;
        std::size_t m_inPage = 0;
        std::size_t m_position = 0;
    };
    [[nodiscard]] Iterator begin() const noexcept;
    [[nodiscard]] Iterator end() const noexcept;

  private:
    friend class Json;
    explicit Children(const JsonNode *container) noexcept : m_container(container) {}
    const JsonNode *m_container;
};

/// Compact text: no spaces, the order and tokens of the value. parse(print(v)) == v.
[[nodiscard]] std::string print(const Json &value);
/// Text for people: two spaces a level, one member a line.
[[nodiscard]] std::string printPretty(const Json &value);

/// Edits a value in place where nobody else holds the touched nodes. One thread.
class JsonDraft {
  public:
    explicit JsonDraft(Json base = {});

    [[nodiscard]] const Json &value() const { return m_root; }
    /// Sets the value at `path`; missing objects on the way are made (a document that is null counts as missing). An
    /// array index may be size() or "-" to append. Errors: Invalid (a scalar or an array index out of range on the
    /// way).
    [[nodiscard]] Result<void> set(const Pointer &path, Json value);
    /// Removes the value at `path`, with all members of that name. Removing the whole document leaves null.
    /// Errors: NotFound.
    [[nodiscard]] Result<void> remove(const Pointer &path);
    /// Inserts before the array element at `path` ("-" or size() appends). Errors: Invalid (no array, or an index
    /// beyond it), NotFound (no such array). After an error of any of these the value is what it was.
    [[nodiscard]] Result<void> insert(const Pointer &path, Json value);
    /// The value so far, O(1); later edits copy only the touched path.
    [[nodiscard]] Json freeze() const { return m_root; }
    /// The same for a draft that is not edited any more.
    [[nodiscard]] Json take() && { return std::move(m_root); }
    /// From here on edits can be taken back by `undo`, a new one, which must outlive them.
    void noteIn(JsonUndo &undo) { m_undo = &undo; }

  private:
    Json m_root;
    JsonUndo *m_undo = nullptr;
};

} // namespace eventscope
