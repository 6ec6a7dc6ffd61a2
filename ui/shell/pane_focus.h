// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace eventscope::ui {

/// Moves the keyboard from the pane that has it to the next one, around; to the first one where none has it. A pane
/// that does not take the keyboard itself gives it to the first part of it that does.
void focusNextOf(const QList<QWidget *> &panes);

} // namespace eventscope::ui
