// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QRgb>

#include <array>

namespace eventscope::ui {

/// The values behind the roles of one scheme. The only place with colours in it.
struct Colours {
    std::array<QRgb, kRoles> roles; ///< in the order of Role
    std::array<QRgb, Theme::kSeries> series;
};

[[nodiscard]] const Colours &coloursOf(Scheme scheme);

} // namespace eventscope::ui
