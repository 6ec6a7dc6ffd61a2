// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_registry.h"

class QMenuBar;

namespace eventscope::ui {

/// Adds every action of the main window, unconnected.
void addMainActions(ActionRegistry &registry);

/// Fills the menu bar from the registry.
void fillMenus(QMenuBar &bar, const ActionRegistry &registry);

} // namespace eventscope::ui
