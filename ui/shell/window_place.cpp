// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_place.h"

#include <QWidget>

namespace eventscope::ui {

namespace {

/// Of the frame at the left and right, and below: only the window manager knows, and only later.
constexpr int kFrame = 4;

} // namespace

QSize firstSize(QSize usual, QSize least, QSize available, int titleBar) {
    const QSize room(available.width() - 2 * kFrame, available.height() - titleBar - kFrame);
    return usual.boundedTo(room).expandedTo(least);
}

void forceSize(QWidget &window, QSize size) {
    window.setWindowState(window.windowState() & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    window.resize(size);
}

} // namespace eventscope::ui
