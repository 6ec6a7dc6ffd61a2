// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <optional>
#include <vector>

namespace eventscope::ui {

/// Everything that the stream page shows of one step, worked out off the GUI thread.
struct StepView {
    HistoryPtr history;              ///< it was asked of
    std::optional<std::size_t> step; ///< nothing: before the first event
    StateAt state;
    std::vector<Change> changes;   ///< what this step changed
    std::vector<BlameEntry> blame; ///< of every value in the state
    Json before;                   ///< the state before this step
};

/// Errors: those of the history.
[[nodiscard]] Result<StepView> viewStep(const HistoryPtr &history, std::optional<std::size_t> step,
                                        const JobControl &job);

} // namespace eventscope::ui
