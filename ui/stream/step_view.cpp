// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_view.h"

namespace eventscope::ui {

Result<StepView> viewStep(const HistoryPtr &history, std::optional<std::size_t> step, const JobControl &job) {
    StepView view;
    view.history = history;
    view.step = step;
    ES_ASSIGN(state, history->at(step, job));
    view.state = std::move(state);
    if (!step) return view;
    ES_ASSIGN(before, history->at(*step == 0 ? std::nullopt : std::optional(*step - 1), job));
    view.before = std::move(before.state);
    ES_ASSIGN(changes, history->changes(*step, job));
    view.changes = std::move(changes);
    ES_ASSIGN(blame, history->blame(*step, job));
    view.blame = std::move(blame);
    return view;
}

} // namespace eventscope::ui
