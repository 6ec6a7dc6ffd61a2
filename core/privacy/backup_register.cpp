// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/backup_register.h"

#include "core/base/atomic_file.h"
#include "core/privacy/file_register.h"
#include "core/privacy/ledger_details.h"
#include "core/vault/hex.h"
#include "core/vault/new_passphrase.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace eventscope {

namespace {

constexpr std::string_view kPathPurpose = "backup path 1";

Result<std::uint64_t> enter(ErasureLedger &ledger, const KeyVault &vault, const RegisteredBackup &made) {
    ES_ASSIGN(path, vault.sealText(kPathPurpose, made.path));
    std::vector<Json::Member> members{{"by", Json::string(made.by)},
                                      {"path", Json::string(path)},
                                      {"place", Json::string(made.place)},
                                      {"epoch", countJson(made.epoch)},
                                      {"ledgerLines", countJson(made.ledgerLines)},
                                      {"bytes", countJson(made.bytes)},
                                      {"hash", Json::string(toHex(made.hash.bytes))}};
    if (made.expiresAt) members.push_back({"expires", Json::string(toIso(*made.expiresAt))});
    if (made.escrow) members.push_back({"escrow", Json::string(toHex(*made.escrow))});
    return ledger.add(made.at, acts::kBackedUp, {}, {}, Json::object(std::move(members)));
}

Result<void> checkRequest(const BackupRequest &request, Time now) {
    if (request.path.empty()) return fail(ErrorKind::Invalid, "A backup needs a file", "Such as shop.vault-backup");
    if (request.expiresAt && *request.expiresAt <= now)
        return fail(ErrorKind::Invalid, "The backup would have expired already", "Name a day that is to come");
    if (request.present == BackupRestoring::Present::Replace) return {};
    std::error_code problem;
    if (std::filesystem::symlink_status(request.path, problem).type() == std::filesystem::file_type::not_found)
        return {};
    return fail(ErrorKind::Refused, "There is something at " + request.path + " already", "Name another file");
}

bool isSaidDestroyed(const ErasureLedger &ledger, std::uint64_t number) {
    return std::ranges::any_of(ledger.entries(), [&](const LedgerEntry &entry) {
        return entry.act == acts::kBackupDestroyed && countIn(entry.details, "backup") == number;
    });
}

Result<void> checkIsAnsweredFor(const BackupDestruction &destruction) {
    if (destruction.reason.empty())
        return fail(ErrorKind::Invalid, "That a backup was destroyed needs a reason, or how it was done",
                    "Such as \"tape shredded\" (--reason)");
    if (destruction.by.empty())
        return fail(ErrorKind::Invalid, "Somebody must answer for it", "Name a role or number (--by)");
    return {};
}

/// What can still be looked at was not destroyed.
Result<void> checkIsGone(const RegisteredBackup &backup, ExportState state) {
    const std::string its = "The file of backup " + std::to_string(backup.number);
    if (state == ExportState::There)
        return fail(ErrorKind::Refused, its + " is still at its place (" + backup.path + ")",
                    "Delete it, and every copy of it, then say so");
    if (state == ExportState::Unreadable)
        return fail(ErrorKind::Refused, its + " cannot be read, so that nobody can tell (" + backup.path + ")",
                    "Check the permissions of the file and its folder");
    return {};
}

/// A file that is gone unless it was put in its place.
class Part {
  public:
    explicit Part(const std::string &target) : m_path(target + ".part" + toHex(randomly<PartName>().bytes)) {}
    Part(const Part &) = delete;
    Part &operator=(const Part &) = delete;
    ~Part() {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    [[nodiscard]] const std::string &path() const { return m_path; }

  private:
    struct PartName {
        std::array<std::byte, 4> bytes{};
    };
    const std::string m_path;
};

} // namespace

Result<RegisteredBackup> makeBackup(ErasureLedger &ledger, KeyVault &vault, const BackupRequest &request,
                                    const Secret &passphrase, Clock &clock, const JobControl &job) {
    RegisteredBackup made;
    made.at = clock.now();
    ES_TRY(checkRequest(request, made.at));
    if (!request.escrow) ES_TRY(checkNewPassphrase(passphrase));
    made.expiresAt = request.expiresAt;
    made.escrow = request.escrow;
    made.by = request.by;
    made.path = std::filesystem::absolute(request.path).lexically_normal().string();
    ES_ASSIGN(place, placeOf(vault, made.path));
    made.place = std::move(place);
    const Part part(made.path);
    ES_ASSIGN(backup,
              backUpVault(vault, {part.path(), made.at, made.expiresAt, request.cost, made.escrow}, passphrase));
    made.epoch = backup.epoch;
    made.ledgerLines = backup.ledger.lines;
    ES_ASSIGN(hash, hashOfFile(part.path(), job));
    made.hash = hash;
    std::error_code problem;
    made.bytes = std::filesystem::file_size(part.path(), problem);
    ES_ASSIGN(line, enter(ledger, vault, made));
    made.number = line;
    if (std::rename(part.path().c_str(), made.path.c_str()) != 0) {
        const std::string why = std::strerror(errno);
        ES_TRY(ledger.add(made.at, acts::kWithdrawn, {}, {}, Json::object({{"backup", countJson(made.number)}})));
        return fail(ErrorKind::Unavailable, "Cannot write " + made.path, "Check the permissions of the folder", why);
    }
    syncFolderOf(made.path);
    return made;
}

Result<std::vector<RegisteredBackup>> backupsOf(const ErasureLedger &ledger, const KeyVault &vault) {
    std::vector<RegisteredBackup> all;
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kBackedUp || isWithdrawn(ledger, "backup", entry.number)) continue;
        RegisteredBackup backup;
        backup.number = entry.number;
        backup.at = entry.at;
        backup.by = entry.details.member("by").token();
        backup.epoch = static_cast<std::uint32_t>(countIn(entry.details, "epoch"));
        backup.ledgerLines = countIn(entry.details, "ledgerLines");
        backup.isDestroyed = isSaidDestroyed(ledger, entry.number);
        backup.bytes = countIn(entry.details, "bytes");
        if (const auto expires = parseTime(entry.details.member("expires").token())) backup.expiresAt = *expires;
        ES_ASSIGN(path, vault.openText(kPathPurpose, entry.details.member("path").token()));
        backup.path = std::move(path);
        backup.place = textIn(entry.details, "place");
        if (EscrowRecipient escrow; takeHex(textIn(entry.details, "escrow"), escrow)) backup.escrow = escrow;
        if (!takeHex(entry.details.member("hash").token(), backup.hash))
            return fail(ErrorKind::Corrupt, "Line " + std::to_string(entry.number) + " of the ledger names no backup");
        all.push_back(std::move(backup));
    }
    return all;
}

Result<void> noteBackupDestroyed(ErasureLedger &ledger, const KeyVault &vault, const BackupDestruction &destruction,
                                 Time now, const JobControl &job) {
    ES_TRY(checkIsAnsweredFor(destruction));
    const std::string named = "backup " + std::to_string(destruction.number);
    ES_ASSIGN(backups, backupsOf(ledger, vault));
    const auto found = std::ranges::find(backups, destruction.number, &RegisteredBackup::number);
    if (found == backups.end()) return fail(ErrorKind::NotFound, "There is no " + named, "See: privacy backup");
    if (found->isDestroyed)
        return fail(ErrorKind::Refused, "That " + named + " was destroyed is in the ledger already",
                    "There is nothing left to be said of it");
    ES_ASSIGN(state, stateOf(ledger, *found, job));
    ES_TRY(checkIsGone(*found, state));
    ES_TRY(ledger.add(now, acts::kBackupDestroyed, {}, {},
                      Json::object({{"backup", countJson(destruction.number)},
                                    {"reason", Json::string(destruction.reason)},
                                    {"by", Json::string(destruction.by)}})));
    return {};
}

Result<ExportState> stateOf(const ErasureLedger &ledger, const RegisteredBackup &backup, const JobControl &job) {
    if (backup.isDestroyed) return ExportState::Deleted;
    const auto hash = hashOfFile(backup.path, job);
    if (!hash) {
        if (hash.error().kind == ErrorKind::Cancelled) return fail(hash.error());
        return hash.error().kind == ErrorKind::NotFound ? ExportState::Gone : ExportState::Unreadable;
    }
    if (*hash == backup.hash) return ExportState::There;
    return isLaterOne(ledger, acts::kBackedUp, backup.number, backup.place, *hash) ? ExportState::Overwritten
                                                                                   : ExportState::Changed;
}

std::vector<std::string> erasuresAfter(const ErasureLedger &ledger, std::uint64_t backup) {
    std::vector<std::string> all;
    for (const LedgerEntry &entry : ledger.entries())
        if (entry.number > backup && entry.act == acts::kDestroyed) all.push_back(entry.erasure);
    return all;
}

std::string warningOf(std::optional<Time> expiresAt, Time now) {
    if (!expiresAt) return "contains destroyed keys, and no day is set on which it expires: destroy it by hand";
    const std::string day = toIso(*expiresAt, TimeUnit::Day);
    if (*expiresAt > now) return "contains destroyed keys until " + day;
    return "has expired on " + day + ", contains destroyed keys where it was not destroyed";
}

} // namespace eventscope
