// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lens/lens.h"
#include "core/projection/projection.h"
#include "core/store/event_store.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Told about the events of a replay, in order.
class ReplayListener {
  public:
    virtual ~ReplayListener() = default;
    /// As ProjectionSink::wantsEdits().
    [[nodiscard]] virtual bool wantsEdits() const { return false; }
    virtual void edited(const ReadableEvent &event, std::span<const RowEdit> edits) {
        static_cast<void>(event), static_cast<void>(edits);
    }
    virtual void failed(const ReadableEvent &event, std::string_view key, const std::string &reason) {
        static_cast<void>(event), static_cast<void>(key), static_cast<void>(reason);
    }
    /// Asked after each batch; `events` are the projection's own so far.
    [[nodiscard]] virtual Flow batchDone(std::uint64_t events) {
        static_cast<void>(events);
        return Flow::More;
    }
};

/// The rows that `projection` makes of all events at or below `until`, by the bytes of their keys: in memory, from the
/// beginning of the log, and beside its read model. With `only` nothing but the rows of those keys. `listener` may be
/// null. Errors: those of the event store and of the run. Cost: all events of the types that it knows, and the rows in
/// memory.
[[nodiscard]] Result<std::vector<ModelRow>> replay(const EventStore &store, const Lens &lens,
                                                   const Projection &projection, const KeyChoice &only, Position until,
                                                   ReplayListener *listener, const JobControl &job);

} // namespace eventscope
