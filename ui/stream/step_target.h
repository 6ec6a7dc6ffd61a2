// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <optional>
#include <string_view>

namespace eventscope::ui {

/// Where in a stream a person wants to go. Nothing: before the first event.
struct StepTarget {
    std::optional<std::size_t> step;
};

/// Reads "87" and "v87" (a version; 0 is before the first event), "#48211" (a position in the log: the last event at or
/// before it), "2026-03-04" and "2026-03-04 12:00" (the last event recorded at or before the end of that span, in the
/// zone that is shown). Asks memory only. Errors: Invalid (what was expected), NotFound (there is no such version).
/// REQUIRES: steps.
[[nodiscard]] Result<StepTarget> parseStepTarget(std::string_view text, const History &history);

} // namespace eventscope::ui
