// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <atomic>

namespace eventscope {

/// A clock that stands still until it is told the time, so that a whole history can be made again from a seed.
/// Threads: any.
class SimulatedClock final : public Clock {
  public:
    explicit SimulatedClock(Time start = {}) : m_us(toUs(start)) {}

    [[nodiscard]] Time now() override { return timeOfUs(m_us.load()); }
    /// Moves on to `time`; an earlier one is ignored, the clock never runs back.
    void advanceTo(Time time) {
        std::int64_t before = m_us.load();
        while (before < toUs(time) && !m_us.compare_exchange_weak(before, toUs(time))) {
        }
    }

  private:
    std::atomic<std::int64_t> m_us;
};

} // namespace eventscope
