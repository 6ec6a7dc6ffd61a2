// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cell_model.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/role_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    if (index.data(CellModel::kFixedRole).toBool()) option.font = fixedFont();
    return static_cast<Role>(index.data(CellModel::kRoleRole).toInt());
}

int wantedWidth(const QTableView &table, const CellColumn &column) {
    const QFontMetrics letters = column.isFixed ? QFontMetrics(fixedFont()) : table.fontMetrics();
    return letters.horizontalAdvance(column.sample) + Metrics(table.font()).steps(3);
}

/// Gives the columns of a table the room that there is, each time there is more or less of it.
class Fitting final : public QObject {
  public:
    Fitting(QTableView &table, const CellModel &model) : QObject(&table), m_table(table), m_model(model) {
        table.viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() == QEvent::Resize) fit();
        return QObject::eventFilter(watched, event);
    }

  private:
    void fit() {
        std::vector<int> widths;
        int firm = 0, giving = 0; // what those take that stay as they are, and the others
        for (int i = 0; i < m_model.columnCount(); ++i) {
            const CellColumn &column = m_model.columns()[static_cast<std::size_t>(i)];
            widths.push_back(std::max(wantedWidth(m_table, column), m_table.horizontalHeader()->sectionSizeHint(i)));
            (column.givesWay ? giving : firm) += widths.back();
        }
        const int room = std::max(0, m_table.viewport()->width() - firm), least = Metrics(m_table.font()).steps(10);
        for (int i = 0; i < m_model.columnCount(); ++i) {
            int &width = widths[static_cast<std::size_t>(i)];
            if (m_model.columns()[static_cast<std::size_t>(i)].givesWay && giving > room)
                width = std::max(static_cast<int>(qint64{width} * room / giving), std::min(width, least));
            m_table.setColumnWidth(i, width);
        }
    }

    QTableView &m_table;
    const CellModel &m_model;
};

} // namespace

CellModel::CellModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void CellModel::setColumns(std::vector<CellColumn> columns) {
    beginResetModel();
    m_rows.clear();
    m_columns = std::move(columns);
    endResetModel();
}

void CellModel::setRows(std::vector<CellRow> rows) {
    const int was = rowCount(), now = static_cast<int>(rows.size());
    if (now < was) {
        beginRemoveRows({}, now, was - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    const int kept = rowCount();
    for (int row = 0; row < kept; ++row) {
        CellRow &at = m_rows[static_cast<std::size_t>(row)];
        CellRow &made = rows[static_cast<std::size_t>(row)];
        if (at == made) continue;
        at = std::move(made);
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    if (now > kept) append({rows.begin() + kept, rows.end()});
}

void CellModel::append(std::vector<CellRow> rows) {
    if (rows.empty()) return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    for (CellRow &row : rows)
        m_rows.push_back(std::move(row));
    endInsertRows();
}

int CellModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CellModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const CellColumn &column = m_columns[static_cast<std::size_t>(index.column())];
    const Cell &cell = m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return plainToolTip(cell.tip.isEmpty() ? cell.text : cell.tip);
    case Qt::AccessibleTextRole:
        return cell.text.isEmpty() ? cell.tip : cell.text;
    case Qt::DecorationRole:
        return cell.icon.isEmpty() ? QVariant() : QVariant(ui::icon(cell.icon, m_theme, cell.role));
    case Qt::TextAlignmentRole:
        return int((column.isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case kRoleRole:
        return static_cast<int>(cell.role);
    case kFixedRole:
        return column.isFixed;
    case kPaintedRole:
        return cell.painted;
    default:
        return {};
    }
}

QVariant CellModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    const CellColumn &column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole)
        return int((column.isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return plainToolTip(column.title);
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

void showCells(QTableView &table, CellModel &model, const Theme &theme) {
    table.setModel(&model);
    table.setItemDelegate(new RoleDelegate(theme, styleOf, &table));
    makeCalm(table);
    const int edge = Metrics(table.font()).icon;
    table.setIconSize(QSize(edge, edge));
    table.setHorizontalScrollMode(QTableView::ScrollPerPixel);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    sizeCells(table, model);
}

void showFittedCells(QTableView &table, CellModel &model, const Theme &theme) {
    showCells(table, model, theme);
    table.setTextElideMode(Qt::ElideMiddle);
    new Fitting(table, model); // the table's
}

void sizeCells(QTableView &table, const CellModel &model) {
    for (int i = 0; i < model.columnCount(); ++i)
        widenColumn(table, i, wantedWidth(table, model.columns()[static_cast<std::size_t>(i)]));
}

} // namespace eventscope::ui
