// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>

#include <vector>

namespace eventscope::ui {

/// A line of a time axis with its label.
struct Tick {
    Time time;
    QString label;
};

/// Round moments between `from` and `to` (years, months, days, hours, minutes or seconds), at most `ticksMax`.
[[nodiscard]] std::vector<Tick> timeTicks(Time from, Time to, std::size_t ticksMax);

} // namespace eventscope::ui
