// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tab_order.h"

#include <QWidget>

namespace eventscope::ui {

void tabInTurn(const QList<QWidget *> &parts) {
    QWidget *before = nullptr;
    const auto append = [&before](QWidget *stop) {
        if ((stop->focusPolicy() & Qt::TabFocus) != Qt::TabFocus || stop->focusProxy()) return;
        if (before) QWidget::setTabOrder(before, stop);
        before = stop;
    };
    for (QWidget *part : parts) {
        append(part);
        for (QWidget *inside : part->findChildren<QWidget *>()) {
            if (inside->window() == part->window()) append(inside); // menus and completions are windows of their own
        }
    }
}

} // namespace eventscope::ui
