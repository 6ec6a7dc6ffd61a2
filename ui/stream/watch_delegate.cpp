// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/watch_delegate.h"

#include "ui/stream/watch_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

namespace eventscope::ui {

void WatchDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != WatchModel::SinceColumn) option->font = fixedFont();
    option->textElideMode = Qt::ElideMiddle;
    const bool changed = index.data(WatchModel::kChangedRole).toBool();
    if (changed && index.column() == WatchModel::ValueColumn) option->text.prepend(QStringLiteral("~ "));
    if (option->state.testFlag(QStyle::State_Selected)) return;
    const Role role = index.column() == WatchModel::SinceColumn              ? Role::TextQuiet
                      : changed && index.column() == WatchModel::ValueColumn ? Role::Changed
                                                                             : Role::Text;
    option->palette.setColor(QPalette::Text, m_theme.color(role));
}

} // namespace eventscope::ui
