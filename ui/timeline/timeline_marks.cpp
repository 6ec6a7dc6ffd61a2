// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_marks.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/time_axis.h"

#include <QPainter>

#include <algorithm>

namespace eventscope::ui {

void TimelineMarks::paintAxis(QPainter &painter) const {
    const QFontMetrics text = painter.fontMetrics();
    painter.setPen(m_theme.color(Role::Border));
    painter.drawLine(m_plot.left(), m_plot.bottom() + 1, m_plot.right(), m_plot.bottom() + 1);
    const int widest = text.horizontalAdvance(QStringLiteral("30 Mmm 00:00 "));
    const auto count = static_cast<std::size_t>(std::max(1, m_plot.width() / std::max(1, widest)));
    const Histogram &histogram = m_bars.histogram();
    int taken = 0; // to where labels stand: with idle time folded they may come close
    for (const Tick &tick : timeTicks(timeOfUs(histogram.fromUs), timeOfUs(histogram.toUs), count)) {
        const int x = m_bars.xOf(m_plot, tick.time);
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(x, m_plot.bottom() + 1, x, m_plot.bottom() + 4);
        const int width = text.horizontalAdvance(tick.label);
        const int rightmost = std::max(0, m_widget.width() - width - Metrics(painter.font()).unit);
        const int left = std::clamp(x - width / 2, 0, rightmost);
        if (left < taken) continue;
        taken = left + width;
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(left, m_widget.height() - text.descent() - 1, tick.label);
    }
}

void TimelineMarks::paintRange(QPainter &painter, const TimeSpan &range) const {
    const int left = m_bars.xOf(m_plot, range.from), right = std::max(m_bars.xOf(m_plot, range.to), left + 1);
    QColor colour = m_theme.color(Role::Accent);
    painter.setPen(colour);
    painter.drawLine(left, m_plot.top(), left, m_plot.bottom());
    painter.drawLine(right, m_plot.top(), right, m_plot.bottom());
    colour.setAlphaF(0.18F);
    painter.fillRect(QRect(left, m_plot.top(), right - left, m_plot.height()), colour);
}

int TimelineMarks::handleX(const std::optional<Time> &asOf) const {
    return asOf ? m_bars.xOf(m_plot, *asOf) : m_plot.right() + 1;
}

void TimelineMarks::paintHandle(QPainter &painter, const std::optional<Time> &asOf) const {
    const int x = handleX(asOf);
    if (asOf) { // what lies after the cursor is dimmed: the past is now
        QColor veil = m_theme.color(Role::Base);
        veil.setAlphaF(0.65F);
        painter.fillRect(QRect(x, m_plot.top(), m_plot.right() + 1 - x, m_plot.height()), veil);
    }
    const QColor colour = m_theme.color(Role::Accent);
    painter.setPen(QPen(colour, 2));
    painter.drawLine(x, m_plot.top(), x, m_plot.bottom() + 1);
    const int half = Metrics(painter.font()).steps(1), top = m_plot.top();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygon({{x - half, top - 1}, {x + half, top - 1}, {x, top + half}}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace eventscope::ui
