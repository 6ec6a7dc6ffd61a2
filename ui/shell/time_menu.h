// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace eventscope::ui {

class ActionRegistry;
class Settings;

/// The choice of how times are shown: puts the actions, the setting and the whole program in step, now and whenever the
/// user chooses. Relative times move on by themselves. GUI thread.
class TimeMenu final : public QObject {
    Q_OBJECT

  public:
    TimeMenu(const ActionRegistry &actions, Settings &settings, QObject *parent = nullptr);

  private:
    void apply();

    Settings &m_settings;
    QTimer m_tick;
};

} // namespace eventscope::ui
