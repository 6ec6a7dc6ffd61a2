// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace eventscope::ui {

/// The object name of a list that pops up below a field: the style sheet of Theme draws a frame around it, which other
/// lists have not.
inline constexpr QLatin1String kChoicesName("choices");

} // namespace eventscope::ui
