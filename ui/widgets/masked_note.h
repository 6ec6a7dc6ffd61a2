// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

class QWidget;

namespace eventscope::ui {

class Banner;

/// What pages with rows say while personal values are masked. `theme` outlives it.
[[nodiscard]] Banner *maskedRowsNote(const Theme &theme, QWidget *parent);

} // namespace eventscope::ui
