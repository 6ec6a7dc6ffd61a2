// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/scheme_menu.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/settings.h"

namespace eventscope::ui {

SchemeMenu::SchemeMenu(const ActionRegistry &actions, Settings &settings, QObject *parent) : QObject(parent) {
    const std::pair<QLatin1String, SchemeChoice> schemes[] = {{actions::kSchemeSystem, SchemeChoice::System},
                                                              {actions::kSchemeLight, SchemeChoice::Light},
                                                              {actions::kSchemeDark, SchemeChoice::Dark}};
    for (const auto &[id, scheme] : schemes) {
        QAction *action = actions.action(id);
        action->setChecked(settings.scheme() == scheme);
        connect(action, &QAction::triggered, &settings, [&settings, choice = scheme] { settings.setScheme(choice); });
    }
    QAction *contrast = actions.action(actions::kHighContrast);
    contrast->setChecked(settings.highContrast());
    connect(contrast, &QAction::triggered, &settings, &Settings::setHighContrast);
}

} // namespace eventscope::ui
