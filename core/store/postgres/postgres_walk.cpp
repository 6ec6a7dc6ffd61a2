// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_walk.h"

#include "core/db/postgres/pg_quote.h"
#include "core/store/pg/pg_cells.h"
#include "core/store/pg/pg_team.h"
#include "core/store/postgres/postgres_prefilter.h"

#include <algorithm>
#include <vector>

namespace eventscope {

/// Up to so many rows, even of the largest events, are no burden to hold twice.
constexpr std::size_t kRowsFew = 100;

/// Reads ranges of keys in one session. One thread.
class PostgresWalk::Reader {
  public:
    Reader(const PostgresWalk &walk, PgReadSession &session)
        : m_walk(walk), m_session(session), m_rows(walk.m_query.fields) {}

    /// Reads into `batch` until it is full. The key at which it was, if it was.
    [[nodiscard]] Result<std::optional<std::int64_t>> read(const KeyRange &keys, BatchBuilder &batch,
                                                           std::size_t rowsMax, const JobControl &job);

  private:
    [[nodiscard]] Result<std::optional<std::int64_t>> readFew(const KeyRange &keys, BatchBuilder &batch,
                                                              std::size_t limit, const JobControl &job);
    /// The key of the row.
    [[nodiscard]] Result<std::optional<std::int64_t>> add(PgRow row, BatchBuilder &batch);
    [[nodiscard]] std::string sqlFor(const std::string &low, const std::string &high, std::size_t limit) const;

    const PostgresWalk &m_walk;
    PgReadSession &m_session;
    PostgresRows m_rows;
    std::size_t m_rowsFit = SliceTeam::kRows; ///< rows that a batch is likely to have room for
};

Result<std::optional<std::int64_t>> PostgresWalk::Reader::read(const KeyRange &keys, BatchBuilder &batch,
                                                               std::size_t rowsMax, const JobControl &job) {
    const std::size_t limit = std::min(rowsMax - batch.rows(), m_rowsFit);
    if (limit <= kRowsFew) return readFew(keys, batch, limit, job);
    ES_ASSIGN(snapshot, m_session.snapshot(job));
    ES_ASSIGN(reader, snapshot.copy(sqlFor(std::to_string(keys.low), std::to_string(keys.high), limit), job));
    std::optional<std::int64_t> last;
    for (std::size_t rows = 0;; ++rows) {
        ES_ASSIGN(row, reader.next(job));
        if (row.empty()) {
            if (rows == m_rowsFit) m_rowsFit *= 2;
            return rows == limit ? last : std::nullopt;
        }
        ES_ASSIGN(key, add(row, batch));
        last = key;
        if (batch.arenaBytes() < kArenaBytesMax) continue;
        // Ending a read in the middle is dear for the server: the next asks for less.
        m_rowsFit = rows + 1;
        return last;
    }
}

Result<std::optional<std::int64_t>> PostgresWalk::Reader::readFew(const KeyRange &keys, BatchBuilder &batch,
                                                                  std::size_t limit, const JobControl &job) {
    const PgParameters range = PgParameters().number(keys.low).number(keys.high);
    ES_ASSIGN(found, m_session.ask(sqlFor("$1", "$2", limit), range, job));
    std::optional<std::int64_t> last;
    std::vector<PgField> row;
    for (std::size_t at = 0; at < found.rows(); ++at) {
        found.row(at, row);
        ES_ASSIGN(key, add(row, batch));
        last = key;
    }
    return found.rows() == limit ? last : std::nullopt;
}

Result<std::optional<std::int64_t>> PostgresWalk::Reader::add(PgRow row, BatchBuilder &batch) {
    if (!m_rows.addTo(batch, row)) {
        return fail(ErrorKind::Corrupt, "The store holds an event that is malformed (" + m_session.where() + ")",
                    "Check it, and restore it from a backup");
    }
    return asNumber(row[m_walk.m_stream ? PostgresRows::kVersionColumn : PostgresRows::kPositionColumn]);
}

std::string PostgresWalk::Reader::sqlFor(const std::string &low, const std::string &high, std::size_t limit) const {
    const std::string key = m_walk.m_stream ? "version" : "global_position";
    return "SELECT " + m_rows.columns() + " FROM eventscope.events WHERE " + key + " > " + low + " AND " + key +
           " <= " + high + " AND " + m_walk.m_condition + " ORDER BY " + key +
           (m_walk.m_query.direction == Direction::Forward ? " ASC" : " DESC") + " LIMIT " + std::to_string(limit);
}

PostgresWalk::PostgresWalk(PgReadPool &pool, PgReadSession &session, const Query &query, Purpose purpose,
                           std::shared_ptr<BatchNames> names, const JobControl &job)
    : m_pool(pool),
      m_session(session),
      m_query(query),
      m_purpose(purpose),
      m_names(std::move(names)),
      m_job(job),
      m_reader(std::make_unique<Reader>(*this, session)),
      m_stream(onlyStream(query)) {
    if (!m_stream) m_keys.low = keyOf(query.after);
}

PostgresWalk::~PostgresWalk() = default;

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

std::int64_t PostgresWalk::sliceKeys() const {
    if (!isFiltered(m_query) || requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs)) return kKeyMax;
    return looksAtPayloads() ? kPayloadRowsAtOnce : kHeaderRowsAtOnce;
}

bool PostgresWalk::looksAtPayloads() const {
    const Fields needed = m_query.prefilter.fields();
    return has(needed, Fields::Data) || has(needed, Fields::Metadata);
}

/// One session is enough of a burden for a server that must look into payloads; one event needs no other.
bool PostgresWalk::isForTwo() const {
    return m_purpose == Purpose::Scan && !looksAtPayloads() &&
           !requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs) && SliceTeam::isFor(m_query, m_keys, m_job);
}

Result<void> PostgresWalk::readSlice(BatchBuilder &batch, std::size_t rowsMax) {
    if (m_job.stopRequested()) return cancelled();
    // The first events are not to wait for a helper.
    if (!m_team && std::exchange(m_hasRead, true) && batch.rows() == 0 && isForTwo()) {
        const std::int64_t keysMost = std::min(sliceKeys(), SliceTeam::kKeysMost);
        m_team = pgTeam(m_keys, keysMost, m_query, m_names, m_pool, *m_reader, *this, m_job);
    }
    if (m_team) return takeFromTeam(batch);
    const KeyRange slice = m_keys.slice(m_query.direction, sliceKeys());
    ES_ASSIGN(stoppedAt, m_reader->read(slice, batch, rowsMax, m_job));
    m_keys.moveOn(m_query.direction, slice, stoppedAt);
    return {};
}

Result<void> PostgresWalk::takeFromTeam(BatchBuilder &batch) {
    ES_ASSIGN(more, m_team->next(batch));
    if (more) return {};
    m_team.reset();
    m_keys.moveOn(m_query.direction, m_keys, std::nullopt);
    return {};
}

} // namespace eventscope
