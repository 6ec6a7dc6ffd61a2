// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/change_delegate.h"

#include "ui/stream/change_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

namespace eventscope::ui {

namespace {

Role roleOf(Change::Op op) {
    switch (op) {
    case Change::Op::Add:
        return Role::Added;
    case Change::Op::Remove:
        return Role::Removed;
    case Change::Op::Replace:
    case Change::Op::Move:
        return Role::Changed;
    }
    return Role::Text;
}

} // namespace

void ChangeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != ChangeModel::SignColumn) option->font = fixedFont();
    option->textElideMode = Qt::ElideMiddle;
    if (option->state.testFlag(QStyle::State_Selected)) return;
    const auto op = static_cast<Change::Op>(index.data(ChangeModel::kOpRole).toInt());
    Role role = roleOf(op);
    if (index.column() == ChangeModel::PathColumn) role = Role::Text;
    if (index.column() == ChangeModel::WasColumn) role = Role::TextQuiet;
    option->palette.setColor(QPalette::Text, m_theme.color(role));
}

} // namespace eventscope::ui
