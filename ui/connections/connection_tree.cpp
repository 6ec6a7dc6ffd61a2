// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_tree.h"

#include "ui/connections/connection_model.h"
#include "ui/connections/connections.h"
#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <functional>

namespace eventscope::ui {

namespace {

/// Calls `visit` with the first cell of every row, from top to bottom.
void forEachRow(const QAbstractItemModel &model, const QModelIndex &parent,
                const std::function<void(const QModelIndex &)> &visit) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        visit(index);
        forEachRow(model, index, visit);
    }
}

} // namespace

ConnectionTree::ConnectionTree(const Connections &connections, const Theme &theme, QWidget *parent)
    : QTreeView(parent),
      m_connections(connections),
      m_model(new ConnectionModel(theme, this)),
      m_filter(new QSortFilterProxyModel(this)) {
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterRole(ConnectionSearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_filter);
    setAccessible(this, tr("Connections"));
    setAllColumnsShowFocus(true);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(true);
    setTextElideMode(Qt::ElideMiddle);
    header()->setHighlightSections(false);
    connect(&connections, &Connections::changed, this, &ConnectionTree::fill);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &row) {
        const QString name = row.data(ConnectionNameRole).toString();
        if (!name.isEmpty()) Q_EMIT connectionActivated(name);
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_isFilling) Q_EMIT currentNameChanged();
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &folder) {
        if (!m_isFilling) m_closed += folder.data(ConnectionFolderRole).toString();
    });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &folder) { m_closed -= folder.data(ConnectionFolderRole).toString(); });
    fill();
}

void ConnectionTree::setBrief() {
    for (int column = 2; column < kConnectionColumns; ++column)
        hideColumn(column);
    setHeaderHidden(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(static_cast<int>(ConnectionColumn::Name), QHeaderView::Stretch);
    header()->setSectionResizeMode(static_cast<int>(ConnectionColumn::Environment), QHeaderView::ResizeToContents);
}

/// The search opens all folders; without one they are as the user left them.
void ConnectionTree::setSearch(const QString &text) {
    const QString current = currentName();
    m_isFilling = true;
    m_filter->setFilterFixedString(text.trimmed());
    if (text.trimmed().isEmpty())
        restoreFolders();
    else
        expandAll();
    m_isFilling = false;
    setCurrentName(current);
    if (currentName().isEmpty()) Q_EMIT currentNameChanged();
}

void ConnectionTree::fill() {
    const QString current = currentName();
    m_isFilling = true;
    m_model->setConnections(m_connections.all());
    restoreFolders();
    m_isFilling = false;
    setCurrentName(current);
    Q_EMIT currentNameChanged();
}

void ConnectionTree::restoreFolders() {
    forEachRow(*m_filter, {}, [this](const QModelIndex &row) {
        const bool isFolder = row.data(ConnectionNameRole).toString().isEmpty();
        if (isFolder) setExpanded(row, !m_closed.contains(row.data(ConnectionFolderRole).toString()));
    });
}

QModelIndex ConnectionTree::indexOf(const QString &name) const {
    QModelIndex found;
    forEachRow(*m_filter, {}, [&](const QModelIndex &row) {
        if (!found.isValid() && row.data(ConnectionNameRole).toString() == name) found = row;
    });
    return found;
}

QString ConnectionTree::currentName() const { return currentIndex().data(ConnectionNameRole).toString(); }

QString ConnectionTree::currentFolder() const { return currentIndex().data(ConnectionFolderRole).toString(); }

void ConnectionTree::setCurrentName(const QString &name) {
    if (name.isEmpty()) return;
    if (const QModelIndex row = indexOf(name); row.isValid()) setCurrentIndex(row);
}

int ConnectionTree::shownCount() const {
    int count = 0;
    forEachRow(*m_filter, {},
               [&](const QModelIndex &row) { count += row.data(ConnectionNameRole).toString().isEmpty() ? 0 : 1; });
    return count;
}

int ConnectionTree::shownRows() const {
    int count = 0;
    forEachRow(*m_filter, {}, [&](const QModelIndex &) { ++count; });
    return count;
}

void ConnectionTree::changeEvent(QEvent *event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) fill(); // its colours are those of the theme
}

} // namespace eventscope::ui
