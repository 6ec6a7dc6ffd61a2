// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/event_walk.h"

#include "core/db/sqlite/sqlite_transaction.h"

#include <algorithm>

namespace eventscope {

namespace {

/// True when the index of the header columns does not have them all.
bool needsRow(Fields fields) { return (static_cast<unsigned>(fields) & ~static_cast<unsigned>(Fields::ValidAt)) != 0; }

} // namespace

EventWalk::EventWalk(ReadSession &session, const Query &query, const JobControl &job)
    : m_session(session), m_query(query), m_job(job), m_rows(query.fields), m_stream(onlyStream(query)) {
    if (!m_stream) m_keys.low = keyOf(query.after);
}

Result<void> EventWalk::refresh() {
    ES_ASSIGN(last, m_session.connection().number("SELECT max(global_position) FROM events"));
    const std::int64_t high = std::min(keyOf(m_query.until), last);
    m_end = {0, static_cast<std::uint64_t>(std::max<std::int64_t>(high, 0))};
    if (m_stream) return refreshStream();
    m_keys.high = high;
    return {};
}

Result<void> EventWalk::refreshStream() {
    if (!m_streamNo) ES_TRY(findStream());
    if (!m_streamNo) return {};
    ES_ASSIGN(until, versionAt(keyOf(m_end)));
    m_keys.high = until;
    return {};
}

Result<void> EventWalk::findStream() {
    {
        ES_ASSIGN(find, m_session.statement("SELECT stream_no FROM streams WHERE stream_id = ?1"));
        const SqliteResetGuard guard(*find);
        find->bindText(1, *m_stream);
        ES_ASSIGN(there, find->step());
        if (!there) return {};
        m_streamNo = find->number(0);
    }
    ES_ASSIGN(before, versionAt(keyOf(m_query.after)));
    m_keys.low = m_query.from.kind == Selector::Kind::Stream ? std::max(before, m_query.afterVersion.value) : before;
    return {};
}

// In one stream, versions and positions grow together, so this is a search by halves on the index of (stream, version).
Result<std::int64_t> EventWalk::versionAt(std::int64_t position) {
    if (position <= 0) return 0;
    ES_ASSIGN(newest, m_session.statement("SELECT max(version) FROM events WHERE stream_no = ?1"));
    newest->bind(1, *m_streamNo);
    ES_TRY(newest->step());
    std::int64_t high = newest->number(0), low = 0;
    newest->reset();
    ES_ASSIGN(probe, m_session.statement("SELECT global_position FROM events INDEXED BY events_by_stream "
                                         "WHERE stream_no = ?1 AND version = ?2"));
    const SqliteResetGuard guard(*probe);
    for (std::int64_t version = high; low < high; version = low + (high - low + 1) / 2) {
        probe->reset();
        probe->bind(1, *m_streamNo).bind(2, version);
        ES_ASSIGN(there, probe->step());
        if (!there) return m_session.corrupt("a stream lacks its version " + std::to_string(version));
        if (probe->number(0) <= position) {
            low = version;
        } else {
            high = version - 1;
        }
    }
    return low;
}

const char *EventWalk::index() const {
    if (m_stream) return " INDEXED BY events_by_stream";
    if (requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs)) return " INDEXED BY events_by_id";
    if (needsRow(m_query.prefilter.fields())) return " NOT INDEXED";
    // With a filter on header columns, the index says which rows to look up at all.
    return needsRow(m_query.fields) && !isFiltered(m_query) ? " NOT INDEXED" : " INDEXED BY events_header";
}

std::string EventWalk::sqlFor(const SqlCondition &condition) const {
    const std::string key = m_stream ? "version" : "global_position";
    return "SELECT " + m_rows.columns() + " FROM events" + index() + " WHERE " +
           (m_stream ? "stream_no = ?4 AND " : "") + key + " > ?1 AND " + key + " <= ?2 AND " + condition.sql +
           " ORDER BY " + key + (m_query.direction == Direction::Forward ? " ASC" : " DESC") + " LIMIT ?3";
}

std::int64_t EventWalk::sliceKeys() const {
    if (!isFiltered(m_query) || requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs)) return kKeyMax;
    return needsRow(m_query.prefilter.fields()) ? kPayloadRowsAtOnce : kHeaderRowsAtOnce;
}

Result<void> EventWalk::readSlice(BatchBuilder &batch, std::size_t rowsMax) {
    if (m_job.stopRequested()) return cancelled();
    const KeyRange slice = m_keys.slice(m_query.direction, sliceKeys());
    ES_ASSIGN(snapshot, SqliteTransaction::begin(m_session.connection(), SqliteTransaction::Kind::Read));
    ES_ASSIGN(where, compile(wholePrefilter(m_query), m_session));
    ES_ASSIGN(select, m_session.statement(sqlFor(where)));
    const SqliteResetGuard guard(*select);
    where.bindTo(*select);
    const std::size_t limit = rowsMax - batch.rows();
    select->bind(1, slice.low)
        .bind(2, slice.high)
        .bind(3, static_cast<std::int64_t>(std::min<std::size_t>(limit, kKeyMax)));
    if (m_stream) select->bind(4, *m_streamNo);
    const int keyColumn = m_stream ? RowReader::kVersionColumn : RowReader::kPositionColumn;
    for (;;) {
        ES_ASSIGN(row, select->step());
        if (!row) break;
        ES_TRY(m_rows.addTo(batch, *select, m_session));
        if (batch.rows() < rowsMax && batch.arenaBytes() < kArenaBytesMax) continue;
        m_keys.moveOn(m_query.direction, slice, select->number(keyColumn));
        return {};
    }
    m_keys.moveOn(m_query.direction, slice, std::nullopt);
    return {};
}

} // namespace eventscope
