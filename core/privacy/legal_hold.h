// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/vault/privacy_policy.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// Why the data of a person must be kept for now. It is kept itself, so it names nobody.
struct LegalHold {
    std::string reason;
    std::string authority = {};             ///< who wants it: a court, an office, a law; may be empty
    std::vector<std::string> purposes = {}; ///< what is kept for these stays; none: all
    std::optional<Time> until = {};         ///< when it ends by itself; nothing: when it is released
};
/// Forbids to erase the person (nothing: anybody), from now on; answers the number of the hold. Durable when it
/// succeeds. Errors: Invalid (no reason; it names the person; a purpose that is not known; it would be over already),
/// those of the ledger and of the vault.
[[nodiscard]] Result<std::uint64_t> addHold(ErasureLedger &ledger, const KeyVault &vault, const PrivacyPolicy &policy,
                                            const std::optional<SubjectId> &person, const LegalHold &hold, Time now);
/// Ends it. Durable when it succeeds. Errors: NotFound (there is no hold of this number, or it was released), those of
/// the ledger.
[[nodiscard]] Result<void> releaseHold(ErasureLedger &ledger, std::uint64_t number, Time now);
/// Those that forbid, at `now`, to erase what is kept about a person for these purposes (none: all): theirs and those
/// of everybody (a null subject).
[[nodiscard]] std::vector<LedgerEntry> holdsOn(const ErasureLedger &ledger, const SubjectBinding &subject,
                                               std::span<const std::string> purposes, Time now);
/// Why nothing may be done that the first of them forbids. REQUIRES: there is one.
[[nodiscard]] Failure heldError(const std::vector<LedgerEntry> &holds);
/// Those of anybody.
[[nodiscard]] std::vector<LedgerEntry> allHolds(const ErasureLedger &ledger, Time now);

} // namespace eventscope
