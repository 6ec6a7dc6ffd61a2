// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/payload_path.h"

#include <QString>

namespace eventscope::ui {

/// What a cell of a payload column says. For people: strings without their quotes, a dash where there is nothing.
[[nodiscard]] QString cellText(const PayloadValue &value);
/// For copying: the value as it is, with an ellipsis where it is longer than what is kept; empty where there is
/// nothing.
[[nodiscard]] QString cellExact(const PayloadValue &value);
/// What matches events with this value at that place (see filterClause()).
[[nodiscard]] QString cellFilter(const PayloadPath &path, const PayloadValue &value);

} // namespace eventscope::ui
