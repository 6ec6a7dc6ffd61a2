// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_table_view.h"

#include "ui/stream/step_columns.h"
#include "ui/stream/step_delegate.h"
#include "ui/stream/step_model.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSignalBlocker>
#include <QTimer>

namespace eventscope::ui {

StepTableView::StepTableView(StepModel &model, const Theme &theme, QWidget *parent) : QTableView(parent) {
    setModel(&model);
    setItemDelegate(new StepDelegate(theme, this));
    makeCalm(*this);
    setAccessible(this, tr("Events of the stream"));
    const QFontMetrics text(fixedFont());
    const Metrics metrics(font());
    setColumnWidth(StepTable::VersionColumn, text.horizontalAdvance(QStringLiteral("000000")) + metrics.steps(3));
    m_recordedWidth = text.horizontalAdvance(formatSecond(Time())) + metrics.steps(3);
    setColumnWidth(StepTable::RecordedColumn, m_recordedWidth);
    new MenuOffer(this, [this](QMenu &menu) { fillMenu(menu, currentIndex()); });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid()) Q_EMIT stepRequested(static_cast<std::size_t>(current.row()));
    });
}

void StepTableView::showStep(std::optional<std::size_t> step) {
    if (!step) return;
    const QSignalBlocker quiet(selectionModel());
    setCurrentIndex(model()->index(static_cast<int>(*step), 0));
    viewport()->update();
    showCurrentRow();
}

void StepTableView::contextMenuEvent(QContextMenuEvent *event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex row = byMouse ? indexAt(viewport()->mapFromGlobal(event->globalPos())) : currentIndex();
    if (!row.isValid()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu, row);
    menu->popup(event->globalPos());
}

void StepTableView::fillMenu(QMenu &menu, const QModelIndex &row) {
    if (!row.isValid()) return;
    const auto step = static_cast<std::size_t>(row.row());
    connect(menu.addAction(tr("Go to this version")), &QAction::triggered, this,
            [this, step] { Q_EMIT stepRequested(step); });
    connect(menu.addAction(tr("Compare with this version")), &QAction::triggered, this,
            [this, step] { Q_EMIT compareRequested(step); });
}

/// A right click opens the menu of a row without going there.
void StepTableView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::RightButton) QTableView::mousePressEvent(event);
}

void StepTableView::showCurrentRow() {
    // Later: rows that were just added are laid out with the next turn of the event loop.
    QTimer::singleShot(0, this, [this] {
        fitColumns();
        doItemsLayout(); // which may not have had its turn: the scroll bar would end above the new rows
        scrollTo(currentIndex());
    });
}

void StepTableView::fitColumns() {
    const int type = fontMetrics().horizontalAdvance(QStringLiteral("MoneyWithdrawn"));
    const int needed = columnWidth(StepTable::VersionColumn) + m_recordedWidth + type;
    setColumnHidden(StepTable::RecordedColumn, viewport()->width() < needed);
}

void StepTableView::resizeEvent(QResizeEvent *event) {
    QTableView::resizeEvent(event);
    showCurrentRow();
}

} // namespace eventscope::ui
