// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace eventscope {

// What every store that walks over SQL tables asks of a query.

/// The stream that every event of the query is in, if the query says so.
[[nodiscard]] std::optional<std::string> onlyStream(const Query &query);
/// The prefilter of the query, and with it the category that it selects.
[[nodiscard]] Prefilter wholePrefilter(const Query &query);
/// True when wholePrefilter() may leave events out.
[[nodiscard]] bool isFiltered(const Query &query);

// Rows to look at in one snapshot when a filter may leave few of them: one of header columns, one of payloads.
inline constexpr std::int64_t kHeaderRowsAtOnce = 65'536;
inline constexpr std::int64_t kPayloadRowsAtOnce = 8'192;

// In our own stores, whose positions are {0, n} with n below 2^63, keys are n; in one stream they are versions.

inline constexpr std::int64_t kKeyMax = std::numeric_limits<std::int64_t>::max();
/// The largest key that is not beyond `position`.
[[nodiscard]] std::int64_t keyOf(Position position);

/// The keys that are still to be walked over, low < key <= high, taken in slices from one end.
struct KeyRange {
    std::int64_t low = 0, high = 0;

    [[nodiscard]] bool empty() const { return low >= high; }
    /// The next slice of at most `keysMax` keys.
    [[nodiscard]] KeyRange slice(Direction direction, std::int64_t keysMax) const;
    /// Takes `slice` off, or what of it lies up to `stoppedAt`, the last key that was read.
    void moveOn(Direction direction, const KeyRange &slice, std::optional<std::int64_t> stoppedAt);
};

} // namespace eventscope
