// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// One thing that is not as it must be. Names places, never payloads.
struct StoreFault {
    Position position; ///< of the event; kBeforeAll where it concerns no single one
    std::string what;
    bool operator==(const StoreFault &) const = default;
};

struct StoreVerdict {
    std::uint64_t events = 0;       ///< looked at
    std::vector<StoreFault> faults; ///< the first kFaultsMax of them
    static constexpr std::size_t kFaultsMax = 100;
    [[nodiscard]] bool isSound() const { return faults.empty(); }
};

/// Checks a whole store file: SQLite's own integrity check, then every event (content hash, chain of its stream,
/// version and position without a gap, names that agree with their numbers), then every stream against its last event.
///
/// What no hash covers is the id of the store and the snapshots. Reads only. Cost: a pass over the file, about 0.3
/// million events a second. Errors: as openSqliteStore (a file too damaged to be read is Corrupt).
[[nodiscard]] Result<StoreVerdict> verifyChain(const std::string &path, const JobControl &job);

} // namespace eventscope
