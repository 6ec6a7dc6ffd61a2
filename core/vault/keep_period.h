// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string_view>

namespace eventscope {

/// For how long something is kept, by the calendar.
struct KeepPeriod {
    int months = 0;
    int days = 0;
    bool operator==(const KeepPeriod &) const = default;
};

/// Reads an ISO 8601 period of years, months, weeks and days, in this order, some of them left out, each from 1 to
/// 9999: "P2Y", "P18M", "P30D", "P1Y6M". Nothing: it is none.
[[nodiscard]] std::optional<KeepPeriod> parseKeepPeriod(std::string_view text);
/// The first moment after the period, which began at `from`, in UTC: its months first, where one that is too short for
/// the day ends with its own last day, then its days.
[[nodiscard]] Time endOfPeriod(Time from, const KeepPeriod &period);

} // namespace eventscope
