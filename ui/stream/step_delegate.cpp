// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_delegate.h"

#include "core/fold/fold.h"
#include "ui/session/event_marks.h"
#include "ui/stream/step_columns.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace eventscope::ui {

namespace {

StepOutcome::Kind outcomeOf(const QModelIndex &index) {
    return static_cast<StepOutcome::Kind>(index.data(StepTable::OutcomeRole).toInt());
}

Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    if (index.column() != StepTable::TypeColumn) option.font = fixedFont();
    option.font.setBold(index.data(StepTable::CurrentRole).toBool());
    const StepOutcome::Kind outcome = outcomeOf(index);
    if (outcome == StepOutcome::Kind::Failed) return Role::Error;
    if (index.data(StepTable::AfterCursorRole).toBool()) return Role::TextDimmed;
    return outcome == StepOutcome::Kind::Ignored ? Role::TextQuiet : Role::Text;
}

} // namespace

StepDelegate::StepDelegate(const Theme &theme, QObject *parent)
    : RoleDelegate(theme, styleOf, parent), m_marks(theme) {}

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    RoleDelegate::paint(painter, option, index);
    if (index.column() == StepTable::TypeColumn) return paintMarks(*painter, option, index);
    if (index.column() != 0) return;
    const int series = index.data(StepTable::SeriesRole).toInt();
    // A failed step is seen in every state of its row.
    const QColor colour =
        outcomeOf(index) == StepOutcome::Kind::Failed
            ? theme().color(Role::Error)
            : theme().series(series < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(series)));
    const QRect edge = option.rect;
    painter->fillRect(edge.left(), edge.top(), Metrics(option.font).mark, edge.height(), colour);
}

/// Over the end of the type, which may be cut there.
void StepDelegate::paintMarks(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const auto marks = EventMarks::Marks::fromInt(index.data(StepTable::MarksRole).toInt());
    if (!marks) return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor ground = theme().color(selected ? Role::Selection : Role::Base);
    const int room = MarkPainter::width(option.font, marks == (EventMarks::Bookmark | EventMarks::Note) ? 2 : 1);
    painter.fillRect(option.rect.adjusted(option.rect.width() - room, 0, 0, 0), ground);
    m_marks.paint(painter, option.rect, {marks.testFlag(EventMarks::Bookmark), marks.testFlag(EventMarks::Note)},
                  selected);
}

} // namespace eventscope::ui
