// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_delegate.h"

#include "core/fold/fold.h"
#include "ui/stream/step_columns.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace eventscope::ui {

StepDelegate::StepDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void StepDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != StepTable::TypeColumn) option->font = fixedFont();
    option->font.setBold(index.data(StepTable::CurrentRole).toBool());
    if (option->state.testFlag(QStyle::State_Selected)) return;
    const auto outcome = static_cast<StepOutcome::Kind>(index.data(StepTable::OutcomeRole).toInt());
    Role role = Role::Text;
    if (outcome == StepOutcome::Kind::Ignored) role = Role::TextQuiet;
    if (index.data(StepTable::AfterCursorRole).toBool()) role = Role::TextDimmed;
    if (outcome == StepOutcome::Kind::Failed) role = Role::Error;
    option->palette.setColor(QPalette::Text, m_theme.color(role));
}

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() != 0) return;
    const int series = index.data(StepTable::SeriesRole).toInt();
    const auto outcome = static_cast<StepOutcome::Kind>(index.data(StepTable::OutcomeRole).toInt());
    // A failed step is seen in every state of its row.
    const QColor colour =
        outcome == StepOutcome::Kind::Failed
            ? m_theme.color(Role::Error)
            : m_theme.series(series < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(series)));
    const QRect edge = option.rect;
    painter->fillRect(edge.left(), edge.top(), Metrics(option.font).mark, edge.height(), colour);
}

} // namespace eventscope::ui
