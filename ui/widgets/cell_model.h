// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QLatin1String>
#include <QString>

#include <vector>

class QTableView;

namespace eventscope::ui {

/// What stands in one place of a table.
struct Cell {
    QString text;
    QString tip = {};        ///< the whole; empty: the text
    Role role = Role::Text;  ///< of text and icon
    QLatin1String icon = {}; ///< of our set; empty: none
    QVariant painted = {};   ///< for who paints the cell (kPaintedRole)
    bool operator==(const Cell &) const = default;
};
using CellRow = std::vector<Cell>;

struct CellColumn {
    QString title;
    QString sample = {};   ///< as wide as this text; empty: as its title
    bool isFigure = false; ///< right-aligned
    bool isFixed = false;  ///< in the fixed font
    bool givesWay = false; ///< where room is short (see showFittedCells())
};

/// A short list of rows that are made elsewhere, in words. GUI thread.
class CellModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    static constexpr int kRoleRole = Qt::UserRole, kFixedRole = Qt::UserRole + 1, kPaintedRole = Qt::UserRole + 2;

    /// `theme` outlives it.
    explicit CellModel(const Theme &theme, QObject *parent = nullptr);

    void setColumns(std::vector<CellColumn> columns);
    [[nodiscard]] const std::vector<CellColumn> &columns() const { return m_columns; }
    /// Rows stay where they are as far as there are as many as before: what is chosen stays chosen.
    void setRows(std::vector<CellRow> rows);
    void append(std::vector<CellRow> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    const Theme &m_theme;
    std::vector<CellColumn> m_columns;
    std::vector<CellRow> m_rows;
};

/// A calm table of such cells, with the columns as wide as they ask for.
void showCells(QTableView &table, CellModel &model, const Theme &theme);
/// The same, and none of them is out of sight as long as each still shows some letters: where there is less room those
/// that give way become narrower, each as much as it is wide, and their texts are cut in the middle. Call it once for a
/// table, some of whose columns give way.
void showFittedCells(QTableView &table, CellModel &model, const Theme &theme);
/// Again, after setColumns().
void sizeCells(QTableView &table, const CellModel &model);

} // namespace eventscope::ui
