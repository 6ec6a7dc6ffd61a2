// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inspect/benchmark_workload.h"

#include "core/base/time.h"

#include <algorithm>

namespace eventscope {

StreamId workloadStream(std::uint64_t number) { return {"account-" + std::to_string(number)}; }

std::vector<NewEvent> workloadEvents(std::uint64_t first, std::uint64_t count) {
    const auto nowMs = static_cast<std::uint64_t>(toUs(SystemClock().now()) / 1000);
    std::vector<NewEvent> events(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string amount = std::to_string((first + i) % 9973) + ".50";
        events[i].id = newEventId(nowMs);
        events[i].type = i % 3 == 2 ? "MoneyWithdrawn" : "MoneyDeposited";
        events[i].data = "{\"accountId\":\"" + toString(events[i].id) + "\",\"amount\":\"" + amount +
                         "\",\"balanceAfter\":\"" + amount + "\"}";
    }
    return events;
}

Result<std::uint64_t> fillStore(WritableEventStore &store, std::uint64_t events, const JobControl &job) {
    std::uint64_t done = 0;
    for (std::uint64_t stream = 0; done < events; ++stream) {
        const auto batch = workloadEvents(done, kEventsPerStream);
        ES_TRY(store.append(workloadStream(stream), Expected::noStream(), batch, job));
        done += kEventsPerStream;
        job.report(std::min(done, events), events);
    }
    return done;
}

} // namespace eventscope
