// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/statistics_row.h"

#include <QAbstractTableModel>

#include <vector>

namespace eventscope::ui {

/// Lines of the statistics as a table: names and figures, with shares where they are groups of events. GUI thread.
class StatisticsModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { NameColumn, ValueColumn, ShareColumn };
    enum Role : int { OrderRole = Qt::UserRole, ShareRole, SeriesRole };
    enum class Kind : std::uint8_t { Facts, Groups };

    StatisticsModel(Kind kind, QString nameTitle, QString valueTitle, QObject *parent);

    /// Where the same names stay in the same places only cells change, so that the reader's place stays.
    void setRows(std::vector<StatisticsRow> rows);
    /// REQUIRES: a row of this model.
    [[nodiscard]] const StatisticsRow &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(const StatisticsRow &row, int column) const;

    const Kind m_kind;
    const QString m_nameTitle, m_valueTitle;
    std::vector<StatisticsRow> m_rows;
};

} // namespace eventscope::ui
