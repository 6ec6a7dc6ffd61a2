// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_event_store.h"

#include "core/base/no_memory.h"
#include "core/base/pause.h"
#include "core/db/postgres/pg_role.h"
#include "core/store/pg/pg_evidence.h"
#include "core/store/pg/pg_groups.h"
#include "core/store/postgres/postgres_catalogue.h"
#include "core/store/postgres/postgres_layout.h"
#include "core/store/postgres/postgres_walk.h"

#include <chrono>
#include <optional>

namespace eventscope {

namespace {

/// How long a follower waits to be told of something new before it looks by itself.
constexpr std::chrono::milliseconds kPatience{1000};
/// The same where nobody can be told, on a standby.
constexpr std::chrono::milliseconds kPoll{200};

ReadOnlyEvidence evidenceOf(PostgresEventStore::Evidence kind, const PgRole &role, const PgTls &tls) {
    if (kind == PostgresEventStore::Evidence::WriterHeld) return {false, {{"type", "opened for writing", false}}};
    return pgReaderEvidence(role, tls);
}

Result<std::string> storedValue(PgSnapshot &snapshot, const std::string &name, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query("SELECT value FROM eventscope.store_info WHERE name = $1",
                                    PgParameters().text(name), job));
    return found.rows() == 0 ? std::string() : std::string(found.field(0, 0).bytes());
}

} // namespace

template <class Work>
auto PostgresEventStore::reading(const JobControl &job, Work &&work) const
    -> decltype(work(std::declval<PgReadSession &>())) {
    return withoutThrowing([&]() -> decltype(work(std::declval<PgReadSession &>())) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(lease, m_pool.lease(job));
        return work(*lease);
    });
}

Result<std::unique_ptr<PostgresEventStore>> PostgresEventStore::open(const PgAddress &address, Evidence evidence,
                                                                     const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<PostgresEventStore>> {
        std::unique_ptr<PostgresEventStore> store(new PostgresEventStore(address));
        ES_TRY(store->identify(evidence, job));
        return store;
    });
}

Result<void> PostgresEventStore::identify(Evidence evidence, const JobControl &job) {
    ES_ASSIGN(lease, m_pool.lease(job));
    PgReadSession &session = *lease;
    ES_ASSIGN(snapshot, session.snapshot(job));
    ES_ASSIGN(version, postgresLayoutVersion(snapshot, job));
    if (version == 0) {
        return fail(ErrorKind::Unsupported, "There is no event store that is known here (" + session.where() + ")",
                    "Check the database's name; append or import something to make it a store of ours");
    }
    ES_TRY(checkPostgresLayout(snapshot, job));
    ES_ASSIGN(id, storedValue(snapshot, "store_id", job));
    ES_ASSIGN(domain, storedValue(snapshot, "domain", job));
    ES_ASSIGN(role, roleOf(snapshot, "eventscope.events", job));
    m_info.identity = {std::move(id), session.address(), role.database};
    m_info.domain = std::move(domain);
    m_info.layout = "eventscope-postgresql " + std::to_string(version);
    m_info.can = {Capability::ReadLog,     Capability::Follow,     Capability::Snapshots,
                  Capability::ContentHash, Capability::ValidTime,  Capability::PushDown,
                  Capability::Append,      Capability::AppendOnce, Capability::Import};
    m_info.notAppendable = pgObstacles(role);
    m_info.server = pgServerName(session.serverVersion());
    m_info.readOnly = evidenceOf(evidence, role, session.tls());
    return {};
}

Result<Head> PostgresEventStore::head(const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) -> Result<Head> {
        ES_ASSIGN(snapshot, session.snapshot(job));
        ES_ASSIGN(found, snapshot.query("SELECT global_position, recorded_at FROM eventscope.events "
                                        "ORDER BY global_position DESC LIMIT 1",
                                        job));
        Head head;
        if (found.rows() == 0) return head;
        ES_ASSIGN(last, found.number(0, 0));
        ES_ASSIGN(recordedAt, found.time(0, 1));
        head.last.minor = static_cast<std::uint64_t>(last);
        head.settled = head.last; // positions are drawn in the order of commits
        head.lastRecordedAt = recordedAt;
        return head;
    });
}

Result<BatchPtr> PostgresEventStore::page(const Query &query, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) {
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        PostgresWalk walk(m_pool, session, query, PostgresWalk::Purpose::Page, names, job);
        return pageOf(walk, query, m_dictionary);
    });
}

Result<ScanEnd> PostgresEventStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) {
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        PostgresWalk walk(m_pool, session, query, PostgresWalk::Purpose::Scan, names, job);
        return scanOver(walk, query, names, sink, job);
    });
}

Result<ScanEnd> PostgresEventStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) -> Result<ScanEnd> {
        std::optional<PgListener> listener; // from before the first look, so that nothing is missed in between
        if (auto listening = m_pool.listen(std::string(kEventsChannel), job)) {
            listener.emplace(*std::move(listening));
        } else if (listening.error().kind == ErrorKind::Cancelled) {
            return cancelled();
        }
        const auto names = std::make_shared<BatchNames>(m_dictionary, query.names);
        PostgresWalk walk(m_pool, session, query, PostgresWalk::Purpose::Scan, names, job);
        return followOver(walk, query, names, sink, job, [&]() -> Result<void> {
            if (listener) {
                ES_TRY(listener->wait(kPatience, job));
            } else {
                pauseUnlessStopped(kPoll, job.stop);
            }
            return {};
        });
    });
}

Result<Catalogue> PostgresEventStore::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) { return postgresCatalogue(session, query, job); });
}

Result<std::vector<EventGroup>> PostgresEventStore::groups(const GroupQuery &query, const JobControl &job) const {
    PgGroupLayout layout;
    layout.table = "eventscope.events";
    layout.position = "global_position";
    layout.stream = "stream_id";
    layout.type = "event_type";
    layout.version = "version";
    layout.time = "recorded_at";
    layout.data = "data";
    layout.isJson = "data_encoding = 'json'";
    return reading(job, [&](PgReadSession &session) { return pgGroups(session, layout, query, job); });
}

Result<SnapshotList> PostgresEventStore::snapshots(const StreamId &stream, const JobControl &job) const {
    return reading(job, [&](PgReadSession &session) { return postgresSnapshots(session, stream, job); });
}

} // namespace eventscope
