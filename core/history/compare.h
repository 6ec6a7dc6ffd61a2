// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/history/history.h"

#include <optional>
#include <vector>

namespace eventscope {

/// One line of two streams laid side by side.
struct ComparedRow {
    enum class Kind : std::uint8_t { Same, Differs, OnlyLeft, OnlyRight };
    Kind kind = Kind::Same;
    std::optional<Version> left, right;
    std::string type;            ///< of either side
    std::vector<Change> changes; ///< for Differs: from left to right payload
};

/// Two streams aligned by event type and, among equal types, by payload (a longest common subsequence over both).
/// Cost: O(n * m) over at most 5,000 events each; longer streams are aligned by type in order.
[[nodiscard]] Result<std::vector<ComparedRow>> compareStreams(const EventStore &store, const Lens &lens,
                                                              const StreamId &left, const StreamId &right,
                                                              const JobControl &job);

} // namespace eventscope
