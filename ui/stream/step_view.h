// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"
#include "ui/widgets/json_tree_columns.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// Everything that the stream page shows of one step, worked out off the GUI thread.
struct StepView {
    HistoryPtr history;              ///< it was asked of
    std::optional<std::size_t> step; ///< nothing: before the first event
    StateAt state;
    std::vector<Change> changes;             ///< what this step changed
    std::map<Pointer, std::size_t> blame;    ///< which step last changed each value of the state
    std::map<Pointer, JsonTree::Mark> marks; ///< what this step did to the values of the state; the others: nothing
};
using StepViewPtr = std::shared_ptr<const StepView>;

/// Errors: those of the history.
[[nodiscard]] Result<StepViewPtr> viewStep(const HistoryPtr &history, std::optional<std::size_t> step,
                                           const JobControl &job);

} // namespace eventscope::ui
