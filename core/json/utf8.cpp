// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/utf8.h"

namespace eventscope::utf8 {

namespace {

std::uint8_t byteAt(std::string_view text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

bool isTail(std::string_view text, std::size_t index) {
    return index < text.size() && (byteAt(text, index) & 0xC0) == 0x80;
}

} // namespace

std::size_t characterBytes(std::string_view text) {
    const std::uint8_t first = byteAt(text, 0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4 || !isTail(text, 1)) return 0;
    if (first < 0xE0) return 2;
    const std::uint8_t second = byteAt(text, 1);
    // Overlong forms, surrogates, and what lies beyond U+10FFFF show in the second byte.
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
    if (!isTail(text, 2)) return 0;
    if (first < 0xF0) return 3;
    return isTail(text, 3) ? 4 : 0;
}

std::optional<std::uint32_t> surrogateAt(std::string_view text) {
    if (text.size() < 3 || byteAt(text, 0) != 0xED || byteAt(text, 1) < 0xA0 || !isTail(text, 1) || !isTail(text, 2)) {
        return std::nullopt;
    }
    return 0xD000u | (byteAt(text, 1) & 0x3Fu) << 6 | (byteAt(text, 2) & 0x3Fu);
}

void append(std::string &text, std::uint32_t codePoint) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | ((codePoint >> shift) & 0x3F)); };
    if (codePoint < 0x80) {
        text += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        text += static_cast<char>(0xC0 | codePoint >> 6);
        tail(0);
    } else if (codePoint < 0x10000) {
        text += static_cast<char>(0xE0 | codePoint >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | codePoint >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isWobbly(std::string_view text) {
    bool afterHigh = false;
    while (!text.empty()) {
        std::size_t taken = characterBytes(text);
        if (taken == 0) {
            const std::optional<std::uint32_t> unit = surrogateAt(text);
            if (!unit || (afterHigh && isLowSurrogate(*unit))) return false;
            afterHigh = isHighSurrogate(*unit);
            taken = 3;
        } else {
            afterHigh = false;
        }
        text.remove_prefix(taken);
    }
    return true;
}

std::string toWobbly(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    std::uint32_t high = 0; // the surrogate that the last three bytes of `made` are, when it is a high one
    while (!text.empty()) {
        std::size_t taken = characterBytes(text);
        const std::optional<std::uint32_t> unit = taken == 0 ? surrogateAt(text) : std::nullopt;
        if (unit && high != 0 && isLowSurrogate(*unit)) {
            made.resize(made.size() - 3);
            append(made, joinSurrogates(high, *unit));
            taken = 3;
        } else if (unit) {
            taken = 3;
            made.append(text.substr(0, taken));
        } else if (taken == 0) {
            taken = 1;
            append(made, 0xFFFD);
        } else {
            made.append(text.substr(0, taken));
        }
        const bool joined = unit && high != 0 && isLowSurrogate(*unit);
        high = unit && !joined && isHighSurrogate(*unit) ? *unit : 0;
        text.remove_prefix(taken);
    }
    return made;
}

} // namespace eventscope::utf8
