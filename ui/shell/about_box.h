// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace eventscope::ui {

/// Shows the version and the licence before `window`, until they are closed.
void showAbout(QWidget *window);

} // namespace eventscope::ui
