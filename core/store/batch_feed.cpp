// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/batch_feed.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kFirstRows = 256;
constexpr std::size_t kRows = 8'192;

} // namespace

BatchFeed::BatchFeed(SliceWalk &walk, const Query &query, std::shared_ptr<BatchNames> names, BatchSink &sink,
                     const JobControl &job)
    : m_walk(walk),
      m_sink(sink),
      m_job(job),
      m_names(std::move(names)),
      m_fields(query.fields),
      m_batch(m_names->next(), m_fields),
      m_rowsLeft(query.rowsMax) {}

Result<Flow> BatchFeed::run() {
    if (m_rowsLeft == 0) return Flow::Enough;
    while (!m_walk.done()) {
        const std::size_t wanted = std::min(m_rowsGiven == 0 ? kFirstRows : kRows, m_rowsLeft);
        if (m_batch.rows() == 0 && !m_walk.givesWholeBatches()) m_batch.reserve(wanted, m_arenaBytes);
        ES_TRY(m_walk.readSlice(m_batch, wanted));
        // The first events are shown as soon as there are any, however few a filter leaves.
        const bool full =
            m_batch.rows() >= wanted || m_batch.arenaBytes() >= SliceWalk::kArenaBytesMax || m_walk.givesWholeBatches();
        if (m_batch.rows() == 0 || (!full && m_rowsGiven > 0)) continue;
        ES_ASSIGN(flow, give());
        if (flow == Flow::Enough) return flow;
    }
    return m_batch.rows() > 0 ? give() : Flow::More;
}

Result<Flow> BatchFeed::give() {
    m_arenaBytes = m_batch.arenaBytes() + m_batch.arenaBytes() / 8;
    const BatchPtr batch = m_batch.publish();
    m_batch = BatchBuilder(m_names->next(), m_fields);
    m_rowsGiven += batch->rows();
    m_rowsLeft -= batch->rows();
    m_lastGiven = (*batch)[batch->rows() - 1].position();
    m_job.report(m_rowsGiven);
    ES_ASSIGN(flow, m_sink.take(batch));
    return m_rowsLeft == 0 ? Flow::Enough : flow;
}

} // namespace eventscope
