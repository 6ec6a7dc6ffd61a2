// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/vault/key_ids.h"
#include "core/vault/unlock.h"

#include <optional>
#include <stop_token>
#include <string>

namespace eventscope::cli {

/// Whether a new passphrase is meant: at a terminal it is then asked for twice.
enum class Passphrase : unsigned char { Known, New };

/// The passphrase of a vault: the first line of the file that EVENTSCOPE_PASSPHRASE_FILE names, else what is typed at
/// the terminal; never an argument or a variable, which others can see. Errors: Refused (nobody is there to be asked;
/// the two that were typed differ; it is empty), NotFound and Unavailable (the file), Cancelled.
[[nodiscard]] Result<Secret> passphraseOf(const std::string &vault, Passphrase which, bool mayAsk,
                                          const std::stop_token &stop);

/// The one that a vault is to have instead: as passphraseOf(), but from the file that EVENTSCOPE_NEW_PASSPHRASE_FILE
/// names.
[[nodiscard]] Result<Secret> newPassphrase(const std::string &vault, bool mayAsk, const std::stop_token &stop);

/// That of a vault which is made of a backup: as newPassphrase(), or as passphraseOf() where no file is named for a new
/// one.
[[nodiscard]] Result<Secret> restoredPassphrase(const std::string &vault, bool mayAsk, const std::stop_token &stop);

/// "passphrase", "keyring", "both" or, of a backup, "escrow key"
[[nodiscard]] const char *unlockingWord(UnlockBy unlockBy);

/// \name The passphrase of a vault that `privacy unlock` keeps in the keyring until the session ends, or `privacy lock`
/// @{
/// Nothing: there is none, or no keyring answers.
[[nodiscard]] std::optional<Secret> rememberedPassphrase(const VaultId &vault);
/// Errors: Unavailable (no keyring answers).
[[nodiscard]] Result<void> rememberPassphrase(const VaultId &vault, const Secret &passphrase);
[[nodiscard]] Result<void> forgetPassphrase(const VaultId &vault);
/// @}

/// The passphrase of an archive that is about to be made at `archive`: the first line of the file that
/// EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE names, else what is typed twice at the terminal. Errors as passphraseOf().
[[nodiscard]] Result<Secret> archivePassphrase(const std::string &archive, bool mayAsk, const std::stop_token &stop);

/// The passphrase of a backup at `backup`: the first line of the file that EVENTSCOPE_BACKUP_PASSPHRASE_FILE names,
/// else what is typed at the terminal. Errors as passphraseOf().
[[nodiscard]] Result<Secret> backupPassphrase(const std::string &backup, Passphrase which, bool mayAsk,
                                              const std::stop_token &stop);

/// The passphrase of an escrow key whose secret half is the file at `key`: the first line of the file that
/// EVENTSCOPE_ESCROW_PASSPHRASE_FILE names, else what is typed at the terminal. Errors as passphraseOf().
[[nodiscard]] Result<Secret> escrowPassphrase(const std::string &key, Passphrase which, bool mayAsk,
                                              const std::stop_token &stop);

} // namespace eventscope::cli
