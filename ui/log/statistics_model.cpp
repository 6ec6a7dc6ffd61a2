// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/statistics_model.h"

#include "ui/widgets/plain_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// "12.3 %"; "< 0.1 %" for what is more than nothing.
QString formatShare(double share) {
    const QString number = share > 0 && share < 0.001 ? QLatin1String("< ") + QLocale().toString(0.1, 'f', 1)
                                                      : QLocale().toString(share * 100, 'f', 1);
    return QCoreApplication::translate("Format", "%1 %").arg(number);
}

} // namespace

StatisticsModel::StatisticsModel(Kind kind, QString nameTitle, QString valueTitle, QObject *parent)
    : QAbstractTableModel(parent),
      m_kind(kind),
      m_nameTitle(std::move(nameTitle)),
      m_valueTitle(std::move(valueTitle)) {}

void StatisticsModel::setRows(std::vector<StatisticsRow> rows) {
    if (std::ranges::equal(rows, m_rows, {}, &StatisticsRow::exactName, &StatisticsRow::exactName)) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int StatisticsModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StatisticsModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : m_kind == Kind::Facts ? ShareColumn : ShareColumn + 1;
}

QString StatisticsModel::text(const StatisticsRow &row, int column) const {
    switch (column) {
    case NameColumn:
        return row.name;
    case ValueColumn:
        return row.value;
    default:
        return row.share ? formatShare(*row.share) : QString();
    }
}

QVariant StatisticsModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const StatisticsRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(shown, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(shown, index.column()));
    case Qt::TextAlignmentRole: {
        const bool isFigure = m_kind == Kind::Groups && index.column() == ValueColumn;
        return QVariant((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case OrderRole:
        return index.column() == NameColumn ? QVariant(shown.name) : QVariant(shown.order);
    case ShareRole:
        return shown.share ? QVariant(*shown.share) : QVariant();
    case SeriesRole:
        return shown.series ? static_cast<int>(*shown.series) : -1;
    default:
        return {};
    }
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    // All at the left: at the right the sign of the order would stand on the text.
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == NameColumn ? m_nameTitle : section == ValueColumn ? m_valueTitle : tr("Share");
}

} // namespace eventscope::ui
