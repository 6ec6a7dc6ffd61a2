// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/store/append_rules.h"
#include "core/store/pg/pg_turn.h"
#include "core/store/postgres/postgres_event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
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
    /// A schema that was there before stays, with an empty store in it.
    [[nodiscard]] Result<void> abandon(const JobControl &job) override;

  private:
    PostgresWriter(const PgAddress &address, Clock &clock, const AppendLimits &limits)
        : m_turn(address), m_clock(clock), m_limits(limits) {}

    /// Opens what reads, and looks for triggers that would change what is written.
    [[nodiscard]] Result<void> getReady(const PgAddress &address, PgReadSession &reading, const JobControl &job);
    [[nodiscard]] Result<Appended> appendOnce(PgConnection &connection, const StreamId &stream, Expected expected,
                                              std::span<const NewEvent> events, const JobControl &job);
    /// What became of an append whose answer never came, or says that the server does not know.
    [[nodiscard]] Result<Appended> lookAfterLoss(const StreamId &stream, std::span<const NewEvent> events, Error loss,
                                                 const JobControl &job);

    PgTurn m_turn;
    Clock &m_clock;
    const AppendLimits m_limits;
    std::unique_ptr<PostgresEventStore> m_reader; // constant once open
    bool m_madeSchema = false;                    // constant once open
};

} // namespace eventscope
