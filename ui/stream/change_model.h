// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/diff.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace eventscope::ui {

/// What a step changed, one line a change: sign, path, what it was and what it is. GUI thread.
class ChangeModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { SignColumn, PathColumn, WasColumn, IsColumn, ColumnCount };
    static constexpr int kOpRole = Qt::UserRole; ///< Change::Op, int

    using QAbstractTableModel::QAbstractTableModel;

    using Changes = std::shared_ptr<const std::vector<Change>>;

    /// Null: none. REQUIRES: not changed any more.
    void setChanges(Changes changes);
    /// REQUIRES: a row of this model.
    [[nodiscard]] const Change &change(int row) const { return (*m_changes)[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(const Change &change, int column) const;

    Changes m_changes;
};

} // namespace eventscope::ui
