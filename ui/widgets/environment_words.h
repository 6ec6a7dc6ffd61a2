// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/theme/theme.h"

#include <QIcon>
#include <QLatin1String>
#include <QString>

#include <optional>

namespace eventscope::ui {

inline constexpr Environment kEnvironments[] = {Environment::Unmarked, Environment::Development, Environment::Test,
                                                Environment::Production};

/// How an environment is said and drawn: always the word together with the colour and the icon.
[[nodiscard]] QString word(Environment environment);
/// Empty for Unmarked.
[[nodiscard]] QString capitals(Environment environment);
[[nodiscard]] QLatin1String iconName(Environment environment);
/// Nothing for Unmarked: it has no colour.
[[nodiscard]] std::optional<Role> role(Environment environment);
/// The icon in the environment's colour.
[[nodiscard]] QIcon environmentIcon(Environment environment, const Theme &theme);

} // namespace eventscope::ui
