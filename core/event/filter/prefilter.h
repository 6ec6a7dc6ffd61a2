// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/event/event_batch.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Glob };

/// What a store may push down of a filter: exact on header columns, a superset where payloads are concerned.
///
/// DataContains and MetadataContains mean: the stored bytes contain `text` literally, or a backslash (an escape may
/// hide it), or "$pii" (an envelope hides it), or are no JSON by their Encoding. `text` holds neither a backslash nor a
/// control character; it may hold quotes, as a key or a string has them around it. They never stand below Not. A store
/// that cannot do an atom takes it as Everything when it stands below no Not, and must do all header atoms exactly
/// otherwise.
struct Prefilter {
    enum class Kind : std::uint8_t {
        Everything,
        Nothing,
        And,              ///< all children; none: Everything
        Or,               ///< any child; none: Nothing
        Not,              ///< one child, made of header atoms only
        Type,             ///< op, text
        Stream,           ///< op, text
        Category,         ///< op, text (the category of a stream is categoryOf its name)
        EventIdIs,        ///< op Equal or NotEqual, text as of toString(EventId)
        Version,          ///< op, number
        SchemaVersion,    ///< op, number
        PositionIs,       ///< op, position
        RecordedAt,       ///< op, number in µs since 1970
        ValidAt,          ///< op, number in µs since 1970; an event without valid time does not match, whatever the op
        DataContains,     ///< text
        MetadataContains, ///< text
    };
    Kind kind = Kind::Everything;
    Comparison op = Comparison::Equal;
    std::string text;
    std::int64_t number = 0;
    Position position;
    std::vector<Prefilter> children;

    bool operator==(const Prefilter &) const = default;

    /// And of the children, without what decides nothing: no child gives Everything, one child is itself.
    [[nodiscard]] static Prefilter all(std::vector<Prefilter> children);
    /// Or of the children, likewise: no child gives Nothing.
    [[nodiscard]] static Prefilter any(std::vector<Prefilter> children);
    /// `child` or-ed with "the type is one of `types`": for types whose payload is not what the store holds.
    [[nodiscard]] static Prefilter widened(Prefilter child, const std::vector<std::string> &types);
    /// The columns that matches() needs.
    [[nodiscard]] Fields fields() const;
};

/// The native answer for one stored event; columns that Prefilter::fields() names must be there.
[[nodiscard]] bool matches(const Prefilter &prefilter, const EventView &event);

/// "order-*": '*' any run of characters, '?' one character (UTF-8 code point), '[a-c]' one of a range, '\' takes the
/// next one literally. The whole text must match. Cost: O(text * pattern), no recursion.
[[nodiscard]] bool globMatches(std::string_view pattern, std::string_view text);

} // namespace eventscope
