// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

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

/// The positions of the first `most` selected rows, ascending. `positionOf` answers that of a row.
template <class PositionOf>
[[nodiscard]] std::vector<Position> selectedPositions(const QItemSelectionModel &selection, std::size_t most,
                                                      PositionOf positionOf) {
    QItemSelection ranges = selection.selection();
    std::ranges::sort(ranges, {}, &QItemSelectionRange::top);
    std::vector<Position> positions;
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom() && positions.size() < most; ++row)
            positions.push_back(positionOf(row));
    }
    return positions;
}

} // namespace eventscope::ui
