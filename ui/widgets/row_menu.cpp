// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_menu.h"

#include <QMenu>
#include <QTableView>

namespace eventscope::ui {

void offerRowMenu(QTableView &table, const MenuOffer::Fill &fill) {
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&table, &QTableView::customContextMenuRequested, &table, [&table, fill](const QPoint &place) {
        if (!table.indexAt(place).isValid()) return;
        QMenu menu(&table);
        fill(menu);
        menu.exec(table.viewport()->mapToGlobal(place));
    });
    new MenuOffer(&table, fill);
}

} // namespace eventscope::ui
