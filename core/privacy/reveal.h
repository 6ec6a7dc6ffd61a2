// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/subject_finder.h"
#include "core/vault/privacy_policy.h"

#include <string>

namespace eventscope {

/// A personal value that somebody wants to see although it is masked.
struct Reveal {
    Position position; ///< of the event
    PersonalField::Part part = PersonalField::Part::Data;
    Pointer pointer; ///< in that part
    std::string reason;
};

/// The value, as JSON, after the ledger says durably who was looked at and why: the act "revealed" with the ids of the
/// event and the place, never the value. Of a value that is not clear it is its ProtectedMark. Errors: Invalid (no
/// reason), NotFound (no such event or value), those of the store, the vault and the ledger.
[[nodiscard]] Result<Json> revealValue(const SubjectSources &sources, KeyVault &vault, ErasureLedger &ledger,
                                       const Reveal &reveal, Time now, const JobControl &job);

} // namespace eventscope
