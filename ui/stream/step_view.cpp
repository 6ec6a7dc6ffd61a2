// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_view.h"

namespace eventscope::ui {

namespace {

/// Marks the value that the view's step has just changed, and what it stands in.
void mark(StepView &view, const Pointer &path, const Json &before) {
    view.marks[path] = valueAt(before, path) ? JsonTree::Changed : JsonTree::Added;
    for (Pointer above = path; !above.isRoot();) {
        above = above.parent();
        view.marks.emplace(above, JsonTree::ChangedBelow);
    }
}

} // namespace

Result<StepViewPtr> viewStep(const HistoryPtr &history, std::optional<std::size_t> step, const JobControl &job) {
    auto view = std::make_shared<StepView>();
    view->history = history;
    view->step = step;
    ES_ASSIGN(state, history->at(step, job));
    view->state = std::move(state);
    if (!step) return StepViewPtr(view);
    ES_ASSIGN(before, history->at(*step == 0 ? std::nullopt : std::optional(*step - 1), job));
    ES_ASSIGN(changes, history->changes(*step, job));
    view->changes = std::move(changes);
    ES_ASSIGN(blame, history->blame(*step, job));
    for (BlameEntry &entry : blame) {
        if (entry.step == *step) mark(*view, entry.path, before.state);
        view->blame.emplace(std::move(entry.path), entry.step);
    }
    return StepViewPtr(view);
}

} // namespace eventscope::ui
