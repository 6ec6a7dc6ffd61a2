// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QString>

namespace eventscope::ui {

/// A value as a cell shows it: strings without quotes, of a protected one its state, everything cut to some hundred
/// bytes. Any thread.
[[nodiscard]] QString valueText(const Json &value);
/// The pointer's text, but no more of it than a cell shows; the whole document as words. Any thread.
[[nodiscard]] QString pathText(const Pointer &path);

} // namespace eventscope::ui
