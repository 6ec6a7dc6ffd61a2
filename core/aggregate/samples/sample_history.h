// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/account_life.h"
#include "core/aggregate/samples/candidate_life.h"
#include "core/aggregate/samples/order_life.h"
#include "core/aggregate/samples/planted_faults.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/aggregate/samples/sample_timeline.h"
#include "core/aggregate/samples/user_life.h"
#include "core/aggregate/samples/warehouse_life.h"

namespace eventscope::samples {

/// Writes one sample, by commands, into one store. Used once; one thread.
class SampleHistory {
  public:
    SampleHistory(WritableEventStore &store, SimulatedClock &clock, const SampleOptions &options,
                  const JobControl &job);
    [[nodiscard]] Result<SampleReport> write();

  private:
    /// What goes on: which life, and whom of it.
    struct Flow {
        SampleLife *life = nullptr;
        std::uint64_t subject = 0;
    };
    [[nodiscard]] Result<void> step();
    [[nodiscard]] Result<void> bringToEnd();
    [[nodiscard]] Result<void> keepShopLong(std::uint64_t percent);
    [[nodiscard]] SampleLife &draw();

    const SampleOptions m_options;
    SampleWorld m_world;
    const SampleTimeline m_timeline;
    AccountLife m_accounts;
    CandidateLife m_candidates;
    UserLife m_users;
    WarehouseLife m_warehouse;
    OrderLife m_orders;
    PlantedFaults m_faults;
    Flow m_flow; // of the last step
};

} // namespace eventscope::samples
