// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_delegate.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/json_tree_columns.h"

#include <QPainter>

namespace eventscope::ui {

namespace {

JsonTree::Mark markOf(const QModelIndex &index) {
    return static_cast<JsonTree::Mark>(index.data(JsonTree::MarkRole).toInt());
}

struct Sign {
    QString text; ///< empty: none
    Role role = Role::Text;
};

/// What is odd is odd whatever a step did to it.
Sign signOf(const QModelIndex &index) {
    if (!index.data(JsonTree::RemarkRole).toString().isEmpty()) return {QStringLiteral("!"), Role::Warning};
    switch (markOf(index)) {
    case JsonTree::Added:
        return {QStringLiteral("+"), Role::Added};
    case JsonTree::Changed:
        return {QStringLiteral("~"), Role::Changed};
    case JsonTree::ChangedBelow:
        return {QString(QChar(0x00b7)), Role::TextQuiet};
    case JsonTree::Unmarked:
        break;
    }
    return {};
}

} // namespace

JsonTreeDelegate::JsonTreeDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void JsonTreeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = index.column() == JsonTree::ValueColumn ? Qt::ElideMiddle : Qt::ElideRight;
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    if (index.column() == JsonTree::ValueColumn) option->font = fixedFont();
    if (selected) return;
    const JsonTree::Mark mark = markOf(index);
    const auto setText = [&](Role role) { option->palette.setColor(QPalette::Text, m_theme.color(role)); };
    if (index.column() == JsonTree::BlameColumn) setText(Role::TextQuiet);
    if (index.column() == JsonTree::ValueColumn && mark == JsonTree::Added) setText(Role::Added);
    if (index.column() == JsonTree::ValueColumn && mark == JsonTree::Changed) setText(Role::Changed);
    if (mark == JsonTree::Added) option->backgroundBrush = m_theme.color(Role::AddedBack);
    if (mark == JsonTree::Changed) option->backgroundBrush = m_theme.color(Role::ChangedBack);
}

void JsonTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    if (index.column() != JsonTree::NameColumn) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // The sign has a place of its own before the name, so that names stay aligned.
    const Metrics metrics(option.font);
    const int signWidth = metrics.steps(3);
    QStyleOptionViewItem name(option);
    initStyleOption(&name, index);
    if (name.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, name.palette.brush(QPalette::Highlight));
    else if (name.backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option.rect, name.backgroundBrush);
    name.rect.adjust(signWidth, 0, 0, 0);
    QStyledItemDelegate::paint(painter, name, index);
    const Sign sign = signOf(index);
    if (sign.text.isEmpty()) return;
    painter->save();
    const bool isSelected = name.state.testFlag(QStyle::State_Selected);
    painter->setPen(m_theme.color(isSelected ? Role::OnSelection : sign.role));
    if (sign.role == Role::Warning) {
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
    }
    painter->drawText(QRect(option.rect.left(), option.rect.top(), signWidth, option.rect.height()), Qt::AlignCenter,
                      sign.text);
    painter->restore();
}

QSize JsonTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const Metrics metrics(option.font);
    if (index.column() == JsonTree::NameColumn) size.rwidth() += metrics.steps(3);
    size.setHeight(metrics.rowHeight);
    return size;
}

} // namespace eventscope::ui
