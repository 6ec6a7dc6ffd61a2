// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vault/key_vault.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

// A backup of a vault: a file of its layout in which every key is wrapped anew, under a passphrase of the backup's own,
// so that neither the vault's passphrase nor this computer's keyring is needed to restore it, and nothing that the
// vault's file has freed comes along; or sealed to an escrow key, whose secret half alone opens it. Its check value
// tells a wrong passphrase from a damaged file. What it holds of an erasure is what the vault held when it was made: an
// erasure cannot reach it, and so it should expire.

struct BackupMaking {
    std::string path; ///< where nothing is
    Time madeAt;
    std::optional<Time> expiresAt; ///< nothing: not said
    PasswordCost cost = {};
    std::optional<EscrowRecipient> escrow = {}; ///< whom it is sealed to; no passphrase is looked at then
};
/// Errors: Refused (the vault is locked; an empty passphrase; there is something at that place), Corrupt (the vault is
/// damaged), Invalid (nothing can be sealed to this escrow key), Unavailable: nothing is left there then. Cost: that of
/// a passphrase and of writing every key.
[[nodiscard]] Result<VaultBackup> backUpVault(KeyVault &vault, const BackupMaking &making, const Secret &passphrase);

/// Whom the backup at this place is sealed to. Nothing: to nobody, or it cannot be read.
[[nodiscard]] std::optional<EscrowRecipient> escrowOf(const std::string &backup);

/// What is kept elsewhere for a vault, and is of no use any more once another file has taken its place.
struct KeptForVault {
    VaultId id;
    std::vector<std::string> deviceSecrets; ///< their names in the device's keyring
};
/// Of the vault at `path`, which need not be unlocked. Nothing: there is none, or it cannot be read.
[[nodiscard]] std::optional<KeptForVault> keptForVault(const std::string &path);

struct BackupRestoring {
    std::string backup; ///< its file
    std::string vault;  ///< where the vault is to lie
    std::string store;  ///< the id of the store that it must be of
    /// What is there already: another copy of the same vault, or one that cannot be used any more.
    enum class Present : std::uint8_t { Refuse, Replace };
    Present present = Present::Refuse;
    PasswordCost cost = {};
    const EscrowKey *escrow = nullptr; ///< opens it instead of the backup's passphrase
};
/// Makes a vault of a backup, under a passphrase of its own again (not the keyring's), in a new epoch. It appears whole
/// or not at all; the backup stays as it is, and may lie where nothing can be written. Whoever unlocks the vault next
/// must have it catch up with the ledger (catchUpWithErasures). Errors: NotFound, Refused (a new passphrase that is too
/// short; a wrong passphrase or escrow key; the one where the other is wanted; another store's; there is a vault
/// already, or it is in use), Corrupt (damaged), Unsupported (no backup of a vault), Unavailable.
[[nodiscard]] Result<VaultBackup> restoreVault(const BackupRestoring &restoring, const Secret &backupPassphrase,
                                               const Secret &vaultPassphrase, Clock &clock);

} // namespace eventscope
