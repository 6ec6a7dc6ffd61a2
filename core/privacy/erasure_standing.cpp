// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_standing.h"

#include "core/privacy/erasure_account.h"

#include <algorithm>

namespace eventscope {

Result<ErasureStanding> standingOf(const ErasureLedger &ledger, const KeyVault &vault, const std::string &erasure) {
    const auto accounts = accountsOf(ledger.entries());
    const auto account = std::ranges::find(accounts, erasure, &ErasureAccount::erasure);
    if (account != accounts.end() && account->state() == ErasureAccount::State::Complete)
        return ErasureStanding::Complete;
    ES_ASSIGN(keys, vault.allKeys());
    std::erase_if(keys, [&](const KeyRow &key) { return key.erasure != erasure; });
    const bool isGone = std::ranges::find(keys, KeyState::Destroyed, &KeyRow::state) != keys.end();
    if (isGone || ledger.find(erasure, acts::kDestroyed)) return ErasureStanding::Destroyed;
    if (!keys.empty() || ledger.find(erasure, acts::kFenced)) return ErasureStanding::Fenced;
    return ledger.find(erasure, acts::kRequested) ? ErasureStanding::Requested : ErasureStanding::NotBegun;
}

} // namespace eventscope
