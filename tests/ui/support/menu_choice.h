// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace eventscope::ui {

/// The lines of the menus in a menu, its own first.
inline QList<QAction *> allActions(const QMenu &menu) {
    QList<QAction *> all = menu.actions();
    for (const QAction *action : menu.actions())
        if (action->menu()) all += allActions(*action->menu());
    return all;
}

/// Asks `widget` for its context menu as a click with the other button at `place` does, triggers the line `chosen`
/// (none when empty) and answers all lines.
inline QStringList menuAt(QWidget *widget, const QPoint &place, const QString &chosen = {}) {
    QStringList texts;
    QTimer::singleShot(0, widget, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu) return;
        const QList<QAction *> lines = allActions(*menu);
        for (const QAction *action : lines)
            texts += action->text();
        for (QAction *action : lines) {
            if (action->text() != chosen || !action->isEnabled()) continue;
            action->trigger();
            break;
        }
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, widget->mapToGlobal(place));
    QApplication::sendEvent(widget, &event);
    return texts;
}

} // namespace eventscope::ui
