// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QLatin1String>

namespace eventscope::ui {

/// An icon of our own set (`resources/icons/NAME.svg`), drawn in the text colour of the application's palette at the
/// moment it is painted, so that it follows the theme. An unknown name gives an empty icon and a warning.
[[nodiscard]] QIcon icon(QLatin1String name);
/// The same in the colour of a role, for marks that carry meaning.
[[nodiscard]] QIcon icon(QLatin1String name, const Theme &theme, Role role);

} // namespace eventscope::ui
