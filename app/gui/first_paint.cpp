// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/first_paint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <cstdio>

namespace eventscope::gui {

FirstPaint::FirstPaint(QWidget &window) : QObject(&window) { window.installEventFilter(this); }

bool FirstPaint::isWanted() { return qEnvironmentVariableIsSet("EVENTSCOPE_QUIT_AFTER_FIRST_PAINT"); }

bool FirstPaint::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        std::puts("{\"checksum\":\"painted\"}");
        // Behind the painting of the children that stands in the queue already.
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace eventscope::gui
