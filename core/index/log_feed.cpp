// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/log_feed.h"

#include "core/base/pause.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::uint64_t kRowsAlwaysRead = 20'000;
constexpr int kRestFactor = 20;
constexpr std::chrono::milliseconds kBetweenLooks{1000};

std::optional<Hole> firstToFill(const Head &head) {
    const auto found = std::ranges::find_if(
        head.holes, [&](const Hole &hole) { return hole.state != Hole::State::Dead && hole.position > head.settled; });
    return found == head.holes.end() ? std::nullopt : std::optional(*found);
}

} // namespace

LogFeed::LogFeed(std::shared_ptr<const EventStore> store, std::shared_ptr<LogIndex> index)
    : m_store(std::move(store)), m_index(std::move(index)), m_state{m_index, m_index->rows(), 0, {}} {}

/// `row` is where the batch belongs as far as is known, and then where the next one does.
void LogFeed::take(const EventBatch &batch, std::uint64_t &row) {
    std::size_t known = 0;
    while (known < batch.rows() && row < m_index->rows() && m_index->position(row) == batch[known].position()) {
        ++known;
        ++row;
    }
    if (known == batch.rows()) return;
    if (row < m_index->rows()) m_index = m_index->firstRows(row);
    m_index->append(batch);
    row = m_index->rows();
}

Result<void> LogFeed::read(const OnState &onState, const JobControl &job) {
    const auto begun = std::chrono::steady_clock::now();
    ES_ASSIGN(head, m_store->head(job));
    m_hole = firstToFill(head);
    const std::uint64_t unsettled = m_index->rows() - m_index->rowsAsOf(m_settled);
    const bool isWhole = unsettled <= kRowsAlwaysRead || begun >= m_nextWholeLook;
    Query query;
    query.after = isWhole ? m_settled : m_index->position(m_index->rows() - kRowsAlwaysRead - 1);
    query.until = head.last; // what comes after that was not looked at
    std::uint64_t row = m_index->rowsAsOf(query.after);
    // What is read after a look and settled by it stays, in the order in which it is read.
    const auto settleUpTo = [&](Position position) {
        if (isWhole) m_settled = std::max(m_settled, std::min(position, head.settled));
    };
    if (query.after < query.until) {
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            if (batch->rows() == 0) return Flow::More;
            take(*batch, row);
            settleUpTo((*batch)[batch->rows() - 1].position());
            // While a new index is shorter than the one that is shown, nobody is to see events vanish.
            if (row == m_index->rows() && row > m_state.rows) announce(onState);
            return Flow::More;
        });
        ES_TRY(m_store->scan(query, sink, job));
    }
    if (row < m_index->rows()) m_index = m_index->firstRows(row);
    settleUpTo(head.settled);
    if (isWhole) {
        const auto ended = std::chrono::steady_clock::now();
        m_nextWholeLook = ended + kRestFactor * (ended - begun);
    }
    announce(onState);
    return {};
}

Result<void> LogFeed::follow(const OnState &onState, const JobControl &job) {
    if (m_store->info().order == OrderKind::Commit) return waitForMore(onState, job);
    for (;;) {
        pauseUnlessStopped(kBetweenLooks, job.stop);
        if (job.stopRequested()) return cancelled();
        ES_TRY(read(onState, job));
    }
}

Result<void> LogFeed::waitForMore(const OnState &onState, const JobControl &job) {
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        m_index->append(*batch);
        if (const std::uint64_t rows = m_index->rows(); rows > 0) m_settled = m_index->position(rows - 1);
        announce(onState);
        return Flow::More;
    });
    Query query;
    query.after = m_settled;
    ES_TRY(m_store->follow(query, sink, job));
    return {};
}

void LogFeed::announce(const OnState &onState) {
    LogState state{m_index, m_index->rows(), m_index->rowsAsOf(m_settled), {}};
    if (state.settledRows < state.rows) state.hole = m_hole;
    if (state == m_state) return;
    m_state = std::move(state);
    if (onState) onState(m_state);
}

} // namespace eventscope
