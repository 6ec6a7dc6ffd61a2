// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace eventscope::ui {

/// Distances from the height of the font, so that everything grows with it: at 96 dpi and the usual font 4, 8, 12, 16.
struct Metrics {
    explicit Metrics(const QFont &font);

    int unit = 4; ///< the smallest step: 4 px
    [[nodiscard]] int steps(int count) const { return count * unit; }
    int rowHeight = 22; ///< of one line in a table or a tree
    int icon = 16;      ///< edge of a small icon
    int mark = 3;       ///< width of a mark in the colour of a series
};

/// The system's fixed font in the size of the application's: payloads, ids and positions.
[[nodiscard]] QFont fixedFont();

} // namespace eventscope::ui
