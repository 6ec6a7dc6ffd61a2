// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/derived_data.h"
#include "core/privacy/erasure.h"
#include "core/privacy/erasure_verification.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// What an erasure has come to.
struct ErasureOutcome {
    const std::string &erasure;
    const SubjectBinding &subject;
    const DerivedData &derived;
    const ErasureVerification &verified;
    const std::vector<std::string> &literals;
    const std::vector<std::string> &held;   ///< what keeps the store's side files from being emptied
    const std::vector<std::string> &undone; ///< steps that looking does not take
    const std::optional<Error> &unsettled;  ///< why nobody knows about the side files
};

/// Says in the ledger how the erasure ends: complete, or with what is left to be done. Errors: those of the vault and
/// the ledger. REQUIRES: the ledger's line "requested".
[[nodiscard]] Result<ErasureResult> closeErasure(const ErasureWorld &world, const ErasureOutcome &outcome);

} // namespace eventscope
