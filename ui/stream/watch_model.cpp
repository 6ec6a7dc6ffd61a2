// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/watch_model.h"

#include "ui/stream/stream_words.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/value_text.h"

#include <algorithm>

namespace eventscope::ui {

int WatchModel::rowOf(const Pointer &path) const {
    const auto found = std::ranges::find(m_watches, path, &Watch::path);
    return found == m_watches.end() ? -1 : static_cast<int>(found - m_watches.begin());
}

int WatchModel::add(const Pointer &path) {
    if (const int row = rowOf(path); row >= 0) return row;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_watches.push_back({path, nullptr, {}});
    endInsertRows();
    return row;
}

void WatchModel::remove(int row) {
    beginRemoveRows({}, row, row);
    m_watches.erase(m_watches.begin() + row);
    endRemoveRows();
}

void WatchModel::announce(int row) {
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

ValueTrackPtr WatchModel::trackOf(const Pointer &path) const {
    const int row = rowOf(path);
    return row < 0 ? nullptr : track(row);
}

void WatchModel::setTrack(const ValueTrackPtr &track) {
    const int row = rowOf(track->path);
    if (row < 0) return;
    m_watches[static_cast<std::size_t>(row)].track = track;
    announce(row);
}

void WatchModel::setProblem(const Pointer &path, const QString &problem) {
    const int row = rowOf(path);
    if (row < 0) return;
    m_watches[static_cast<std::size_t>(row)].problem = problem;
    announce(row);
}

void WatchModel::setHistory(HistoryPtr history) {
    m_history = std::move(history);
    m_step.reset();
    for (Watch &watch : m_watches) {
        watch.track = nullptr;
        watch.problem.clear();
    }
    if (!m_watches.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void WatchModel::setStep(std::optional<std::size_t> step) {
    m_step = step;
    if (!m_watches.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::vector<Pointer> WatchModel::changedAt(std::size_t step) const {
    std::vector<Pointer> changed;
    for (const Watch &watch : m_watches)
        if (watch.track && watch.track->changedAt(step)) changed.push_back(watch.path);
    return changed;
}

int WatchModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_watches.size());
}

int WatchModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString WatchModel::text(const Watch &watch, int column) const {
    if (column == PathColumn) return pathText(watch.path);
    if (!watch.problem.isEmpty()) return column == ValueColumn ? watch.problem : QString();
    if (!watch.track || !m_history) return column == ValueColumn ? tr("working it out…") : QString();
    const ValueTrack::Moment &moment = watch.track->at(m_step);
    if (column == ValueColumn) return moment.exists ? moment.text : tr("not there");
    const auto step = m_step ? watch.track->changeBefore(*m_step + 1) : std::nullopt;
    return step ? stepText(m_history->steps()[*step]) : QString();
}

QVariant WatchModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Watch &watch = m_watches[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(watch, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(watch, index.column()));
    case kChangedRole:
        return m_step && watch.track && watch.track->changedAt(*m_step);
    default:
        return {};
    }
}

QVariant WatchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case PathColumn:
        return tr("Path");
    case ValueColumn:
        return tr("Value");
    case SinceColumn:
        return tr("Set by");
    default:
        return {};
    }
}

} // namespace eventscope::ui
