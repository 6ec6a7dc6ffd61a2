// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/mark_painter.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>

#include <algorithm>

namespace eventscope::ui {

MarkPainter::MarkPainter(const Theme &theme)
    : m_plain{icon(QLatin1String("star-filled"), theme, Role::Accent),
              icon(QLatin1String("note"), theme, Role::Accent)},
      m_selected{icon(QLatin1String("star-filled"), theme, Role::OnSelection),
                 icon(QLatin1String("note"), theme, Role::OnSelection)} {}

int MarkPainter::width(const QFont &font, int marks) {
    const Metrics metrics(font);
    return marks * (metrics.icon + metrics.unit) + metrics.unit;
}

int MarkPainter::paint(QPainter &painter, const QRect &cell, Marks marks, bool isSelected) const {
    const Metrics metrics(painter.font());
    const Icons &icons = isSelected ? m_selected : m_plain;
    const int edge = std::min(metrics.icon, cell.height());
    int right = cell.right() - metrics.unit;
    const auto draw = [&](const QIcon &mark) {
        mark.paint(&painter, QRect(right - edge, cell.center().y() - edge / 2, edge, edge));
        right -= edge + metrics.unit;
    };
    if (marks.isBookmarked) draw(icons.star);
    if (marks.hasNote) draw(icons.note);
    return cell.right() - metrics.unit - right;
}

} // namespace eventscope::ui
