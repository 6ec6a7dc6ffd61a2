// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace eventscope {

/// A place in the whole log: ordered and opaque. What the order means is a property of the store (see OrderKind).
/// Our own stores leave `major` 0 and number events from 1 in `minor`. {0, 0} lies before every event.
struct Position {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    auto operator<=>(const Position &) const = default;
};

inline constexpr Position kBeforeAll{};
inline constexpr Position kEnd{~0ULL, ~0ULL};

/// "48211", or "7:48211" when `major` is not 0. The inverse of parsePosition.
[[nodiscard]] std::string toString(Position position);
[[nodiscard]] Result<Position> parsePosition(std::string_view text);

/// The number of an event in its stream, as the store itself counts (first event 0 or 1, see StoreInfo::versionBase).
struct Version {
    std::int64_t value = 0;
    auto operator<=>(const Version &) const = default;
};

/// The name of a stream, exactly as the store spells it.
struct StreamId {
    std::string value;
    auto operator<=>(const StreamId &) const = default;
};

/// The part of a stream name before its first '-', or the whole name when there is none.
[[nodiscard]] std::string_view categoryOf(std::string_view streamName);

/// The name of the stream that "<name>~t<id>" is a transformed copy of: <name>, that of a copy of a copy likewise; of
/// all others the name itself. `id` has letters, digits, '-' and '_'.
[[nodiscard]] std::string_view originalOf(std::string_view streamName);

/// The identity of an event: a UUID. A store whose own ids are no UUIDs gives a UUIDv5 of them.
struct EventId {
    std::array<std::byte, 16> bytes{};
    auto operator<=>(const EventId &) const = default;
    [[nodiscard]] bool isNull() const { return *this == EventId{}; }
};

/// Lower case, with hyphens.
[[nodiscard]] std::string toString(const EventId &id);
/// Takes hyphens or none, either case, and braces around it.
[[nodiscard]] Result<EventId> parseEventId(std::string_view text);
/// A UUIDv7 (RFC 9562, 5.7): `unixMs` first, so that new ids go to the right edge of an index. Threads: any.
[[nodiscard]] EventId newEventId(std::uint64_t unixMs);
/// A UUIDv5-shaped id (RFC 9562, 5.5, with BLAKE2b for SHA-1) that depends on `space` and `name` only.
[[nodiscard]] EventId derivedEventId(std::string_view space, std::string_view name);

} // namespace eventscope

template <>
struct std::hash<eventscope::StreamId> {
    std::size_t operator()(const eventscope::StreamId &id) const noexcept {
        return std::hash<std::string_view>{}(id.value);
    }
};

template <>
struct std::hash<eventscope::EventId> {
    std::size_t operator()(const eventscope::EventId &id) const noexcept {
        return std::hash<std::string_view>{}({reinterpret_cast<const char *>(id.bytes.data()), id.bytes.size()});
    }
};
