// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/json/json.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <optional>

namespace eventscope {

/// Which events a log has up to a place, and in which order: two are equal when number, positions, streams, versions
/// and ids are. Says nothing of what is in them.
struct LogDigest {
    Position until;
    std::uint64_t events = 0;
    Hash hash;
    bool operator==(const LogDigest &) const = default;
};

/// Cost: a scan of headers. Errors: those of the store, Unsupported (its log has no order), Cancelled.
[[nodiscard]] Result<LogDigest> digestOfLog(const EventStore &store, Position until, const JobControl &job);

/// As the ledger keeps it.
[[nodiscard]] Json toJson(const LogDigest &digest);
/// Nothing: it is none.
[[nodiscard]] std::optional<LogDigest> logDigestIn(const Json &json);

} // namespace eventscope
