// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/column_widths.h"

#include "ui/log/event_columns.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/mark_painter.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace eventscope::ui {

void fitColumns(QTableView &table) {
    const QFontMetrics fixed(fixedFont());
    const int padding = 2 * Metrics(table.font()).steps(2) + 2;
    QHeaderView *header = table.horizontalHeader();
    const auto widthOf = [&](EventColumn column, const char *sample) {
        const int needed = fixed.horizontalAdvance(QLatin1String(sample)) + padding;
        return std::max(needed, header->sectionSizeHint(static_cast<int>(column)));
    };
    const int type = table.fontMetrics().horizontalAdvance(QStringLiteral("CandidateMatchedToJob")) + padding;
    const auto apply = [&](const char *time, const char *stream, bool isNarrow = false) {
        const std::pair<EventColumn, int> widths[] = {
            {EventColumn::Position, widthOf(EventColumn::Position, "9,999,999")},
            {EventColumn::Recorded, widthOf(EventColumn::Recorded, time)},
            {EventColumn::Stream, widthOf(EventColumn::Stream, stream)},
            {EventColumn::Version, widthOf(EventColumn::Version, "9999")},
            {EventColumn::Size, widthOf(EventColumn::Size, "999 kB")},
            {EventColumn::Note, isNarrow ? MarkPainter::width(table.font())
                                         : std::max(MarkPainter::width(table.font()),
                                                    header->sectionSizeHint(static_cast<int>(EventColumn::Note)))}};
        int sum = type;
        for (const auto &[column, width] : widths) {
            header->resizeSection(static_cast<int>(column), width);
            sum += header->isSectionHidden(static_cast<int>(column)) ? 0 : width;
        }
        for (int column = kEventColumns; column < header->count(); ++column) {
            const int sample = fixed.horizontalAdvance(QStringLiteral("1,000,000.00")) + padding;
            const int width = std::clamp(header->sectionSizeHint(column), sample, 2 * sample);
            header->resizeSection(column, width);
            sum += header->isSectionHidden(column) ? 0 : width;
        }
        // Not the width of the viewport: while the table is being resized that is still the old one.
        return sum <= table.width() - table.verticalScrollBar()->sizeHint().width();
    };
    constexpr const char *kTimes[] = {"2026-03-04 12:00:03.881902", "2026-03-04 12:00:03"};
    constexpr const char *kStreams[] = {"account-7f3a1b2-9c41", "accoun-a91ec", "acc-91ec"};
    if (!apply(kTimes[0], kStreams[0]) && !apply(kTimes[1], kStreams[0]) && !apply(kTimes[1], kStreams[1], true))
        apply(kTimes[1], kStreams[2], true);
}

} // namespace eventscope::ui
