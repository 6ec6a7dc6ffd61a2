// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_model.h"

#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

QString shown(const ValueTrack::Moment &moment) { return moment.exists ? moment.text : ValueModel::tr("not there"); }

} // namespace

void ValueModel::setTrack(ValueTrackPtr track, HistoryPtr history) {
    beginResetModel();
    m_track = std::move(track);
    m_history = std::move(history);
    endResetModel();
}

void ValueModel::setStep(std::optional<std::size_t> step) {
    m_step = step;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {kCurrentRole});
}

const ValueTrack::Moment &ValueModel::moment(int row) const {
    return row < 0 ? m_track->before : m_track->moments[static_cast<std::size_t>(row)];
}

std::size_t ValueModel::stepOf(int row) const { return moment(row).step; }

int ValueModel::currentRow() const {
    if (!m_track || !m_step) return -1;
    const auto later = std::ranges::upper_bound(m_track->moments, *m_step, {}, &ValueTrack::Moment::step);
    return static_cast<int>(later - m_track->moments.begin()) - 1;
}

int ValueModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() || !m_track ? 0 : static_cast<int>(m_track->moments.size());
}

int ValueModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ValueModel::text(int row, int column) const {
    const Step &step = m_history->steps()[stepOf(row)];
    switch (column) {
    case VersionColumn:
        return QString::number(step.version.value);
    case RecordedColumn:
        return formatSecond(step.recordedAt);
    case TypeColumn:
        return shortened(step.type, kNameCharacters);
    case WasColumn:
        return shown(moment(row - 1));
    case IsColumn:
        return moment(row).changed ? shown(moment(row)) : tr("set to the same");
    default:
        return {};
    }
}

QVariant ValueModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(index.row(), index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == VersionColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                        : Qt::AlignLeft | Qt::AlignVCenter);
    case kCurrentRole:
        return index.row() == currentRow();
    case kChangedRole:
        return moment(index.row()).changed;
    default:
        return {};
    }
}

QVariant ValueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == VersionColumn ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
    case VersionColumn:
        return tr("v", "column of versions");
    case RecordedColumn:
        return tr("Recorded");
    case TypeColumn:
        return tr("Type");
    case WasColumn:
        return tr("Was");
    case IsColumn:
        return tr("Is");
    default:
        return {};
    }
}

} // namespace eventscope::ui
