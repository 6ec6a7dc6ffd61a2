// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <vector>

namespace eventscope::ui {

class ActionRegistry;

/// One line of the list of shortcuts.
struct Shortcut {
    QString place;
    QString words;
    QList<QKeySequence> keys; ///< each does the same; never empty
};

/// Every key, grouped by place: those of the window's actions, those of the key table, and those of `live` that are in
/// neither.
[[nodiscard]] std::vector<Shortcut> allShortcuts(const ActionRegistry &actions, const Commands &live);

/// The same as a text in Markdown, for the help.
[[nodiscard]] QString shortcutsAsMarkdown(const std::vector<Shortcut> &shortcuts);

/// "Ctrl+/ or Ctrl+?"
[[nodiscard]] QString keysText(const Shortcut &shortcut);

} // namespace eventscope::ui
