// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/planted_faults.h"

#include <array>

namespace eventscope::samples {

namespace {

std::string version(Version version) { return "version " + std::to_string(version.value); }

} // namespace

Result<void> PlantedFaults::plantDue() {
    using Plant = Result<void> (PlantedFaults::*)();
    struct Due {
        std::uint64_t percent;
        Plant plant;
    };
    static constexpr std::array<Due, 3> kDue = {Due{25, &PlantedFaults::addUnknownType},
                                                Due{60, &PlantedFaults::overdrawAccount},
                                                Due{70, &PlantedFaults::eraseCandidate}};
    if (m_world.isPast(20) && m_orders.brokenCauseOrder().empty()) m_orders.breakOneCause();
    if (m_world.isPast(40) && m_orders.stuckOrder().empty()) m_orders.leaveOneStuck();
    while (m_planted < kDue.size() && m_world.isPast(kDue[m_planted].percent)) {
        ES_TRY((this->*kDue[m_planted++].plant)());
    }
    return {};
}

bool PlantedFaults::areDone() const { return !m_orders.stuckOrder().empty() && !m_orders.brokenCauseOrder().empty(); }

Result<void> PlantedFaults::addUnknownType() {
    ES_ASSIGN(id, m_accounts.setAside());
    const StreamId stream = AccountLife::streamOf(id);
    ES_ASSIGN(account, m_world.accounts.load(stream, m_world.job()));
    const Version last = account->stream.version;
    const std::string data = "{\"accountId\":\"" + id + "\",\"points\":250,\"campaign\":\"spring\"}";
    ES_TRY(m_world.write(stream, last, "LoyaltyPointsGranted", data, {{}, {}, "loyalty-import"}));
    m_world.accounts.forget(stream);
    m_faults.push_back({"unknown-type", stream.value,
                        "An event of type LoyaltyPointsGranted, which no fold knows, arrived as " +
                            version({last.value + 1}) + " of " + stream.value + "."});
    return {};
}

Result<void> PlantedFaults::overdrawAccount() {
    ES_ASSIGN(id, m_accounts.setAside());
    const StreamId stream = AccountLife::streamOf(id);
    ES_ASSIGN(account, m_world.accounts.load(stream, m_world.job()));
    const Version last = account->stream.version;
    const Money below{-25'000};
    const Money amount{account->state.balance.cents - below.cents};
    ES_TRY(m_world.write(stream, last, MoneyWithdrawn::kType, printRecord(MoneyWithdrawn{id, amount, below}),
                         {{}, {}, "correction-script"}));
    m_world.accounts.forget(stream);
    m_faults.push_back({"overdrawn-account", stream.value,
                        "A faulty correction, a MoneyWithdrawn appended past the aggregate as " +
                            version({last.value + 1}) + ", drives " + stream.value + " down to " + toString(below) +
                            "."});
    return {};
}

Result<void> PlantedFaults::eraseCandidate() {
    ES_ASSIGN(stream, m_candidates.anonymizeOne());
    m_faults.push_back(
        {"erased-candidate", stream.value, "The candidate of " + stream.value + " is anonymised already."});
    return {};
}

Result<void> PlantedFaults::bendSnapshot() {
    ES_ASSIGN(id, m_accounts.setAside());
    const StreamId stream = AccountLife::streamOf(id);
    m_world.accounts.forget(stream); // a snapshot is made of what was stored
    ES_ASSIGN(account, m_world.accounts.load(stream, m_world.job()));
    BankAccount::State wrong = account->state;
    wrong.balance.cents += 100'000;
    Snapshot snapshot{stream,
                      account->stream.version,
                      m_world.last(),
                      m_world.now(),
                      std::string(BankAccount::kName),
                      BankAccount::kFoldVersion,
                      printRecord(wrong)};
    ES_TRY(m_world.store().putSnapshot(snapshot, m_world.job()));
    m_faults.push_back({"lying-snapshot", stream.value,
                        "The snapshot of " + stream.value + " at " + version(snapshot.version) +
                            " shows a balance that is 1000.00 too high."});
    return {};
}

Result<std::vector<PlantedFault>> PlantedFaults::finish() {
    ES_TRY(bendSnapshot());
    m_faults.push_back(
        {"stuck-process", "fulfilment-" + m_orders.stuckOrder(),
         "The fulfilment of order-" + m_orders.stuckOrder() +
             " never went on after PaymentFailed: its stock stays reserved and the order stays placed."});
    m_faults.push_back(
        {"missing-cause", "order-" + m_orders.brokenCauseOrder(),
         "The events of order-" + m_orders.brokenCauseOrder() + " name a causation id that does not exist."});
    return m_faults;
}

} // namespace eventscope::samples
