// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/privacy/subject_finder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What is kept about a person for a purpose although its period is over.
struct DueData {
    SubjectId subject;      ///< empty: no event says any more whom the binding stands for
    SubjectBinding binding; ///< zeros: there is no vault
    std::string purpose;
    Time last;  ///< when the last event that holds some of it was recorded
    Time since; ///< when the period was over
    std::uint64_t sealedValues = 0;
    std::uint64_t clearValues = 0; ///< which an erasure does not reach
    bool isHeld = false;           ///< a legal hold forbids to erase it
};

/// What the policy gives a period (PrivacyPurpose::keep) that is over at `now`, and is still there, due first what has
/// been so for longest. Nothing is changed. The period begins with the last event that holds something of the person
/// for the purpose: in a value that an active key seals, for the purpose of that key, or in one in clear, for that of
/// the policy. What a destroyed key sealed is gone, and what belongs to no purpose with a period is never due. An
/// event of a transformed copy counts from when the one was recorded that it stands for: a copy is no new reason to
/// keep anything. One that only says to stand for another counts as what it is. Errors: those of the store and the
/// vault (null: there is none, and no ledger), Cancelled. Cost: one scan of the types of events that have values for
/// such a purpose, and a look at the stream for each value in clear, and for each sealed person whose id stands in an
/// earlier event only. Progress: events.
[[nodiscard]] Result<std::vector<DueData>> dueData(const SubjectSources &sources, KeyVault *vault,
                                                   const ErasureLedger *ledger, Time now, const JobControl &job);

} // namespace eventscope
