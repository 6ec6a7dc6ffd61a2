// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/store/writable_event_store.h"

#include <string>

namespace eventscope {

/// The event that says that a stream is not to be used any more. Its older events still hold what they hold.
struct Tombstone {
    StreamId stream;
    std::string type;        ///< such as "CandidateAnonymized"
    std::string data = "{}"; ///< JSON
    EventId id = {};         ///< null: a new one
};

/// The newest event of the stream, its header alone; nothing: there is no such stream. Errors: those of the store.
[[nodiscard]] Result<BatchPtr> newestOf(const EventStore &store, const StreamId &stream, const JobControl &job);

/// The last version of the stream that is to be closed. Errors: NotFound (there is no such stream), Refused (its newest
/// event is of that type: it is closed already), those of the store.
[[nodiscard]] Result<Version> versionToClose(const EventStore &store, const Tombstone &tombstone,
                                             const JobControl &job);

/// Whether it can be appended at all. Errors: Invalid (no type, or none that a person can read: see checkTypedType()),
/// Corrupt (data that is no JSON).
[[nodiscard]] Result<void> checkTombstone(const Tombstone &tombstone);

/// Appends it behind version `seen`. Errors: those of checkTombstone(), WrongVersion (the stream has grown), those of
/// append().
[[nodiscard]] Result<Appended> appendTombstone(WritableEventStore &store, const Tombstone &tombstone, Version seen,
                                               Time now, const JobControl &job);

} // namespace eventscope
