// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/key_wrapping.h"
#include "core/vault/vault_file.h"
#include "tests/core/vault/vault_fixture.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace eventscope::testing {

/// What the file of a vault gives to whoever has its passphrase: for tests that look for its keys, or that put rows
/// into it as the vault itself would.
struct VaultKeys {
    VaultHeader header;
    std::shared_ptr<KeyArena> arena = KeyArena::make(4);
    SecretKey epoch = arena->newKey(); ///< wraps the subjects' keys
    SecretKey rows = arena->newKey();  ///< authenticates rows
};

inline VaultKeys keysOfFile(const std::string &path, const std::string &passphrase) {
    VaultKeys keys;
    keys.header = must(VaultFile::openToLook(path)).header();
    SecretKey ofPassword = keys.arena->newKey(), unlock = keys.arena->newKey();
    const KeyAccess access(keys.arena);
    must(passwordKeyOf(keys.header, password(passphrase), ofPassword.bytes()));
    must(unlockKeyOf(keys.header, ofPassword.bytes(), nullptr, unlock.bytes()));
    const VaultHeader &header = keys.header;
    const bool isWhole = unwrapKey(unlock.bytes(), boundOf("epoch", header), header.keyKey, keys.epoch.bytes()) &&
                         unwrapKey(unlock.bytes(), boundOf("binding", header), header.bindingKey, keys.rows.bytes());
    if (!isWhole) throw std::runtime_error("this passphrase does not open " + path);
    deriveKey(keys.rows.bytes(), "vault-rows", keys.rows.bytes());
    return keys;
}

/// With the tag that the vault would give it.
inline VaultFile::Row tagged(const VaultKeys &keys, const KeyRow &row) {
    const KeyAccess access(keys.arena);
    return {row, keyedHash(keys.rows.bytes(), canonical(row))};
}

/// A row with this key, wrapped as this vault wraps keys now.
inline VaultFile::Row wrappedAnew(const VaultKeys &keys, KeyRow row, const std::string &key) {
    row.state = KeyState::Active;
    row.epoch = keys.header.epoch;
    row.erasure.clear();
    row.destroyedAt.reset();
    row.fingerprint.reset();
    {
        const KeyAccess access(keys.arena);
        const ConstKeyBytes bytes(reinterpret_cast<const std::byte *>(key.data()), kKeyBytes);
        row.wrapped = wrapKey(keys.epoch.bytes(), boundOf(row, keys.header.vault), bytes);
    }
    return tagged(keys, row);
}

/// A key as it is; empty: it is not to be had.
inline std::string keyBytes(KeyVault &vault, const KeyId &id) {
    KeyVault::Lease lease(vault);
    const KeyLookup found = lease.find(id);
    const auto *key = std::get_if<KeyCache::KeyPtr>(&found);
    return key ? std::string(textOf((*key)->bytes())) : std::string();
}

} // namespace eventscope::testing
