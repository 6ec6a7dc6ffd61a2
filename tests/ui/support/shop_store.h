// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/simulated_clock.h"
#include "core/store/writable_event_store.h"
#include "ui/async/workers.h"
#include "ui/session/session.h"

#include <atomic>
#include <memory>
#include <string>

namespace eventscope::ui {

/// An empty store, for tests of the window. It lies in memory; where EVENTSCOPE_TEST_BACKEND is "postgres", in a new
/// database of a PostgreSQL server that the test program starts for itself.
[[nodiscard]] std::shared_ptr<WritableEventStore> emptyStore(Clock &clock);

/// Such a store with accounts and orders in it: event n is recorded n seconds after 2026. Reading it can be made to
/// fail.
class ShopStore {
  public:
    ShopStore();

    /// Appends one event to a stream.
    void append(const std::string &stream, const std::string &type, const std::string &data = "{}",
                const std::string &metadata = R"({"correlationId":"c-1","userId":"ada"})");
    /// The id of event number `n`, from 1.
    [[nodiscard]] static std::string idOf(int n);
    /// `count` events in streams account-0 to account-9 and order-0 to order-9, in turns.
    void fill(int count);
    /// Nothing happens for so many seconds; the numbers of events go on behind them.
    void pause(int seconds) { m_events += seconds; }
    [[nodiscard]] std::shared_ptr<const EventStore> reader() const { return m_reader; }
    /// From now on every page answers Unavailable, or no longer.
    void breakPages(bool broken) { *m_broken = broken; }
    [[nodiscard]] std::unique_ptr<Session> open(Workers &workers, const std::string &memoryFile = {},
                                                std::vector<ProjectionPtr> projections = {},
                                                std::vector<ProjectionPtr> processes = {}) const;

  private:
    SimulatedClock m_clock;
    int m_events = 0;
    std::shared_ptr<std::atomic<bool>> m_broken;
    std::shared_ptr<WritableEventStore> m_store;
    std::shared_ptr<const EventStore> m_reader;
};

/// When event number `n`, from 1, of a ShopStore was recorded.
[[nodiscard]] Time shopTime(int n);

} // namespace eventscope::ui
