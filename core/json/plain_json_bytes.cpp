// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/plain_json_bytes.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace eventscope {

namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kTops = 0x8080808080808080ULL;

/// The top bit of the first byte in a word that is not printable ASCII, or a quotation mark or a backslash, and perhaps
/// top bits of bytes behind it; 0 when there is none.
std::uint64_t specialBits(std::uint64_t word) {
    const auto zeros = [](std::uint64_t bytes) { return (bytes - kOnes) & ~bytes; };
    return (word | (word - kOnes * 0x20) | zeros(word ^ kOnes * '"') | zeros(word ^ kOnes * '\\')) & kTops;
}

bool isPlain(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x20 && code < 0x80 && byte != '"' && byte != '\\';
}

} // namespace

std::size_t plainJsonBytes(std::string_view text) {
    static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
    std::size_t at = 0;
    for (; text.size() - at >= 8; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, sizeof word);
        if (const std::uint64_t special = specialBits(word); special != 0)
            return at + static_cast<std::size_t>(std::countr_zero(special)) / 8;
    }
    while (at < text.size() && isPlain(text[at]))
        ++at;
    return at;
}

} // namespace eventscope
