// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/event/event_batch.h"
#include "core/event/filter/prefilter.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace eventscope {

/// Which events a query walks over.
struct Selector {
    enum class Kind : std::uint8_t { Log, Stream, Category };
    Kind kind = Kind::Log;
    std::string name; ///< of the stream or the category

    [[nodiscard]] static Selector log() { return {}; }
    [[nodiscard]] static Selector stream(StreamId id) { return {Kind::Stream, std::move(id.value)}; }
    [[nodiscard]] static Selector category(std::string name) { return {Kind::Category, std::move(name)}; }
};

enum class Direction : std::uint8_t { Forward, Backward };

inline constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
inline constexpr Version kNoVersion{std::numeric_limits<std::int64_t>::min()};

/// A range of events. `after` and `until` bound positions; for a stream, `afterVersion` bounds versions in addition.
/// Forward:  after < position <= until, ascending. Backward: after < position <= until, descending; to page backward,
/// lower `until` to just below the last position seen (see below()).
struct Query {
    /// Where the names behind the codes of a batch are kept.
    enum class Names : std::uint8_t {
        Kept,    ///< by the store, for its life: codes of all batches can be compared
        Passing, ///< by the batch, as far as the store can: memory does not grow with the streams that pass
    };
    Selector from;
    Position after = kBeforeAll;
    Position until = kEnd;
    Version afterVersion = kNoVersion; ///< streams only: version > afterVersion
    Direction direction = Direction::Forward;
    Prefilter prefilter;
    Fields fields = Fields::Header;
    std::size_t rowsMax = kNoLimit;
    Names names = Names::Kept;
};

/// The largest position smaller than `position`.
[[nodiscard]] constexpr Position below(Position position) {
    if (position.minor > 0) return {position.major, position.minor - 1};
    if (position.major > 0) return {position.major - 1, ~0ULL};
    return kBeforeAll;
}

} // namespace eventscope
