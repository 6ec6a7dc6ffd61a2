// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace eventscope::ui {

/// Lets Tab go through these parts of a window in turn, and within each through what is in it in the order in which it
/// was made. Called when all of that is there; without it the order is that of making.
void tabInTurn(const QList<QWidget *> &parts);

} // namespace eventscope::ui
