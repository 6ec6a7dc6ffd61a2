// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/log_reader.h"

#include "core/store/memory/log_walk.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

Position positionAfter(std::size_t rows) { return {0, rows}; }

} // namespace

LogReader::LogReader(StoreInfo info, std::shared_ptr<const EventLog> log,
                     std::shared_ptr<const SnapshotShelf> snapshots)
    : m_info(std::move(info)), m_log(std::move(log)), m_snapshots(std::move(snapshots)), m_catalogue(*m_log) {}

Result<void> LogReader::refresh(const JobControl &) const { return {}; }

Result<Head> LogReader::head(const JobControl &job) const {
    if (job.stopRequested()) return cancelled();
    ES_TRY(refresh(job));
    const std::size_t rows = m_log->rows();
    Head head{positionAfter(rows), positionAfter(rows), {}, std::nullopt};
    if (rows > 0) head.lastRecordedAt = timeOfUs(m_log->row(rows - 1).recordedUs);
    return head;
}

Result<BatchPtr> LogReader::page(const Query &query, const JobControl &job) const {
    BatchPtr page;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        page = std::move(batch);
        return Flow::More;
    });
    LogWalk walk(*m_log, query, {query.rowsMax, query.rowsMax, kNoLimit}, sink, job);
    ES_TRY(walk.run(query.after, m_log->rows()));
    if (!page) page = BatchBuilder(m_log->dictionary(), query.fields).publish();
    return page;
}

Result<ScanEnd> LogReader::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    const std::size_t visible = m_log->rows();
    LogWalk walk(*m_log, query, {}, sink, job);
    ES_ASSIGN(flow, walk.run(query.after, visible));
    if (flow == Flow::Enough) return ScanEnd{walk.lastGiven().value_or(query.after), false};
    return ScanEnd{std::max(query.after, std::min(query.until, positionAfter(visible))), true};
}

Result<ScanEnd> LogReader::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    if (query.direction == Direction::Backward) {
        return fail(ErrorKind::Invalid, "New events can only be followed forward");
    }
    LogWalk walk(*m_log, query, {}, sink, job);
    Position after = query.after;
    for (;;) {
        ES_TRY(refresh(job));
        const std::size_t visible = m_log->rows();
        ES_ASSIGN(flow, walk.run(after, visible));
        if (flow == Flow::Enough) return ScanEnd{walk.lastGiven().value_or(after), false};
        after = std::max(after, std::min(query.until, positionAfter(visible)));
        if (after == query.until) return ScanEnd{after, true};
        m_log->waitBeyond(visible, job.stop, kPoll);
    }
}

Result<Catalogue> LogReader::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    if (job.stopRequested()) return cancelled();
    return m_catalogue.list(query);
}

Result<SnapshotList> LogReader::snapshots(const StreamId &stream, const JobControl &job) const {
    if (job.stopRequested()) return cancelled();
    return m_snapshots->of(stream);
}

} // namespace eventscope
