// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_walk.h"

#include "core/db/postgres/pg_quote.h"
#include "core/event/utf8.h"
#include "core/store/postgres/postgres_prefilter.h"

#include <algorithm>
#include <limits>

namespace eventscope {

namespace {

/// Keys looked at in one snapshot when a filter may leave few rows of them.
constexpr std::int64_t kHeaderKeys = 65'536;
constexpr std::int64_t kPayloadKeys = 8'192;
constexpr std::int64_t kKeyMax = std::numeric_limits<std::int64_t>::max();

/// The stream that every event of the query is in.
std::optional<std::string> onlyStream(const Query &query) {
    if (query.from.kind == Selector::Kind::Stream) return query.from.name;
    if (query.from.kind != Selector::Kind::Log) return std::nullopt;
    const Prefilter *atom = requiredAtom(query.prefilter, Prefilter::Kind::Stream);
    return atom ? std::optional(atom->text) : std::nullopt;
}

/// A name that no column of the server can hold.
bool cannotBe(const std::string &name) {
    return name.find('\0') != std::string::npos || firstInvalidUtf8(name) != std::string::npos;
}

} // namespace

std::int64_t postgresKey(Position position) {
    if (position.major > 0 || position.minor > static_cast<std::uint64_t>(kKeyMax)) return kKeyMax;
    return static_cast<std::int64_t>(position.minor);
}

PostgresWalk::PostgresWalk(PgReadSession &session, const Query &query, Purpose purpose,
                           std::shared_ptr<Dictionary> dictionary, const JobControl &job)
    : m_session(session),
      m_query(query),
      m_purpose(purpose),
      m_job(job),
      m_rows(query.fields, std::move(dictionary)),
      m_stream(onlyStream(query)),
      m_isFiltered(query.prefilter.kind != Prefilter::Kind::Everything || query.from.kind == Selector::Kind::Category),
      m_forward(query.direction == Direction::Forward) {
    if (!m_stream) m_low = postgresKey(query.after);
}

Result<void> PostgresWalk::compile() {
    if (!m_condition.empty()) return {};
    Prefilter prefilter = m_query.prefilter;
    if (m_query.from.kind == Selector::Kind::Category) {
        Prefilter category;
        category.kind = Prefilter::Kind::Category;
        category.text = m_query.from.name;
        prefilter = Prefilter::all({std::move(prefilter), std::move(category)});
    }
    ES_ASSIGN(condition, postgresCondition(prefilter));
    m_condition = condition;
    if (!m_stream) return {};
    ES_ASSIGN(stream, pgLiteral(*m_stream));
    m_condition += " AND stream_id = " + stream;
    return {};
}

Result<void> PostgresWalk::refresh() {
    if (m_stream && cannotBe(*m_stream)) {
        m_end = m_query.until;
        return {};
    }
    ES_TRY(compile());
    if (m_purpose == Purpose::Page && !m_isFiltered && !m_stream) {
        m_high = postgresKey(m_query.until);
        return {};
    }
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_ASSIGN(found, snapshot.query("SELECT coalesce(max(global_position), 0) FROM eventscope.events", m_job));
    ES_ASSIGN(last, found.number(0, 0));
    const std::int64_t high = std::min(postgresKey(m_query.until), last);
    m_end = {0, static_cast<std::uint64_t>(std::max<std::int64_t>(high, 0))};
    if (m_stream) return refreshStream(snapshot);
    m_high = high;
    return {};
}

Result<void> PostgresWalk::refreshStream(PgSnapshot &snapshot) {
    if (!m_isPlaced) {
        ES_ASSIGN(before, versionAt(snapshot, postgresKey(m_query.after)));
        m_low = m_query.from.kind == Selector::Kind::Stream ? std::max(before, m_query.afterVersion.value) : before;
        m_isPlaced = true;
    }
    ES_ASSIGN(until, versionAt(snapshot, postgresKey(m_end)));
    m_high = until;
    return {};
}

Result<std::int64_t> PostgresWalk::versionAt(PgSnapshot &snapshot, std::int64_t position) {
    if (position <= 0) return 0;
    ES_ASSIGN(found, snapshot.query("SELECT eventscope.version_at($1, $2)",
                                    PgParameters().text(*m_stream).number(position), m_job));
    return found.number(0, 0);
}

std::string PostgresWalk::sqlFor(std::int64_t low, std::int64_t high, std::size_t limit) const {
    const std::string key = m_stream ? "version" : "global_position";
    return "SELECT " + m_rows.columns() + " FROM eventscope.events WHERE " + key + " > " + std::to_string(low) +
           " AND " + key + " <= " + std::to_string(high) + " AND " + m_condition + " ORDER BY " + key +
           (m_forward ? " ASC" : " DESC") + " LIMIT " + std::to_string(std::min<std::size_t>(limit, kKeyMax));
}

std::int64_t PostgresWalk::sliceKeys() const {
    if (!m_isFiltered || requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs)) return kKeyMax;
    return has(m_query.prefilter.fields(), Fields::Data) || has(m_query.prefilter.fields(), Fields::Metadata)
               ? kPayloadKeys
               : kHeaderKeys;
}

void PostgresWalk::moveOn(std::int64_t sliceLow, std::int64_t sliceHigh, std::optional<std::int64_t> stoppedAt) {
    if (m_forward) {
        m_low = stoppedAt.value_or(sliceHigh);
    } else {
        m_high = stoppedAt ? *stoppedAt - 1 : sliceLow;
    }
}

Result<void> PostgresWalk::readSlice(BatchBuilder &batch, std::size_t rowsMax) {
    if (m_job.stopRequested()) return cancelled();
    const std::int64_t keys = std::min(sliceKeys(), m_high - m_low);
    const std::int64_t low = m_forward ? m_low : m_high - keys;
    const std::int64_t high = m_forward ? m_low + keys : m_high;
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_ASSIGN(reader, snapshot.copy(sqlFor(low, high, rowsMax - batch.rows()), m_job));
    ES_ASSIGN(stoppedAt, readRows(reader, batch, rowsMax));
    moveOn(low, high, stoppedAt);
    return {};
}

/// The key at which the batch was full, if it was.
Result<std::optional<std::int64_t>> PostgresWalk::readRows(PgCopyReader &reader, BatchBuilder &batch,
                                                           std::size_t rowsMax) {
    const std::size_t keyColumn = m_stream ? PostgresRows::kVersionColumn : PostgresRows::kPositionColumn;
    PgCopyBatch rows;
    std::optional<std::int64_t> stoppedAt;
    for (;;) {
        ES_ASSIGN(more, reader.next(rows, m_job));
        if (!more) return stoppedAt;
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            if (!m_rows.addTo(batch, rows, row)) {
                return fail(ErrorKind::Corrupt,
                            "The store holds an event that is malformed (" + m_session.where() + ")",
                            "Check it, and restore it from a backup");
            }
            if (batch.rows() < rowsMax && batch.arenaBytes() < kArenaBytesMax) continue;
            stoppedAt = asNumber(rows.field(row, keyColumn));
            return stoppedAt;
        }
    }
}

} // namespace eventscope
