// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTabWidget;

namespace eventscope::ui {

/// For tabs of a fixed set, in a place that may be narrow: all stay in sight, with their texts elided where there is no
/// room, instead of going behind arrows. Called when all have been added; the whole text is their tip.
void keepInSight(QTabWidget &tabs);

} // namespace eventscope::ui
