// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/column_fit.h"

#include "ui/log/column_memory.h"
#include "ui/log/event_columns.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/mark_painter.h"

#include <QHeaderView>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int at(EventColumn column) { return static_cast<int>(column); }

} // namespace

ColumnFit::ColumnFit(QTableView &table, ColumnMemory &memory) : QObject(&table), m_table(table), m_memory(memory) {
    table.installEventFilter(this);
    connect(&memory, &ColumnMemory::restored, this, &ColumnFit::fit);
    const auto look = [this] {
        if (m_isNarrow && lastPosition().size() != m_fitted) fit();
    };
    connect(table.model(), &QAbstractItemModel::rowsInserted, this, look);
    connect(table.model(), &QAbstractItemModel::modelReset, this, look);
}

QString ColumnFit::lastPosition() const {
    const QAbstractItemModel &model = *m_table.model();
    return model.index(model.rowCount() - 1, at(EventColumn::Position)).data().toString();
}

void ColumnFit::fit() {
    constexpr const char *kTimes[] = {"2026-03-04 12:00:03.881902", "2026-03-04 12:00:03"};
    constexpr const char *kStreams[] = {"account-7f3a1b2-9c41", "accoun-a91ec", "acc-91ec"};
    m_fitted = lastPosition().size();
    m_isNarrow = !apply(kTimes[0], kStreams[0]) && !apply(kTimes[1], kStreams[0]);
    if (m_isNarrow && !apply(kTimes[1], kStreams[1], true)) apply(kTimes[1], kStreams[2], true);
    m_memory.applyWidths();
}

bool ColumnFit::apply(const char *time, const char *stream, bool isNarrow) {
    const QFont font = m_table.font();
    const QFontMetrics fixed(fixedFont());
    const int padding = 2 * Metrics(font).steps(2) + 2;
    QHeaderView *header = m_table.horizontalHeader();
    const auto widthOf = [&](EventColumn column, const QString &sample) {
        return std::max(fixed.horizontalAdvance(sample) + padding, header->sectionSizeHint(at(column)));
    };
    const int mark = MarkPainter::width(font);
    const int note = isNarrow ? mark : std::max(mark, header->sectionSizeHint(at(EventColumn::Note)));
    const std::pair<EventColumn, int> widths[] = {
        {EventColumn::Position,
         widthOf(EventColumn::Position, isNarrow ? lastPosition() : QStringLiteral("9,999,999"))},
        {EventColumn::Recorded, widthOf(EventColumn::Recorded, QLatin1String(time))},
        {EventColumn::Stream, widthOf(EventColumn::Stream, QLatin1String(stream))},
        {EventColumn::Version, widthOf(EventColumn::Version, QStringLiteral("9999"))},
        {EventColumn::Size, widthOf(EventColumn::Size, QStringLiteral("999 kB"))},
        {EventColumn::Note, note}};
    int sum = m_table.fontMetrics().horizontalAdvance(QStringLiteral("CandidateMatchedToJob")) + padding;
    const auto resize = [&](int column, int width) {
        header->resizeSection(column, width);
        sum += header->isSectionHidden(column) ? 0 : width;
    };
    for (const auto &[column, width] : widths)
        resize(at(column), width);
    const int number = fixed.horizontalAdvance(QStringLiteral("1,000,000.00")) + padding;
    for (int column = kEventColumns; column < header->count(); ++column)
        resize(column, std::clamp(header->sectionSizeHint(column), number, 2 * number));
    // Not the width of the viewport: while the table is being resized that is still the old one.
    return sum <= m_table.width() - m_table.verticalScrollBar()->sizeHint().width();
}

bool ColumnFit::eventFilter(QObject *watched, QEvent *event) {
    const bool isOtherWidth =
        event->type() == QEvent::Resize && static_cast<QResizeEvent *>(event)->oldSize().width() != m_table.width();
    if (isOtherWidth) fit();
    return QObject::eventFilter(watched, event);
}

} // namespace eventscope::ui
