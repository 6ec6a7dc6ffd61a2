// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/calm_table.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tab_order.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace eventscope::ui {

void makeCalm(QTableView &table) {
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setSelectionMode(QTableView::SingleSelection);
    table.setEditTriggers(QTableView::NoEditTriggers);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(Metrics(table.font()).rowHeight);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setMinimumSectionSize(1);
    table.horizontalHeader()->setStretchLastSection(true);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the last column is cut, and its tip has it all
    table.setTabKeyNavigation(false);
    // A table without a row says nothing.
    table.setMinimumHeight(5 * Metrics(table.font()).rowHeight / 2);
}

void wrapRows(QTableView &table) {
    table.setWordWrap(true);
    const auto fit = [&table] {
        const Metrics metrics(table.font());
        const QAbstractItemView &view = table; // which says it to everybody
        for (int row = 0; row < table.model()->rowCount(); ++row)
            table.setRowHeight(row, std::max(metrics.rowHeight, view.sizeHintForRow(row) + metrics.steps(1)));
    };
    // Later: while a header gives its last column what is left, that one still has the width of before.
    QObject::connect(table.horizontalHeader(), &QHeaderView::sectionResized, &table, fit, Qt::QueuedConnection);
    QObject::connect(table.model(), &QAbstractItemModel::dataChanged, &table, fit);
    QObject::connect(table.model(), &QAbstractItemModel::rowsInserted, &table, fit);
}

void widenColumn(QTableView &table, int column, int width) {
    table.setColumnWidth(column, std::max(width, table.horizontalHeader()->sectionSizeHint(column)));
}

QLayout *titled(QLabel *title, QWidget *content, std::initializer_list<QWidget *> tools) {
    const Metrics metrics(content->font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(1), metrics.steps(1));
    head->setSpacing(metrics.steps(1));
    head->addWidget(title, 1);
    for (QWidget *tool : tools)
        head->addWidget(tool);
    auto *layout = new QVBoxLayout;
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(content, 1);
    tabInTurn(QList<QWidget *>(tools) << content);
    return layout;
}

QToolButton *iconButton(const char *iconName, const QString &name, QWidget *parent) {
    auto *button = new QToolButton(parent);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setAutoRaise(true);
    button->setToolTip(plainToolTip(name));
    setAccessible(button, name);
    return button;
}

} // namespace eventscope::ui
