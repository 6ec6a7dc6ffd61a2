// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_walk.h"

#include "core/store/mapped/mapped_prefilter.h"
#include "core/store/pg/pg_cells.h"
#include "core/store/pg/pg_team.h"
#include "core/store/prefilter_sql.h"
#include "core/store/query_parts.h"

#include <algorithm>

namespace eventscope {

Result<std::optional<Position>> lastMappedPosition(PgSnapshot &snapshot, const MappedTable &table,
                                                   const JobControl &job) {
    using Answer = std::optional<Position>;
    const bool byClock = table.order == OrderKind::Clock;
    // The hash needs the row, so the latest time is looked for first: an index may know it.
    const std::string sql =
        byClock ? "SELECT " + table.time + ", max(" + table.keys[1] + ") FROM " + table.name + " WHERE " +
                      table.isEvent + " AND " + table.time + " = (SELECT max(" + table.time + ") FROM " + table.name +
                      " WHERE " + table.isEvent + ") GROUP BY 1"
                : "SELECT max(" + table.keys[0] + ")::bigint FROM " + table.name + " WHERE " + table.isEvent;
    ES_ASSIGN(found, snapshot.query(sql, job));
    if (found.rows() == 0 || found.isNull(0, 0)) return Answer();
    if (!byClock) {
        ES_ASSIGN(number, found.number(0, 0));
        return Answer(table.positionOf({number}));
    }
    ES_ASSIGN(time, found.time(0, 0));
    ES_ASSIGN(hash, found.number(0, 1));
    return Answer(table.positionOf({toUs(time), hash}));
}

Position settledPosition(const MappedTable &table, std::int64_t mark) {
    if (table.order == OrderKind::Clock) return table.positionOf({mark, INT64_MAX});
    return table.positionOf({std::max<std::int64_t>(mark, 0)});
}

namespace {

/// Reads the rows of a query. False: the batch had no room for the rest.
Result<bool> readRows(PgCopyReader &reader, MappedRows &rows, BatchBuilder &batch, std::size_t &rowsRead,
                      const JobControl &job) {
    for (;;) {
        ES_ASSIGN(row, reader.next(job));
        if (row.empty()) return true;
        ES_TRY(rows.addTo(batch, row));
        ++rowsRead;
        if (batch.arenaBytes() >= SliceWalk::kArenaBytesMax) return false;
    }
}

} // namespace

/// Reads ranges of numbers in one session. One thread.
class MappedWalk::NumberReader {
  public:
    NumberReader(const MappedWalk &walk, PgReadSession &session)
        : m_walk(walk), m_session(session), m_rows(walk.m_table, walk.m_query.fields) {}

    [[nodiscard]] Result<std::optional<std::int64_t>> read(const KeyRange &numbers, BatchBuilder &batch,
                                                           std::size_t rowsMax, const JobControl &job) {
        ES_ASSIGN(snapshot, m_session.snapshot(job));
        ES_ASSIGN(reader, snapshot.copy(sqlFor(numbers, rowsMax), job));
        std::size_t rows = 0;
        ES_ASSIGN(isWhole, readRows(reader, m_rows, batch, rows, job));
        return !isWhole || rows == rowsMax ? std::optional(m_rows.keys()[0]) : std::nullopt;
    }

  private:
    std::string sqlFor(const KeyRange &numbers, std::size_t rowsMax) const {
        const std::string key = m_walk.m_table.keys[0];
        return "SELECT " + m_rows.columns() + " FROM " + m_walk.m_table.name + " WHERE " + key + " > " +
               std::to_string(numbers.low) + " AND " + key + " <= " + std::to_string(numbers.high) + " AND " +
               m_walk.m_table.isEvent + " AND " + m_walk.m_condition + " ORDER BY " + key +
               (m_walk.m_query.direction == Direction::Forward ? " ASC" : " DESC") + " LIMIT " +
               std::to_string(rowsMax);
    }

    const MappedWalk &m_walk;
    PgReadSession &m_session;
    MappedRows m_rows;
};

MappedWalk::MappedWalk(PgReadPool &pool, PgReadSession &session, const MappedTable &table, HoleWatch &watch,
                       const Query &query, Reach reach, std::shared_ptr<BatchNames> names, const JobControl &job)
    : m_pool(pool),
      m_session(session),
      m_table(table),
      m_watch(watch),
      m_query(query),
      m_reach(reach),
      m_names(std::move(names)),
      m_job(job),
      m_rows(table, query.fields),
      m_stream(onlyStream(query)) {
    // What is followed must come in the order in which it settles.
    m_byVersion = query.from.kind == Selector::Kind::Stream && reach != Reach::Settled;
}

MappedWalk::~MappedWalk() = default;

Result<void> MappedWalk::compile() {
    if (!m_condition.empty()) return {};
    ES_ASSIGN(condition, mappedCondition(m_table, wholePrefilter(m_query)));
    m_condition = std::move(condition);
    m_where = m_table.isEvent;
    if (m_query.after != kBeforeAll) m_where += " AND " + m_table.compare(" > ", m_query.after);
    if (m_stream) m_where += " AND " + m_table.streamIs(*m_stream);
    if (m_query.from.kind == Selector::Kind::Stream && m_query.afterVersion != kNoVersion)
        m_where += " AND " + m_table.version + " > " + std::to_string(m_query.afterVersion.value);
    return {};
}

/// An event without a time has no place in the order of the clock.
Result<void> MappedWalk::checkTimes(PgSnapshot &snapshot) {
    if (!m_table.timeIsNullable || m_table.order != OrderKind::Clock || m_byVersion) return {};
    ES_ASSIGN(found, snapshot.query("SELECT EXISTS (SELECT FROM " + m_table.name + " WHERE " + m_table.time +
                                        " IS NULL AND " + m_table.isEvent + ")",
                                    m_job));
    ES_ASSIGN(exists, found.flag(0, 0));
    if (!exists) return {};
    return fail(ErrorKind::Corrupt,
                "Events in " + m_table.shownName + " have no value in " + m_table.time +
                    ", so that they have no place in the log",
                "Give them one; streams can be read by themselves");
}

Result<void> MappedWalk::refresh() {
    m_done = false;
    m_end = m_query.until;
    if (m_stream && !isPgText(*m_stream)) {
        m_done = true;
        return {};
    }
    ES_TRY(compile());
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_TRY(checkTimes(snapshot));
    m_bound = m_query.until;
    if (m_reach != Reach::Page) {
        ES_ASSIGN(answer, m_watch.look(snapshot, m_job));
        const Position settled = settledPosition(m_table, answer.settled);
        m_end = std::min(m_query.until, settled);
        if (m_reach == Reach::Settled) m_bound = m_end;
    }
    if (m_stream) return {};
    // What is appended meanwhile is left to the next look, so that a walk ends.
    ES_ASSIGN(last, lastMappedPosition(snapshot, m_table, m_job));
    if (!last) m_done = true;
    if (last) m_bound = std::min(m_bound, *last);
    return {};
}

std::string MappedWalk::keyNames(const char *direction) const {
    std::string names = m_byVersion ? m_table.version + direction : "";
    for (const std::string &key : m_table.keys)
        names += (names.empty() ? "" : ", ") + key + direction;
    return names;
}

std::string MappedWalk::compareKeys(const char *op, const MappedTable::Keys &keys) const {
    std::string values = m_byVersion ? std::to_string(keys[0]) + "::bigint" : "";
    const std::size_t skipped = m_byVersion ? 1 : 0;
    for (std::size_t key = skipped; key < keys.size(); ++key)
        values += (values.empty() ? "" : ", ") + m_table.keyLiteral(key - skipped, keys[key]);
    if (keys.size() == 1) return keyNames("") + op + values;
    return "(" + keyNames("") + ")" + op + "(" + values + ")";
}

std::string MappedWalk::range() const {
    std::string range = m_where;
    if (m_bound != kEnd) range += " AND " + m_table.compare(" <= ", m_bound);
    const bool forward = m_query.direction == Direction::Forward;
    if (m_at) range += " AND " + compareKeys(forward ? " > " : " < ", *m_at);
    return range;
}

std::size_t MappedWalk::sliceRows() const {
    if (!isFiltered(m_query) || m_stream || requiredAtom(m_query.prefilter, Prefilter::Kind::EventIdIs))
        return kNoLimit;
    const Fields needed = m_query.prefilter.fields();
    return has(needed, Fields::Data) || has(needed, Fields::Metadata) ? kPayloadRowsAtOnce : kHeaderRowsAtOnce;
}

MappedTable::Keys MappedWalk::keysOfRow() const {
    MappedTable::Keys keys = m_rows.keys();
    if (m_byVersion) keys.insert(keys.begin(), m_rows.version());
    return keys;
}

/// The keys up to which this slice goes; nothing: as far as the walk.
Result<std::optional<MappedTable::Keys>> MappedWalk::sliceEnd(PgSnapshot &snapshot) {
    using Answer = std::optional<MappedTable::Keys>;
    const std::size_t rows = sliceRows();
    if (rows == kNoLimit) return Answer();
    const bool forward = m_query.direction == Direction::Forward;
    ES_ASSIGN(found, snapshot.query("SELECT " + keyNames("") + " FROM " + m_table.name + " WHERE " + range() +
                                        " ORDER BY " + keyNames(forward ? " ASC" : " DESC") + " OFFSET " +
                                        std::to_string(rows - 1) + " LIMIT 1",
                                    m_job));
    if (found.rows() == 0) return Answer();
    if (m_table.order != OrderKind::Clock) {
        ES_ASSIGN(number, found.number(0, 0));
        return Answer(MappedTable::Keys{number});
    }
    ES_ASSIGN(time, found.time(0, 0));
    ES_ASSIGN(hash, found.number(0, 1));
    return Answer(MappedTable::Keys{toUs(time), hash});
}

Result<void> MappedWalk::readSlice(BatchBuilder &batch, std::size_t rowsMax) {
    if (m_job.stopRequested()) return cancelled();
    // The first events are not to wait for a helper.
    if (!m_team && std::exchange(m_hasRead, true) && batch.rows() == 0) makeTeamIfItPays();
    if (m_team) return takeFromTeam(batch);
    const bool forward = m_query.direction == Direction::Forward;
    ES_ASSIGN(snapshot, m_session.snapshot(m_job));
    ES_ASSIGN(upTo, sliceEnd(snapshot));
    std::string sql =
        "SELECT " + m_rows.columns() + " FROM " + m_table.name + " WHERE " + range() + " AND " + m_condition;
    if (upTo) sql += " AND " + compareKeys(forward ? " <= " : " >= ", *upTo);
    const std::size_t limit = std::min<std::size_t>(rowsMax - batch.rows(), INT64_MAX);
    sql += " ORDER BY " + keyNames(forward ? " ASC" : " DESC") + " LIMIT " + std::to_string(limit);
    ES_ASSIGN(reader, snapshot.copy(sql, m_job));
    std::size_t rowsRead = 0;
    ES_ASSIGN(isWhole, readRows(reader, m_rows, batch, rowsRead, m_job));
    if (!isWhole || rowsRead == limit) {
        m_at = keysOfRow();
    } else if (upTo) {
        m_at = std::move(upTo);
    } else {
        if (rowsRead > 0) m_at = keysOfRow();
        endAtBound();
    }
    return {};
}

void MappedWalk::endAtBound() {
    // Nothing can appear any more up to there, so that a follower need not look again.
    if (m_reach == Reach::Settled) m_at = std::max(m_at, std::optional(m_table.keysOf(m_bound)));
    m_done = true;
}

/// Where there is a number for each event, these are the keys that are still to be read.
KeyRange MappedWalk::numbersLeft() const {
    KeyRange numbers{m_table.keysOf(m_query.after)[0], m_table.keysOf(m_bound)[0]};
    if (m_at && m_query.direction == Direction::Forward) numbers.low = (*m_at)[0];
    if (m_at && m_query.direction == Direction::Backward) numbers.high = (*m_at)[0] - 1;
    return numbers;
}

void MappedWalk::makeTeamIfItPays() {
    const bool byNumber = m_table.order != OrderKind::Clock && !m_byVersion;
    // Numbers may be far apart, so that those of a filtered slice could not be told from their range.
    if (m_reach == Reach::Page || !byNumber || isFiltered(m_query)) return;
    if (!SliceTeam::isFor(m_query, numbersLeft(), m_job)) return;
    m_reader = std::make_unique<NumberReader>(*this, m_session);
    m_team = pgTeam(numbersLeft(), SliceTeam::kKeysMost, m_query, m_names, m_pool, *m_reader, *this, m_job);
}

Result<void> MappedWalk::takeFromTeam(BatchBuilder &batch) {
    ES_ASSIGN(more, m_team->next(batch));
    if (more) return {};
    m_team.reset();
    endAtBound();
    return {};
}

} // namespace eventscope
