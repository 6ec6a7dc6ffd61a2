// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/event_subject.h"
#include "core/history/history_builder.h"
#include "core/history/stream_history.h"

#include <algorithm>

namespace eventscope {
namespace {

/// Distance of the blames that are kept: near enough to go back from, few enough to cost little.
std::size_t blameDistance(std::size_t steps) { return std::max<std::size_t>(128, steps / 256); }

/// The event of a step: as the lens shows the last one that it made of it, or as stored where it made none.
ReadableEvent shown(const FoldedStep &step, const ReadableBatch &stored) {
    return step.rows > 0 ? step.events[step.firstRow + step.rows - 1] : stored[step.storedRow];
}

} // namespace

Result<std::vector<BlameEntry>> StreamHistory::blame(std::size_t step, const JobControl &job) const {
    ES_ASSIGN(state, stateAt(step, job));
    auto [from, blame] = keptBlame(step + 1);
    const std::size_t distance = blameDistance(m_data.steps.size());
    std::vector<std::pair<std::size_t, Blame>> passed;
    ES_TRY(walk(
        from, step + 1,
        [&, &current = blame](std::size_t index, const Json &before, const Json &after) -> Result<void> {
            current = current.after(before, after, index);
            if ((index + 1) % distance == 0) passed.emplace_back(index + 1, current);
            return {};
        },
        job));
    {
        const std::lock_guard lock(m_mutex);
        for (auto &[steps, kept] : passed)
            m_blames.try_emplace(steps, std::move(kept));
        m_lastBlame.emplace(step + 1, blame);
    }
    return blame.entries(state);
}

std::pair<std::size_t, Blame> StreamHistory::keptBlame(std::size_t steps) const {
    const std::lock_guard lock(m_mutex);
    std::pair<std::size_t, Blame> best{0, Blame(m_data.initial, 0)};
    if (const auto beyond = m_blames.upper_bound(steps); beyond != m_blames.begin()) best = *std::prev(beyond);
    if (m_lastBlame && m_lastBlame->first <= steps && m_lastBlame->first > best.first) best = *m_lastBlame;
    return best;
}

StreamHistory::StreamHistory(HistoryData data, const StreamHistory &known) : m_data(std::move(data)) {
    const std::lock_guard lock(known.m_mutex);
    m_blames = known.m_blames;
    m_lastBlame = known.m_lastBlame;
}

Result<HistoryPtr> StreamHistory::grown(Position until, const JobControl &job) const {
    HistoryData data = m_data;
    data.until = data.options.until = until;
    HistoryBuilder builder(std::move(data));
    ES_ASSIGN(longer, builder.extend(job));
    if (!longer) {
        HistoryOptions options = m_data.options;
        options.until = until;
        return buildHistory(m_data.store, m_data.lens, m_data.fold, m_data.stream, options, {}, job);
    }
    if (longer->steps.size() == m_data.steps.size()) return HistoryPtr();
    return HistoryPtr(std::make_shared<const StreamHistory>(*std::move(longer), *this));
}

Result<std::vector<ValueChange>> StreamHistory::valueHistory(const Pointer &path, std::size_t from,
                                                             const JobControl &job) const {
    StreamSource source = m_data.source();
    source.watched = path;
    std::vector<ValueChange> changes;
    ES_ASSIGN(first, stateAt(from == 0 ? std::nullopt : std::optional(from - 1), job));
    std::optional<Json> before = valueAt(first, path);
    const IndexedVisitor visit = [&](std::size_t index, const FoldedStep &step) -> Result<void> {
        std::optional<Json> now = valueAt(step.state, path);
        const bool changed = now != before;
        if (changed || (now && step.setsWatched)) changes.push_back({index, now, changed});
        before = std::move(now);
        return {};
    };
    ES_TRY(replay(source, from, m_data.steps.size(), visit, job));
    return changes;
}

Result<std::vector<Interval>> StreamHistory::intervals(const Filter &predicate, std::size_t from,
                                                       const JobControl &job) const {
    StreamSource source = m_data.source();
    source.more = predicate.fields();
    std::vector<Interval> intervals;
    bool held = false;
    const IndexedVisitor visit = [&](std::size_t index, const FoldedStep &step) -> Result<void> {
        const ReadableBatch stored(step.events.stored());
        const bool holds = predicate.matches(EventSubject(shown(step, stored), &step.state));
        if (holds && !held) intervals.push_back({index, std::nullopt});
        if (!holds && held) intervals.back().to = index;
        held = holds;
        return {};
    };
    ES_TRY(replay(source, from, m_data.steps.size(), visit, job));
    return intervals;
}

} // namespace eventscope
