// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/event/new_event.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// What an append expects of its stream.
struct Expected {
    enum class Kind : std::uint8_t { Any, NoStream, StreamExists, Exact };
    Kind kind = Kind::Any;
    Version version; ///< for Exact: of the stream's last event; one below the version base means "no stream"

    [[nodiscard]] static Expected any() { return {}; }
    [[nodiscard]] static Expected noStream() { return {Kind::NoStream, {}}; }
    [[nodiscard]] static Expected streamExists() { return {Kind::StreamExists, {}}; }
    [[nodiscard]] static Expected exactly(Version version) { return {Kind::Exact, version}; }
    bool operator==(const Expected &) const = default;
};

struct Appended {
    Version first, last;
    Position position;      ///< of the last event
    bool duplicate = false; ///< true: all of them were there already, nothing was written
    bool operator==(const Appended &) const = default;
};

/// Limits of our own stores, stated in the errors.
struct AppendLimits {
    std::size_t eventBytesMax = 1u << 20; ///< data and metadata together; at most kEventBytesCeiling
    std::size_t eventsMax = 4096;         ///< in one batch
    static constexpr std::size_t kEventBytesCeiling = 16u << 20;
};

/// An event as it stood elsewhere, for import.
struct ImportEvent {
    NewEvent event;
    StreamId stream;
    Version version; ///< kNoVersion: the next one of its stream
    Time recordedAt;
    std::uint64_t line = 0; ///< where it begins in its file, for messages; 0: it comes from none
};

/// Gives the events of an import, one by one, in their order. An error ends the import; nothing is kept then.
///
/// An import with `job.workers` may call it on one of their threads, ahead of what is written; one call at a time, and
/// none after import() has returned.
class ImportSource {
  public:
    virtual ~ImportSource() = default;
    /// False at the end. `event` is reused from call to call.
    [[nodiscard]] virtual Result<bool> next(ImportEvent &event) = 0;
};

struct Imported {
    std::uint64_t events = 0;
    std::uint64_t duplicates = 0; ///< were there already with the same content, left as they are
    Position last;
};

/// A store opened for writing by an explicit act (openForWriting). Threads: any; appends are serialised inside.
class WritableEventStore {
  public:
    virtual ~WritableEventStore() = default;
    [[nodiscard]] virtual const EventStore &reader() const = 0;

    /// Appends all of `events` to `stream`, or none. What happens for each expectation and each kind of repetition is
    /// the table "append semantics" in ARCHITECTURE.md; the batch is durable when this returns. Errors: WrongVersion
    /// (with actualVersion), PartialDuplicate, IdConflict, TooLarge, Invalid (empty batch, two equal ids in it, an
    /// empty stream or type name), Refused (another writer held the store for over 5 s), OutcomeUnknown.
    [[nodiscard]] virtual Result<Appended> append(const StreamId &stream, Expected expected,
                                                  std::span<const NewEvent> events, const JobControl &job) = 0;

    /// Takes everything the source gives, in one transaction: ids, versions, recorded times and bytes are kept,
    /// positions are new. An event that is there already with the same content is counted as a duplicate. Errors: as
    /// append, and Invalid (a version that is not the next of its stream; the message names the event). What is wrong
    /// with an event begins with "line 12: ", where it says its line.
    [[nodiscard]] virtual Result<Imported> import(ImportSource &source, const JobControl &job) = 0;

    /// Takes the store away again if opening it has made it, in a place of its own, and nothing was written to it
    /// since; else does nothing. For who made it to write something that then failed; nothing is called after it.
    [[nodiscard]] virtual Result<void> abandon(const JobControl &) { return {}; }

    /// Keeps all of these snapshots, or none; one of the same stream, version and fold is replaced.
    /// Errors: as append, and Invalid (a snapshot without a stream).
    [[nodiscard]] virtual Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) = 0;
    [[nodiscard]] Result<void> putSnapshot(const Snapshot &snapshot, const JobControl &job) {
        return putSnapshots({&snapshot, 1}, job);
    }
};

} // namespace eventscope
