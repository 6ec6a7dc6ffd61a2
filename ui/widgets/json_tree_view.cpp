// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_view.h"

#include "ui/widgets/json_tree_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

namespace eventscope::ui {

JsonTreeView::JsonTreeView(const Theme &theme, QWidget *parent) : QTreeView(parent) {
    setModel(&m_model);
    setItemDelegate(new JsonTreeDelegate(theme, this));
    setUniformRowHeights(true);
    setAlternatingRowColors(false);
    setTextElideMode(Qt::ElideRight);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Values"));
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    setColumnHidden(JsonTree::BlameColumn, true);

    auto *copyValue = new QAction(tr("Copy value"), this);
    copyValue->setShortcut(QKeySequence::Copy);
    auto *copyPath = new QAction(tr("Copy path"), this);
    for (QAction *action : {copyValue, copyPath}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
    }
    connect(copyValue, &QAction::triggered, this, [this] { copyRole(JsonTree::RawRole); });
    connect(copyPath, &QAction::triggered, this, [this] { copyRole(JsonTree::PointerRole); });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid()) Q_EMIT pointerSelected(m_model.pointerOf(current));
    });
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (index.column() == JsonTree::BlameColumn) Q_EMIT blameActivated(m_model.pointerOf(index));
    });
}

void JsonTreeView::setDocument(const Json &document, JsonTreeModel::Marks marks, JsonTreeModel::Blame blame) {
    setColumnHidden(JsonTree::BlameColumn, !blame);
    m_model.setDocument(document, std::move(marks), std::move(blame));
    if (m_opened || m_model.rowCount() == 0) return;
    m_opened = true;
    expandToDepth(0);
    fitColumns();
}

std::optional<Pointer> JsonTreeView::currentPointer() const {
    if (!currentIndex().isValid()) return std::nullopt;
    return m_model.pointerOf(currentIndex());
}

bool JsonTreeView::showPointer(const Pointer &pointer) {
    const QModelIndex index = m_model.indexOf(pointer);
    if (!index.isValid()) return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void JsonTreeView::contextMenuEvent(QContextMenuEvent *event) {
    if (!currentIndex().isValid()) return;
    QMenu menu(this);
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

void JsonTreeView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void JsonTreeView::copyRole(int role) {
    const QModelIndex index = currentIndex();
    if (index.isValid()) QApplication::clipboard()->setText(index.data(role).toString());
}

void JsonTreeView::fitColumns() {
    // A sampled width: names and blame get what their first rows need, values get the rest.
    const int width = viewport()->width();
    const int name = std::clamp(sizeHintForColumn(JsonTree::NameColumn), width / 5, std::max(width / 5, width * 2 / 5));
    header()->resizeSection(JsonTree::NameColumn, name);
    if (isColumnHidden(JsonTree::BlameColumn)) return;
    const int blame = std::clamp(sizeHintForColumn(JsonTree::BlameColumn), width / 6, std::max(width / 6, width / 3));
    header()->resizeSection(JsonTree::ValueColumn, std::max(width / 5, width - name - blame));
}

} // namespace eventscope::ui
