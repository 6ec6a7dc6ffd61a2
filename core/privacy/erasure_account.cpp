// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_account.h"

#include <algorithm>

namespace eventscope {

const LedgerEntry *ErasureAccount::newest(std::string_view act) const {
    const auto found =
        std::find_if(entries.rbegin(), entries.rend(), [act](const LedgerEntry &entry) { return entry.act == act; });
    return found == entries.rend() ? nullptr : &*found;
}

ErasureAccount::State ErasureAccount::state() const {
    const LedgerEntry *complete = newest(acts::kComplete), *incomplete = newest(acts::kIncomplete);
    if (complete && (!incomplete || complete->number > incomplete->number)) return State::Complete;
    return incomplete ? State::Incomplete : State::UnderWay;
}

std::vector<std::string> ErasureAccount::open() const {
    if (state() != State::Incomplete) return {};
    return newest(acts::kIncomplete)->texts("open");
}

std::vector<ErasureAccount> accountsOf(const std::vector<LedgerEntry> &entries) {
    std::vector<ErasureAccount> accounts;
    for (const LedgerEntry &entry : entries) {
        if (entry.erasure.empty()) continue;
        auto known = std::ranges::find(accounts, entry.erasure, &ErasureAccount::erasure);
        if (known == accounts.end()) known = accounts.insert(known, {entry.erasure, entry.subject, {}});
        known->entries.push_back(entry);
    }
    std::ranges::reverse(accounts);
    return accounts;
}

} // namespace eventscope
