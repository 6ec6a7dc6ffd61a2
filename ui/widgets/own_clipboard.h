// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QClipboard>

#include <functional>

namespace eventscope::ui {

/// What the desktop keeps of what was copied: its clipboard and, on X11, what was selected last and is pasted by the
/// middle button. GUI thread.
struct ClipboardDoor {
    std::function<bool(QClipboard::Mode mode)> isOurs; ///< this program put there what is there
    std::function<void(QClipboard::Mode mode)> clear;
};
[[nodiscard]] ClipboardDoor desktopClipboard();

/// Takes away whatever this program has put there. What others have put there stays.
void forgetClipboard(const ClipboardDoor &door);

} // namespace eventscope::ui
