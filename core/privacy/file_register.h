// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/privacy/erasure_ledger.h"
#include "core/vault/key_vault.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

// What the registers of exports and of backups have in common: lines of the ledger about files, whose member "place"
// says where and whose member "hash" says what.

/// The same for the same path; who has no vault cannot tell which one it is. Errors: Refused (locked).
[[nodiscard]] Result<std::string> placeOf(const KeyVault &vault, const std::string &path);
/// Line `number`, about an "export" or a "backup" as `what` says, was taken back.
[[nodiscard]] bool isWithdrawn(const ErasureLedger &ledger, std::string_view what, std::uint64_t number);
/// What was written to the same place after line `number`, and has a line of this act itself.
[[nodiscard]] bool isLaterOne(const ErasureLedger &ledger, std::string_view act, std::uint64_t number,
                              std::string_view place, const Hash &hash);

} // namespace eventscope
