// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator_delegate.h"

#include "ui/shell/navigator_model.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace eventscope::ui {

NavigatorDelegate::NavigatorDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

void NavigatorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Metrics metrics(option.font);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected) painter->fillRect(option.rect, m_theme.color(Role::Selection));
    QRect inside = option.rect.adjusted(metrics.unit, 0, -metrics.steps(2), 0);
    const int series = index.data(NavigatorModel::CategorySeriesRole).toInt();
    const bool isCount = index.column() == NavigatorModel::CountColumn;
    const bool isStream = index.data(NavigatorModel::IsStreamRole).toBool();
    if (!isCount && !isStream) {
        const int edge = metrics.steps(2);
        const QRect square(inside.left(), inside.center().y() - edge / 2, edge, edge);
        painter->fillRect(square, m_theme.series(series < 0 ? std::nullopt : std::optional(std::size_t(series))));
        inside.setLeft(square.right() + metrics.steps(2));
    }
    painter->setFont(isCount || isStream ? fixedFont() : option.font);
    painter->setPen(m_theme.color(selected ? Role::OnSelection : isCount ? Role::TextQuiet : Role::Text));
    const QString text =
        painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, inside.width());
    painter->drawText(inside, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return {0, Metrics(option.font).rowHeight};
}

} // namespace eventscope::ui
