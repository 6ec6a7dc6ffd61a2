// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace eventscope::ui {

FlowLayout::FlowLayout(int gap, QWidget *parent) : QLayout(parent), m_gap(gap) { setContentsMargins(0, 0, 0, 0); }

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem *item) { m_items.append(item); }

QLayoutItem *FlowLayout::takeAt(int index) { return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr; }

int FlowLayout::arrange(int width, QList<QRect> &places) const {
    int x = 0, y = 0, lineHeight = 0;
    for (const QLayoutItem *item : m_items) {
        const QSize size = item->isEmpty() ? QSize() : item->sizeHint().boundedTo({width, item->sizeHint().height()});
        if (!size.isValid()) {
            places.append(QRect());
            continue;
        }
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += lineHeight + m_gap;
            lineHeight = 0;
        }
        places.append(QRect(QPoint(x, y), size));
        x += size.width() + m_gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight;
}

int FlowLayout::heightForWidth(int width) const {
    QList<QRect> places;
    return arrange(width, places);
}

QSize FlowLayout::minimumSize() const {
    QSize smallest;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty()) smallest = smallest.expandedTo(item->minimumSize());
    return smallest;
}

void FlowLayout::setGeometry(const QRect &rect) {
    QLayout::setGeometry(rect);
    QList<QRect> places;
    static_cast<void>(arrange(rect.width(), places));
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    for (qsizetype i = 0; i < m_items.size(); ++i)
        if (places[i].isValid())
            m_items[i]->setGeometry(QStyle::visualRect(direction, rect, places[i].translated(rect.topLeft())));
}

} // namespace eventscope::ui
