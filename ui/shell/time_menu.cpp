// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/time_menu.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/settings.h"

namespace eventscope::ui {

namespace {

constexpr int kTickMs = 30'000;

} // namespace

TimeMenu::TimeMenu(const ActionRegistry &actions, Settings &settings, QObject *parent)
    : QObject(parent), m_settings(settings) {
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &announceTimeStyle);
    const std::pair<QLatin1String, TimeStyle> styles[] = {{actions::kTimesUtc, TimeStyle::Utc},
                                                          {actions::kTimesLocal, TimeStyle::Local},
                                                          {actions::kTimesRelative, TimeStyle::Relative}};
    for (const auto &[id, style] : styles) {
        QAction *action = actions.action(id);
        action->setChecked(settings.timeStyle() == style);
        connect(action, &QAction::triggered, this, [this, chosen = style] {
            m_settings.setTimeStyle(chosen);
            apply();
        });
    }
    apply();
}

void TimeMenu::apply() {
    setTimeStyle(m_settings.timeStyle());
    if (timeStyle() == TimeStyle::Relative)
        m_tick.start();
    else
        m_tick.stop();
}

} // namespace eventscope::ui
