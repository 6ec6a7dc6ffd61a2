// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_needles.h"

#include "core/base/base64.h"
#include "core/base/hash.h"
#include "core/base/secret.h"
#include "core/vault/cipher.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <string>

namespace eventscope {

namespace {

/// So many bytes fill a needle when they are written so.
constexpr std::size_t kHexBytes = kKeyBytes / 2, kBase64Bytes = kKeyBytes / 4 * 3;
/// Base64 writes three bytes at once: what stands before decides with which of the first three a group begins.
constexpr std::size_t kAlignments = 3;

} // namespace

KeyNeedles::KeyNeedles(std::size_t keysMax) : m_arena(KeyArena::make(std::max<std::size_t>(keysMax, 1) * kPerKey)) {
    m_needles.reserve(keysMax * kPerKey);
}

void KeyNeedles::add(ConstKeyBytes key, const WrappedKey &wrapped) {
    const KeyAccess access(m_arena);
    addWritings(key);
    addWritings(std::span(wrapped.bytes).first<kKeyBytes>());
}

void KeyNeedles::addWritings(ConstKeyBytes bytes) {
    addText(textOf(bytes));
    std::string hex = toHex(bytes.first(kHexBytes));
    addText(hex);
    std::ranges::transform(hex, hex.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    addText(hex);
    wipe(hex);
    for (std::size_t begin = 0; begin < kAlignments; ++begin) {
        std::string coded = toBase64(textOf(bytes.subspan(begin, kBase64Bytes)));
        addText(coded);
        wipe(coded);
    }
}

void KeyNeedles::addText(std::string_view text) {
    assert(text.size() == kKeyBytes);
    SecretKey needle = m_arena->newKey();
    assert(needle);
    const auto bytes = std::as_bytes(std::span(text));
    std::ranges::copy(bytes, needle.bytes().begin());
    m_needles.push_back(std::move(needle));
}

KeyNeedles::Reading::Reading(const KeyNeedles &needles) : m_access(needles.m_arena) {
    for (const SecretKey &needle : needles.m_needles)
        m_texts.push_back(textOf(needle.bytes()));
}

} // namespace eventscope
