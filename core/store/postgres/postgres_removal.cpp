// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_removal.h"

#include "core/base/no_memory.h"
#include "core/db/postgres/pg_read_pool.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/db/postgres/pg_write_session.h"
#include "core/store/postgres/postgres_layout.h"
#include "core/store/removal_account.h"

#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

constexpr std::array kCleaned{"events", "streams", "snapshots"};
constexpr const char *kElsewhere =
    "The server's write-ahead log and its archives, replicas and base backups still hold what was removed, until they "
    "are overwritten or expire: ask who runs the server";

class PostgresRemoval final : public StreamRemoval {
  public:
    PostgresRemoval(std::unique_ptr<PgWriteSession> session, Clock &clock)
        : m_session(std::move(session)), m_clock(clock) {}

    [[nodiscard]] Result<RemovedStream> remove(const StreamToRemove &wanted, const JobControl &job) override {
        return withoutThrowing([&]() -> Result<RemovedStream> {
            if (job.stopRequested()) return cancelled();
            ES_ASSIGN(removed, take(wanted, job));
            clean(removed, job);
            removed.remaining.emplace_back(kElsewhere);
            return removed;
        });
    }

    [[nodiscard]] Result<RemovedSnapshots> removeSnapshots(std::span<const Snapshot> wanted,
                                                           const JobControl &job) override {
        return withoutThrowing([&]() -> Result<RemovedSnapshots> {
            if (job.stopRequested()) return cancelled();
            RemovedSnapshots removed;
            ES_ASSIGN(gone, takeSnapshots(wanted, job));
            removed.snapshots = gone;
            removed.isClean = isWrittenAnew("snapshots", job);
            removed.elsewhere = kElsewhere;
            return removed;
        });
    }

  private:
    Result<RemovedStream> take(const StreamToRemove &wanted, const JobControl &job) {
        PgConnection &connection = m_session->connection();
        ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
        ES_TRY(transaction.liftTimeLimits(job));
        ES_TRY(holdPostgresLog(connection, job));
        ES_ASSIGN(found, find(wanted, job));
        if (!found) return RemovedStream{};
        ES_TRY(allowPostgresDeleting(connection, job));
        RemovedStream removed;
        ES_ASSIGN(events, deleteFrom("events", wanted.stream, job));
        ES_ASSIGN(snapshots, deleteFrom("snapshots", wanted.stream, job));
        ES_TRY(deleteFrom("streams", wanted.stream, job));
        removed.events = events;
        removed.snapshots = snapshots;
        ES_TRY(forbidPostgresDeleting(connection, job));
        if (removed.events != found->events) {
            return fail(ErrorKind::Corrupt, "The stream does not hold as many events as are noted of it",
                        "Check the store; nothing was removed");
        }
        ES_TRY(connection.query("INSERT INTO eventscope.store_info VALUES ($1, $2)",
                                PgParameters().text(nameOf(*found)).text(print(*found)), job));
        if (auto committed = transaction.commit(); !committed) {
            Error error = std::move(committed).error();
            error.hint = "Repeat the removal: what is gone already is not removed again";
            return fail(std::move(error));
        }
        return removed;
    }

    Result<std::uint64_t> takeSnapshots(std::span<const Snapshot> wanted, const JobControl &job) {
        if (wanted.empty()) return std::uint64_t{0};
        PgConnection &connection = m_session->connection();
        ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
        ES_TRY(transaction.liftTimeLimits(job));
        std::uint64_t gone = 0;
        for (const Snapshot &each : wanted) {
            ES_ASSIGN(deleted,
                      connection.query(
                          "DELETE FROM eventscope.snapshots WHERE stream_id = $1 AND version = $2 AND "
                          "fold = $3",
                          PgParameters().text(each.stream.value).number(each.version.value).text(each.fold), job));
            gone += static_cast<std::uint64_t>(deleted.affected());
        }
        if (auto committed = transaction.commit(); !committed) {
            Error error = std::move(committed).error();
            error.hint = "Repeat the removal: what is gone already is not removed again";
            return fail(std::move(error));
        }
        return gone;
    }

    /// A table gets another file then. Who may not do it is only warned by the server.
    bool isWrittenAnew(const std::string &table, const JobControl &job) {
        const std::string ask = "SELECT pg_catalog.pg_relation_filenode('eventscope." + table + "')::bigint";
        PgConnection &connection = m_session->connection();
        const auto before = connection.query(ask, job);
        const bool isDone = before && connection.query("VACUUM (FULL) eventscope." + table, job);
        const auto after = connection.query(ask, job);
        if (!isDone || !after) return false;
        const auto was = before->number(0, 0), is = after->number(0, 0);
        return was && is && *was != *is;
    }

    Result<std::uint64_t> deleteFrom(const std::string &table, const StreamId &stream, const JobControl &job) {
        ES_ASSIGN(gone, m_session->connection().query("WITH gone AS (DELETE FROM eventscope." + table +
                                                          " WHERE stream_id = $1 RETURNING 1) "
                                                          "SELECT count(*) FROM gone",
                                                      PgParameters().text(stream.value), job));
        ES_ASSIGN(count, gone.number(0, 0));
        return static_cast<std::uint64_t>(count);
    }

    /// Nothing: there is no such stream (any more).
    Result<std::optional<RemovalAccount>> find(const StreamToRemove &wanted, const JobControl &job) {
        ES_ASSIGN(found, m_session->connection().query(
                             "SELECT s.version, s.last_position, encode(s.chain_hash, 'hex'), "
                             "(SELECT e.global_position FROM eventscope.events e WHERE e.stream_id = s.stream_id "
                             "AND e.version = 1), "
                             "s.last_position < (SELECT max(e.global_position) FROM eventscope.events e) "
                             "FROM eventscope.streams s WHERE s.stream_id = $1",
                             PgParameters().text(wanted.stream.value), job));
        if (found.rows() == 0) return std::optional<RemovalAccount>();
        ES_ASSIGN(version, found.number(0, 0));
        if (version != wanted.last.value) {
            return fail(Error{ErrorKind::WrongVersion,
                              "The stream " + wanted.stream.value + " has version " + std::to_string(version) +
                                  ", not " + std::to_string(wanted.last.value) + ": it has grown",
                              "Look at what is new first; nothing was removed",
                              {},
                              version});
        }
        ES_ASSIGN(isFollowed, found.flag(0, 4));
        if (!isFollowed) {
            return fail(ErrorKind::Refused,
                        "Nothing was written behind the stream " + wanted.stream.value +
                            ", so that its positions could be given to other events",
                        "Append an event that says why it goes, to another stream");
        }
        ES_ASSIGN(last, found.number(0, 1));
        ES_ASSIGN(chain, found.text(0, 2));
        ES_ASSIGN(first, found.number(0, 3));
        return std::optional(RemovalAccount{wanted.stream.value, wanted.because, m_clock.now(),
                                            static_cast<std::uint64_t>(version), first, last, std::string(chain)});
    }

    /// The stream is gone by now: what does not work here is left to be repeated.
    void clean(RemovedStream &removed, const JobControl &job) {
        for (const char *table : kCleaned) {
            const std::string name = std::string("eventscope.") + table;
            const auto cleaned = m_session->connection().query("VACUUM (FULL) " + name, job);
            if (cleaned) continue;
            removed.isClean = false;
            removed.remaining.push_back("The table " + name +
                                        " could not be written anew, its file may still hold what "
                                        "was removed (" +
                                        cleaned.error().message + "). Repeat it");
        }
    }

    const std::unique_ptr<PgWriteSession> m_session;
    Clock &m_clock;
};

} // namespace

Result<std::unique_ptr<StreamRemoval>> openPostgresRemoval(const PgAddress &address, Clock &clock,
                                                           const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<StreamRemoval>> {
        {
            ES_ASSIGN(reading, PgReadSession::open(address, pgOptionsFor(address), job));
            ES_ASSIGN(snapshot, reading->snapshot(job));
            ES_ASSIGN(version, postgresLayoutVersion(snapshot, job));
            if (version == 0) {
                return fail(ErrorKind::Unsupported, "There is no store of ours (" + reading->where() + ")",
                            "Only those are removed from");
            }
            ES_TRY(checkPostgresLayout(snapshot, job));
            ES_TRY(checkPostgresTriggers(snapshot, job));
        }
        PgOptions options = pgOptionsFor(address);
        options.lockTimeout = std::chrono::milliseconds{5000};
        options.statementTimeout = std::chrono::milliseconds{0}; // a large table takes its time to be written anew
        ES_ASSIGN(session, PgWriteSession::open(address, options, job));
        return std::unique_ptr<StreamRemoval>(std::make_unique<PostgresRemoval>(std::move(session), clock));
    });
}

} // namespace eventscope
