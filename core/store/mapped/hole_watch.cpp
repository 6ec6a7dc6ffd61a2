// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/hole_watch.h"

#include "core/store/pg/pg_cells.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kSightingsMax = 64;
constexpr std::size_t kNamedMax = 3;
constexpr const char *kRunRows = "100000";
/// A transaction takes its time a moment before it can be seen.
constexpr std::int64_t kClockSlackUs = 1'000'000;
/// Where the writers cannot be seen: what is that old is taken for settled.
constexpr std::int64_t kBlindSlackUs = 60'000'000;

/// Who works in another database cannot draw a number here. Nor does what runs for no role, which is the server itself:
/// an autovacuum of a large table may take hours. (Both columns are shown to every role.)
constexpr const char *kRunningSql =
    "SELECT virtualtransaction FROM pg_catalog.pg_locks l WHERE locktype = 'virtualxid' "
    "AND granted AND pid IS DISTINCT FROM pg_backend_pid() AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a "
    "WHERE a.pid = l.pid AND (a.usesysid IS NULL OR a.datid <> (SELECT oid FROM pg_catalog.pg_database "
    "WHERE datname = current_database())))";
constexpr const char *kPreparedSql =
    "SELECT transaction::text FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()";

Result<std::set<std::string>> namesIn(PgSnapshot &snapshot, const char *sql, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query(sql, job));
    std::set<std::string> names;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        ES_ASSIGN(name, found.text(row, 0));
        names.emplace(name);
    }
    return names;
}

std::string listed(const std::set<std::string> &names) {
    std::string list;
    std::size_t count = 0;
    for (const std::string &name : names) {
        if (count++ == kNamedMax) return list + " ...";
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

std::string evidenceOf(const HoleWatch::Sight &sight) {
    std::string says;
    if (!sight.running.empty()) {
        says = std::to_string(sight.running.size()) +
               " transactions are running that may still fill it (virtual transactions " + listed(sight.running) + ")";
    }
    if (!sight.prepared.empty()) {
        says += (says.empty() ? "" : "; ") + std::to_string(sight.prepared.size()) +
                " prepared transactions may still fill it (" + listed(sight.prepared) + ")";
    }
    return says.empty() ? "it was seen missing just now" : says;
}

/// What is left of those that were waited for. A transaction that runs no more may be one of the prepared ones now.
void narrow(HoleWatch::Sight &waitingFor, const HoleWatch::Sight &now) {
    const auto isGone = [](const std::set<std::string> &among) {
        return [&among](const std::string &name) { return !among.contains(name); };
    };
    const bool someEnded = std::erase_if(waitingFor.running, isGone(now.running)) > 0;
    if (someEnded) waitingFor.prepared.insert(now.prepared.begin(), now.prepared.end());
    std::erase_if(waitingFor.prepared, isGone(now.prepared));
}

} // namespace

HoleWatch::HoleWatch(Rule rule) : m_rule(std::move(rule)), m_settled(m_rule.before), m_unbroken(m_rule.before) {}

std::uint64_t HoleWatch::begin() {
    const std::scoped_lock lock(m_mutex);
    return ++m_tickets;
}

std::int64_t HoleWatch::take(std::uint64_t ticket, const Sight &sight) {
    const std::scoped_lock lock(m_mutex);
    for (Sighting &sighting : m_sightings) {
        // What a look saw that began before says nothing of transactions that began in between.
        if (sighting.seen < ticket) narrow(sighting.waitingFor, sight);
        const bool isOver = sighting.waitingFor.running.empty() && sighting.waitingFor.prepared.empty();
        if (isOver) m_settled = std::max(m_settled, sighting.waitingFor.mark);
    }
    if (sight.running.empty() && sight.prepared.empty()) m_settled = std::max(m_settled, sight.mark);
    std::erase_if(m_sightings, [&](const Sighting &one) { return one.waitingFor.mark <= m_settled; });
    // Of two sightings of one mark the first waits for fewer.
    const bool isNews = m_sightings.empty() || m_sightings.back().waitingFor.mark < sight.mark;
    if (sight.mark <= m_settled || !isNews) return m_settled;
    // The oldest are the first to be over, so they stay.
    if (m_sightings.size() == kSightingsMax) m_sightings.pop_back();
    m_sightings.push_back({++m_tickets, sight});
    return m_settled;
}

void HoleWatch::advance(std::int64_t &to, std::int64_t settled) {
    const std::scoped_lock lock(m_mutex);
    to = std::max(to, settled);
}

Result<std::int64_t> HoleWatch::lastMark(PgSnapshot &snapshot, const JobControl &job) const {
    const std::string sql = m_rule.number.empty()
                                ? "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
                                : "SELECT coalesce(max(" + m_rule.number + "), 0)::bigint FROM " + m_rule.table;
    ES_ASSIGN(found, snapshot.query(sql, job));
    return found.number(0, 0);
}

/// The last number that follows `settled` without a gap.
Result<std::int64_t> HoleWatch::runFrom(PgSnapshot &snapshot, std::int64_t settled, const JobControl &job) const {
    const std::string &number = m_rule.number;
    ES_ASSIGN(found,
              snapshot.query("SELECT coalesce(min(before) FILTER (WHERE number > before + 1), max(number), $1) FROM ("
                             "SELECT number, lag(number, 1, $1) OVER (ORDER BY number) AS before FROM (SELECT " +
                                 number + "::bigint AS number FROM " + m_rule.table + " WHERE " + number +
                                 " > $1 ORDER BY " + number + " LIMIT " + kRunRows + ") AS r) AS g",
                             PgParameters().number(settled), job));
    return found.number(0, 0);
}

Result<HoleWatch::Answer> HoleWatch::withoutProof(PgSnapshot &snapshot, Answer answer, const std::string &why,
                                                  const JobControl &job) {
    answer.beyond = Hole::State::Unsettled;
    answer.evidence = why;
    if (m_rule.number.empty()) {
        answer.settled = answer.last - kBlindSlackUs;
        return answer;
    }
    for (;;) {
        std::int64_t from = 0;
        {
            const std::scoped_lock lock(m_mutex);
            from = m_unbroken;
        }
        ES_ASSIGN(settled, runFrom(snapshot, from, job));
        advance(m_unbroken, settled);
        answer.settled = settled;
        if (settled == from || settled >= answer.last) return answer;
    }
}

// The order of the statements matters: numbers by the snapshot, or the time; then who runs; then what is prepared, so
// that a transaction which was prepared in between is in one of both.
Result<HoleWatch::Answer> HoleWatch::look(PgSnapshot &snapshot, const JobControl &job) {
    const std::uint64_t ticket = begin();
    Answer answer;
    ES_ASSIGN(last, lastMark(snapshot, job));
    answer.last = last;
    ES_ASSIGN(recovery, snapshot.query("SELECT pg_is_in_recovery()", job));
    ES_ASSIGN(isStandby, recovery.flag(0, 0));
    if (isStandby) {
        return withoutProof(snapshot, answer,
                            "the server is a standby, where the transactions that write cannot be seen", job);
    }
    if (!m_rule.unprovable.empty()) return withoutProof(snapshot, answer, m_rule.unprovable, job);
    Sight sight{m_rule.number.empty() ? last - kClockSlackUs : last, {}, {}};
    ES_ASSIGN(running, namesIn(snapshot, kRunningSql, job));
    ES_ASSIGN(prepared, namesIn(snapshot, kPreparedSql, job));
    sight.running = std::move(running);
    sight.prepared = std::move(prepared);
    answer.evidence = evidenceOf(sight);
    answer.settled = take(ticket, sight);
    if (m_rule.number.empty() || answer.settled >= last) return answer;
    ES_ASSIGN(unbroken, runFrom(snapshot, answer.settled, job));
    advance(m_settled, unbroken);
    answer.settled = unbroken;
    return answer;
}

} // namespace eventscope
