// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/interval_model.h"

#include "ui/stream/stream_words.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

namespace eventscope::ui {

void IntervalModel::setIntervals(std::vector<Interval> intervals, HistoryPtr history) {
    beginResetModel();
    m_intervals = std::move(intervals);
    m_history = std::move(history);
    endResetModel();
}

int IntervalModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_intervals.size());
}

int IntervalModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

/// `to` is the first step at which it holds no longer; people read "from v91 to v93" as both included.
QString IntervalModel::text(const Interval &interval, int column) const {
    const auto &steps = m_history->steps();
    switch (column) {
    case FromColumn:
        return versionText(*m_history, interval.from);
    case ToColumn:
        return interval.to ? versionText(*m_history, *interval.to - 1) : tr("still holds");
    case FromTimeColumn:
        return formatSecond(steps[interval.from].recordedAt);
    case ToTimeColumn:
        return interval.to ? formatSecond(steps[*interval.to].recordedAt) : QString();
    default:
        return {};
    }
}

QVariant IntervalModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(interval(index.row()), index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(interval(index.row()), index.column()));
    default:
        return {};
    }
}

QVariant IntervalModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case FromColumn:
        return tr("From");
    case ToColumn:
        return tr("To");
    case FromTimeColumn:
        return tr("Began");
    case ToTimeColumn:
        return tr("Ended");
    default:
        return {};
    }
}

} // namespace eventscope::ui
