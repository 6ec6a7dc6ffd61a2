// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/saved_filters_model.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>
#include <limits>

namespace eventscope::ui {

namespace {

QString shown(const std::string &text) { return shortened(text, kNameCharacters); }

int plural(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

} // namespace

SavedFiltersModel::SavedFiltersModel(Session &session, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_theme(theme) {
    const SavedFilters *filters = &session.savedFilters();
    connect(filters, &SavedFilters::aboutToReset, this, &SavedFiltersModel::beginResetModel);
    connect(filters, &SavedFilters::reset, this, &SavedFiltersModel::endResetModel);
    connect(filters, &SavedFilters::countsChanged, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, CountColumn), index(rowCount() - 1, CountColumn));
    });
}

const SavedFilters::Entry &SavedFiltersModel::at(int row) const {
    return m_session.savedFilters().all()[static_cast<std::size_t>(row)];
}

QString SavedFiltersModel::nameOf(int row) const { return QString::fromStdString(at(row).filter.name); }

QString SavedFiltersModel::textOf(int row) const { return QString::fromStdString(at(row).filter.text); }

int SavedFiltersModel::rowOf(const QString &name) const {
    for (int row = 0; row < rowCount(); ++row)
        if (nameOf(row) == name) return row;
    return -1;
}

int SavedFiltersModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_session.savedFilters().all().size());
}

int SavedFiltersModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SavedFiltersModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const SavedFilters::Entry &entry = at(index.row());
    if (role == Qt::ToolTipRole) {
        QString tip = shortened(entry.filter.text, kMessageCharacters);
        if (!entry.read) tip += QStringLiteral("\n") + tr("Cannot be read: %1").arg(shown(entry.read.error().message));
        return plainToolTip(tip);
    }
    return index.column() == NameColumn ? nameData(entry, role) : countData(entry, role);
}

QVariant SavedFiltersModel::nameData(const SavedFilters::Entry &entry, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return shown(entry.filter.name);
    case Qt::EditRole:
        return QString::fromStdString(entry.filter.name);
    case Qt::AccessibleTextRole:
        return shown(entry.filter.name);
    case Qt::DecorationRole:
        return entry.read ? icon(QLatin1String("filter")) : icon(severityIcon(Role::Error), m_theme, Role::Error);
    default:
        return {};
    }
}

QVariant SavedFiltersModel::countData(const SavedFilters::Entry &entry, int role) const {
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole) return fixedFont();
    if (role == Qt::ForegroundRole) return m_theme.color(Role::TextQuiet);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    const bool isSpoken = role == Qt::AccessibleTextRole;
    if (!entry.read)
        return isSpoken ? tr("Cannot be read: %1").arg(shown(entry.read.error().message)) : QStringLiteral("\u2014");
    const QString count = isSpoken ? tr("%Ln event(s)", nullptr, plural(entry.count())) : formatCount(entry.count());
    if (m_session.savedFilters().isCounted(entry)) return count;
    return isSpoken ? tr("%1, not all counted yet").arg(count) : count + QStringLiteral("\u2026");
}

Qt::ItemFlags SavedFiltersModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

bool SavedFiltersModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (role != Qt::EditRole || index.column() != NameColumn) return false;
    QMetaObject::invokeMethod(
        this, [this, from = nameOf(index.row()), to = value.toString().trimmed()] { rename(from, to); },
        Qt::QueuedConnection);
    return true;
}

void SavedFiltersModel::rename(const QString &from, const QString &to) {
    if (m_session.savedFilters().rename(from, to)) {
        Q_EMIT renamed(to);
        return;
    }
    Q_EMIT refused(m_session.savedFilters().find(to) ? tr("Another saved filter has this name")
                                                     : tr("A name has 1 to %1 bytes").arg(SavedFilter::kNameBytesMax));
}

} // namespace eventscope::ui
