// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/store/memory/event_log.h"
#include "core/store/memory/log_reader.h"
#include "core/store/memory/snapshot_shelf.h"
#include "core/store/writable_event_store.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace eventscope {

struct KnownEvent;

/// A writable store that dies with the object: for tests, for scratch work and for making large samples.
///
/// Recorded times grow strictly: an event gets the clock's time, or one microsecond more than the last one. Content
/// hashes are made when they are asked for; there is no chain. Cost of an append: about a microsecond, plus copying the
/// bytes.
class MemoryStore final : public WritableEventStore {
  public:
    /// `clock` must outlive it.
    explicit MemoryStore(Clock &clock, AppendLimits limits = {});

    [[nodiscard]] const EventStore &reader() const override { return m_reader; }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override;
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override;
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override;

  private:
    [[nodiscard]] std::optional<KnownEvent> find(const EventId &id) const;
    [[nodiscard]] Result<Imported> importAll(ImportSource &source, const JobControl &job);
    void add(const StreamId &stream, Version version, std::int64_t recordedUs, const NewEvent &event);
    [[nodiscard]] Position positionOf(const EventId &id) const;

    Clock &m_clock;
    const AppendLimits m_limits;
    const std::shared_ptr<EventLog> m_log;
    const std::shared_ptr<SnapshotShelf> m_snapshots;
    const LogReader m_reader;
    std::mutex m_writing;
    std::int64_t m_lastUs; // guarded by m_writing; the latest recorded time
};

/// An empty store in memory, for reading only.
[[nodiscard]] std::shared_ptr<const EventStore> emptyMemoryStore();

} // namespace eventscope
