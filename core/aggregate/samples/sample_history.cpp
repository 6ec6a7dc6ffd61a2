// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_history.h"

namespace eventscope::samples {

namespace {

constexpr std::uint64_t kShopPercentLeast = 5;
constexpr std::uint64_t kShopPercent = 8; // aimed at, so that the end cannot fall below the least

} // namespace

SampleHistory::SampleHistory(WritableEventStore &store, SimulatedClock &clock, const SampleOptions &options,
                             const JobControl &job)
    : m_options(options),
      m_world(store, clock, options, job),
      m_timeline(options.events),
      m_accounts(m_world),
      m_candidates(m_world),
      m_users(m_world),
      m_warehouse(m_world),
      m_orders(m_world, m_users, m_warehouse),
      m_faults(m_world, m_accounts, m_candidates, m_orders) {}

Result<SampleReport> SampleHistory::write() {
    while (m_world.events() < m_options.events || !(m_options.clean || m_faults.areDone())) {
        if (m_world.job().stopRequested()) return cancelled();
        if (!m_options.clean) ES_TRY(m_faults.plantDue());
        ES_TRY(step());
    }
    ES_TRY(bringToEnd());
    SampleReport report;
    if (!m_options.clean) {
        ES_TRY(m_faults.plantDue());
        ES_ASSIGN(faults, m_faults.finish());
        report.plantedFaults = std::move(faults);
    }
    ES_TRY(keepShopLong(kShopPercentLeast));
    report.events = m_world.events();
    report.streams = m_world.streams();
    return report;
}

Result<void> SampleHistory::step() {
    const Time now = m_timeline.at(m_world.events(), m_world.random);
    if (const auto item = m_world.agenda.takeDue(now)) {
        m_world.moveTo(item->due);
        m_flow = {item->life, item->subject};
        return item->life->resume(item->subject);
    }
    m_world.moveTo(now);
    m_flow = {};
    if (m_accounts.shopEvents() * 100 < m_world.events() * kShopPercent) return m_accounts.trade();
    SampleLife &life = draw();
    ES_ASSIGN(subject, life.begin());
    m_flow = {&life, subject};
    return {};
}

/// An order makes some 15 events, a candidate 4, a user 2: about half of all events come from orders, a third from
/// accounts.
SampleLife &SampleHistory::draw() {
    if (m_world.events() >= m_options.events) return m_orders; // the sample goes on only for their faults
    const std::uint64_t lot = m_world.random.below(100);
    if (lot < 9) return m_orders;
    if (lot < 20) return m_users;
    return lot < 45 ? static_cast<SampleLife &>(m_candidates) : m_accounts;
}

Result<void> SampleHistory::bringToEnd() {
    while (const auto item = m_world.agenda.takeDue(Time::max())) {
        if (item->life != m_flow.life || item->subject != m_flow.subject) continue;
        m_world.moveTo(item->due);
        ES_TRY(item->life->resume(item->subject));
    }
    return {};
}

Result<void> SampleHistory::keepShopLong(std::uint64_t percent) {
    while (m_accounts.shopEvents() * 100 < m_world.events() * percent)
        ES_TRY(m_accounts.trade());
    return {};
}

} // namespace eventscope::samples
