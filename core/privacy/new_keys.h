// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/vault/privacy_policy.h"

#include <string>
#include <vector>

namespace eventscope {

/// That a person who was erased has come back, and is to have keys again. It is kept, so it names nobody.
struct NewKeysDecision {
    SubjectId subject;
    std::vector<std::string> purposes; ///< none: all for which they were erased
    std::string reason, by;            ///< by: a role or a number
};
/// Makes a new key for each purpose that is meant and for which they were erased; answers those purposes. What was
/// erased stays so. The ledger is told before the first key is made; after a crash the same call goes on. Errors:
/// Invalid (no reason, nobody who decided; one of them names the person; a purpose that is not known), Refused (they
/// were not erased for any of these; an erasure of theirs has not destroyed its keys yet), those of the ledger and of
/// the vault.
[[nodiscard]] Result<std::vector<std::string>> allowNewKeys(ErasureLedger &ledger, KeyVault &vault,
                                                            const PrivacyPolicy &policy,
                                                            const NewKeysDecision &decision, Time now);

} // namespace eventscope
