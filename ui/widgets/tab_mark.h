// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/theme/theme.h"

class QTabBar;

namespace eventscope::ui {

/// Marks one tab as belonging to an environment: its badge at the left of the text, its word behind the text in the
/// name that a screen reader says. The mark goes where the tab goes, and ends with it; Unmarked takes it away. Tabs of
/// different environments may stand side by side. `theme` outlives the bar.
void markTab(QTabBar &bar, int tab, Environment environment, const Theme &theme);

} // namespace eventscope::ui
