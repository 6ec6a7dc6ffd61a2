// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/compare.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace eventscope::ui {

/// The rows of two streams laid side by side: sign, version here, version there, type, and how the payloads differ.
/// GUI thread.
class ComparisonModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { SignColumn, HereColumn, ThereColumn, TypeColumn, ChangesColumn, ColumnCount };
    static constexpr int kKindRole = Qt::UserRole; ///< ComparedRow::Kind, int
    using Rows = std::shared_ptr<const std::vector<ComparedRow>>;
    enum class Which : std::uint8_t { All, Different };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: none.
    void setRows(Rows rows);
    void setShown(Which which);
    /// REQUIRES: a row of this model.
    [[nodiscard]] const ComparedRow &compared(int row) const;
    /// Of all rows, shown or not.
    [[nodiscard]] int count(ComparedRow::Kind kind) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void choose();

    Rows m_rows;
    Which m_which = Which::All;
    std::vector<std::size_t> m_shown; ///< indices into m_rows
};

} // namespace eventscope::ui
