// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace eventscope::ui {

/// One change of a row as a line says it: "total 3 → 4". Nothing for a side on which there was nothing. Any thread.
[[nodiscard]] QString changeText(const QString &name, const std::optional<QString> &was,
                                 const std::optional<QString> &is);

} // namespace eventscope::ui
