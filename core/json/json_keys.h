// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace eventscope {

/// The keys of one page of an object, immutable and shared by all versions of it: changing a value copies no key.
/// In a large object each member also has an ordinal, ascending in document order, by which the index names it.
struct JsonKeys {
    /// The caller owns one count. `ordinals` is null or one for each name.
    [[nodiscard]] static JsonKeys *make(std::span<const std::string_view> names,
                                        const std::uint64_t *ordinals = nullptr);
    static void retain(JsonKeys *keys) noexcept {
        if (keys) keys->refs.fetch_add(1, std::memory_order_relaxed);
    }
    static void release(JsonKeys *keys) noexcept;

    [[nodiscard]] std::string_view name(std::size_t index) const noexcept {
        const std::uint32_t from = index == 0 ? 0 : ends()[index - 1];
        return {chars() + from, ends()[index] - from};
    }
    /// REQUIRES: made with ordinals.
    [[nodiscard]] const std::uint64_t *ordinals() const noexcept {
        return reinterpret_cast<const std::uint64_t *>(this + 1);
    }
    /// The last of this name, or `count`.
    [[nodiscard]] std::size_t findLast(std::string_view name) const noexcept;
    [[nodiscard]] std::size_t bytesInUse() const noexcept;

    std::atomic<std::uint32_t> refs{1};
    std::uint8_t count;
    bool hasOrdinals;

  private:
    JsonKeys(std::uint8_t countOf, bool ordinalsOf) : count(countOf), hasOrdinals(ordinalsOf) {}
    [[nodiscard]] const std::uint32_t *ends() const noexcept {
        return reinterpret_cast<const std::uint32_t *>(ordinals() + (hasOrdinals ? count : 0));
    }
    [[nodiscard]] const char *chars() const noexcept { return reinterpret_cast<const char *>(ends() + count); }
};
static_assert(sizeof(JsonKeys) == 8);

/// Keys taken apart, to make others from them.
struct JsonKeyList {
    explicit JsonKeyList(const JsonKeys *keys = nullptr);
    void append(const JsonKeys &keys);
    void append(std::string_view name, std::uint64_t ordinal) {
        names[size] = name;
        ordinals[size++] = ordinal;
    }
    void remove(std::size_t index);
    /// Keys [from, to) as an owned block.
    [[nodiscard]] JsonKeys *make(std::size_t from, std::size_t to, bool withOrdinals) const;

    static constexpr std::size_t kSizeMax = 32;
    std::array<std::string_view, kSizeMax> names;
    std::array<std::uint64_t, kSizeMax> ordinals;
    std::size_t size = 0;
};

} // namespace eventscope
