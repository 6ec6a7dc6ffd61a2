// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sqlite_removal.h"

#include "core/base/file_lock.h"
#include "core/base/no_memory.h"
#include "core/base/pause.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/store/removal_account.h"
#include "core/store/sqlite/direct_journal.h"
#include "core/store/sqlite/store_layout.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

constexpr std::chrono::milliseconds kTurnWait{5000}, kPause{50};

/// What the file says of a stream that is to go.
struct Found {
    std::int64_t number = 0; ///< stream_no
    RemovalAccount account;
};

class SqliteRemoval final : public StreamRemoval {
  public:
    SqliteRemoval(SqliteConnection connection, Clock &clock) : m_connection(std::move(connection)), m_clock(clock) {}

    [[nodiscard]] Result<RemovedStream> remove(const StreamToRemove &wanted, const JobControl &job) override {
        return withoutThrowing([&]() -> Result<RemovedStream> {
            ES_ASSIGN(turn, takeTurn(job));
            ES_ASSIGN(removed, take(wanted, job));
            ES_ASSIGN(isClean, clean(job));
            if (isClean) return removed;
            removed.isClean = false;
            removed.remaining.push_back("Another reader has " + m_connection.path() + " open: the file or " +
                                        m_connection.path() +
                                        "-wal may still hold what was removed. Close it and repeat");
            return removed;
        });
    }

    [[nodiscard]] Result<RemovedSnapshots> removeSnapshots(std::span<const Snapshot> wanted,
                                                           const JobControl &job) override {
        return withoutThrowing([&]() -> Result<RemovedSnapshots> {
            ES_ASSIGN(turn, takeTurn(job));
            RemovedSnapshots removed;
            ES_ASSIGN(gone, takeSnapshots(wanted, job));
            removed.snapshots = gone;
            ES_ASSIGN(isClean, clean(job));
            removed.isClean = isClean;
            return removed;
        });
    }

  private:
    Result<FileLock> takeTurn(const JobControl &job) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(turn, FileLock::acquire(m_connection.path() + ".lock", kTurnWait, job));
        // What is deleted is overwritten, and nothing of it gets into a file for passing use.
        ES_TRY(m_connection.run("PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY"));
        return turn;
    }

    Result<std::uint64_t> takeSnapshots(std::span<const Snapshot> wanted, const JobControl &job) {
        if (wanted.empty()) return std::uint64_t{0};
        ES_ASSIGN(transaction, SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Write));
        std::int64_t gone = 0;
        {
            const SqliteInterrupt interrupt(m_connection, job);
            ES_ASSIGN(statement, m_connection.prepare(
                                     "DELETE FROM snapshots WHERE stream_id = ?1 AND version = ?2 AND fold = ?3"));
            for (const Snapshot &each : wanted) {
                statement.bindText(1, each.stream.value).bind(2, each.version.value).bindText(3, each.fold);
                ES_TRY(statement.run());
                ES_ASSIGN(count, m_connection.number("SELECT changes()"));
                gone += count;
            }
        }
        ES_TRY(commit(transaction));
        return static_cast<std::uint64_t>(gone);
    }

    Result<void> commit(SqliteTransaction &transaction) {
        auto committed = transaction.commit();
        if (committed) return {};
        Error error = std::move(committed).error();
        if (!m_connection.wasFull()) error.kind = ErrorKind::OutcomeUnknown;
        error.hint = "Repeat the removal: what is gone already is not removed again";
        return fail(std::move(error));
    }

    Result<RemovedStream> take(const StreamToRemove &wanted, const JobControl &job) {
        ES_ASSIGN(transaction, SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Write));
        const SqliteInterrupt interrupt(m_connection, job);
        ES_ASSIGN(found, find(wanted));
        if (!found) return RemovedStream{};
        ES_TRY(m_connection.run(std::string(allowDeletingSql())));
        RemovedStream removed;
        ES_ASSIGN(events, changes("DELETE FROM events WHERE stream_no = ?1", found->number));
        removed.events = static_cast<std::uint64_t>(events);
        ES_ASSIGN(snapshots, changes("DELETE FROM snapshots WHERE stream_id = "
                                     "(SELECT stream_id FROM streams WHERE stream_no = ?1)",
                                     found->number));
        removed.snapshots = static_cast<std::uint64_t>(snapshots);
        ES_TRY(changes("DELETE FROM streams WHERE stream_no = ?1", found->number));
        ES_TRY(m_connection.run(std::string(forbidDeletingSql())));
        if (removed.events != found->account.events) {
            return fail(ErrorKind::Corrupt, "The stream does not hold as many events as are noted of it",
                        "Check the store; nothing was removed");
        }
        ES_TRY(keep(found->account));
        ES_TRY(commit(transaction));
        return removed;
    }

    /// Nothing: there is no such stream (any more).
    Result<std::optional<Found>> find(const StreamToRemove &wanted) {
        ES_ASSIGN(look, m_connection.prepare(
                            "SELECT s.stream_no, s.version, s.last_position, lower(hex(s.chain_hash)), "
                            "(SELECT global_position FROM events WHERE stream_no = s.stream_no AND version = 1), "
                            "s.stream_no < (SELECT max(stream_no) FROM streams) AND "
                            "s.last_position < (SELECT max(global_position) FROM events) "
                            "FROM streams s WHERE s.stream_id = ?1"));
        look.bindText(1, wanted.stream.value);
        ES_ASSIGN(isThere, look.step());
        if (!isThere) return std::optional<Found>();
        if (look.number(1) != wanted.last.value) {
            return fail(Error{ErrorKind::WrongVersion,
                              "The stream " + wanted.stream.value + " has version " + std::to_string(look.number(1)) +
                                  ", not " + std::to_string(wanted.last.value) + ": it has grown",
                              "Look at what is new first; nothing was removed",
                              {},
                              look.number(1)});
        }
        if (look.number(5) == 0) {
            return fail(ErrorKind::Refused,
                        "Nothing was written behind the stream " + wanted.stream.value +
                            ", so that its positions could be given to other events",
                        "Append an event that says why it goes, to another stream");
        }
        Found found{look.number(0), {}};
        found.account = {wanted.stream.value,
                         wanted.because,
                         m_clock.now(),
                         static_cast<std::uint64_t>(look.number(1)),
                         look.number(4),
                         look.number(2),
                         std::string(look.bytes(3))};
        return std::optional(std::move(found));
    }

    Result<std::int64_t> changes(std::string_view sql, std::int64_t number) {
        ES_ASSIGN(statement, m_connection.prepare(sql));
        statement.bind(1, number);
        ES_TRY(statement.run());
        return m_connection.number("SELECT changes()");
    }

    Result<void> keep(const RemovalAccount &account) {
        const std::string name = nameOf(account), value = print(account);
        ES_ASSIGN(insert, m_connection.prepare("INSERT INTO store_info VALUES (?1, ?2)"));
        insert.bindText(1, name).bindText(2, value);
        return insert.run();
    }

    /// Writes the file anew and empties the -wal file. False: a reader keeps it from that. From here on it is not
    /// stopped: what was to go is gone.
    Result<bool> clean(const JobControl &job) {
        const auto deadline = std::chrono::steady_clock::now() + kTurnWait;
        if (auto vacuumed = m_connection.run("VACUUM"); !vacuumed) {
            if (!m_connection.wasBusy()) return fail(std::move(vacuumed).error());
            return false;
        }
        for (;;) {
            // The answer is 1 where a reader kept it from being done, which is no error.
            ES_ASSIGN(busy, m_connection.number("PRAGMA wal_checkpoint(TRUNCATE)"));
            if (busy == 0) return true;
            if (job.stopRequested() || std::chrono::steady_clock::now() >= deadline) return false;
            pauseUnlessStopped(kPause, job.stop);
        }
    }

    SqliteConnection m_connection;
    Clock &m_clock;
};

} // namespace

Result<std::unique_ptr<StreamRemoval>> openSqliteRemoval(const std::string &path, Clock &clock, const JobControl &job) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<StreamRemoval>> {
        if (job.stopRequested()) return cancelled();
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored))
            return fail(ErrorKind::NotFound, "There is no store " + path, "Check the path");
        ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteMode::ReadWrite}));
        ES_ASSIGN(version, layoutVersion(connection, storeFormat()));
        if (version == 0) return fail(ErrorKind::Unsupported, path + " is empty: no store has been made in it");
        ES_TRY(useFullSync(connection));
        ES_TRY(checkLayout(connection));
        ES_TRY(checkTriggers(connection));
        return std::unique_ptr<StreamRemoval>(std::make_unique<SqliteRemoval>(std::move(connection), clock));
    });
}

} // namespace eventscope
