// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_delegate.h"

#include "ui/shell/palette_model.h"
#include "ui/theme/metrics.h"

#include <QPainter>

#include <algorithm>

namespace eventscope::ui {

PaletteDelegate::PaletteDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Metrics metrics(option.font);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isRunnable = index.data(PaletteModel::RunnableRole).toBool();
    const Role text = isSelected ? Role::OnSelection : isRunnable ? Role::Text : Role::TextQuiet;
    const Role quiet = isSelected ? Role::OnSelection : Role::TextQuiet;
    if (isSelected) painter->fillRect(option.rect, m_theme.color(Role::Selection));
    painter->setFont(option.font);
    const QFontMetrics measure = painter->fontMetrics();
    QRect left = option.rect.adjusted(metrics.steps(3), 0, -metrics.steps(3), 0);
    const int gap = metrics.steps(4);
    const auto draw = [&](const QString &what, int flags, Qt::TextElideMode cut, Role role) {
        painter->setPen(m_theme.color(role));
        painter->drawText(left, flags | Qt::AlignVCenter | Qt::TextSingleLine,
                          measure.elidedText(what, cut, left.width()));
    };
    const QString end = index.data(PaletteModel::EndRole).toString();
    if (!end.isEmpty()) {
        const QRect all = left;
        left.setLeft(left.right() - std::min(measure.horizontalAdvance(end) + 1, left.width() / 2));
        draw(end, Qt::AlignRight, Qt::ElideRight, quiet);
        left = QRect(all.topLeft(), QPoint(left.left() - gap, all.bottom()));
    }
    const QString what = index.data(Qt::DisplayRole).toString();
    draw(what, Qt::AlignLeft, Qt::ElideMiddle, text);
    left.setLeft(left.left() + measure.horizontalAdvance(what) + gap);
    if (left.width() > metrics.steps(10))
        draw(index.data(PaletteModel::PlaceRole).toString(), Qt::AlignLeft, Qt::ElideRight, quiet);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    const Metrics metrics(option.font);
    return {0, metrics.rowHeight + metrics.steps(1)};
}

} // namespace eventscope::ui
