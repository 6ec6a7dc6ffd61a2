// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/export_register.h"
#include "core/vault/vault_backup.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// The backups of the vault that were made by this program: lines of the ledger, as exports are, with paths that are
// sealed in the same way. A backup is of nobody in particular, and no erasure deletes one: whoever needs it back needs
// the keys of everybody else. It is told by every erasure after it, until it has expired.

struct RegisteredBackup {
    std::uint64_t number = 0; ///< of its line in the ledger; how reports call it
    Time at;
    std::optional<Time> expiresAt; ///< nothing: not said
    std::uint32_t epoch = 1;
    std::uint64_t ledgerLines = 0; ///< how long the ledger was: what stands behind it the backup does not know
    std::string by;                ///< role or number of who made it; may be empty
    std::string path;              ///< absolute
    std::string place;             ///< see placeOf()
    std::uint64_t bytes = 0;
    Hash hash;                             ///< BLAKE2b-256 of the file
    std::optional<EscrowRecipient> escrow; ///< sealed to it: an escrow copy, which no passphrase opens
    bool isDestroyed = false;              ///< as somebody has said (noteBackupDestroyed())
};

struct BackupRequest {
    std::string path;
    std::string by;
    std::optional<Time> expiresAt;
    BackupRestoring::Present present = BackupRestoring::Present::Refuse; ///< what lies at `path`
    PasswordCost cost = {};
    std::optional<EscrowRecipient> escrow; ///< whom it is sealed to, in the place of a passphrase
};
/// Makes a backup and enters it in the ledger before it appears at its place. Errors: Refused (there is something; an
/// empty passphrase; locked), Invalid (it would have expired already), those of the ledger and the disk, Cancelled.
[[nodiscard]] Result<RegisteredBackup> makeBackup(ErasureLedger &ledger, KeyVault &vault, const BackupRequest &request,
                                                  const Secret &passphrase, Clock &clock, const JobControl &job);

/// Those that appeared, the oldest first. Errors: Corrupt (a line of another vault), Refused (locked).
[[nodiscard]] Result<std::vector<RegisteredBackup>> backupsOf(const ErasureLedger &ledger, const KeyVault &vault);

/// Deleted where somebody has said so, else what is at its place. Errors: Cancelled. Cost: reads the file.
[[nodiscard]] Result<ExportState> stateOf(const ErasureLedger &ledger, const RegisteredBackup &backup,
                                          const JobControl &job);

/// That somebody has destroyed a backup, and every copy of it.
struct BackupDestruction {
    std::uint64_t number = 0; ///< of the backup
    std::string reason;       ///< how it was done, or why
    std::string by;           ///< role or number of who answers for it
};
/// Enters it: from here on nobody is reminded of that backup, and no erasure from here on tells of it. Deletes nothing
/// itself. Durable when it succeeds. Errors: NotFound (there is no such backup), Refused (it was said before; its file
/// is still at its place, or nobody can tell), Invalid (without a reason or who), those of the ledger, Cancelled.
[[nodiscard]] Result<void> noteBackupDestroyed(ErasureLedger &ledger, const KeyVault &vault,
                                               const BackupDestruction &destruction, Time now, const JobControl &job);

/// The erasures that have destroyed keys after it was made: of these it may still hold them.
[[nodiscard]] std::vector<std::string> erasuresAfter(const ErasureLedger &ledger, std::uint64_t backup);

/// "contains destroyed keys until 2027-01-31", "... has expired ...": what is said of one at `now` once an erasure came
/// after it.
[[nodiscard]] std::string warningOf(std::optional<Time> expiresAt, Time now);

} // namespace eventscope
