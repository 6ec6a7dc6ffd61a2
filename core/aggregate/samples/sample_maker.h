// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/simulated_clock.h"
#include "core/store/writable_event_store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace eventscope::samples {

struct SampleOptions {
    std::uint64_t events = 20'000; ///< at least so many: what the last one began is brought to its end
    std::uint64_t seed = 1;
    bool clean = false;  ///< without the planted faults
    bool atOnce = false; ///< in one transaction, however few events
    /// Puts a store in front of one whose content will be copied to the sample: it seals personal values for that.
    /// None: they stay in clear. With it all events are written in one transaction.
    std::function<std::unique_ptr<WritableEventStore>(std::unique_ptr<WritableEventStore>)> protect = {};
};

/// A fault that the sample holds on purpose, so that there is something to find.
struct PlantedFault {
    std::string name;        ///< stable: "overdrawn-account"
    std::string where;       ///< the stream
    std::string description; ///< one sentence for a person
    bool operator==(const PlantedFault &) const = default;
};

struct SampleReport {
    std::uint64_t events = 0;
    std::uint64_t streams = 0;
    std::vector<PlantedFault> plantedFaults; ///< empty when clean
};

inline constexpr std::uint64_t kSampleEventsMax = 10'000'000;
/// Up to here, unless atOnce, the commands run against the store itself, one durable append each; beyond, against a
/// store in memory, whose log is then imported in one transaction: where a sync takes 4 ms, 20,000 durable appends
/// would take a minute, and a sample that is cut off half-way would be left behind.
inline constexpr std::uint64_t kDirectEventsMax = 2'000;

/// Fills an empty store with the history of the sample domain, made by running commands through its aggregates. The
/// same options give the same events in every byte, ids and recorded times included, and the same snapshots.
///
/// `clock` must be the clock that `store` was opened with: it is set to each event's time, from April 2024 to April
/// 2026, so that recorded times rise strictly. At least 5 % of the events lie in one account; aggregates get a snapshot
/// every 100 versions. An event whose cause lies outside of the store names itself as its cause. Fulfilments are driven
/// as the process manager order-fulfilment would (see OrderLife); the faults are those that events and snapshots can
/// show. Progress counts events, of an import anew. Errors: Refused (the store holds events), Invalid (`events` is 0 or
/// above kSampleEventsMax), those of the store, Cancelled; then the store is left with what was written until then,
/// which is nothing before an import is through.
[[nodiscard]] Result<SampleReport> makeSample(WritableEventStore &store, SimulatedClock &clock,
                                              const SampleOptions &options, const JobControl &job);

} // namespace eventscope::samples
