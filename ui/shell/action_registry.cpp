// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/theme/icons.h"
#include "ui/widgets/plain_text.h"

#include <QWidget>

#include <algorithm>

namespace eventscope::ui {

ActionRegistry::ActionRegistry(QWidget *window) : QObject(window), m_window(window) {}

QAction *ActionRegistry::add(QLatin1String id, const Words &words, const QKeySequence &keys, QLatin1String iconName) {
    auto *action = new QAction(words.text, m_window);
    action->setObjectName(id);
    action->setShortcut(keys);
    action->setStatusTip(words.tip);
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    action->setToolTip(
        plainToolTip(shortcut.isEmpty() ? words.tip : QStringLiteral("%1 (%2)").arg(words.tip, shortcut)));
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    m_window->addAction(action);
    m_actions += action;
    return action;
}

QAction *ActionRegistry::action(QLatin1String id) const {
    const auto found =
        std::ranges::find_if(m_actions, [id](const QAction *action) { return action->objectName() == id; });
    Q_ASSERT_X(found != m_actions.end(), "ActionRegistry", "no such action");
    return *found;
}

} // namespace eventscope::ui
