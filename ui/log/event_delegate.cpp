// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/event_delegate.h"

#include "ui/log/event_columns.h"
#include "ui/session/event_marks.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace eventscope::ui {

namespace {

constexpr int kUnderline = 2;

QString fitting(const QModelIndex &index, const QFontMetrics &metrics, int width) {
    const QString text = index.data(Qt::DisplayRole).toString();
    if (metrics.horizontalAdvance(text) <= width) return text;
    const QString brief = index.data(ShortRole).toString();
    return metrics.elidedText(brief.isEmpty() ? text : brief, Qt::ElideMiddle, width);
}

/// The one at the left edge, wherever the user has moved it.
bool isFirst(const QStyleOptionViewItem &option, const QModelIndex &index) {
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    return table ? table->horizontalHeader()->sectionPosition(index.column()) == 0 : index.column() == 0;
}

} // namespace

EventDelegate::EventDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_fixed(fixedFont()), m_marks(theme) {}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected) painter->fillRect(option.rect, m_theme.color(Role::Selection));
    const Metrics metrics(option.font);
    if (isFirst(option, index)) {
        const int series = index.data(SeriesRole).toInt();
        const auto colour = m_theme.series(series < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(series)));
        painter->fillRect(QRect(option.rect.topLeft(), QSize(metrics.mark, option.rect.height() - 1)), colour);
    }
    if (index.column() == static_cast<int>(EventColumn::Note)) {
        const auto marks = EventMarks::Marks::fromInt(index.data(MarksRole).toInt());
        m_marks.paint(*painter, option.rect, {marks.testFlag(EventMarks::Bookmark), marks.testFlag(EventMarks::Note)},
                      selected);
        return;
    }
    const Role ink = selected                                                    ? Role::OnSelection
                     : index.data(DimmedRole).toBool()                           ? Role::TextDimmed
                     : index.column() == 0 && !index.data(SettledRole).toBool()  ? Role::Warning
                     : !index.data(LoadedRole).toBool()                          ? Role::TextQuiet
                     : index.column() == static_cast<int>(EventColumn::Recorded) ? Role::TextQuiet
                                                                                 : Role::Text;
    const bool isWord = index.column() == static_cast<int>(EventColumn::Type);
    painter->setPen(m_theme.color(ink));
    painter->setFont(isWord ? option.font : m_fixed);
    const QRect inside = option.rect.adjusted(metrics.steps(2), 0, -metrics.steps(2), 0);
    const int alignment = index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine;
    const QString text = fitting(index, painter->fontMetrics(), inside.width());
    painter->drawText(inside, alignment, text);
    if (!m_found.isEmpty())
        underline(*painter, painter->fontMetrics().boundingRect(inside, alignment, text), text,
                  m_theme.color(selected ? Role::OnSelection : Role::Accent));
}

void EventDelegate::underline(QPainter &painter, const QRect &place, const QString &text, const QColor &colour) const {
    const QFontMetrics metrics = painter.fontMetrics();
    const qsizetype length = m_found.size();
    for (qsizetype at = 0; (at = text.indexOf(m_found, at, Qt::CaseInsensitive)) >= 0; at += length) {
        const int left = place.left() + metrics.horizontalAdvance(text.left(at));
        const int width = metrics.horizontalAdvance(text.mid(at, length));
        painter.fillRect(left, place.bottom() - kUnderline, width, kUnderline, colour);
    }
}

} // namespace eventscope::ui
