// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/append_rules.h"
#include "core/store/mapped/mapped_event_store.h"
#include "core/store/mapped/mapped_lookup.h"
#include "core/store/pg/pg_turn.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace eventscope {

/// Appends to another program's table. Versions are counted on from what is read, and the table's own unique constraint
/// decides between writers: who loses looks again.
class MappedWriter final : public WritableEventStore {
  public:
    /// Errors: see openMappedForWriting().
    [[nodiscard]] static Result<std::unique_ptr<MappedWriter>> open(const PgAddress &address, const std::string &table,
                                                                    const AppendLimits &limits, const JobControl &job);

    [[nodiscard]] const EventStore &reader() const override { return *m_reader; }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override;
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override;
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override;

  private:
    /// One append while others write, too.
    struct Request {
        const StreamId &stream;
        const Expected expected;
        const std::span<const NewEvent> events;
        std::optional<Version> lostAt; ///< where the stream ended when another writer was faster
    };

    MappedWriter(const PgAddress &address, const AppendLimits &limits) : m_turn(address), m_limits(limits) {}
    [[nodiscard]] const MappedTable &table() const { return m_reader->table(); }
    [[nodiscard]] const MappedAppend &how() const { return m_reader->appending(); }
    [[nodiscard]] int versionBase() const { return m_reader->info().versionBase; }
    /// Nothing: another writer was faster, and nothing was written.
    [[nodiscard]] Result<std::optional<Appended>> tryOnce(PgConnection &connection, Request &request,
                                                          const JobControl &job);

    PgTurn m_turn;
    const AppendLimits m_limits;
    std::unique_ptr<MappedEventStore> m_reader; // constant once open
};

} // namespace eventscope
