// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_keys.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace eventscope {

JsonKeys *JsonKeys::make(std::span<const std::string_view> names, const std::uint64_t *ordinals) {
    std::size_t chars = 0;
    for (const std::string_view name : names)
        chars += name.size();
    const std::size_t ordinalBytes = ordinals ? names.size() * sizeof(std::uint64_t) : 0;
    const std::size_t bytes = sizeof(JsonKeys) + ordinalBytes + names.size() * sizeof(std::uint32_t) + chars;
    auto *keys = new (::operator new(bytes)) JsonKeys(static_cast<std::uint8_t>(names.size()), ordinals != nullptr);

    char *at = reinterpret_cast<char *>(keys + 1);
    if (ordinalBytes > 0) std::memcpy(at, ordinals, ordinalBytes);
    at += ordinalBytes;
    auto *end = reinterpret_cast<std::uint32_t *>(at);
    at += names.size() * sizeof(std::uint32_t);
    std::uint32_t offset = 0;
    for (const std::string_view name : names) {
        if (!name.empty()) std::memcpy(at + offset, name.data(), name.size());
        offset += static_cast<std::uint32_t>(name.size());
        *end++ = offset;
    }
    return keys;
}

void JsonKeys::release(JsonKeys *keys) noexcept {
    if (!keys) return;
    if (keys->refs.load(std::memory_order_acquire) == 1 || keys->refs.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        keys->~JsonKeys();
        ::operator delete(keys);
    }
}

std::size_t JsonKeys::findLast(std::string_view wanted) const noexcept {
    for (std::size_t i = count; i-- > 0;) {
        if (name(i) == wanted) return i;
    }
    return count;
}

std::size_t JsonKeys::bytesInUse() const noexcept {
    const std::size_t perKey = sizeof(std::uint32_t) + (hasOrdinals ? sizeof(std::uint64_t) : 0);
    return sizeof(JsonKeys) + count * perKey + (count == 0 ? 0 : ends()[count - 1]);
}

JsonKeyList::JsonKeyList(const JsonKeys *keys) {
    if (keys) append(*keys);
}

void JsonKeyList::append(const JsonKeys &keys) {
    for (std::size_t i = 0; i < keys.count; ++i)
        append(keys.name(i), keys.hasOrdinals ? keys.ordinals()[i] : 0);
}

void JsonKeyList::remove(std::size_t index) {
    std::copy(names.begin() + index + 1, names.begin() + size, names.begin() + index);
    std::copy(ordinals.begin() + index + 1, ordinals.begin() + size, ordinals.begin() + index);
    --size;
}

JsonKeys *JsonKeyList::make(std::size_t from, std::size_t to, bool withOrdinals) const {
    return JsonKeys::make({names.data() + from, to - from}, withOrdinals ? ordinals.data() + from : nullptr);
}

} // namespace eventscope
