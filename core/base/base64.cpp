// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace eventscope {

namespace {

/// Stands in the highest byte, where no digit has bits.
constexpr std::uint32_t kNoDigit = 0xff000000;

/// What a digit adds to the three bytes of its group, at each of the four places, the first byte being the lowest.
constexpr auto kDigits = [] {
    constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::array<std::uint32_t, 256>, 4> digits{};
    for (auto &place : digits)
        place.fill(kNoDigit);
    for (std::uint32_t value = 0; value < kAll.size(); ++value) {
        const auto digit = static_cast<unsigned char>(kAll[value]);
        digits[0][digit] = value << 2;
        digits[1][digit] = value >> 4 | (value & 15) << 12;
        digits[2][digit] = value >> 2 << 8 | (value & 3) << 22;
        digits[3][digit] = value << 16;
    }
    return digits;
}();

/// The three bytes of four digits; with bits of kNoDigit where one is none.
std::uint32_t groupOf(const char *digits) {
    const auto at = [&](std::size_t place) { return kDigits[place][static_cast<unsigned char>(digits[place])]; };
    return at(0) | at(1) | at(2) | at(3);
}

void putGroup(std::uint32_t group, char *bytes) {
    bytes[0] = static_cast<char>(group);
    bytes[1] = static_cast<char>(group >> 8);
    bytes[2] = static_cast<char>(group >> 16);
}

std::size_t paddingOf(std::string_view text) { return text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0; }

/// Into as many bytes as the text is of. REQUIRES: a text of whole groups, not empty.
bool decode(std::string_view text, std::size_t padding, char *to) {
    std::uint32_t all = 0;
    for (const char *at = text.data(), *end = at + text.size() - 4; at != end; at += 4, to += 3) {
        const std::uint32_t group = groupOf(at);
        all |= group;
        putGroup(group, to);
    }
    std::array<char, 4> last{'A', 'A', 'A', 'A'};
    text.copy(last.data(), 4 - padding, text.size() - 4);
    std::array<char, 3> bytes{};
    const std::uint32_t group = groupOf(last.data());
    putGroup(group, bytes.data());
    std::copy_n(bytes.begin(), 3 - padding, to);
    // What stands behind the last byte must be nothing, so that each text has one writing only.
    return ((all | group) & kNoDigit) == 0 && group >> 8 * (3 - padding) == 0;
}

} // namespace

std::string toBase64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the terminator that libsodium writes
    return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    if (all > 0x7f) return std::nullopt; // libsodium takes some of these for digits
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char *end = nullptr;
    const int failed = sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(), text.data(),
                                         text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::optional<std::string> fromOpenBase64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    if (text.empty()) return std::string();
    const std::size_t padding = paddingOf(text);
    std::string bytes(text.size() / 4 * 3 - padding, '\0');
    if (!decode(text, padding, bytes.data())) return std::nullopt;
    return bytes;
}

bool takeOpenBase64(std::string_view text, std::span<std::byte> to) {
    if (text.size() % 4 != 0) return false;
    const std::size_t padding = paddingOf(text);
    if (text.size() / 4 * 3 - padding != to.size()) return false;
    return text.empty() || decode(text, padding, reinterpret_cast<char *>(to.data()));
}

} // namespace eventscope
