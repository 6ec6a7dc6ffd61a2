// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/history/history_builder.h"

#include <algorithm>

namespace eventscope {
namespace {

constexpr std::size_t kSpacingMax = 4096;

Step stepOf(const FoldedStep &folded) {
    const EventView stored = folded.stored();
    return {stored.version(), stored.position(),          stored.recordedAt(),    stored.validAt(),
            stored.id(),      std::string(folded.type()), folded.schemaVersion(), folded.outcome};
}

} // namespace

HistoryBuilder::HistoryBuilder(HistoryData data)
    : m_data(std::move(data)), m_source(m_data.source()), m_run(m_source), m_keeping(m_data.keepsStates()) {
    for (const Checkpoint &checkpoint : m_data.checkpoints)
        m_savedBytes += checkpoint.saved->size();
}

Result<HistoryData> HistoryBuilder::build(const std::function<void(HistoryData)> &onPart, const JobControl &job) {
    ES_ASSIGN(initial, m_run.fold().state());
    m_data.initial = std::move(initial);
    for (std::size_t partAt = m_data.spacing;;) {
        const auto start = Clock::now();
        ES_ASSIGN(rows, advance(m_data.spacing, job));
        if (rows == 0) break;
        chooseSpacing(Clock::now() - start, rows);
        ES_TRY(save());
        addCheckpoint();
        job.report(m_data.steps.size());
        if (!onPart || m_data.steps.size() < partAt) continue;
        partAt = 2 * m_data.steps.size();
        onPart(m_data);
    }
    if (m_keeping) m_data.checkpoints.clear();
    return std::move(m_data);
}

Result<std::optional<HistoryData>> HistoryBuilder::extend(const JobControl &job) {
    if (!m_data.steps.empty()) {
        ES_TRY(m_run.restore(*m_data.end, m_data.steps.back().version));
        m_restored = true;
    }
    const bool keptAll = m_keeping;
    if (keptAll && m_data.end) m_data.checkpoints.assign(1, {m_data.steps.size() - 1, m_data.end});
    for (;;) {
        const std::size_t due = keptAll ? 0 : stepsToCheckpoint();
        ES_ASSIGN(rows, advance(due > 0 ? due : m_data.spacing, job));
        if (keptAll && !m_keeping) return std::optional<HistoryData>();
        if (rows == 0) break;
        ES_TRY(save());
        if (!keptAll && stepsToCheckpoint() == 0) addCheckpoint();
        job.report(m_data.steps.size());
    }
    return std::optional(std::move(m_data));
}

/// 0 where the last one that was kept lies as far back as the spacing, or farther.
std::size_t HistoryBuilder::stepsToCheckpoint() const {
    const std::size_t covered = m_data.checkpoints.empty() ? 0 : m_data.checkpoints.back().step + 1;
    const std::size_t due = covered + m_data.spacing;
    return due - std::min(due, m_data.steps.size());
}

Result<std::size_t> HistoryBuilder::advance(std::size_t rows, const JobControl &job) {
    return m_run.advance(
        rows, m_keeping ? Emit::each() : Emit::last(),
        [this](FoldedStep &step) -> Result<Flow> {
            take(step);
            return Flow::More;
        },
        job);
}

void HistoryBuilder::take(FoldedStep &step) {
    const std::size_t index = m_data.steps.size();
    m_data.steps.push_back(stepOf(step));
    if (step.outcome.kind == StepOutcome::Kind::Failed) m_data.failed.push_back(index);
    for (std::string &type : step.ignored) {
        const bool known = std::any_of(m_data.ignored.begin(), m_data.ignored.end(),
                                       [&](const auto &entry) { return entry.second == type; });
        if (!known) m_data.ignored.emplace_back(index, std::move(type));
    }
    if (m_keeping) keep(step.state);
}

void HistoryBuilder::keep(Json state) {
    const Json &before = m_data.states.empty() ? m_data.initial : m_data.states.back();
    if (m_restored) state = state.rebased(before);
    m_data.keptBytes += sizeof(Json) + state.bytesBeyond(before);
    m_data.states.push_back(std::move(state));
    if (m_data.keptBytes <= m_data.options.bytesMax) return;
    m_keeping = false;
    m_data.states.clear();
    m_data.states.shrink_to_fit();
}

Result<void> HistoryBuilder::save() {
    ES_ASSIGN(saved, m_run.fold().save());
    m_data.end = std::make_shared<const std::string>(std::move(saved));
    return {};
}

/// Of what was saved last.
void HistoryBuilder::addCheckpoint() {
    m_savedBytes += m_data.end->size();
    m_data.checkpoints.push_back({m_data.steps.size() - 1, m_data.end});
    std::vector<Checkpoint> &all = m_data.checkpoints;
    while (m_savedBytes > m_data.options.bytesMax && all.size() > 1) {
        std::vector<Checkpoint> half;
        for (std::size_t i = 1; i < all.size(); i += 2)
            half.push_back(all[i]);
        all = std::move(half);
        m_savedBytes = 0;
        for (const Checkpoint &checkpoint : all)
            m_savedBytes += checkpoint.saved->size();
        m_data.spacingMin *= 2;
        m_data.spacing = std::max(m_data.spacing, m_data.spacingMin);
    }
}

void HistoryBuilder::chooseSpacing(std::chrono::nanoseconds spent, std::size_t rows) {
    const auto nsEach = std::max<std::size_t>(static_cast<std::size_t>(spent.count()) / rows, 1);
    const auto affordable =
        static_cast<std::size_t>(std::chrono::nanoseconds(m_data.options.replayBudget).count()) / nsEach;
    m_data.spacing = std::max(std::min(affordable, kSpacingMax), m_data.spacingMin);
}

} // namespace eventscope
