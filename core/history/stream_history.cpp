// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/stream_history.h"

#include <algorithm>

namespace eventscope {
namespace {

constexpr std::size_t kReplayRows = 1024; // read at once, with their states
constexpr std::size_t kWindowRadius = 16; // steps on either side of the one that was asked for

Failure streamChanged(const StreamId &stream) {
    return fail(ErrorKind::Corrupt, "The events of stream " + stream.value + " are not the ones that were read before",
                "Open the stream again");
}

} // namespace

Result<StateAt> StreamHistory::at(std::optional<std::size_t> step, const JobControl &job) const {
    ES_ASSIGN(state, stateAt(step, job));
    StateAt answer{step, std::move(state), {fold().kind, fold().title(), {}}, {}};
    if (!step) return answer;
    for (const auto &[first, type] : m_data.ignored)
        if (first <= *step) answer.provenance.ignored.push_back(type);
    std::sort(answer.provenance.ignored.begin(), answer.provenance.ignored.end());
    answer.failed.assign(m_data.failed.begin(), std::upper_bound(m_data.failed.begin(), m_data.failed.end(), *step));
    return answer;
}

Result<std::vector<Change>> StreamHistory::changes(std::size_t step, const JobControl &job) const {
    return diff(step == 0 ? std::nullopt : std::optional(step - 1), step, job);
}

Result<std::vector<Change>> StreamHistory::diff(std::optional<std::size_t> from, std::optional<std::size_t> to,
                                                const JobControl &job) const {
    // The later one first: the window around it holds the earlier one when they are neighbours.
    ES_ASSIGN(last, stateAt(std::max(from, to), job));
    ES_ASSIGN(first, stateAt(std::min(from, to), job));
    return from <= to ? eventscope::diff(first, last) : eventscope::diff(last, first);
}

Result<Json> StreamHistory::stateAt(std::optional<std::size_t> step, const JobControl &job) const {
    if (!step) return m_data.initial;
    if (m_data.keepsStates()) return m_data.states[*step];
    std::shared_ptr<const StateWindow> window;
    {
        const std::lock_guard lock(m_mutex);
        window = m_window;
    }
    if (!window || !window->has(*step)) {
        ES_ASSIGN(made, windowAround(*step, job));
        window = std::move(made);
        const std::lock_guard lock(m_mutex);
        m_window = window;
    }
    return window->states[*step - window->first];
}

Result<std::shared_ptr<const StateWindow>> StreamHistory::windowAround(std::size_t step, const JobControl &job) const {
    const Checkpoint *nearest = checkpointBefore(step);
    const std::size_t afterNearest = nearest ? nearest->step + 1 : 0;
    auto window = std::make_shared<StateWindow>();
    window->first = std::max(afterNearest, step - std::min(step, kWindowRadius));
    const std::size_t to = std::min(step + kWindowRadius + 1, m_data.steps.size());
    ES_TRY(replay(
        m_data.source(), window->first, to,
        [&](std::size_t, const FoldedStep &folded) -> Result<void> {
            window->states.push_back(folded.state);
            return {};
        },
        job));
    return window;
}

const Checkpoint *StreamHistory::checkpointBefore(std::size_t step) const {
    const auto after = std::partition_point(m_data.checkpoints.begin(), m_data.checkpoints.end(),
                                            [&](const Checkpoint &checkpoint) { return checkpoint.step < step; });
    return after == m_data.checkpoints.begin() ? nullptr : &*std::prev(after);
}

Result<void> StreamHistory::replay(const StreamSource &source, std::size_t from, std::size_t to,
                                   const IndexedVisitor &visit, const JobControl &job) const {
    StreamRun run(source);
    std::size_t index = 0;
    if (const Checkpoint *checkpoint = checkpointBefore(from)) {
        ES_TRY(run.restore(*checkpoint->saved, m_data.steps[checkpoint->step].version));
        index = checkpoint->step + 1;
    }
    const StepVisitor check = [&](FoldedStep &step) -> Result<Flow> {
        const Step &known = m_data.steps[index];
        if (step.stored().version() != known.version || step.stored().id() != known.id)
            return streamChanged(m_data.stream);
        if (index >= from) ES_TRY(visit(index, step));
        ++index;
        return Flow::More;
    };
    while (index < to) {
        const bool skipping = index < from;
        const std::size_t rows = std::min(kReplayRows, (skipping ? from : to) - index);
        ES_ASSIGN(read, run.advance(rows, skipping ? Emit::last() : Emit::each(), check, job));
        if (read == 0) return streamChanged(m_data.stream);
        if (to - from > kReplayRows) job.report(index, to);
    }
    return {};
}

Result<void> StreamHistory::walk(std::size_t from, std::size_t to, const PairVisitor &visit,
                                 const JobControl &job) const {
    if (from >= to) return {};
    ES_ASSIGN(before, stateAt(from == 0 ? std::nullopt : std::optional(from - 1), job));
    const auto visitNext = [&](std::size_t index, const Json &after) -> Result<void> {
        if (job.stopRequested()) return cancelled();
        ES_TRY(visit(index, before, after));
        before = after;
        return {};
    };
    if (!m_data.keepsStates())
        return replay(
            m_data.source(), from, to, [&](std::size_t i, const FoldedStep &step) { return visitNext(i, step.state); },
            job);
    for (std::size_t i = from; i < to; ++i)
        ES_TRY(visitNext(i, m_data.states[i]));
    return {};
}

} // namespace eventscope
