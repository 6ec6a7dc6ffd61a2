// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/shown_steps.h"

#include "core/projection/key_choice.h"

#include <algorithm>
#include <deque>
#include <iterator>

namespace eventscope::ui {

namespace {

Result<void> makeReadable(RowEdit &edit, const ShowRow &show) {
    for (auto *side : {&edit.before, &edit.after}) {
        if (!*side) continue;
        ModelRow row{edit.key, **side, {}, 0};
        ES_TRY(show(row));
        *side = std::move(row.row);
    }
    return {};
}

} // namespace

std::optional<std::size_t> ShownSteps::stepAt(Position position) const {
    const auto behind = std::ranges::upper_bound(steps, position, {}, &ProjectionStep::position);
    if (behind == steps.begin()) return std::nullopt;
    return static_cast<std::size_t>(behind - steps.begin()) - 1;
}

bool ShownSteps::areAround(Position position) const {
    if (isMoreBefore && position <= steps.front().position) return false;
    return !isMoreAfter || position < steps.back().position;
}

Result<ShownSteps> shownSteps(const ProjectionContext &context, const StepsWanted &wanted, const ShowRow &show,
                              const JobControl &job) {
    ShownSteps shown;
    std::deque<ProjectionStep> before;
    std::vector<ProjectionStep> after;
    const auto take = [&](ProjectionStep step) -> Result<Flow> {
        if (step.position > wanted.at) {
            // What one event does to several rows stays together.
            const bool isMore = after.size() >= wanted.max && step.position != after.back().position;
            if (isMore)
                shown.isMoreAfter = true;
            else
                after.push_back(std::move(step));
            return isMore ? Flow::Enough : Flow::More;
        }
        before.push_back(std::move(step));
        if (before.size() > wanted.max) {
            before.pop_front();
            shown.isMoreBefore = true;
        }
        return Flow::More;
    };
    const KeyChoice only = wanted.key.empty() ? nullptr : onlyKey(wanted.key);
    ES_TRY(eachStep(context, *wanted.projection, only, kBeforeAll, kEnd, take, job));
    shown.steps.assign(std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
    std::ranges::move(after, std::back_inserter(shown.steps));
    for (ProjectionStep &step : shown.steps)
        ES_TRY(makeReadable(step.edit, show));
    return shown;
}

} // namespace eventscope::ui
