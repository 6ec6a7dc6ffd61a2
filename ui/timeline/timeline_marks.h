// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_bars.h"

#include <QRect>

#include <optional>

class QPainter;

namespace eventscope::ui {

class Theme;

/// Paints what stands on the bars of a timeline and below them. REQUIRES: bars that are not empty. All outlive it.
class TimelineMarks {
  public:
    /// `widget` is the whole, `plot` the part of it in which the bars are.
    TimelineMarks(const TimelineBars &bars, const Theme &theme, const QRect &widget, const QRect &plot)
        : m_bars(bars), m_theme(theme), m_widget(widget), m_plot(plot) {}

    /// Times, with the font of `painter`.
    void paintAxis(QPainter &painter) const;
    /// What is marked.
    void paintRange(QPainter &painter, const TimeSpan &range) const;
    /// Where the handle stands; nothing: at the head.
    [[nodiscard]] int handleX(const std::optional<Time> &asOf) const;
    void paintHandle(QPainter &painter, const std::optional<Time> &asOf) const;

  private:
    const TimelineBars &m_bars;
    const Theme &m_theme;
    const QRect m_widget, m_plot;
};

} // namespace eventscope::ui
