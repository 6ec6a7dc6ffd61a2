// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope {

/// Why the data of a person must be kept for now. It is kept itself, so it names nobody.
struct LegalHold {
    std::string reason;
    std::optional<Time> until = {}; ///< when it ends by itself; nothing: when it is released
};
/// Forbids to erase the person, from now on; answers the number of the hold. Durable when it succeeds. Errors: Invalid
/// (no reason; it names the person; it would be over already), those of the ledger and of the vault.
[[nodiscard]] Result<std::uint64_t> addHold(ErasureLedger &ledger, const KeyVault &vault, const SubjectId &person,
                                            const LegalHold &hold, Time now);
/// Ends it. Durable when it succeeds. Errors: NotFound (there is no hold of this number, or it was released), those of
/// the ledger.
[[nodiscard]] Result<void> releaseHold(ErasureLedger &ledger, std::uint64_t number, Time now);

} // namespace eventscope
