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
#include <string_view>

namespace eventscope {

/// Where a store is: "sqlite:PATH" or just a path, "file:PATH" (JSON lines, a JSON array or CloudEvents, as it lies),
/// "memory:". A path that ends in .json, .jsonl or .ndjson is a file store.
struct StoreAddress {
    enum class Kind : std::uint8_t { Sqlite, File, Memory };
    Kind kind = Kind::Sqlite;
    std::string path;
};
/// Errors: Invalid; Unsupported (a kind of store that this version does not know, with those it does).
[[nodiscard]] Result<StoreAddress> parseStoreAddress(std::string_view address);

/// Opens for reading; cannot write, by type. Never creates anything.
/// Errors: NotFound, Unavailable, Unsupported (not a store we know, or a newer format), Corrupt.
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openStore(std::string_view address, const JobControl &job);

/// The explicit act that writing needs: who asked for it and what for; kept nowhere, shown in errors.
struct WriteIntent {
    bool createIfMissing = false;
    std::string purpose; ///< "append", "import", "sample"
};
/// Errors: as openStore, and Refused (a file store cannot be written).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>> openForWriting(std::string_view address, Clock &clock,
                                                                         const WriteIntent &intent,
                                                                         const JobControl &job);

} // namespace eventscope
