// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QWidget;

namespace eventscope::ui {

/// Gives a dialog the size that it wants, but none larger than the window that it stands over.
void resizeWithin(QWidget &dialog, QSize wanted);

} // namespace eventscope::ui
