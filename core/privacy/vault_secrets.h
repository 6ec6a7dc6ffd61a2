// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"

namespace eventscope {

/// Gives an unlocked vault another passphrase, in a new epoch, and says so in the ledger. Copies of its file from
/// before still open with what opened them. Errors: Refused (too short), those of KeyVault::changeSecrets() and of the
/// ledger.
[[nodiscard]] Result<void> changePassphrase(ErasureLedger &ledger, KeyVault &vault, UnlockBy unlockBy,
                                            const UnlockSecrets &secrets, Time now);

} // namespace eventscope
