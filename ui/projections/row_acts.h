// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace eventscope::ui {

/// What can be done with one row of a projection.
enum class RowAct : std::uint8_t { ShowSteps, FindDrift, Rebuild };

} // namespace eventscope::ui
