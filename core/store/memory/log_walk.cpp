// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/log_walk.h"

#include <algorithm>

namespace eventscope {

namespace {

/// Rows between two looks at the stop token.
constexpr std::size_t kWindowRows = 8192;
constexpr std::size_t kFilterWindowRows = 1024;

} // namespace

LogWalk::LogWalk(const EventLog &log, const Query &query, BatchCut cut, BatchSink &sink, const JobControl &job)
    : m_log(log), m_query(query), m_cut(cut), m_sink(sink), m_job(job), m_batch(log.dictionary(), query.fields) {}

Result<Flow> LogWalk::run(Position after, std::size_t visible) {
    m_query.after = after;
    RowCursor cursor(m_log, m_query, visible);
    if (m_query.rowsMax == 0) return Flow::Enough;
    for (;;) {
        if (m_job.stopRequested()) return cancelled();
        const auto rows = cursor.next(windowRows());
        if (rows.empty()) return flush();
        ES_ASSIGN(flow, takeWindow(rows));
        if (flow == Flow::Enough) return flow;
        m_walked += rows.size();
        m_job.report(m_walked, m_walked + cursor.remaining());
    }
}

// No more than can be given without a filter; with one, many may be looked at to find few.
std::size_t LogWalk::windowRows() const {
    const std::size_t wanted = std::min({kWindowRows, batchRows(), m_query.rowsMax - m_given});
    return m_query.prefilter.kind == Prefilter::Kind::Everything ? wanted : std::max(wanted, kFilterWindowRows);
}

BatchPtr LogWalk::candidates(std::span<const RowNumber> rows) const {
    const Fields fields = m_query.prefilter.fields();
    BatchBuilder builder(m_log.dictionary(), fields);
    builder.reserve(rows.size(), 0);
    for (const RowNumber row : rows)
        builder.add(m_log.eventRow(row, fields));
    return builder.publish();
}

Result<Flow> LogWalk::takeWindow(std::span<const RowNumber> rows) {
    BatchPtr headers;
    if (m_query.prefilter.kind != Prefilter::Kind::Everything) headers = candidates(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (headers && !matches(m_query.prefilter, (*headers)[i])) continue;
        ES_ASSIGN(flow, give(rows[i]));
        if (flow == Flow::Enough) return flow;
    }
    return Flow::More;
}

Result<Flow> LogWalk::give(RowNumber row) {
    if (m_batch.rows() == 0) m_batch.reserve(std::min({batchRows(), m_query.rowsMax - m_given, kWindowRows}), 0);
    const EventRow event = m_log.eventRow(row, m_query.fields);
    m_batch.add(event);
    m_lastAdded = event.position;
    ++m_given;
    const bool done = m_given == m_query.rowsMax;
    if (!done && m_batch.rows() < batchRows() && m_batch.arenaBytes() < m_cut.bytesMax) return Flow::More;
    ES_ASSIGN(flow, flush());
    return done ? Flow::Enough : flow;
}

Result<Flow> LogWalk::flush() {
    if (m_batch.rows() == 0) return Flow::More;
    ++m_batches;
    m_lastGiven = m_lastAdded;
    return m_sink.take(m_batch.publish());
}

} // namespace eventscope
