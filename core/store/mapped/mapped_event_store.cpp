// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_event_store.h"

#include "core/base/hash.h"
#include "core/base/no_memory.h"
#include "core/base/pause.h"
#include "core/db/postgres/pg_role.h"
#include "core/store/mapped/layout_detection.h"
#include "core/store/mapped/mapped_catalogue.h"
#include "core/store/mapped/mapped_holes.h"
#include "core/store/mapped/mapped_walk.h"
#include "core/store/pg/pg_evidence.h"
#include "core/store/pg/pg_groups.h"

#include <algorithm>
#include <chrono>

namespace eventscope {

namespace {

/// How often a follower looks for something new: such layouts tell nobody.
constexpr std::chrono::milliseconds kPoll{250};
/// Rows that are looked at for whether they lack what makes them events.
constexpr const char *kRowsCounted = "100000";
/// Events that are looked at for the number of a stream's first one.
constexpr const char *kBaseRows = "1000";

/// The first events of a log hold a stream's first.
Result<int> versionBaseOf(PgSnapshot &snapshot, const MappedTable &table, int ofEmpty, const JobControl &job) {
    std::string order;
    for (const std::string &key : table.keys)
        order += (order.empty() ? "" : ", ") + key;
    ES_ASSIGN(found, snapshot.query("SELECT coalesce(min(version), $1)::bigint FROM (SELECT " + table.version +
                                        " AS version FROM " + table.name + " ORDER BY " + order + " LIMIT " +
                                        kBaseRows + ") AS f",
                                    PgParameters().number(ofEmpty), job));
    ES_ASSIGN(base, found.number(0, 0));
    return base == 0 ? 0 : 1;
}

/// Nothing when all rows that were looked at are events.
Result<std::optional<std::string>> rowsLeftOut(PgSnapshot &snapshot, const MappedTable &table, const JobControl &job) {
    using Answer = std::optional<std::string>;
    if (table.isEvent == "true") return Answer();
    ES_ASSIGN(found,
              snapshot.query("SELECT count(*) FILTER (WHERE NOT is_event), count(*) FROM (SELECT " + table.isEvent +
                                 " AS is_event FROM " + table.name + " LIMIT " + kRowsCounted + ") AS f",
                             job));
    ES_ASSIGN(rows, found.number(0, 0));
    ES_ASSIGN(looked, found.number(0, 1));
    if (rows == 0) return Answer();
    const bool isAll = std::to_string(looked) != kRowsCounted;
    return Answer((isAll ? "" : "at least ") + std::to_string(rows) + (rows == 1 ? " row of " : " rows of ") +
                  table.shownName + (rows == 1 ? " lacks" : " lack") +
                  " a stream, a type or a version (NULL): left out, as no events");
}

std::string standbyFinding(OrderKind order) {
    if (order == OrderKind::Clock)
        return "the server is a standby, where the transactions that write cannot be seen: an event counts as settled "
               "a "
               "minute after its time";
    return "the server is a standby, where the transactions that write cannot be seen: what lies behind the first "
           "missing number stays unsettled; it is read and shown, but following stops there; the primary knows more";
}

HoleWatch::Rule watchRule(const MappedTable &table) {
    if (table.order == OrderKind::Clock) return {table.name, {}, INT64_MIN, {}};
    return {table.name, table.keys[0], table.numbersStart - 1, table.unprovable};
}

} // namespace

template <class Work>
auto MappedEventStore::reading(const JobControl &job, Work &&work) const
    -> decltype(work(std::declval<PgReadSession &>())) {
    return withoutThrowing([&]() -> decltype(work(std::declval<PgReadSession &>())) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(lease, m_pool.lease(job));
        return work(*lease);
    });
}

Result<std::unique_ptr<MappedEventStore>> MappedEventStore::open(const PgAddress &address, const std::string &table,
                                                                 Evidence evidence, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<MappedEventStore>> {
        std::unique_ptr<MappedEventStore> store(new MappedEventStore(address));
        ES_TRY(store->identify(table, evidence, job));
        return store;
    });
}

void MappedEventStore::addCapabilities() {
    m_info.can = {Capability::ReadLog, Capability::Follow, Capability::PushDown};
    if (m_table.snapshots) m_info.can.push_back(Capability::Snapshots);
    if (!m_append.obstacles.empty()) return;
    m_info.can.push_back(Capability::Append);
    if (!m_append.idsAreUnique) return;
    m_info.can.push_back(Capability::AppendOnce);
    m_info.can.push_back(Capability::Import);
}

Result<void> MappedEventStore::identify(const std::string &chosen, Evidence evidence, const JobControl &job) {
    ES_ASSIGN(lease, m_pool.lease(job));
    PgReadSession &session = *lease;
    ES_ASSIGN(snapshot, session.snapshot(job));
    ES_ASSIGN(relations, listRelations(snapshot, job));
    ES_ASSIGN(mappings, builtInMappings());
    ES_ASSIGN(layout, detectLayout(mappings, relations, chosen, session.where()));
    ES_ASSIGN(facts, factsOf(snapshot, layout.events, layout.columns.columns.position, job));
    ES_ASSIGN(table, mapTable(layout, facts));
    m_table = std::move(table);
    m_append = mapAppend(layout, facts, m_table);
    ES_ASSIGN(versionBase, versionBaseOf(snapshot, m_table, layout.columns.append.versionBase, job));
    ES_ASSIGN(role, roleOf(snapshot, m_table.name, job));
    const std::string address = session.address() + (chosen.empty() ? "" : "#" + chosen);
    m_info.identity = {toHex(hashOf(session.address() + " " + m_table.name).bytes), address, role.database};
    m_info.layout = "mapped: " + layout.title;
    m_info.server = pgServerName(session.serverVersion());
    m_info.order = m_table.order;
    m_info.versionBase = versionBase;
    if (role.isStandby) m_append.obstacles.push_back({"the server is a standby", "Name its primary"});
    addCapabilities();
    m_info.keepsIds = m_append.keepsIds;
    for (const auto &[why, hint] : m_append.obstacles)
        m_info.notAppendable.push_back(why + (hint.empty() ? "" : ". " + hint));
    m_info.readOnly = evidence == Evidence::WriterHeld
                          ? ReadOnlyEvidence{false, {{"type", "opened for writing", false}}}
                          : pgReaderEvidence(role, session.tls());
    m_info.findings = m_table.findings;
    ES_ASSIGN(leftOut, rowsLeftOut(snapshot, m_table, job));
    if (leftOut) m_info.findings.push_back(*leftOut);
    if (role.isStandby) m_info.findings.push_back(standbyFinding(m_table.order));
    m_watch = std::make_unique<HoleWatch>(watchRule(m_table));
    return {};
}

Result<Head> MappedEventStore::head(const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) -> Result<Head> {
        Head head;
        HoleWatch::Answer answer;
        {
            ES_ASSIGN(snapshot, session.snapshot(job));
            ES_ASSIGN(looked, m_watch->look(snapshot, job));
            answer = std::move(looked);
        }
        ES_ASSIGN(snapshot, session.snapshot(job)); // what is settled holds for snapshots after the look
        ES_ASSIGN(last, lastMappedPosition(snapshot, m_table, job));
        if (!last) return head;
        head.last = *last;
        head.settled = std::min(head.last, settledPosition(m_table, answer.settled));
        ES_ASSIGN(recorded, snapshot.query("SELECT " + m_table.time + " FROM " + m_table.name + " WHERE " +
                                               m_table.compare(" = ", head.last) + " LIMIT 1",
                                           job));
        if (recorded.rows() > 0 && !recorded.isNull(0, 0)) {
            ES_ASSIGN(at, recorded.time(0, 0));
            head.lastRecordedAt = at;
        }
        if (m_table.order == OrderKind::Clock) return head;
        ES_ASSIGN(holes, holesIn(snapshot, m_table, answer, job));
        head.holes = std::move(holes);
        return head;
    });
}

Result<BatchPtr> MappedEventStore::page(const Query &query, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) {
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        MappedWalk walk(m_pool, session, m_table, *m_watch, query, MappedWalk::Reach::Page, names, job);
        return pageOf(walk, query, m_dictionary);
    });
}

Result<ScanEnd> MappedEventStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) {
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        MappedWalk walk(m_pool, session, m_table, *m_watch, query, MappedWalk::Reach::Visible, names, job);
        return scanOver(walk, query, names, sink, job);
    });
}

Result<ScanEnd> MappedEventStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) {
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        MappedWalk walk(m_pool, session, m_table, *m_watch, query, MappedWalk::Reach::Settled, names, job);
        return followOver(walk, query, names, sink, job, [&]() -> Result<void> {
            pauseUnlessStopped(kPoll, job.stop);
            return {};
        });
    });
}

Result<Catalogue> MappedEventStore::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) { return mappedCatalogue(session, m_table, query, job); });
}

Result<std::vector<EventGroup>> MappedEventStore::groups(const GroupQuery &query, const JobControl &job) const {
    if (m_table.order == OrderKind::Clock)
        return fail(ErrorKind::Unsupported, "Events that only time orders are not grouped by the server", "Read them");
    PgGroupLayout layout;
    layout.table = m_table.name;
    layout.isEvent = m_table.isEvent;
    layout.position = m_table.keys[0];
    layout.stream = m_table.stream;
    layout.type = m_table.type;
    layout.version = m_table.version;
    layout.time = m_table.time;
    layout.hasZone = m_table.timeType == "timestamptz";
    // A text may be no JSON.
    if (m_table.data.isJson) layout.data = m_table.data.column;
    layout.isJsonb = m_table.data.isJsonb;
    return reading(job, [&](PgReadSession &session) { return pgGroups(session, layout, query, job); });
}

Result<SnapshotList> MappedEventStore::snapshots(const StreamId &stream, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) { return mappedSnapshots(session, m_table, stream, job); });
}

} // namespace eventscope
