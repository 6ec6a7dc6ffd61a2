// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_random.h"
#include "core/base/time.h"

#include <cstdint>
#include <vector>

namespace eventscope::samples {

/// Spreads the events of a sample over its two years: more by day than by night, fewer at weekends, three times as many
/// at the end as at the beginning.
class SampleTimeline {
  public:
    /// 1 April 2024 to 1 April 2026, UTC.
    static const Time kBegin;
    static const Time kEnd;

    explicit SampleTimeline(std::uint64_t events);
    /// When event number `index`, from 0, is due, moved a little by `random`. Rises with `index`; those beyond the
    /// number of events follow behind the end, minutes apart.
    [[nodiscard]] Time at(std::uint64_t index, SampleRandom &random) const;

  private:
    const std::uint64_t m_events;
    std::vector<std::uint64_t> m_weightUntil; // of all hours up to and with this one
};

/// The first moment from `time` on that lies in working hours, 8 to 18 on a weekday; within them `time` itself, else a
/// moment early in the next working day.
[[nodiscard]] Time nextWorkingMoment(Time time, SampleRandom &random);

} // namespace eventscope::samples
