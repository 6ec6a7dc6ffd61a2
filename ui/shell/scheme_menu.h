// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace eventscope::ui {

class ActionRegistry;
class Settings;

/// The choice of colours, light or dark and in high contrast or not: puts the actions and the setting in step. Whoever
/// owns the theme listens to the setting. GUI thread.
class SchemeMenu final : public QObject {
    Q_OBJECT

  public:
    SchemeMenu(const ActionRegistry &actions, Settings &settings, QObject *parent = nullptr);
};

} // namespace eventscope::ui
