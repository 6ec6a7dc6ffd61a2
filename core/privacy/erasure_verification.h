// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/derived_data.h"
#include "core/privacy/erasure_world.h"
#include "core/vault/key_needles.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What the checks go by beside the world.
struct VerificationTask {
    const std::string &erasure;
    const DerivedData &derived;               ///< that has been looked at already
    const std::vector<std::string> &held;     ///< what keeps the store's side files from being emptied
    const std::vector<std::string> &literals; ///< that must be nowhere
    const KeyNeedles *keys = nullptr;         ///< by what the destroyed keys are told; null: nobody knows it any more
};

/// What the checks after an erasure have found.
struct ErasureVerification {
    std::uint64_t broken = 0;          ///< events that are not what was written
    bool isLogOther = false;           ///< up to where it was at the request: other events, or in another order
    std::uint64_t remnants = 0;        ///< files that hold a text that was looked for
    std::string remnantKinds;          ///< what these files are: "ledger of erasures, other files"; empty: none
    std::uint64_t textsMissing = 0;    ///< texts that should have been looked for, and were not given
    std::uint64_t keyRemnants = 0;     ///< files that hold a destroyed key, or held one when that could be told
    std::uint64_t notShreddedAnew = 0; ///< values that do not answer as shredded to a process that starts from nothing
    Json details;                      ///< for the ledger: each check, whether it was performed and what came of it
};

/// Makes the checks. Errors: those of the store, the vault and the ledger, Unavailable (a file cannot be read),
/// Cancelled.
[[nodiscard]] Result<ErasureVerification> verifyErased(const ErasureWorld &world, const VerificationTask &task,
                                                       const JobControl &job);

} // namespace eventscope
