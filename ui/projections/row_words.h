// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection.h"
#include "ui/widgets/cell_model.h"

namespace eventscope::ui {

/// What a step did to a row: the members that it changed, before and after; the whole of both rows as its tip.
[[nodiscard]] Cell changeCell(const RowEdit &edit);

} // namespace eventscope::ui
