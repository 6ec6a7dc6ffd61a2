// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace eventscope {

/// What a store can tell of an event by itself.
struct EventPart {
    enum class Kind : std::uint8_t { Payload, Stream, Category, Type, Version, RecordedAt, Month, Day, Hour };
    Kind kind = Kind::Payload;
    Pointer place;                ///< Payload: leads through objects only; an event without it is an error
    std::optional<Json> fallback; ///< Payload: what counts there instead
    bool operator==(const EventPart &) const = default;
};
/// A part of each event, or the same for all.
using EventOperand = std::variant<EventPart, Json>;

/// Groups of events, and what is told of each.
struct GroupQuery {
    /// The exact sum of numbers.
    struct Sum {
        struct Addend {
            std::string type; ///< of the events that have it; each type once
            EventOperand of;
            bool isSubtracted = false;
        };
        std::vector<Addend> addends;
        bool needsFirst = false; ///< EventGroup::Sum::first is wanted
    };
    /// What stands in the last event that has it.
    struct Last {
        struct Setter {
            std::string type; ///< of the events that have it; each type once
            EventOperand of;
        };
        std::vector<Setter> setters;
    };

    std::vector<std::string> types; ///< no others count; each once
    /// By what they are grouped; a text or a number in the payload. Not Version and RecordedAt.
    EventPart key;
    std::vector<Sum> sums;
    std::vector<Last> lasts;
    Position until = kEnd;
    std::size_t bytesMax = std::size_t{256} << 20; ///< of all groups, roughly
    std::uint64_t positionsAtOnce = 2'000'000;     ///< of the log, by one statement: done in time by a slow server
};

/// The events of one key. Times are as Source gives them (see core/fold/source.h), payloads as Json parses them.
struct EventGroup {
    struct Sum {
        /// A plain decimal with as many places as the longest addend; nothing when no event had one.
        std::optional<std::string> number;
        Position first; ///< of the first event that had an addend; if it was asked for, and there is one
    };
    struct Last {
        Position position;
        Json value;
    };
    std::string key;
    std::uint64_t events = 0;
    Position last; ///< of the last of its events
    std::vector<Sum> sums;
    std::vector<std::optional<Last>> lasts; ///< nothing where no event had it
};

/// Puts `more`, events of the same key, to `group`. False: a sum would have too many digits.
[[nodiscard]] bool addTo(EventGroup &group, EventGroup &&more);

/// What it takes in memory, roughly.
[[nodiscard]] std::size_t bytesOf(const EventGroup &group);

} // namespace eventscope
