// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <QWidget>

namespace eventscope::ui {

/// Shows a window in its usual size and waits until it has the keyboard; the test ends where it never does.
inline void showActive(QWidget &window) {
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window)) qFatal("The window never became active");
}

} // namespace eventscope::ui
