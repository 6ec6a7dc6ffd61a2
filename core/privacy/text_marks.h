// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/vault/key_vault.h"

#include <set>
#include <string>
#include <vector>

namespace eventscope {

// Texts that an erasure looks for are kept nowhere. The ledger keeps a mark of each instead, so that another text does
// not pass for the one that was found.

/// A mark of each of these texts in 32 hexadecimal digits: the same for the same text in the same erasure, and to be
/// made by nobody without the vault. Errors: Refused (it is locked).
[[nodiscard]] Result<std::set<std::string>> textMarks(const KeyVault &vault, const std::string &erasure,
                                                      const std::vector<std::string> &texts);

/// Marks of what the erasure was asked for with, and of what its last verification has found or left out: without these
/// the next one has not looked for everything.
[[nodiscard]] std::set<std::string> wantedTexts(const ErasureLedger &ledger, const std::string &erasure);

} // namespace eventscope
