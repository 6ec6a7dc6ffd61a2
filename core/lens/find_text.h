// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <functional>
#include <string>
#include <vector>

namespace eventscope {

/// Where a text was found, as far as the log was looked through.
struct FoundText {
    static constexpr std::size_t kPositionsMax = 1'000'000;

    std::vector<Position> positions;  ///< ascending, each event once
    Position searchedTo = kBeforeAll; ///< the last event that was looked at
    /// Nothing behind searchedTo was looked at, since there are kPositionsMax already.
    [[nodiscard]] bool isFull() const { return positions.size() >= kPositionsMax; }
};

/// Looks on behind `found.searchedTo`, up to `until`, for events that `filter` matches and that have `text` in the name
/// of their stream or type, in their metadata, or in their payload as it is seen through `lens` (see TextSearch). Adds
/// them to `found` and tells `onFound` (may be empty) after each batch. After an error what was found stays.
/// Errors: Cancelled, those of EventStore::scan.
[[nodiscard]] Result<void> findText(const EventStore &store, const Lens &lens, const Filter &filter,
                                    const std::string &text, Position until, FoundText &found,
                                    const std::function<void()> &onFound, const JobControl &job);

} // namespace eventscope
