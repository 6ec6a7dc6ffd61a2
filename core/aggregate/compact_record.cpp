// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/compact_record.h"

#include "core/json/json.h"
#include "core/json/object_text.h"

#include <charconv>
#include <cstring>

namespace eventscope {

namespace {

constexpr std::uint64_t kEach = 0x0101010101010101; // times a byte: that byte eight times

/// The top bit of each byte that is 0 (and perhaps of some above one that is).
constexpr std::uint64_t zeros(std::uint64_t bytes) { return (bytes - kEach) & ~bytes; }

/// True when none of the eight bytes is a quote, a backslash, a control character or beyond ASCII. It may be wrong in
/// saying no behind a byte that is one, never in saying yes.
bool areAllPlain(std::uint64_t bytes) {
    const std::uint64_t special =
        bytes | (bytes - kEach * 0x20) | zeros(bytes ^ kEach * '"') | zeros(bytes ^ kEach * '\\');
    return (special & kEach * 0x80) == 0;
}

bool isPlain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\';
}

std::size_t plainLength(std::string_view text) {
    std::size_t length = 0;
    for (std::uint64_t bytes = 0; length + sizeof bytes <= text.size(); length += sizeof bytes) {
        std::memcpy(&bytes, text.data() + length, sizeof bytes);
        if (!areAllPlain(bytes)) break;
    }
    while (length < text.size() && isPlain(text[length]))
        ++length;
    return length;
}

bool takePlain(std::string_view &rest, std::string_view &text) {
    if (!takeText(rest, "\"")) return false;
    text = rest.substr(0, plainLength(rest));
    rest.remove_prefix(text.size());
    return takeText(rest, "\"");
}

} // namespace

bool takeText(std::string_view &rest, std::string_view expected) {
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(expected.size());
    return true;
}

bool takeCompact(std::string_view &rest, std::string &text) {
    std::string_view plain;
    if (!takePlain(rest, plain)) return false;
    text.assign(plain);
    return true;
}

bool takeCompact(std::string_view &rest, Time &time) {
    std::string_view plain;
    if (!takePlain(rest, plain)) return false;
    const Result<Time> parsed = parseTime(plain);
    if (parsed) time = *parsed;
    return parsed.has_value();
}

bool takeCompact(std::string_view &rest, std::int64_t &number) {
    const std::string_view token = takeNumberToken(rest);
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
    const std::string_view digits = token.substr(token.starts_with('-') ? 1 : 0);
    return error == std::errc{} && end == token.data() + token.size() && (digits.size() == 1 || digits.front() != '0');
}

std::string_view takeNumberToken(std::string_view &rest) {
    std::size_t length = 0;
    while (length < rest.size() && rest[length] != ',' && rest[length] != '}' && rest[length] != ']')
        ++length;
    const std::string_view token = rest.substr(0, length);
    rest.remove_prefix(length);
    return token;
}

std::string_view takeProtected(std::string_view &rest) {
    if (!rest.starts_with("{\"$pii\"") && !rest.starts_with("{\"$protected\"")) return {};
    const std::string_view taken = objectAt(rest);
    // Brackets alone do not make it JSON; what a printer did not write is for the long way.
    const auto value = Json::parse(taken);
    if (!value || print(*value) != taken) return {};
    rest.remove_prefix(taken.size());
    return taken;
}

} // namespace eventscope
