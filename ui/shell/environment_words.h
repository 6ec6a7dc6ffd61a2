// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/settings.h"

#include <QLatin1String>
#include <QString>

#include <optional>

namespace eventscope::ui {

/// How an environment is said and drawn: always the word together with the colour and the icon.
[[nodiscard]] QString word(Environment environment);
/// Empty for Unmarked.
[[nodiscard]] QString capitals(Environment environment);
[[nodiscard]] QLatin1String iconName(Environment environment);
/// Nothing for Unmarked: it has no colour.
[[nodiscard]] std::optional<Role> role(Environment environment);

} // namespace eventscope::ui
