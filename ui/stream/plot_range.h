// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/value_track.h"

#include <optional>

namespace eventscope::ui {

/// A run of steps: [from, to).
struct StepRange {
    std::size_t from = 0;
    std::size_t to = 0;
    [[nodiscard]] std::size_t size() const { return to - from; }
    bool operator==(const StepRange &) const = default;
};

/// The least and the greatest number of a track among some steps, with the first step that has it.
struct Extremes {
    struct Point {
        std::size_t step = 0;
        double number = 0;
        QString text;
    };
    Point least, greatest;
};

/// Nothing where there is no number. Cost: O(changes of the value).
[[nodiscard]] std::optional<Extremes> extremesOf(const ValueTrack &track, StepRange range);

/// `range` with its size changed by `factor` around `centre`, within [0, steps) and not below `sizeMin` steps.
[[nodiscard]] StepRange zoomed(StepRange range, std::size_t centre, double factor, std::size_t steps);

} // namespace eventscope::ui
