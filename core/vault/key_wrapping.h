// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/vault_rows.h"

#include <string>
#include <string_view>

namespace eventscope {

// Keys under other keys, each bound to its vault, its epoch and its place there. REQUIRES: a KeyAccess.

[[nodiscard]] WrappedKey wrapKey(ConstKeyBytes under, std::string_view bound, ConstKeyBytes key);
/// False, and `key` zeros: it was wrapped under another key or for another place, or it was changed.
[[nodiscard]] bool unwrapKey(ConstKeyBytes under, std::string_view bound, const WrappedKey &wrapped, KeyBytes key);
/// Whether unwrapKey() would give it.
[[nodiscard]] bool canUnwrapKey(ConstKeyBytes under, std::string_view bound, const WrappedKey &wrapped);

/// What a subject's key is bound to.
[[nodiscard]] std::string boundOf(const KeyRow &row, const VaultId &vault);
/// What one of the vault's own keys is bound to: "epoch" or "binding".
[[nodiscard]] std::string boundOf(std::string_view which, const VaultHeader &header);

/// By which a destroyed key is known again.
[[nodiscard]] Hash fingerprintOf(const SecretKey &key);
[[nodiscard]] Hash unlockCheckOf(const VaultHeader &header, ConstKeyBytes unlockKey);
/// Wraps the vault's own keys into its header.
void addKeys(VaultHeader &header, ConstKeyBytes unlockKey, ConstKeyBytes epochKey, ConstKeyBytes bindingKey);

} // namespace eventscope
