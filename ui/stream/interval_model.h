// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QAbstractTableModel>

namespace eventscope::ui {

/// The runs of versions in which a condition holds: first and last version, and when. GUI thread.
class IntervalModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { FromColumn, ToColumn, FromTimeColumn, ToTimeColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// A null history: none.
    void setIntervals(std::vector<Interval> intervals, HistoryPtr history);
    /// REQUIRES: a row of this model.
    [[nodiscard]] const Interval &interval(int row) const { return m_intervals[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(const Interval &interval, int column) const;

    std::vector<Interval> m_intervals;
    HistoryPtr m_history;
};

} // namespace eventscope::ui
