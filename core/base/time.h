// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// A moment in UTC, in microseconds.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

[[nodiscard]] inline Time timeOfUs(std::int64_t us) { return Time(Duration(us)); }
[[nodiscard]] inline std::int64_t toUs(Time time) { return time.time_since_epoch().count(); }

/// "2026-03-04T12:00:03.881902Z": always six digits, always UTC.
[[nodiscard]] std::string toIso(Time time);

enum class TimeUnit : std::uint8_t { Month, Day, Hour };
/// In which of them the moment lies: "2026-03", "2026-03-04", "2026-03-04T12".
[[nodiscard]] std::string toIso(Time time, TimeUnit unit);

/// The span of moments that a written time covers: "2026-03" is the whole month, a full time is [t, t + 1 µs).
struct TimeSpan {
    Time from;
    Time to; ///< exclusive
    bool operator==(const TimeSpan &) const = default;
};

/// Reads ISO 8601: "2026", "2026-03", "2026-03-04", "2026-03-04T12:00", "...:03", "...:03.881902", with 'T' or a space,
/// with "Z", "+02:00" or nothing (then it is UTC). Errors: Invalid, with what was expected.
[[nodiscard]] Result<TimeSpan> parseTimeSpan(std::string_view text);
/// The first moment of parseTimeSpan.
[[nodiscard]] Result<Time> parseTime(std::string_view text);

/// Where "now" comes from, so that a whole session can be replayed from a seed. Threads: any.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() = 0;
};

/// The computer's clock.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] Time now() override;
};

} // namespace eventscope
