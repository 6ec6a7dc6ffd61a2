// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QWidget;

namespace eventscope::ui {

/// A text that a window shows or says.
struct ShownText {
    enum class Kind {
        Line, ///< of a label, a button, a cell
        Tip,  ///< taken for markup where it looks like it
        Long, ///< of a text view
    };
    QString where; ///< for the messages of tests
    QString text;
    Kind kind = Kind::Line;
};

/// Everything that can be read on a window and its parts now, and what it tells a screen reader: titles, labels,
/// buttons, tabs, tool tips, the cells in sight, the texts of text views. Item views are asked through their models.
[[nodiscard]] std::vector<ShownText> shownTexts(const QWidget &window);

/// What is wrong with a text: characters that hide, reorder or steer, markup that is not escaped, or so much of it that
/// laying it out would take long. Empty: nothing.
[[nodiscard]] QString problemWith(const ShownText &shown);

} // namespace eventscope::ui
