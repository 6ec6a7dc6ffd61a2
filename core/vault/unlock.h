// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/vault/escrow_key.h"
#include "core/vault/vault_rows.h"

#include <optional>
#include <string>

namespace eventscope {

/// Where this computer keeps secrets for programs: the system's keyring. Threads: any; may block.
class DeviceSecrets {
  public:
    virtual ~DeviceSecrets() = default;
    /// Nothing: there is none of this name. Errors: Unavailable (no keyring, or it is locked), Cancelled.
    [[nodiscard]] virtual Result<std::optional<Secret>> find(const std::string &name) = 0;
    /// Replaces one of this name. Durable when it succeeds.
    [[nodiscard]] virtual Result<void> put(const std::string &name, const Secret &secret) = 0;
    /// No error when there is none.
    [[nodiscard]] virtual Result<void> remove(const std::string &name) = 0;
};

/// What a person and a computer give to open a vault, as its UnlockBy asks for.
struct UnlockSecrets {
    Secret password = {};
    DeviceSecrets *device = nullptr;
    const EscrowKey *escrow = nullptr; ///< instead of both, for a backup that is sealed to it
};

/// The name of the device's secret for one epoch of a vault.
[[nodiscard]] std::string deviceSecretName(const VaultId &vault, std::uint32_t epoch);

/// Makes the key that opens a vault of this header into `unlockKey`. `passwordKey` gets what the passphrase alone
/// gives, which serves the next epochs; of a backup that is sealed to an escrow key, what was sealed. Errors: Refused
/// (a secret is wanted that was not given, or another kind of one was; sealed to another escrow key), Corrupt (what is
/// sealed to this escrow key was changed), NotFound (the keyring has none for this epoch), those of the keyring and of
/// keyOfPassword(). REQUIRES: a KeyAccess.
[[nodiscard]] Result<void> passwordKeyOf(const VaultHeader &header, const UnlockSecrets &secrets, KeyBytes passwordKey);
[[nodiscard]] Result<void> unlockKeyOf(const VaultHeader &header, ConstKeyBytes passwordKey, DeviceSecrets *device,
                                       KeyBytes unlockKey);
/// Puts a new secret for this header's epoch into the keyring, where its vault wants one.
[[nodiscard]] Result<void> putDeviceSecret(const VaultHeader &header, DeviceSecrets *device);

} // namespace eventscope
