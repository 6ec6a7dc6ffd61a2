// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_walk.h"

#include "core/db/postgres/pg_quote.h"
#include "core/store/pg/pg_cells.h"
#include "core/store/postgres/postgres_prefilter.h"

#include <algorithm>

namespace eventscope {

PostgresWalk::PostgresWalk(PgReadSession &session, const Query &query, Purpose purpose,
                           std::shared_ptr<Dictionary> dictionary, const JobControl &job)
    : m_session(session),
      m_query(query),
      m_purpose(purpose),
      m_job(job),
      m_rows(query.fields, std::move(dictionary)),
      m_stream(onlyStream(query)) {
    if (!m_stream) m_keys.low = keyOf(query.after);
}

Result<void> PostgresWalk::compile() {
    if (!m_condition.empty()) return {};
    ES_ASSIGN(condition, postgresCondition(wholePrefilter(m_query)));
    m_condition = condition;
    if (!m_stream) return {};
    ES_ASSIGN(stream, pgLiteral(*m_stream));
    m_condition += " AND stream_id = " + stream;
    return {};
}

Result<void> PostgresWalk::refresh() {
    if (m_stream && !isPgText(*m_stream)) {
        m_end = m_query.until;
        return {};
    }
    ES_TRY(compile());
    if (m_purpose == Purpose::Page && !isFiltered(m_query) && !m_stream) {
        m_keys.high = keyOf(m_query.until);
        return {};
    }
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_ASSIGN(found, snapshot.query("SELECT coalesce(max(global_position), 0) FROM eventscope.events", m_job));
    ES_ASSIGN(last, found.number(0, 0));
    const std::int64_t high = std::min(keyOf(m_query.until), last);
    m_end = {0, static_cast<std::uint64_t>(std::max<std::int64_t>(high, 0))};
    if (m_stream) return refreshStream(snapshot);
    m_keys.high = high;
    return {};
}

Result<void> PostgresWalk::refreshStream(PgSnapshot &snapshot) {
    if (!m_isPlaced) {
        ES_ASSIGN(before, versionAt(snapshot, keyOf(m_query.after)));
        m_keys.low =
            m_query.from.kind == Selector::Kind::Stream ? std::max(before, m_query.afterVersion.value) : before;
        m_isPlaced = true;
    }
    ES_ASSIGN(until, versionAt(snapshot, keyOf(m_end)));
    m_keys.high = until;
    return {};
}

Result<std::int64_t> PostgresWalk::versionAt(PgSnapshot &snapshot, std::int64_t position) {
    if (position <= 0) return 0;
    ES_ASSIGN(found, snapshot.query("SELECT eventscope.version_at($1, $2)",
                                    PgParameters().text(*m_stream).number(position), m_job));
    return found.number(0, 0);
}

std::string PostgresWalk::sqlFor(const KeyRange &keys, std::size_t limit) const {
    const std::string key = m_stream ? "version" : "global_position";
    return "SELECT " + m_rows.columns() + " FROM eventscope.events WHERE " + key + " > " + std::to_string(keys.low) +
           " AND " + key + " <= " + std::to_string(keys.high) + " AND " + m_condition + " ORDER BY " + key +
           (m_query.direction == Direction::Forward ? " ASC" : " DESC") + " LIMIT " +
           std::to_string(std::min<std::size_t>(limit, kKeyMax));
}

std::int64_t PostgresWalk::sliceKeys() const {
    if (!isFiltered(m_query) || requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs)) return kKeyMax;
    return has(m_query.prefilter.fields(), Fields::Data) || has(m_query.prefilter.fields(), Fields::Metadata)
               ? kPayloadRowsAtOnce
               : kHeaderRowsAtOnce;
}

Result<void> PostgresWalk::readSlice(BatchBuilder &batch, std::size_t rowsMax) {
    if (m_job.stopRequested()) return cancelled();
    const KeyRange slice = m_keys.slice(m_query.direction, sliceKeys());
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_ASSIGN(reader, snapshot.copy(sqlFor(slice, rowsMax - batch.rows()), m_job));
    ES_ASSIGN(stoppedAt, readRows(reader, batch, rowsMax));
    m_keys.moveOn(m_query.direction, slice, stoppedAt);
    return {};
}

/// The key at which the batch was full, if it was.
Result<std::optional<std::int64_t>> PostgresWalk::readRows(PgCopyReader &reader, BatchBuilder &batch,
                                                           std::size_t rowsMax) {
    const std::size_t keyColumn = m_stream ? PostgresRows::kVersionColumn : PostgresRows::kPositionColumn;
    for (;;) {
        ES_ASSIGN(row, reader.next(m_job));
        if (row.empty()) return std::optional<std::int64_t>();
        if (!m_rows.addTo(batch, row)) {
            return fail(ErrorKind::Corrupt, "The store holds an event that is malformed (" + m_session.where() + ")",
                        "Check it, and restore it from a backup");
        }
        if (batch.rows() >= rowsMax || batch.arenaBytes() >= kArenaBytesMax) return asNumber(row[keyColumn]);
    }
}

} // namespace eventscope
