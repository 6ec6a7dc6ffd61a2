// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/vault/privacy_policy.h"

#include <string>
#include <vector>

namespace eventscope {

/// That a person is to have new keys. It is kept, so it names nobody.
struct NewKeysDecision {
    SubjectId subject;
    std::vector<std::string> purposes; ///< none: all for which they were erased, or have keys
    std::string reason, by;            ///< by: a role or a number
};

/// A person who was erased has come back. Makes a new key for each purpose that is meant and for which they were
/// erased; answers those purposes. What was erased stays so. The ledger is told before the first key is made; after a
/// crash the same call goes on. Errors: Invalid (no reason, nobody who decided; one of them names the person; a purpose
/// that is not known), Refused (they were not erased for any of these; an erasure of theirs has not destroyed its keys
/// yet), those of the ledger and of the vault.
[[nodiscard]] Result<std::vector<std::string>> allowNewKeys(ErasureLedger &ledger, KeyVault &vault,
                                                            const PrivacyPolicy &policy,
                                                            const NewKeysDecision &decision, Time now);

/// Retires the keys of a person: what is sealed for them from now on gets new ones, and what was sealed stays readable.
/// An erasure destroys both. Answers the purposes; none: they were retired before, and nothing has been sealed since.
/// The ledger is told first; where a crash comes between, the vault is told when it is next caught up with the ledger.
/// Errors: Invalid (no reason, nobody who decided; one of them names the person; a purpose that is not known), NotFound
/// (there is no key of theirs), Refused (they were erased for all of these; an erasure of theirs has not destroyed its
/// keys yet), those of the ledger and of the vault.
[[nodiscard]] Result<std::vector<std::string>> retireKeys(ErasureLedger &ledger, KeyVault &vault,
                                                          const PrivacyPolicy &policy, const NewKeysDecision &decision,
                                                          Time now);
/// Retires what a copy of the vault from before does not know to be retired, as the ledger says. What an erasure has
/// fenced meanwhile is left to it. Errors: those of the vault.
[[nodiscard]] Result<void> retireAgain(const ErasureLedger &ledger, KeyVault &vault);

} // namespace eventscope
