// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/store/snapshot.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// A whole stream that is to go.
struct StreamToRemove {
    StreamId stream;
    Version last;        ///< of its last event, as whoever asks has seen it
    std::string because; ///< kept in the store's account of removals: an id, no name of anybody
};

/// What a removal has done.
struct RemovedStream {
    std::uint64_t events = 0, snapshots = 0; ///< taken out by this call; 0 when they were gone already
    /// What still holds what was removed, each a sentence with what to do. Files of the store that hold it until
    /// something ends come first, and then `isClean` is false; copies that no store can reach do not change that.
    std::vector<std::string> remaining;
    bool isClean = true;
};

/// What a removal of snapshots alone has done.
struct RemovedSnapshots {
    std::uint64_t snapshots = 0; ///< taken out by this call; 0 when they were gone already
    bool isClean = true;         ///< false: a file or table of the store may hold what they said until it is repeated
    std::string elsewhere;       ///< which copies no store can reach, a sentence without a path; empty: none
};

/// Takes a stream out of a store for good, which nothing else can do: events never change, and only this lifts the
/// trigger that says so, inside one transaction which leaves an account of itself in the store. A contract of its own
/// and no part of WritableEventStore, so that who may append cannot come to remove, and a store that cannot do it need
/// not say so; made only by openStreamRemoval().
///
/// The positions of what is gone stay empty and are never drawn again; they are no holes. Readers that are open go on.
/// Threads: one at a time.
class StreamRemoval {
  public:
    virtual ~StreamRemoval() = default;
    /// Removes the events of the stream, its snapshots and what is noted of it, all or nothing, and then what they left
    /// in the files of the store. A stream that is not there is gone already: the files are cleaned again. Errors:
    /// WrongVersion (the stream has grown; nothing was done), Refused (nothing was written behind the stream, so that
    /// its positions could be drawn again; another program writes), Unavailable, OutcomeUnknown (repeat it), Cancelled
    /// (before the transaction is committed; nothing was done). Cost: that of writing the store anew.
    [[nodiscard]] virtual Result<RemovedStream> remove(const StreamToRemove &wanted, const JobControl &job) = 0;

    /// Removes snapshots and no event, all or nothing, and then what they left in the files of the store, also where
    /// none of them is there any more, or none is named. They are told by stream, version and fold. Errors: Refused
    /// (another program writes), Unavailable, OutcomeUnknown (repeat it), Cancelled (before the transaction is
    /// committed; nothing was done). Cost: that of writing the store anew.
    [[nodiscard]] virtual Result<RemovedSnapshots> removeSnapshots(std::span<const Snapshot> wanted,
                                                                   const JobControl &job) = 0;
};

} // namespace eventscope
