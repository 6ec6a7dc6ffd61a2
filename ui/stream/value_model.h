// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/value_track.h"

#include <QAbstractTableModel>

#include <optional>

namespace eventscope::ui {

/// Every time a value was set or removed, one line each: version, what it was and what it is, type, time. GUI thread.
class ValueModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { VersionColumn, WasColumn, IsColumn, TypeColumn, RecordedColumn, ColumnCount };
    static constexpr int kCurrentRole = Qt::UserRole;     ///< bool: the row that made the value of the shown step
    static constexpr int kChangedRole = Qt::UserRole + 1; ///< bool: false where it was set to what it was

    using QAbstractTableModel::QAbstractTableModel;

    /// Both null: nothing to show.
    void setTrack(ValueTrackPtr track, HistoryPtr history);
    void setStep(std::optional<std::size_t> step);
    /// The row that made the value of the shown step; -1: it has been so from the beginning.
    [[nodiscard]] int currentRow() const;
    /// REQUIRES: a row of this model.
    [[nodiscard]] std::size_t stepOf(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] const ValueTrack::Moment &moment(int row) const;
    [[nodiscard]] QString text(int row, int column) const;

    ValueTrackPtr m_track;
    HistoryPtr m_history;
    std::optional<std::size_t> m_step;
};

} // namespace eventscope::ui
