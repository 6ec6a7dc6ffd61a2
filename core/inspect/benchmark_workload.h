// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/writable_event_store.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace eventscope {

/// What the benchmarks write: accounts of 100 events each, payloads of about 100 bytes. Internal to core/inspect.
inline constexpr std::uint64_t kEventsPerStream = 100;

[[nodiscard]] StreamId workloadStream(std::uint64_t number);
/// Events `first` to `first + count` of the whole workload, with new ids.
[[nodiscard]] std::vector<NewEvent> workloadEvents(std::uint64_t first, std::uint64_t count);
/// Whole streams until there are at least `events`. Errors: those of append.
[[nodiscard]] Result<std::uint64_t> fillStore(WritableEventStore &store, std::uint64_t events, const JobControl &job);

class Stopwatch {
  public:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] std::chrono::nanoseconds elapsed() const { return Clock::now() - m_begin; }
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(elapsed()).count(); }
    /// What elapsed, and begins anew.
    [[nodiscard]] std::chrono::nanoseconds lap() {
        const auto now = Clock::now();
        const auto took = now - m_begin;
        m_begin = now;
        return took;
    }

  private:
    Clock::time_point m_begin = Clock::now();
};

} // namespace eventscope
