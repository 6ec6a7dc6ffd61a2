// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/index/log_index.h"
#include "core/store/event_store.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace eventscope {

/// What is known of a log at one moment.
struct LogState {
    std::shared_ptr<const LogIndex> index; ///< another one than before: events appeared between those that were known
    std::uint64_t rows = 0;                ///< of the index; it may have more by now
    std::uint64_t settledRows = 0;         ///< the first ones, between which nothing can appear any more
    /// The first missing number that may still appear; nothing when all is settled, or where times are the order.
    std::optional<Hole> hole;
    [[nodiscard]] bool operator==(const LogState &) const = default;
};

/// Keeps an index of a whole log up to date: every committed event that can be seen, settled or not.
///
/// Where positions are drawn before the commit, an event may appear below others that are known already. So what is not
/// settled is read again and compared; at the first difference a new index shares what comes before it. An index that
/// was handed out never changes but at its end. Threads: one at a time; indexes are read by any.
class LogFeed {
  public:
    /// Is told each new state, on the thread that reads.
    using OnState = std::function<void(const LogState &)>;

    /// `index` is over the store's dictionary.
    LogFeed(std::shared_ptr<const EventStore> store, std::shared_ptr<LogIndex> index);

    /// One look: what is not settled, and all that is new. Of more than 20,000 rows that are not settled the last ones
    /// are read each time, all of them only as often as that takes a twentieth of the time. What was read stays when it
    /// fails, and the next look goes on from there. Errors: those of the store.
    [[nodiscard]] Result<void> read(const OnState &onState, const JobControl &job);

    /// Looks again and again, a second apart; where the order is that of commits it waits for events instead. Ends with
    /// Cancelled by the stop token. Errors: those of the store.
    [[nodiscard]] Result<void> follow(const OnState &onState, const JobControl &job);

    [[nodiscard]] const LogState &state() const { return m_state; }

  private:
    void take(const EventBatch &batch, std::uint64_t &row);
    void announce(const OnState &onState);
    [[nodiscard]] Result<void> waitForMore(const OnState &onState, const JobControl &job);

    const std::shared_ptr<const EventStore> m_store;
    std::shared_ptr<LogIndex> m_index;
    Position m_settled = kBeforeAll; ///< up to here the index is right for good
    std::optional<Hole> m_hole;
    LogState m_state; ///< as announced
    std::chrono::steady_clock::time_point m_nextWholeLook{};
};

} // namespace eventscope
