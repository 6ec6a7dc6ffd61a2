// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/account_life.h"
#include "core/aggregate/samples/candidate_life.h"
#include "core/aggregate/samples/order_life.h"
#include "core/aggregate/samples/sample_maker.h"

#include <cstddef>
#include <vector>

namespace eventscope::samples {

/// Plants one fault of each kind while a sample is being made.
class PlantedFaults {
  public:
    PlantedFaults(SampleWorld &world, AccountLife &accounts, CandidateLife &candidates, OrderLife &orders)
        : m_world(world), m_accounts(accounts), m_candidates(candidates), m_orders(orders) {}

    /// Plants what is due by the number of events.
    [[nodiscard]] Result<void> plantDue();
    /// False while an order that is to carry a fault has not come to it.
    [[nodiscard]] bool areDone() const;
    /// Plants what needs the whole sample, and tells of all. REQUIRES: areDone().
    [[nodiscard]] Result<std::vector<PlantedFault>> finish();

  private:
    [[nodiscard]] Result<void> overdrawAccount();
    [[nodiscard]] Result<void> addUnknownType();
    [[nodiscard]] Result<void> eraseCandidate();
    [[nodiscard]] Result<void> bendSnapshot();

    SampleWorld &m_world;
    AccountLife &m_accounts;
    CandidateLife &m_candidates;
    OrderLife &m_orders;
    std::size_t m_planted = 0; // of the list in plantDue()
    std::vector<PlantedFault> m_faults;
};

} // namespace eventscope::samples
