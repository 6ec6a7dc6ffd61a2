// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/event/event_batch.h"
#include "core/store/capabilities.h"
#include "core/store/catalogue.h"
#include "core/store/event_groups.h"
#include "core/store/query.h"
#include "core/store/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace eventscope {

/// A missing position below the head.
struct Hole {
    enum class State : std::uint8_t { Open, Dead, Unsettled };
    Position position;
    State state = State::Unsettled;
    std::string evidence;
    [[nodiscard]] bool operator==(const Hole &) const = default;
};

struct Head {
    Position last;    ///< of the last event; kBeforeAll in an empty store
    Position settled; ///< the safe head: at or below it nothing can appear any more
    std::vector<Hole> holes;
    std::optional<Time> lastRecordedAt;
};

enum class Flow : std::uint8_t { More, Enough };

/// Takes the batches of a scan, in order, on the thread that scans; blocking here is back-pressure.
class BatchSink {
  public:
    virtual ~BatchSink() = default;
    /// An error ends the scan with that error; Enough ends it well.
    [[nodiscard]] virtual Result<Flow> take(BatchPtr batch) = 0;
};

/// A BatchSink made of a callable `Result<Flow>(BatchPtr)`.
template <class F>
class SinkOf final : public BatchSink {
  public:
    explicit SinkOf(F function) : m_function(std::move(function)) {}
    [[nodiscard]] Result<Flow> take(BatchPtr batch) override { return m_function(std::move(batch)); }

  private:
    F m_function;
};

struct ScanEnd {
    Position last;             ///< resume with after = last
    bool reachedUntil = false; ///< false: the sink had enough
};

/// A store of events, for reading only: it has no way to write.
///
/// Threads: any; a call leases a connection of its own, so that a page never waits behind a scan. Calls block: never
/// call from a thread that must stay responsive. Every call can be stopped through its JobControl within a second and
/// then answers Cancelled. Errors of all calls: Unavailable (cannot reach or read now), Corrupt (what is stored is not
/// what it must be), Cancelled.
class EventStore {
  public:
    virtual ~EventStore() = default;

    /// What this store is. Constant while it is open. Never blocks.
    [[nodiscard]] virtual const StoreInfo &info() const = 0;

    [[nodiscard]] virtual Result<Head> head(const JobControl &job) const = 0;

    /// At most `query.rowsMax` events from one short snapshot. An empty batch means the end, not an error.
    /// Cost: one index range; never counts or skips rows. Errors: Unsupported (the log of a store without an order).
    [[nodiscard]] virtual Result<BatchPtr> page(const Query &query, const JobControl &job) const = 0;

    /// All events of the query, in batches: the first small (at most 256 rows), then about 8,000 rows each. Long scans
    /// are cut into short snapshots: an event committed meanwhile may be seen, never one twice, and none at or below
    /// Head::settled is missed. Progress counts rows.
    [[nodiscard]] virtual Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const = 0;

    /// As scan, forward only, and then waits for more: every settled event exactly once. Ends with Cancelled by the
    /// stop token or when the sink has enough.
    [[nodiscard]] virtual Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const = 0;

    [[nodiscard]] virtual Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const = 0;

    /// Events that are put together where they lie, up to `query.until`. All or nothing: a store that cannot do so
    /// exactly for every one of these events says so, and whoever asks reads them instead. Progress: distance in the
    /// log. Errors: Unsupported (this store cannot, or not this query), Invalid (an event is not what it takes),
    /// TooLarge (query.bytesMax); whichever it is but Cancelled, reading may do.
    [[nodiscard]] virtual Result<std::vector<EventGroup>> groups(const GroupQuery &query, const JobControl &job) const;

    /// Statements that all calls together have sent to a server so far; nothing for a store without one. Never blocks.
    [[nodiscard]] virtual std::optional<std::uint64_t> statementsSent() const { return std::nullopt; }

    /// Snapshots of one stream, oldest first; empty when there are none. With an empty stream name: of all streams.
    [[nodiscard]] virtual Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const = 0;
};

/// The event with this id, or nothing. Cost: one index look-up where the store has one, else a scan.
[[nodiscard]] Result<BatchPtr> findEvent(const EventStore &store, const EventId &id, Fields fields,
                                         const JobControl &job);

} // namespace eventscope
