// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sqlite_event_store.h"

#include "core/base/no_memory.h"
#include "core/store/slice_walk.h"
#include "core/store/sqlite/sqlite_catalogue.h"
#include "core/store/sqlite/store_layout.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>

namespace eventscope {

namespace {

/// How long a follower sleeps when there is nothing new. A look costs two index look-ups.
constexpr std::chrono::milliseconds kPoll{10};

void sleepUnlessStopped(const std::stop_token &stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, kPoll, [] { return false; });
}

ReadOnlyEvidence evidenceOf(SqliteEventStore::Evidence kind, SqliteMode mode) {
    if (kind == SqliteEventStore::Evidence::WriterHeld) return {false, {{"type", "opened for writing", false}}};
    std::string file = "the file is opened with mode=ro";
    if (mode == SqliteMode::Immutable) file += " and immutable=1, as its folder cannot be written to";
    return {true,
            {{"type", "opened as a reader, which has no way to write", true},
             {"session", "query_only is on; triggers, views and attaching are off", true},
             {"file", std::move(file), true}}};
}

/// A session knows the codes of all names that it has met.
std::shared_ptr<BatchNames> kept(const ReadSession &session) {
    return std::make_shared<BatchNames>(session.dictionary(), Query::Names::Kept);
}

} // namespace

template <class Work>
auto SqliteEventStore::reading(const JobControl &job, Work &&work) const
    -> decltype(work(std::declval<ReadSession &>())) {
    return withoutThrowing([&]() -> decltype(work(std::declval<ReadSession &>())) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(lease, m_pool.lease());
        ReadSession &session = *lease;
        const SqliteInterrupt interrupt(session.connection(), job);
        return work(session);
    });
}

SqliteEventStore::SqliteEventStore(std::string path) : m_pool(std::move(path), std::make_shared<Dictionary>()) {}

Result<std::unique_ptr<SqliteEventStore>> SqliteEventStore::open(const std::string &path, Evidence evidence) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<SqliteEventStore>> {
        std::unique_ptr<SqliteEventStore> store(new SqliteEventStore(path));
        ES_TRY(store->identify(evidence));
        return store;
    });
}

Result<void> SqliteEventStore::identify(Evidence evidence) {
    ES_ASSIGN(lease, m_pool.lease());
    SqliteConnection &connection = (*lease).connection();
    ES_ASSIGN(version, layoutVersion(connection, storeFormat()));
    if (version == 0) {
        return fail(ErrorKind::Unsupported, connection.path() + " is empty: no store has been made in it",
                    "Append to it, or import into it");
    }
    ES_TRY(checkLayout(connection));
    ES_TRY(checkPages(connection));
    ES_ASSIGN(id, connection.text("SELECT value FROM store_info WHERE name = 'store_id'"));
    ES_ASSIGN(domain, connection.text("SELECT value FROM store_info WHERE name = 'domain'"));
    m_info.domain = std::move(domain);
    m_info.identity = {id, "sqlite:" + connection.path(), std::filesystem::path(connection.path()).stem().string()};
    m_info.layout = "eventscope-sqlite " + std::to_string(version);
    m_info.can = {Capability::ReadLog,     Capability::Follow,     Capability::Snapshots,
                  Capability::ContentHash, Capability::ValidTime,  Capability::PushDown,
                  Capability::Append,      Capability::AppendOnce, Capability::Import};
    const SqliteMode mode = SqliteConnection::readingModeFor(connection.path());
    m_info.readOnly = evidenceOf(evidence, mode);
    if (mode == SqliteMode::Immutable)
        m_info.notAppendable = {"its folder cannot be written to"};
    else if (::access(connection.path().c_str(), W_OK) != 0)
        m_info.notAppendable = {"you may not write to the file"};
    return {};
}

Result<Head> SqliteEventStore::head(const JobControl &job) const {
    return reading(job, [](ReadSession &session) -> Result<Head> {
        ES_ASSIGN(last, session.statement("SELECT global_position, recorded_at FROM events INDEXED BY events_header "
                                          "ORDER BY global_position DESC LIMIT 1"));
        const SqliteResetGuard guard(*last);
        ES_ASSIGN(any, last->step());
        Head head;
        if (!any) return head;
        head.last.minor = static_cast<std::uint64_t>(last->number(0));
        head.settled = head.last;
        head.lastRecordedAt = timeOfUs(last->number(1));
        return head;
    });
}

Result<BatchPtr> SqliteEventStore::page(const Query &query, const JobControl &job) const {
    return reading(job, [&](ReadSession &session) {
        EventWalk walk(session, query, job);
        return pageOf(walk, query, session.dictionary());
    });
}

Result<ScanEnd> SqliteEventStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](ReadSession &session) {
        EventWalk walk(session, query, job);
        return scanOver(walk, query, kept(session), sink, job);
    });
}

Result<ScanEnd> SqliteEventStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    return reading(job, [&](ReadSession &session) {
        EventWalk walk(session, query, job);
        return followOver(walk, query, kept(session), sink, job, [&]() -> Result<void> {
            sleepUnlessStopped(job.stop);
            return {};
        });
    });
}

Result<Catalogue> SqliteEventStore::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    return reading(job, [&](ReadSession &session) { return listCatalogue(session, query); });
}

Result<SnapshotList> SqliteEventStore::snapshots(const StreamId &stream, const JobControl &job) const {
    return reading(job, [&](ReadSession &session) -> Result<SnapshotList> {
        ES_ASSIGN(select, session.statement("SELECT stream_id, version, fold, fold_version, global_position, taken_at, "
                                            "state FROM snapshots WHERE ?1 = '' OR stream_id = ?1 "
                                            "ORDER BY stream_id, version, fold"));
        const SqliteResetGuard guard(*select);
        select->bindText(1, stream.value);
        SnapshotList list;
        for (;;) {
            ES_ASSIGN(row, select->step());
            if (!row) return list;
            list.push_back({{std::string(select->bytes(0))},
                            {select->number(1)},
                            {0, static_cast<std::uint64_t>(select->number(4))},
                            timeOfUs(select->number(5)),
                            std::string(select->bytes(2)),
                            static_cast<int>(select->number(3)),
                            std::string(select->bytes(6))});
        }
    });
}

} // namespace eventscope
