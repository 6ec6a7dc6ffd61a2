// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/vault/key_vault.h"

#include <cstdint>
#include <string>

namespace eventscope {

/// How far an erasure has come that ended with an error, which says itself only what went wrong.
enum class ErasureStanding : std::uint8_t {
    NotBegun,  ///< nothing was recorded of it
    Requested, ///< nothing was destroyed yet, and nothing is locked
    Fenced,    ///< the keys open nothing any more, and are still to be destroyed
    Destroyed, ///< the keys are gone; what is left is to look after the rest and to prove it
    Complete
};
/// As the ledger tells, and the vault of what the ledger could not be told any more. Errors: those of the vault.
[[nodiscard]] Result<ErasureStanding> standingOf(const ErasureLedger &ledger, const KeyVault &vault,
                                                 const std::string &erasure);

} // namespace eventscope
