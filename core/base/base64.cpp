// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/base64.h"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace eventscope {

namespace {

constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> valuesOfDigits() {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
    return values;
}

constexpr std::array<std::uint8_t, 256> kValues = valuesOfDigits();

/// Three bytes of four digits; answers the values of all four, one over the other.
std::uint8_t takeGroup(const char *digits, char *bytes) {
    std::array<std::uint8_t, 4> value{};
    for (std::size_t i = 0; i < 4; ++i)
        value[i] = kValues[static_cast<unsigned char>(digits[i])];
    bytes[0] = static_cast<char>(value[0] << 2 | value[1] >> 4);
    bytes[1] = static_cast<char>(value[1] << 4 | value[2] >> 2);
    bytes[2] = static_cast<char>(value[2] << 6 | value[3]);
    return value[0] | value[1] | value[2] | value[3];
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
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::array<char, 4> last{'A', 'A', 'A', 'A'};
    text.copy(last.data(), 4 - padding, text.size() - 4);
    std::string bytes(text.size() / 4 * 3, '\0');
    std::uint8_t all = 0; // bits 6 and 7 are those of kNoDigit
    char *to = bytes.data();
    for (const char *at = text.data(), *end = at + text.size() - 4; at != end; at += 4, to += 3)
        all |= takeGroup(at, to);
    all |= takeGroup(last.data(), to);
    if ((all & 0xc0) != 0) return std::nullopt;
    // What stands behind the last byte must be nothing, so that each text has one writing only.
    for (std::size_t i = bytes.size() - padding; i < bytes.size(); ++i)
        if (bytes[i] != '\0') return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace eventscope
