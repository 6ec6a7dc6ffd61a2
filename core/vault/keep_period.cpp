// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/keep_period.h"

#include <algorithm>
#include <charconv>

namespace eventscope {

namespace {

using namespace std::chrono;

/// Takes a number with this unit off the front; 0: `rest` does not begin with one.
int takeNumber(std::string_view &rest, char unit) {
    static constexpr std::size_t kDigitsMax = 4;
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0 || digits > kDigitsMax || digits == rest.size()) return 0;
    if (rest.front() == '0' || rest[digits] != unit) return 0;
    int number = 0;
    std::from_chars(rest.data(), rest.data() + digits, number);
    rest.remove_prefix(digits + 1);
    return number;
}

} // namespace

std::optional<KeepPeriod> parseKeepPeriod(std::string_view text) {
    static constexpr int kMonthsOfYear = 12, kDaysOfWeek = 7;
    if (text.size() < 2 || text.front() != 'P') return std::nullopt;
    text.remove_prefix(1);
    const int years = takeNumber(text, 'Y');
    const int months = takeNumber(text, 'M');
    const int weeks = takeNumber(text, 'W');
    const int days = takeNumber(text, 'D');
    if (!text.empty()) return std::nullopt;
    return KeepPeriod{years * kMonthsOfYear + months, weeks * kDaysOfWeek + days};
}

Time endOfPeriod(Time from, const KeepPeriod &period) {
    // A foreign store may say anything; the calendar ends with the year 32767.
    static constexpr sys_days kFirst = year(0) / January / 1, kLast = year(20'000) / January / 1;
    const Time start = std::clamp<Time>(from, kFirst, kLast);
    const sys_days day = floor<days>(start);
    year_month_day date = year_month_day(day) + months(period.months);
    if (!date.ok()) date = date.year() / date.month() / last;
    return sys_days(date) + days(period.days) + (start - day);
}

} // namespace eventscope
