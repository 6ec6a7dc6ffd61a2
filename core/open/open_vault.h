// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/privacy/restored_vault.h"
#include "core/store/capabilities.h"

#include <optional>
#include <string>

namespace eventscope {

/// Where the vault of a store lies, or would be made: beside a store file, "shop.evdb.vault" for "shop.evdb"; else in
/// the user's data folder (see userDataFolder()), named after the store's id. Makes nothing. Errors: Unsupported (a
/// store in memory has none), Unavailable.
[[nodiscard]] Result<std::string> vaultPath(const StoreIdentity &store);
/// That of a file at `path`, which need not be there.
[[nodiscard]] std::string vaultPathOfFile(const std::string &path);

/// Where the ledger of erasures of a store lies, or would be made: in the user's data folder, apart from the vault.
/// Errors as vaultPath().
[[nodiscard]] Result<std::string> ledgerPath(const StoreIdentity &store);

/// What is to be done with a store's vault that was unlocked before it gives a key: see catchUpWithErasures(), with the
/// ledger at ledgerPath(). Errors: those of both.
[[nodiscard]] Result<std::size_t> catchUpUnlocked(const EventStore &store, KeyVault &vault, const JobControl &job);

/// The variables that name files with a passphrase in their first line: of the vault, the one that it is to have
/// instead, of archives that are made, and of backups of the vault.
inline constexpr const char *kVaultPassphraseFile = "EVENTSCOPE_PASSPHRASE_FILE";
inline constexpr const char *kNewPassphraseFile = "EVENTSCOPE_NEW_PASSPHRASE_FILE";
inline constexpr const char *kArchivePassphraseFile = "EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE";
inline constexpr const char *kBackupPassphraseFile = "EVENTSCOPE_BACKUP_PASSPHRASE_FILE";
inline constexpr const char *kEscrowPassphraseFile = "EVENTSCOPE_ESCROW_PASSPHRASE_FILE";

/// The passphrase that stands in the first line of the file which the variable names, never an argument or a variable
/// itself, which others can see. Nothing: no file is named, or an empty name. Errors: NotFound, Unavailable, Refused
/// (the line is empty).
[[nodiscard]] Result<std::optional<Secret>> givenPassphrase(const char *variable = kVaultPassphraseFile);

} // namespace eventscope
