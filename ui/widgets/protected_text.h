// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>
#include <string_view>

namespace eventscope::ui {

/// What a person sees in the place of a protected value that is not clear, such as "⟦shredded⟧": nothing that could be
/// a value. `state` is that of protectedState().
[[nodiscard]] QString protectedText(std::string_view state);
/// With when and by which erasure, where that is known. Nothing: a value as any other.
[[nodiscard]] std::optional<QString> protectedText(const Json &value);

} // namespace eventscope::ui
