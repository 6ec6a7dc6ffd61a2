// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// Our embedded store: one SQLite file (suffix .evdb, layout in store_layout.h), with `<path>-wal` and `<path>-shm`
/// beside it while it is in use and `<path>.lock` for its writers. Any number of programs may read and write one file
/// on a local disk.

/// Opens for reading, with every setting that forbids writing; never makes a file of its own, though SQLite may leave
/// an empty -wal and a -shm file beside the store. A file that is cut off, and a damaged page of a file up to 4 MiB, is
/// told at once; content hashes are not checked on the way (see verifyChain()).
/// Errors: NotFound, Unavailable, Unsupported (no store of ours, or of a newer layout, with both numbers), Corrupt.
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openSqliteStore(const std::string &path, const JobControl &job);

/// Opens for appending. Every append is synced to the disk before it returns. After a failed write (disk full, I/O
/// error) the object refuses all further writes: what the disk holds is only certain after opening again. Recorded
/// times grow strictly: an event gets the clock's time, or a microsecond more than the latest one. `clock` must outlive
/// the store. A store that is made says that its events are of `domain` (see StoreInfo::domain). Errors: as
/// openSqliteStore, and Refused (another program writes for over 5 s: the message names it; a trigger that is not ours;
/// WAL with full sync is not to be had here).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>>
openSqliteForWriting(const std::string &path, Clock &clock, bool createIfMissing, const JobControl &job,
                     const AppendLimits &limits = {}, const std::string &domain = {});

} // namespace eventscope
