// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace eventscope::ui {

/// A line of the statistics: what it is about, a figure, and where it leads.
struct StatisticsRow {
    QString name;                ///< safe to show
    QString exactName;           ///< for copying
    QString value;               ///< for people
    QString exactValue;          ///< for copying
    double order = 0;            ///< of the value, for sorting
    std::optional<double> share; ///< of all events, 0 to 1
    std::optional<std::size_t> series;
    QString clause;                   ///< a filter for the events behind it; empty: none
    std::optional<Position> position; ///< where it happened
    std::optional<Time> moment;       ///< the same, where only the time is known
    bool isToMeasure = false;         ///< it becomes known when payloads are measured
};

} // namespace eventscope::ui
