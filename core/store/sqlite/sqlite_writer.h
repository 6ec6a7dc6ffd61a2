// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/store/sqlite/event_writer.h"
#include "core/store/sqlite/sqlite_event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace eventscope {

/// Writes a store file of ours. Writers of all programs take turns by the lock on `<path>.lock`.
class SqliteWriter final : public WritableEventStore {
  public:
    /// Errors: see openSqliteForWriting().
    [[nodiscard]] static Result<std::unique_ptr<SqliteWriter>> open(const std::string &path, Clock &clock,
                                                                    const AppendLimits &limits, bool createIfMissing,
                                                                    const std::string &domain, const JobControl &job);

    [[nodiscard]] const EventStore &reader() const override { return *m_reader; }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override;
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override;
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override;

  private:
    SqliteWriter(SqliteConnection connection, Clock &clock, const AppendLimits &limits);
    [[nodiscard]] Result<void> prepare();

    /// What a write found, and whether there is anything to commit.
    template <class T>
    struct Written {
        T value;
        bool changed = true;
    };
    /// Runs `work`, which answers Result<T>, when it is this writer's turn.
    template <class T, class Work>
    [[nodiscard]] Result<T> inTurn(const JobControl &job, Work &&work);
    /// Runs `work`, which answers Result<Written<T>>, in a transaction. REQUIRES: it is this writer's turn.
    template <class T, class Work>
    [[nodiscard]] Result<T> inTransaction(const JobControl &job, Work &&work);
    [[nodiscard]] Result<Imported> importRows(ImportSource &source, const JobControl &job);
    [[nodiscard]] Result<void> refuseIfBroken() const;
    /// From now on nothing is written any more.
    void giveUp(const Error &why);
    [[nodiscard]] Result<void> commit(class SqliteTransaction &transaction);

    [[nodiscard]] Result<Written<Appended>> appendRows(const StreamId &stream, Expected expected,
                                                       std::span<const NewEvent> events);
    [[nodiscard]] Result<Position> writeRows(const StreamId &stream, StreamTail &tail,
                                             std::span<const NewEvent> events);

    const std::string m_path;
    Clock &m_clock;
    const AppendLimits m_limits;
    std::timed_mutex m_turn;
    SqliteConnection m_connection;              // guarded by m_turn
    std::optional<EventWriter> m_rows;          // guarded by m_turn; dies before m_connection
    bool m_broken = false;                      // guarded by m_turn; nothing may be written any more
    std::string m_whyBroken;                    // guarded by m_turn
    std::unique_ptr<SqliteEventStore> m_reader; // constant once open; dies first, so that the WAL can be put away
};

} // namespace eventscope
