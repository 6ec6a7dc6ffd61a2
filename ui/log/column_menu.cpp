// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/column_menu.h"

#include "ui/log/event_table_model.h"

#include <QHeaderView>
#include <QMenu>

namespace eventscope::ui {

ColumnMenu::ColumnMenu(EventTableModel &model, QHeaderView &header, QObject *parent)
    : QObject(parent), m_model(model), m_header(header) {
    header.setSectionsMovable(true);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QWidget::customContextMenuRequested, this, &ColumnMenu::showMenu);
    connect(&model, &QAbstractItemModel::columnsRemoved, this, &ColumnMenu::columnsChanged);
}

void ColumnMenu::showMenu(const QPoint &place) {
    QMenu menu(&m_header);
    fill(menu, m_header.logicalIndexAt(place));
    menu.exec(m_header.mapToGlobal(place));
}

void ColumnMenu::fill(QMenu &menu, int column) {
    if (column >= 0) {
        addMoves(menu, column);
        if (EventTableModel::isPayload(column))
            menu.addAction(tr("Remove this column"), this, [this, column] { m_model.removeColumn(column); });
        else
            menu.addAction(tr("Hide this column"), this, [this, column] { setShown(column, false); })
                ->setEnabled(shownColumns() > 1);
        menu.addSeparator();
    }
    addShown(menu);
}

void ColumnMenu::addMoves(QMenu &menu, int column) {
    const auto add = [&](const QString &words, int direction) {
        const int to = neighbour(column, direction);
        menu.addAction(words, this, [this, column, to] { m_header.moveSection(m_header.visualIndex(column), to); })
            ->setEnabled(to >= 0);
    };
    add(tr("Move to the left"), -1);
    add(tr("Move to the right"), 1);
}

void ColumnMenu::addShown(QMenu &menu) {
    for (int column = 0; column < m_header.count(); ++column) {
        QString name = m_model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        if (name.isEmpty()) name = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction *action = menu.addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!m_header.isSectionHidden(column));
        action->setEnabled(!action->isChecked() || shownColumns() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) { setShown(column, isShown); });
    }
}

void ColumnMenu::setShown(int column, bool isShown) {
    m_header.setSectionHidden(column, !isShown);
    Q_EMIT columnsChanged();
}

int ColumnMenu::neighbour(int column, int direction) const {
    for (int at = m_header.visualIndex(column) + direction; at >= 0 && at < m_header.count(); at += direction) {
        if (!m_header.isSectionHidden(m_header.logicalIndex(at))) return at;
    }
    return -1;
}

int ColumnMenu::shownColumns() const { return m_header.count() - m_header.hiddenSectionCount(); }

} // namespace eventscope::ui
