// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/comparison_delegate.h"

#include "ui/stream/comparison_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

namespace eventscope::ui {

namespace {

Role roleOf(ComparedRow::Kind kind) {
    switch (kind) {
    case ComparedRow::Kind::Same:
        return Role::TextQuiet;
    case ComparedRow::Kind::Differs:
        return Role::Changed;
    case ComparedRow::Kind::OnlyLeft:
        return Role::Removed;
    case ComparedRow::Kind::OnlyRight:
        return Role::Added;
    }
    return Role::Text;
}

} // namespace

void ComparisonDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isWords = index.column() == ComparisonModel::TypeColumn;
    if (!isWords) option->font = fixedFont();
    if (option->state.testFlag(QStyle::State_Selected)) return;
    const auto kind = static_cast<ComparedRow::Kind>(index.data(ComparisonModel::kKindRole).toInt());
    const bool isSame = kind == ComparedRow::Kind::Same;
    option->palette.setColor(QPalette::Text, m_theme.color(isWords && !isSame ? Role::Text : roleOf(kind)));
}

} // namespace eventscope::ui
