// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace eventscope::ui {

/// Other words by which people look for the command of this name, apart by blanks; empty: its own are enough.
[[nodiscard]] QString searchWords(const QString &command);

} // namespace eventscope::ui
