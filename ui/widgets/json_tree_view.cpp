// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_view.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/copied_bytes.h"
#include "ui/widgets/json_tree_delegate.h"
#include "ui/widgets/menu_offer.h"

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
    setIndentation(Metrics(font()).steps(3));
    header()->setResizeContentsPrecision(0); // only the rows in sight are measured
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
    connect(copyValue, &QAction::triggered, this,
            [this] { copy([value = m_model.valueOf(currentIndex())] { return print(value); }); });
    connect(copyPath, &QAction::triggered, this,
            [this] { copy([path = m_model.pointerOf(currentIndex())] { return path.text(); }); });
    new MenuOffer(this, [this](QMenu &menu) { fillMenu(menu); });
    connect(header(), &QHeaderView::sectionResized, this, [this] {
        if (header()->underMouse() && QApplication::mouseButtons().testFlag(Qt::LeftButton)) m_sizedByUser = true;
    });
    connect(this, &QTreeView::expanded, this, &JsonTreeView::widenNames);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid()) Q_EMIT pointerSelected(m_model.pointerOf(current));
    });
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (index.column() == JsonTree::BlameColumn) Q_EMIT blameActivated(m_model.pointerOf(index));
    });
}

void JsonTreeView::setDocument(const Json &document, JsonTreeModel::Marks marks, JsonTreeModel::Blame blame,
                               JsonTreeModel::Remarks remarks) {
    setColumnHidden(JsonTree::BlameColumn, !blame);
    m_model.setDocument(document, std::move(marks), std::move(blame), std::move(remarks));
    if (m_model.rowCount() == 0) return;
    if (m_opened) return widenNames();
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
    QMenu menu(this);
    fillMenu(menu);
    if (!menu.isEmpty()) menu.exec(event->globalPos());
}

void JsonTreeView::fillMenu(QMenu &menu) {
    if (!currentIndex().isValid()) return;
    Q_EMIT menuAboutToShow(&menu, m_model.pointerOf(currentIndex()));
    if (!menu.isEmpty()) menu.addSeparator();
    menu.addActions(actions());
}

void JsonTreeView::resizeEvent(QResizeEvent *event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void JsonTreeView::copy(std::function<std::string()> make) {
    if (!currentIndex().isValid()) return;
    QApplication::clipboard()->setMimeData(
        new CopiedBytes([text = std::move(make)] { return QByteArray::fromStdString(text()); }));
}

int JsonTreeView::nameWidth() const {
    const int width = viewport()->width();
    return std::clamp(sizeHintForColumn(JsonTree::NameColumn), width / 5, std::max(width / 5, width / 2));
}

/// Columns that narrow with every step would jump to and fro.
void JsonTreeView::widenNames() {
    if (header()->sectionSize(JsonTree::NameColumn) < nameWidth()) fitColumns();
}

void JsonTreeView::fitColumns() {
    // A sampled width: names and blame get what the rows in sight need, values get the rest.
    if (m_sizedByUser) return;
    const int width = viewport()->width();
    const int name = nameWidth();
    header()->resizeSection(JsonTree::NameColumn, name);
    if (isColumnHidden(JsonTree::BlameColumn)) return;
    const int blame = std::clamp(sizeHintForColumn(JsonTree::BlameColumn), width / 6, std::max(width / 6, width / 3));
    header()->resizeSection(JsonTree::ValueColumn, std::max(width / 5, width - name - blame));
}

} // namespace eventscope::ui
