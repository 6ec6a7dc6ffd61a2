// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/own_clipboard.h"

#include <QGuiApplication>

namespace eventscope::ui {

ClipboardDoor desktopClipboard() {
    const auto isOurs = [](QClipboard::Mode mode) {
        const QClipboard *clipboard = QGuiApplication::clipboard();
        return mode == QClipboard::Selection ? clipboard->ownsSelection() : clipboard->ownsClipboard();
    };
    return {isOurs, [](QClipboard::Mode mode) { QGuiApplication::clipboard()->clear(mode); }};
}

void forgetClipboard(const ClipboardDoor &door) {
    for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection})
        if (door.isOurs(mode)) door.clear(mode);
}

} // namespace eventscope::ui
