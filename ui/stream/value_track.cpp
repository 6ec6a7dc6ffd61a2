// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_track.h"

#include "core/json/number.h"
#include "ui/widgets/value_text.h"

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

ValueTrack::Moment momentOf(std::size_t step, const std::optional<Json> &value, bool changed) {
    ValueTrack::Moment moment;
    moment.step = step;
    moment.changed = changed;
    if (!value) return moment;
    moment.exists = true;
    moment.text = valueText(*value);
    if (!value->isNumber()) return moment;
    const double number = approximate(value->token());
    if (std::isfinite(number)) moment.number = number;
    return moment;
}

} // namespace

const ValueTrack::Moment &ValueTrack::at(std::optional<std::size_t> step) const {
    if (!step) return before;
    const auto later = std::ranges::upper_bound(moments, *step, {}, [](const Moment &moment) { return moment.step; });
    return later == moments.begin() ? before : *std::prev(later);
}

bool ValueTrack::changedAt(std::size_t step) const {
    const Moment &moment = at(step);
    return &moment != &before && moment.step == step && moment.changed;
}

std::optional<std::size_t> ValueTrack::changeAfter(std::optional<std::size_t> step) const {
    for (const Moment &moment : moments)
        if ((!step || moment.step > *step) && moment.changed) return moment.step;
    return std::nullopt;
}

std::optional<std::size_t> ValueTrack::changeBefore(std::optional<std::size_t> step) const {
    std::optional<std::size_t> found;
    for (const Moment &moment : moments) {
        if (!step || moment.step >= *step) break;
        if (moment.changed) found = moment.step;
    }
    return found;
}

Result<ValueTrackPtr> trackValue(const HistoryPtr &history, const Pointer &path, const ValueTrackPtr &known,
                                 const JobControl &job) {
    auto track = known ? std::make_shared<ValueTrack>(*known) : std::make_shared<ValueTrack>();
    track->path = path;
    ES_ASSIGN(initial, history->at(std::nullopt, job));
    track->before = momentOf(0, valueAt(initial.state, path), false);
    ES_ASSIGN(changes, history->valueHistory(path, track->steps, job));
    track->steps = history->steps().size();
    for (const ValueChange &change : changes)
        track->moments.push_back(momentOf(change.step, change.value, change.changed));
    return ValueTrackPtr(track);
}

} // namespace eventscope::ui
