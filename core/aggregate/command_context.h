// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <string>

namespace eventscope {

/// Who gives a command and why; stands in the metadata of every event that the command makes.
struct CommandContext {
    std::string correlationId; ///< of everything that belongs together; empty: the id of the command's first event
    std::string
        causationId;    ///< of the event that led to the command; empty: the first event, which then begins a chain
    std::string userId; ///< left out when empty
};

/// The metadata of an event in a command's batch: {"correlationId","causationId","userId"}.
[[nodiscard]] std::string printMetadata(const CommandContext &context, const EventId &firstOfBatch);

/// Gives new events their ids. One thread.
class EventIdSource {
  public:
    virtual ~EventIdSource() = default;
    [[nodiscard]] virtual EventId next() = 0;
};

/// UUIDv7 by a clock, random beyond that.
class RandomEventIds final : public EventIdSource {
  public:
    explicit RandomEventIds(Clock &clock) : m_clock(clock) {}
    [[nodiscard]] EventId next() override;

  private:
    Clock &m_clock;
};

} // namespace eventscope
