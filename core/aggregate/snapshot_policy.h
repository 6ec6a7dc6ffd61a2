// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace eventscope {

/// What is known of an aggregate when the question of a snapshot comes up.
struct SnapshotFacts {
    std::int64_t events = 0;         ///< of the stream
    std::int64_t snapshotEvents = 0; ///< of them in the latest snapshot; 0: there is none
    Time since;                      ///< when the latest snapshot was taken, or the first event recorded
    Time now;
    Duration loadTook{0}; ///< of the load before the command; 0 when the aggregate was warm
};

/// When a snapshot is taken. The conditions that are set stand beside each other: one is enough. Without any, never.
struct SnapshotPolicy {
    std::int64_t everyEvents = 0;          ///< whenever the number of events passes a multiple of it; 0: not by number
    std::optional<Duration> loadOver = {}; ///< on demand: a load took longer than this
    std::optional<Duration> ageOver = {};  ///< the latest snapshot, or a stream without one, is older than this

    /// Never true when the latest snapshot holds every event already.
    [[nodiscard]] bool isDue(const SnapshotFacts &facts) const;
};

} // namespace eventscope
