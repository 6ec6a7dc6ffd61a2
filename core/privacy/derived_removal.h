// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/derived_traces.h"
#include "core/privacy/erasure_world.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace eventscope {

/// What was taken away of what was made of a person's events, and what was not.
struct DerivedRemoved {
    std::uint64_t snapshotsLeft = 0;                  ///< that should have been deleted
    bool areSnapshotsForeign = false;                 ///< since another program has to
    std::map<std::string, std::uint64_t> lettersLeft; ///< that should have been redacted, by read model
    std::vector<std::string> problems;                ///< what is left to be done, each a sentence without a path
};

/// Deletes snapshots and redacts dead letters, each a tick of its own: the ledger is told before and after, where there
/// is something to do, so that one that was cut off is begun anew and a file is cleaned that was not yet. What cannot
/// be done is told and stops nothing else. In a world that is only looked at nothing is done, and what would be is
/// told. Errors: those of the ledger and of reading, Cancelled. REQUIRES: the ledger's line "destroyed".
[[nodiscard]] Result<DerivedRemoved> removeDerived(const ErasureWorld &world, const std::string &erasure,
                                                   const SubjectBinding &subject, const DerivedTraces &traces,
                                                   const JobControl &job);

} // namespace eventscope
