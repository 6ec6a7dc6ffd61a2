// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/role_delegate.h"

namespace eventscope::ui {

void RoleDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const Role role = m_style(*option, index);
    if (!option->state.testFlag(QStyle::State_Selected)) option->palette.setColor(QPalette::Text, m_theme.color(role));
}

} // namespace eventscope::ui
