// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/utf8.h"

#include <algorithm>

namespace eventscope {

namespace {

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

} // namespace

Utf8Character utf8At(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    const Utf8Character none{0x110000u + lead, 1, false}; // no set of characters may hold it
    if (size == 1 || text.size() - at < size) return none;
    std::uint32_t code = lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (!isContinuation(text[at + i])) return none;
        code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF) return none;
    return {code, size, code < 0xD800 || code > 0xDFFF};
}

std::size_t firstInvalidUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto character = utf8At(text, at);
        if (!character.valid) return at;
        at += character.size;
    }
    return std::string_view::npos;
}

std::size_t utf8Count(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isContinuation));
}

} // namespace eventscope
