// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QWidget;

namespace eventscope::ui {

/// The size of a window that opens for the first time: `usual`, but with the frame around it within `available`, the
/// free part of the screen, and never below `least`. `titleBar` is the height of the frame's title.
[[nodiscard]] QSize firstSize(QSize usual, QSize least, QSize available, int titleBar);

/// Gives a window the size that was asked for, even where it was maximized or on the full screen when it was left.
void forceSize(QWidget &window, QSize size);

} // namespace eventscope::ui
