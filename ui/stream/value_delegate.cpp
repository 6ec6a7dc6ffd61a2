// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_delegate.h"

#include "ui/stream/value_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

namespace eventscope::ui {

void ValueDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != ValueModel::TypeColumn) option->font = fixedFont();
    option->font.setBold(index.data(ValueModel::kCurrentRole).toBool());
    option->textElideMode = index.column() < ValueModel::TypeColumn ? Qt::ElideMiddle : Qt::ElideRight;
    if (option->state.testFlag(QStyle::State_Selected)) return;
    const bool changed = index.data(ValueModel::kChangedRole).toBool();
    const Role role = !changed || index.column() == ValueModel::WasColumn ? Role::TextQuiet
                      : index.column() == ValueModel::IsColumn            ? Role::Changed
                                                                          : Role::Text;
    option->palette.setColor(QPalette::Text, m_theme.color(role));
}

} // namespace eventscope::ui
