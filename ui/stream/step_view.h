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

/// The version that a step is compared with.
struct CompareBase {
    std::optional<std::size_t> step; ///< nothing: before the first event
    bool operator==(const CompareBase &) const = default;
};

/// Everything that the stream page shows of one step, worked out off the GUI thread.
struct StepView {
    HistoryPtr history;              ///< it was asked of
    std::optional<std::size_t> step; ///< nothing: before the first event
    std::optional<CompareBase> base; ///< nothing: the step before
    StateAt state;
    std::vector<Change> changes;             ///< from compared().first to compared().second
    std::map<Pointer, std::size_t> blame;    ///< which step last changed each value of the state
    std::map<Pointer, JsonTree::Mark> marks; ///< how the values of the state differ from the base; the others: not
    /// Both that are compared, the earlier one first. REQUIRES: there is a step, or a base.
    [[nodiscard]] std::pair<std::optional<std::size_t>, std::optional<std::size_t>> compared() const;
};
using StepViewPtr = std::shared_ptr<const StepView>;

/// Errors: those of the history.
[[nodiscard]] Result<StepViewPtr> viewStep(const HistoryPtr &history, std::optional<std::size_t> step,
                                           const std::optional<CompareBase> &base, const JobControl &job);

} // namespace eventscope::ui
