// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_list.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/key_table.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace eventscope::ui {

std::vector<Shortcut> allShortcuts(const ActionRegistry &actions, const Commands &live) {
    std::vector<Shortcut> shortcuts;
    QSet<QKeySequence> known;
    const auto add = [&](const QString &place, const QString &words, const QList<QKeySequence> &keys) {
        shortcuts.push_back({place, words, keys});
        known.unite(QSet(keys.begin(), keys.end()));
    };
    const auto addTable = [&](bool isEverywhere) {
        for (const KeyRow &row : keyTable())
            if ((row.place == KeyPlace::Everywhere) == isEverywhere)
                add(nameOf(row.place), wordsOf(row), {QKeySequence(QLatin1String(row.keys))});
    };
    for (const QAction *action : actions.all())
        if (!action->shortcuts().isEmpty())
            add(nameOf(KeyPlace::Everywhere), action->text().remove(QLatin1Char('&')), action->shortcuts());
    addTable(true);
    addTable(false);
    for (const Command &command : live)
        if (!command.keys.isEmpty() && !known.contains(command.keys)) add(command.place, command.text, {command.keys});
    return shortcuts;
}

QString keysText(const Shortcut &shortcut) {
    QStringList keys;
    for (const QKeySequence &key : shortcut.keys)
        keys += key.toString(QKeySequence::NativeText);
    return keys.join(QCoreApplication::translate("Shortcuts", " or ", "between two keys"));
}

QString shortcutsAsMarkdown(const std::vector<Shortcut> &shortcuts) {
    QString text, place;
    for (const Shortcut &shortcut : shortcuts) {
        if (shortcut.place != place) {
            place = shortcut.place;
            text += QStringLiteral("\n## %1\n\n| %2 | %3 |\n|---|---|\n")
                        .arg(place, QCoreApplication::translate("Shortcuts", "Key"),
                             QCoreApplication::translate("Shortcuts", "What it does"));
        }
        text += QStringLiteral("| `%1` | %2 |\n").arg(keysText(shortcut), shortcut.words);
    }
    return text;
}

} // namespace eventscope::ui
