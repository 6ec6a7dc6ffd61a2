// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/read_model.h"

#include <functional>

namespace eventscope::ui {

class Session;

/// Makes a row of a read model one for people: opened as far as the vault can. Where values are masked nothing is
/// sealed in it, having been made of masked events, and it stays as it is. For calls: it blocks, and may outlive the
/// session. Errors: those of the vault's file.
using ShowRow = std::function<Result<void>(ModelRow &row)>;
[[nodiscard]] ShowRow shownRows(const Session &session);

} // namespace eventscope::ui
