// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QString>

#include <optional>
#include <vector>

namespace eventscope::ui {

/// Why playing a stream comes to an end.
struct PlayStop {
    QString why;
    bool isProblem = false;
};

/// Whether playing stops once `next` is shown, of which `changed` are the watched values that it changed and that
/// playing stops at. `next` may lie behind the last step.
[[nodiscard]] std::optional<PlayStop> playStopAt(const std::vector<Step> &steps, std::size_t next,
                                                 const std::vector<Pointer> &changed);

} // namespace eventscope::ui
