// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/plot_range.h"

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

constexpr std::size_t kSizeMin = 5;

} // namespace

std::optional<Extremes> extremesOf(const ValueTrack &track, StepRange range) {
    std::optional<Extremes> found;
    const auto look = [&](std::size_t step, const ValueTrack::Moment &moment) {
        if (!moment.number) return;
        const Extremes::Point point{step, *moment.number, moment.text};
        if (!found) {
            found = {point, point};
            return;
        }
        if (point.number < found->least.number) found->least = point;
        if (point.number > found->greatest.number) found->greatest = point;
    };
    look(range.from, track.at(range.from));
    for (const ValueTrack::Moment &moment : track.moments)
        if (moment.step > range.from && moment.step < range.to) look(moment.step, moment);
    return found;
}

StepRange zoomed(StepRange range, std::size_t centre, double factor, std::size_t steps) {
    const auto size = std::clamp(static_cast<std::size_t>(std::lround(double(range.size()) * factor)),
                                 std::min(kSizeMin, steps), steps);
    // The step at the centre stays where it is.
    const double part = double(centre - range.from) / double(std::max<std::size_t>(1, range.size()));
    const double from = std::clamp(double(centre) - part * double(size), 0.0, double(steps - size));
    const auto first = static_cast<std::size_t>(std::lround(from));
    return {first, first + size};
}

} // namespace eventscope::ui
