// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>

class QPainter;
class QRect;

namespace eventscope::ui {

/// Draws what a person put on an event, a star for a bookmark and a pen for a note, in rows of lists. GUI thread.
class MarkPainter {
  public:
    /// `theme` outlives it.
    explicit MarkPainter(const Theme &theme);

    struct Marks {
        bool isBookmarked = false;
        bool hasNote = false;
    };
    /// From the right edge of `cell`; answers the width that it took.
    int paint(QPainter &painter, const QRect &cell, Marks marks, bool isSelected) const;
    /// What so many of them need.
    [[nodiscard]] static int width(const QFont &font, int marks = 2);

  private:
    struct Icons {
        QIcon star, note;
    };
    const Icons m_plain;
    const Icons m_selected;
};

} // namespace eventscope::ui
