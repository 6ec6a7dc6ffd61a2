// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/db/postgres/pg_write_session.h"
#include "core/store/append_rules.h"
#include "core/store/postgres/postgres_event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

namespace eventscope {

/// Writes a store of ours in PostgreSQL: an append is one call of eventscope.append_events(). Writers of all programs
/// take turns by the store's lock in the server.
class PostgresWriter final : public WritableEventStore {
  public:
    /// Errors: see openPostgresForWriting().
    [[nodiscard]] static Result<std::unique_ptr<PostgresWriter>> open(const PgAddress &address, Clock &clock,
                                                                      const AppendLimits &limits, bool createIfMissing,
                                                                      const std::string &domain, const JobControl &job);

    [[nodiscard]] const EventStore &reader() const override { return *m_reader; }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override;
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override;
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override;

  private:
    PostgresWriter(const PgAddress &address, Clock &clock, const AppendLimits &limits)
        : m_address(address), m_clock(clock), m_limits(limits) {}

    /// Runs `work`, which answers Result<T>, with a session, when it is this writer's turn.
    template <class T, class Work>
    [[nodiscard]] Result<T> inTurn(const JobControl &job, Work &&work);
    [[nodiscard]] Result<Appended> appendOnce(const StreamId &stream, Expected expected,
                                              std::span<const NewEvent> events, const JobControl &job);
    /// What became of an append whose answer never came.
    [[nodiscard]] Result<Appended> lookAfterLoss(const StreamId &stream, std::span<const NewEvent> events,
                                                 int lostProcess, Error loss, const JobControl &job);
    [[nodiscard]] Result<Appended> lookAfterStop(const StreamId &stream, std::span<const NewEvent> events);
    /// The append, if its events are in the store.
    [[nodiscard]] Result<std::optional<Appended>> findWritten(const StreamId &stream, std::span<const NewEvent> events);
    /// Decides, by what the store holds, about an append that wrote nothing.
    [[nodiscard]] Result<Appended> decide(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job);

    const PgAddress m_address;
    Clock &m_clock;
    const AppendLimits m_limits;
    std::timed_mutex m_turn;
    std::unique_ptr<PgWriteSession> m_session;    // guarded by m_turn; null after the connection was lost
    std::unique_ptr<PostgresEventStore> m_reader; // constant once open
};

} // namespace eventscope
