// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/share_delegate.h"

#include "ui/log/statistics_model.h"
#include "ui/theme/metrics.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

void ShareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected) painter->fillRect(option.rect, m_theme.color(Role::Selection));
    const Metrics metrics(option.font);
    const QRect inside = option.rect.adjusted(metrics.steps(1), 0, -metrics.steps(2), 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    const int figure = option.fontMetrics.horizontalAdvance(QStringLiteral("100.0 %")) + metrics.steps(1);
    painter->setFont(option.font);
    painter->setPen(m_theme.color(isSelected ? Role::OnSelection : Role::Text));
    painter->drawText(QRect(inside.left(), inside.top(), figure, inside.height()),
                      Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    const int room = inside.width() - figure - metrics.steps(2);
    const QVariant share = index.data(StatisticsModel::ShareRole);
    if (room <= 0 || share.isNull()) return;
    const int series = index.data(StatisticsModel::SeriesRole).toInt();
    const auto colour = m_theme.series(series < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(series)));
    const int length = std::max(1, static_cast<int>(std::lround(share.toDouble() * room)));
    const int height = std::max(2, inside.height() / 2);
    painter->fillRect(
        QRect(inside.left() + figure + metrics.steps(2), inside.center().y() - height / 2, length, height), colour);
}

} // namespace eventscope::ui
