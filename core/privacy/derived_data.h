// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/derived_removal.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/erasure_world.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace eventscope {

/// What was found of a person after their keys were destroyed, in events and in what was made of them.
struct DerivedData {
    std::map<std::string, std::uint64_t> inClear; ///< values, by where they are
    std::uint64_t values = 0;                     ///< sealed ones of the keys that were meant
    std::uint64_t notShredded = 0;                ///< of these, those that do not answer so
    std::uint64_t unsupported = 0;                ///< of those, the ones of a form that is not known here
    std::uint64_t openExports = 0;                ///< copies that lie where they were made and could not be deleted
    bool isTextLeft = false;                      ///< one that was looked for stands in what nothing takes away
    std::set<StreamId> toClose;                   ///< theirs, which the policy closes with a tombstone
    DerivedRemoved removed;                       ///< of snapshots and dead letters
    Json details;                                 ///< for the ledger: counts, exports, backups, recipients
};

/// Looks at everything once. What was sealed for them must answer shredded, and one whose key this vault never had is
/// none that was erased; rows carry envelopes, which died with their keys; what is in clear did not. Snapshots of what
/// is touched are deleted and dead letters are redacted (see removeDerived()): what is gone counts as in clear no more.
/// Exports that the register knows are deleted where they lie as they were made, or only looked at where the store is;
/// backups are looked at. Errors: those of findSubject() and of the registers. REQUIRES: the ledger's lines "requested"
/// and "destroyed".
[[nodiscard]] Result<DerivedData> lookAfterDerived(const ErasureWorld &world, const ErasureRequest &request,
                                                   const SubjectBinding &subject,
                                                   const std::vector<std::string> &literals, const JobControl &job);

} // namespace eventscope
