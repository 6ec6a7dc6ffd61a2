// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/derived_data.h"
#include "core/privacy/erasure_world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What the checks after an erasure have found.
struct ErasureVerification {
    std::uint64_t broken = 0;   ///< events that are not what was written
    std::uint64_t remnants = 0; ///< files that hold a text that was looked for
    Json details;               ///< for the ledger: each check, whether it was performed and what came of it
};

/// Makes the checks; `derived` has already been looked at, `held` is what keeps the store's side files from being
/// emptied. Errors: those of the store, Unavailable (a file cannot be read), Cancelled.
[[nodiscard]] Result<ErasureVerification> verifyErased(const ErasureWorld &world, const DerivedData &derived,
                                                       const std::vector<std::string> &held,
                                                       const std::vector<std::string> &literals, const JobControl &job);

} // namespace eventscope
