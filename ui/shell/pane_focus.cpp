// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pane_focus.h"

#include <QApplication>
#include <QWidget>

namespace eventscope::ui {

void focusNextOf(const QList<QWidget *> &panes) {
    const QWidget *focused = QApplication::focusWidget();
    qsizetype next = 0;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focused && (panes[i] == focused || panes[i]->isAncestorOf(focused))) next = (i + 1) % panes.size();
    QWidget *pane = panes[next];
    if (pane->focusPolicy() == Qt::NoFocus && !pane->focusProxy()) {
        for (QWidget *child : pane->findChildren<QWidget *>()) {
            if (child->isVisible() && child->focusPolicy() & Qt::TabFocus) return child->setFocus(Qt::TabFocusReason);
        }
    }
    pane->setFocus(Qt::TabFocusReason);
}

} // namespace eventscope::ui
