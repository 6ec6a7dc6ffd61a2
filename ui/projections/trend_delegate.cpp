// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/trend_delegate.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/cell_model.h"

#include <QApplication>
#include <QPainter>

namespace eventscope::ui {

TrendDelegate::TrendDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void TrendDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    const QVariantList points = index.data(CellModel::kPaintedRole).toList();
    if (points.size() < 2) return;
    const Metrics metrics(option.font);
    const QRectF area = QRectF(option.rect).adjusted(metrics.steps(2), metrics.unit, -metrics.steps(2), -metrics.unit);
    QPolygonF line;
    for (qsizetype i = 0; i < points.size(); ++i)
        line += QPointF(area.left() + area.width() * double(i) / double(points.size() - 1),
                        area.bottom() - area.height() * points[i].toDouble());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.color(isSelected ? Role::OnSelection : Role::Accent), 1.5));
    painter->drawPolyline(line);
    painter->restore();
}

} // namespace eventscope::ui
