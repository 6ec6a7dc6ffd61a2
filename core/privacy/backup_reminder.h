// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/backup_register.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// What whoever opens a store is reminded of about the backups of its vault, until it is settled. What became of a
/// backup that is not at its place any more nobody knows: it counts until somebody says that it was destroyed
/// (noteBackupDestroyed()).
struct BackupReminder {
    std::vector<RegisteredBackup> holding;  ///< made before an erasure, and not expired: they still hold its keys
    std::vector<RegisteredBackup> toDelete; ///< expired, and still where they were made
    [[nodiscard]] bool isAny() const { return !holding.empty() || !toDelete.empty(); }
};

/// As everything stands at `now`. Errors: those of backupsOf(), Cancelled. Cost: reads the files of those that have
/// expired.
[[nodiscard]] Result<BackupReminder> backupReminder(const ErasureLedger &ledger, const KeyVault &vault, Time now,
                                                    const JobControl &job);

/// When the last of these has expired; nothing: of one no day is set. REQUIRES: there is one.
[[nodiscard]] std::optional<Time> lastExpiry(const std::vector<RegisteredBackup> &backups);

/// In one line, without a path. REQUIRES: there is something.
[[nodiscard]] std::string reminderText(const BackupReminder &reminder);

} // namespace eventscope
