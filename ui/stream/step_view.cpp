// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_view.h"

#include "core/history/blame.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

/// Marks a value that is not what it was in `before`, and what it stands in.
void mark(StepView &view, const Pointer &path, const Json &before) {
    view.marks[path] = valueAt(before, path) ? JsonTree::Changed : JsonTree::Added;
    for (Pointer above = path; !above.isRoot();) {
        above = above.parent();
        view.marks.emplace(above, JsonTree::ChangedBelow);
    }
}

/// By the same rules as the blame: as if one step had led from the base to here.
void markDifference(StepView &view, const Json &before) {
    constexpr std::size_t kBefore = 0, kHere = 1;
    const Json &here = view.state.state;
    for (const BlameEntry &entry : Blame(before, kBefore).after(before, here, kHere).entries(here))
        if (entry.step == kHere) mark(view, entry.path, before);
}

} // namespace

std::pair<std::optional<std::size_t>, std::optional<std::size_t>> StepView::compared() const {
    const auto before = !step || *step == 0 ? std::nullopt : std::optional(*step - 1);
    return std::minmax({base ? base->step : before, step});
}

Result<StepViewPtr> viewStep(const HistoryPtr &history, std::optional<std::size_t> step,
                             const std::optional<CompareBase> &base, const JobControl &job) {
    auto view = std::make_shared<StepView>();
    view->history = history;
    view->step = step;
    view->base = base;
    ES_ASSIGN(state, history->at(step, job));
    view->state = std::move(state);
    if (!step && !base) return StepViewPtr(view);
    const auto [first, second] = view->compared();
    ES_ASSIGN(before, history->at(base ? base->step : first, job));
    ES_ASSIGN(changes, history->diff(first, second, job));
    view->changes = std::move(changes);
    if (base) markDifference(*view, before.state);
    if (!step) return StepViewPtr(view);
    ES_ASSIGN(blame, history->blame(*step, job));
    for (BlameEntry &entry : blame) {
        if (!base && entry.step == *step) mark(*view, entry.path, before.state);
        view->blame.emplace(std::move(entry.path), entry.step);
    }
    return StepViewPtr(view);
}

} // namespace eventscope::ui
