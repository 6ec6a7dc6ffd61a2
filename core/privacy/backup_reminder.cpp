// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/backup_reminder.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

std::string numbersOf(const std::vector<RegisteredBackup> &backups) {
    std::string text = backups.size() == 1 ? "backup " : "backups ";
    for (const RegisteredBackup &backup : backups)
        text += (&backup == &backups.front() ? "" : ", ") + std::to_string(backup.number);
    return text;
}

} // namespace

Result<BackupReminder> backupReminder(const ErasureLedger &ledger, const KeyVault &vault, Time now,
                                      const JobControl &job) {
    BackupReminder reminder;
    ES_ASSIGN(backups, backupsOf(ledger, vault));
    for (RegisteredBackup &backup : backups) {
        if (backup.isDestroyed) continue;
        if (!backup.expiresAt || *backup.expiresAt > now) {
            if (!erasuresAfter(ledger, backup.number).empty()) reminder.holding.push_back(std::move(backup));
            continue;
        }
        ES_ASSIGN(state, stateOf(ledger, backup, job));
        if (state == ExportState::There) reminder.toDelete.push_back(std::move(backup));
    }
    return reminder;
}

std::optional<Time> lastExpiry(const std::vector<RegisteredBackup> &backups) {
    const auto isEndless = [](const RegisteredBackup &backup) { return !backup.expiresAt; };
    if (std::ranges::any_of(backups, isEndless)) return std::nullopt;
    return std::ranges::max_element(backups, {}, &RegisteredBackup::expiresAt)->expiresAt;
}

std::string reminderText(const BackupReminder &reminder) {
    std::string text;
    if (!reminder.holding.empty()) {
        const auto until = lastExpiry(reminder.holding);
        text = "Keys that were destroyed are still in " + numbersOf(reminder.holding) + " of the vault, " +
               (until ? "until " + toIso(*until, TimeUnit::Day)
                      : std::string("and no day is set on which it expires: destroy it by hand"));
    }
    if (reminder.toDelete.empty()) return text;
    return text + (text.empty() ? "" : ". ") +
           "To be deleted, since it has expired and its file is still there: " + numbersOf(reminder.toDelete);
}

} // namespace eventscope
