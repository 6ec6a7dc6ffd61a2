// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/metadata.h"
#include "core/store/event_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// An event among its causes and effects.
struct CausalEvent {
    Position position;
    StreamId stream;
    Version version;
    EventId id;
    std::string type; ///< as stored
    Time recordedAt;
    MetadataFields links;
    std::optional<std::size_t> cause; ///< which of these events caused it; nothing: none of them, or itself
};

/// What belongs together by correlation and causation ids, across streams.
struct Causality {
    std::vector<CausalEvent> events; ///< by position
    std::size_t self = 0;            ///< the event that was asked about
    bool isCut = false;              ///< there is more than kEventsMax, or more generations than are followed
    static constexpr std::size_t kEventsMax = 1'000;
};

/// Everything with the correlation id of the event at `position`; and, since not all systems give one, its causes up to
/// the first and its effects, both ways by causation ids for at most 20 generations. Ids are read as readMetadata()
/// does. Errors: NotFound, and those of EventStore::scan. Cost: a look-up for each cause, one scan of the log whose
/// metadata are searched for the correlation id, and one from the event on for each generation of effects that have not
/// got it (at least one).
[[nodiscard]] Result<Causality> causalityOf(const EventStore &store, Position position, const JobControl &job);

} // namespace eventscope
