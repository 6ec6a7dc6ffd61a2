// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// One erasure, as the ledger tells it. Value type.
struct ErasureAccount {
    enum class State : std::uint8_t { UnderWay, Incomplete, Complete };
    std::string erasure;
    SubjectBinding subject;
    std::vector<LedgerEntry> entries; ///< the oldest first, "requested" is the first

    /// By the last time that it was closed, which every verification does anew.
    [[nodiscard]] State state() const;
    /// The newest entry of this act; null: it has not come to this.
    [[nodiscard]] const LedgerEntry *newest(std::string_view act) const;
    /// What is left to be done; none when it is complete.
    [[nodiscard]] std::vector<std::string> open() const;
    /// Its keys are gone: it can be verified.
    [[nodiscard]] bool isDestroyed() const { return newest(acts::kDestroyed) != nullptr; }
};

/// All of them, the newest first.
[[nodiscard]] std::vector<ErasureAccount> accountsOf(const std::vector<LedgerEntry> &entries);

} // namespace eventscope
