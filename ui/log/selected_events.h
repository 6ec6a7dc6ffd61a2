// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/chosen_rows.h"

#include <QItemSelectionModel>

#include <algorithm>
#include <vector>

namespace eventscope::ui {

/// How many rows are selected. REQUIRES: whole rows are.
[[nodiscard]] inline std::size_t selectedCount(const QItemSelectionModel &selection) {
    std::size_t count = 0;
    for (const QItemSelectionRange &range : selection.selection())
        count += static_cast<std::size_t>(range.height());
    return count;
}

/// The first `most` rows that are selected, in order. REQUIRES: whole rows are. O(ranges), which are few.
[[nodiscard]] inline std::vector<Stretch> selectedStretches(const QItemSelectionModel &selection, std::uint64_t most) {
    std::vector<Stretch> places;
    for (const QItemSelectionRange &range : selection.selection())
        places.push_back({static_cast<std::uint64_t>(range.top()), static_cast<std::uint64_t>(range.bottom()) + 1});
    std::ranges::sort(places, {}, &Stretch::begin);
    for (Stretch &place : places) {
        place.end = std::min(place.end, place.begin + most);
        most -= place.end - place.begin;
    }
    return places;
}

/// The same as rows of the log. `shown` are all that the view shows.
[[nodiscard]] inline ChosenRows selectedRows(const QItemSelectionModel &selection, const ChosenRows &shown,
                                             std::uint64_t most) {
    return shown.within(selectedStretches(selection, most));
}

} // namespace eventscope::ui
