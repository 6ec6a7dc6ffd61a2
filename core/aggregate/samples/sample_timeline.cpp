// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_timeline.h"

#include <algorithm>
#include <array>

namespace eventscope::samples {

namespace {

using namespace std::chrono;

/// How busy each hour of a day is.
constexpr std::array<std::uint64_t, 24> kBusy = {6,   4,   3,   3,   4,   8,   20, 45, 95, 150, 165, 160,
                                                 110, 140, 160, 155, 140, 105, 80, 65, 50, 35,  22,  12};
constexpr std::uint64_t kWeekdayFactor = 4; // against 1 at weekends
constexpr std::uint64_t kGrowth = 3;

bool isWeekend(Time time) {
    const weekday day(floor<days>(time));
    return day == Saturday || day == Sunday;
}

std::uint64_t weightOf(std::uint64_t hour, std::uint64_t allHours, Time time) {
    const std::uint64_t growth = allHours + (kGrowth - 1) * hour; // from 1 to kGrowth times allHours
    return kBusy[hour % 24] * (isWeekend(time) ? 1 : kWeekdayFactor) * growth;
}

} // namespace

const Time SampleTimeline::kBegin = time_point_cast<microseconds>(sys_days(2024y / April / 1));
const Time SampleTimeline::kEnd = time_point_cast<microseconds>(sys_days(2026y / April / 1));

SampleTimeline::SampleTimeline(std::uint64_t events) : m_events(events) {
    const auto allHours = static_cast<std::uint64_t>(duration_cast<hours>(kEnd - kBegin).count());
    m_weightUntil.reserve(allHours);
    std::uint64_t sum = 0;
    for (std::uint64_t hour = 0; hour < allHours; ++hour) {
        sum += weightOf(hour, allHours, kBegin + hours(hour));
        m_weightUntil.push_back(sum);
    }
}

Time SampleTimeline::at(std::uint64_t index, SampleRandom &random) const {
    if (index >= m_events) {
        return kEnd + minutes(3) * static_cast<std::int64_t>(index - m_events) + random.between(seconds(1), minutes(2));
    }
    // One event's share of the whole weight; below it there is room to move without meeting the next event.
    const std::uint64_t share = m_weightUntil.back() / m_events;
    const std::uint64_t target = share * index + random.below(share);
    const auto hour = std::upper_bound(m_weightUntil.begin(), m_weightUntil.end(), target);
    const std::uint64_t before = hour == m_weightUntil.begin() ? 0 : *(hour - 1);
    const auto perThousand = static_cast<std::int64_t>((target - before) * 1'000'000 / (*hour - before));
    return kBegin + hours(hour - m_weightUntil.begin()) + microseconds(3600) * perThousand;
}

Time nextWorkingMoment(Time time, SampleRandom &random) {
    constexpr hours opens(8), closes(18);
    auto day = floor<days>(time);
    const Duration inDay = time - day;
    if (!isWeekend(time) && inDay >= opens && inDay < closes) return time;
    if (inDay >= closes) day += days(1);
    while (isWeekend(day))
        day += days(1);
    return day + opens + random.between(Duration(0), minutes(90));
}

} // namespace eventscope::samples
