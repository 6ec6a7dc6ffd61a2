// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/ids.h"

#include "core/base/hash.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace eventscope {

namespace {

constexpr std::size_t kIdBytes = 16;

void stampVersion(EventId &id, unsigned version) {
    id.bytes[6] = (id.bytes[6] & std::byte{0x0f}) | static_cast<std::byte>(version << 4);
    id.bytes[8] = (id.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
}

int hexValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool parseNumber(std::string_view text, std::uint64_t &value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

} // namespace

std::string toString(Position position) {
    if (position.major == 0) return std::to_string(position.minor);
    return std::to_string(position.major) + ":" + std::to_string(position.minor);
}

Result<Position> parsePosition(std::string_view text) {
    Position position;
    const auto colon = text.find(':');
    const bool ok = colon == std::string_view::npos ? parseNumber(text, position.minor)
                                                    : parseNumber(text.substr(0, colon), position.major) &&
                                                          parseNumber(text.substr(colon + 1), position.minor);
    if (!ok) {
        return fail(ErrorKind::Invalid, "\"" + std::string(text) + "\" is not a position",
                    "A position is a whole number, or two with a colon between them");
    }
    return position;
}

std::string_view categoryOf(std::string_view streamName) { return streamName.substr(0, streamName.find('-')); }

std::string_view originalOf(std::string_view streamName) {
    static constexpr std::string_view kMark = "~t";
    const auto isOfId = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    for (;;) {
        const auto mark = streamName.rfind(kMark);
        if (mark == std::string_view::npos || mark == 0) return streamName;
        const std::string_view id = streamName.substr(mark + kMark.size());
        if (id.empty() || !std::ranges::all_of(id, isOfId)) return streamName;
        streamName = streamName.substr(0, mark);
    }
}

std::string toString(const EventId &id) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < kIdBytes; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        const auto byte = std::to_integer<unsigned>(id.bytes[i]);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

Result<EventId> parseEventId(std::string_view text) {
    std::string_view body = text;
    if (body.size() >= 2 && body.front() == '{' && body.back() == '}') body = body.substr(1, body.size() - 2);
    EventId id;
    std::size_t nibbles = 0;
    bool ok = body.size() == 36 || body.size() == 32;
    for (std::size_t i = 0; ok && i < body.size(); ++i) {
        const bool hyphenPlace = body.size() == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
        if (hyphenPlace) {
            ok = body[i] == '-';
            continue;
        }
        const int value = hexValue(body[i]);
        ok = value >= 0;
        if (ok) id.bytes[nibbles / 2] = (id.bytes[nibbles / 2] << 4) | static_cast<std::byte>(value);
        ++nibbles;
    }
    if (!ok || nibbles != 32) {
        return fail(ErrorKind::Invalid, "\"" + std::string(text) + "\" is not an event id",
                    "An event id is a UUID such as 018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f");
    }
    return id;
}

EventId newEventId(std::uint64_t unixMs) {
    EventId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    for (int i = 0; i < 6; ++i)
        id.bytes[static_cast<std::size_t>(i)] = static_cast<std::byte>(unixMs >> (40 - 8 * i));
    stampVersion(id, 7);
    return id;
}

EventId derivedEventId(std::string_view space, std::string_view name) {
    Hasher hasher;
    hasher.addSized(space).addSized(name);
    const Hash hash = hasher.finish();
    EventId id;
    std::copy_n(hash.bytes.begin(), kIdBytes, id.bytes.begin());
    stampVersion(id, 5);
    return id;
}

} // namespace eventscope
