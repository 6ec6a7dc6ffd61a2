// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
/// Those of a person, or of everybody (a null subject), that are not over at `now`.
[[nodiscard]] std::vector<LedgerEntry> holdsOn(const ErasureLedger &ledger, const SubjectBinding &subject, Time now);
/// Those of anybody.
[[nodiscard]] std::vector<LedgerEntry> allHolds(const ErasureLedger &ledger, Time now);

} // namespace eventscope
