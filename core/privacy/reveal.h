// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/subject_finder.h"
#include "core/vault/privacy_policy.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace eventscope {

/// A personal value that somebody wants to see although it is masked.
struct Reveal {
    Position position; ///< of the event
    PersonalField::Part part = PersonalField::Part::Data;
    Pointer pointer; ///< in that part
    std::string reason;
};

struct Revealed {
    Json value;             ///< of one that is not clear its ProtectedMark
    std::size_t people = 0; ///< for how many it was noted
};

/// What a line says in the place of a person, where it has none.
inline constexpr std::string_view kNobodyKnown = "not known: not sealed, and the policy does not say whom it is about";

/// The value, after the ledger says durably who was looked at and why: the act "revealed" with the ids of the event and
/// the place, never the value. There is a line for each person for whom something in it is sealed, or for whom it is in
/// clear by the policy; where there is nobody, one line says so. Errors: Invalid (no reason), NotFound (no such event
/// or value), those of the store, the vault and the ledger.
[[nodiscard]] Result<Revealed> revealValue(const SubjectSources &sources, KeyVault &vault, ErasureLedger &ledger,
                                           const Reveal &reveal, Time now, const JobControl &job);

} // namespace eventscope
