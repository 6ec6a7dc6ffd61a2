// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sqlite_writer.h"

#include "core/base/file_lock.h"
#include "core/base/no_memory.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/store/content_hash.h"
#include "core/store/sqlite/direct_journal.h"
#include "core/store/sqlite/importer.h"
#include "core/store/sqlite/store_layout.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

namespace eventscope {

namespace {

constexpr std::chrono::milliseconds kTurnWait{5000};
/// Pages in the -wal file from which on a commit puts them into the database: 8 MiB.
constexpr int kWalPagesMax = 1000;

std::string lockOf(const std::string &path) { return path + ".lock"; }

Result<void> nameDomain(SqliteConnection &connection, const std::string &domain) {
    ES_ASSIGN(insert, connection.prepare("INSERT OR IGNORE INTO store_info VALUES ('domain', ?1)"));
    insert.bindText(1, domain);
    return insert.run();
}

Result<void> makeReady(SqliteConnection &connection, bool createIfMissing, const std::string &domain) {
    ES_ASSIGN(version, layoutVersion(connection, storeFormat()));
    if (version == 0) {
        if (!createIfMissing) {
            return fail(ErrorKind::Unsupported, connection.path() + " is empty: no store has been made in it");
        }
        ES_TRY(connection.run("PRAGMA page_size=8192"));
    }
    ES_TRY(useFullSync(connection));
    // The indexes of a large import are sorted in files: they may not fit into memory.
    ES_TRY(connection.run("PRAGMA cache_size=-65536; PRAGMA temp_store=FILE"));
    ES_TRY(migrate(connection, storeFormat()));
    if (version == 0 && !domain.empty()) ES_TRY(nameDomain(connection, domain));
    ES_TRY(checkLayout(connection));
    return checkTriggers(connection);
}

std::size_t bytesOf(std::span<const NewEvent> events) {
    std::size_t bytes = 0;
    for (const NewEvent &event : events)
        bytes += event.data.size() + event.metadata.size();
    return bytes;
}

} // namespace

SqliteWriter::SqliteWriter(SqliteConnection connection, Clock &clock, const AppendLimits &limits)
    : m_path(connection.path()), m_clock(clock), m_limits(limits), m_connection(std::move(connection)) {}

Result<std::unique_ptr<SqliteWriter>> SqliteWriter::open(const std::string &path, Clock &clock,
                                                         const AppendLimits &limits, bool createIfMissing,
                                                         const std::string &domain, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<SqliteWriter>> {
        if (job.stopRequested()) return cancelled();
        std::error_code ignored;
        const bool exists = std::filesystem::exists(path, ignored);
        if (!exists && !createIfMissing) {
            return fail(ErrorKind::NotFound, "There is no store " + path, "Check the path");
        }
        // Another program's file is left alone, without even a lock file beside it.
        if (exists && std::filesystem::file_size(path, ignored) > 0) {
            const SqliteLeftovers leftovers(path);
            ES_ASSIGN(look, SqliteConnection::open(path, {.mode = SqliteConnection::readingModeFor(path)}));
            const auto version = layoutVersion(look, storeFormat());
            // What a reader cannot get at now (a cut-off write) is for the writing connection below to tell.
            if (!version && !version.error().isTransient()) return fail(version.error());
        }
        ES_ASSIGN(turn, FileLock::acquire(lockOf(std::filesystem::absolute(path).string()), kTurnWait, job));
        ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteMode::Create}));
        ES_TRY(makeReady(connection, createIfMissing, domain));
        std::unique_ptr<SqliteWriter> writer(new SqliteWriter(std::move(connection), clock, limits));
        ES_TRY(writer->prepare());
        return writer;
    });
}

Result<void> SqliteWriter::prepare() {
    ES_ASSIGN(rows, EventWriter::prepare(m_connection));
    m_rows.emplace(std::move(rows));
    ES_ASSIGN(reader, SqliteEventStore::open(m_path, SqliteEventStore::Evidence::WriterHeld));
    m_reader = std::move(reader);
    return {};
}

template <class T, class Work>
Result<T> SqliteWriter::inTurn(const JobControl &job, Work &&work) {
    return withoutThrowing([&]() -> Result<T> {
        const std::unique_lock turn(m_turn, kTurnWait);
        if (!turn) {
            return fail(ErrorKind::Refused, "Another part of this program is writing to " + m_path,
                        "Wait until it is done");
        }
        if (job.stopRequested()) return cancelled();
        ES_TRY(refuseIfBroken());
        ES_ASSIGN(lock, FileLock::acquire(lockOf(m_path), kTurnWait, job));
        auto done = work();
        if (!done && done.error().kind == ErrorKind::Unavailable) giveUp(done.error());
        return done;
    });
}

template <class T, class Work>
Result<T> SqliteWriter::inTransaction(const JobControl &job, Work &&work) {
    ES_ASSIGN(transaction, SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Write));
    m_rows->begin();
    auto written = [&] {
        const SqliteInterrupt interrupt(m_connection, job);
        return work();
    }();
    if (!written) return fail(std::move(written).error());
    if (written->changed) ES_TRY(commit(transaction));
    m_rows->confirm();
    return std::move(written->value);
}

Result<void> SqliteWriter::refuseIfBroken() const {
    if (!m_broken) return {};
    return fail(ErrorKind::Unavailable, "Nothing more is written to " + m_path + ", since a write failed",
                "Close the store and open it again", m_whyBroken);
}

void SqliteWriter::giveUp(const Error &why) {
    m_broken = true; // first, since there may be no memory to say why
    m_whyBroken = describe(why);
}

Result<void> SqliteWriter::commit(SqliteTransaction &transaction) {
    auto committed = transaction.commit();
    if (!committed) {
        Error error = std::move(committed).error();
        const bool wasFull = m_connection.wasFull();
        giveUp(error);
        if (wasFull) return fail(std::move(error));
        error.kind = ErrorKind::OutcomeUnknown;
        error.message += "; whether the events were kept is not certain";
        error.hint = "Open the store again and look, or repeat the append with the same event ids";
        return fail(std::move(error));
    }
    // The events are safe in the -wal file already; a failure here only means that the disk is not to be trusted.
    if (m_connection.walPages() < kWalPagesMax) return {};
    if (const auto moved = m_connection.checkpoint(); !moved) giveUp(moved.error());
    return {};
}

Result<Appended> SqliteWriter::append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                      const JobControl &job) {
    return withoutThrowing([&]() -> Result<Appended> {
        ES_TRY(checkBatch(stream, events, m_limits));
        auto appended = inTurn<Appended>(
            job, [&] { return inTransaction<Appended>(job, [&] { return appendRows(stream, expected, events); }); });
        if (!appended && appended.error().kind == ErrorKind::Unavailable) {
            appended.error().detail += "; the batch needs about " + std::to_string(bytesOf(events)) + " bytes";
        }
        return appended;
    });
}

Result<SqliteWriter::Written<Appended>> SqliteWriter::appendRows(const StreamId &stream, Expected expected,
                                                                 std::span<const NewEvent> events) {
    std::vector<std::optional<KnownEvent>> known;
    std::int64_t lastKnown = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        ES_ASSIGN(found, m_rows->find(events[i].id));
        if (!found) continue;
        known.resize(events.size());
        known[i] = std::move(found->event);
        lastKnown = found->position;
    }
    ES_ASSIGN(tail, m_rows->streamTail(stream.value));
    ES_ASSIGN(verdict, decideAppend(stream, expected, tail.version, events, known));
    Position last{0, static_cast<std::uint64_t>(lastKnown)};
    if (!verdict.duplicate) {
        ES_ASSIGN(written, writeRows(stream, tail, events));
        last = written;
    }
    return Written<Appended>{{verdict.first, verdict.last, last, verdict.duplicate}, !verdict.duplicate};
}

Result<Position> SqliteWriter::writeRows(const StreamId &stream, StreamTail &tail, std::span<const NewEvent> events) {
    ES_ASSIGN(log, m_rows->logTail());
    std::int64_t recordedUs = toUs(m_clock.now());
    if (recordedUs <= log.recordedUs) recordedUs = log.recordedUs + 1;
    for (const NewEvent &event : events) {
        const Time recordedAt = timeOfUs(recordedUs++);
        const Hash content = contentHash(event);
        const Version version{tail.version.value + 1};
        const Hash chain = chainHash(tail.chain, stream.value, version, event.id, content, recordedAt);
        ES_TRY(m_rows->write(stream.value, tail, ++log.position, recordedAt, event, {content, chain}));
    }
    ES_TRY(m_rows->save(stream.value, tail));
    return Position{0, static_cast<std::uint64_t>(log.position)};
}

Result<Imported> SqliteWriter::import(ImportSource &source, const JobControl &job) {
    return inTurn<Imported>(job, [&]() -> Result<Imported> {
        ES_ASSIGN(log, m_rows->logTail());
        if (log.position > 0) return importRows(source, job);
        m_reader->closeIdle();
        DirectJournal direct(m_connection);
        auto imported = importRows(source, job);
        // The events are safe, but what comes next needs WAL, so it is for a new opening then.
        if (const auto ended = direct.end(); !ended) giveUp(ended.error());
        return imported;
    });
}

Result<Imported> SqliteWriter::importRows(ImportSource &source, const JobControl &job) {
    return inTransaction<Imported>(job, [&]() -> Result<Written<Imported>> {
        Importer importer(m_connection, *m_rows, m_limits);
        ES_ASSIGN(imported, importer.run(source, job));
        return Written<Imported>{imported, imported.events > 0};
    });
}

Result<void> SqliteWriter::putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) {
    ES_TRY(checkSnapshots(snapshots));
    const auto put = [&]() -> Result<Written<bool>> {
        ES_ASSIGN(insert,
                  m_connection.prepare("INSERT OR REPLACE INTO snapshots (stream_id, version, fold, fold_version, "
                                       "global_position, taken_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
        for (const Snapshot &snapshot : snapshots) {
            if (job.stopRequested()) return cancelled();
            insert.bindText(1, snapshot.stream.value).bind(2, snapshot.version.value).bindText(3, snapshot.fold);
            insert.bind(4, std::int64_t{snapshot.foldVersion}).bind(5, keyOf(snapshot.position));
            insert.bind(6, toUs(snapshot.takenAt)).bindText(7, snapshot.state);
            ES_TRY(insert.run());
        }
        return Written<bool>{true, !snapshots.empty()};
    };
    return inTurn<bool>(job, [&] { return inTransaction<bool>(job, put); }).map([](bool) {});
}

} // namespace eventscope
