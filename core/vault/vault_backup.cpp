// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault_backup.h"

#include "core/base/atomic_file.h"
#include "core/base/private_folder.h"
#include "core/vault/key_wrapping.h"
#include "core/vault/new_passphrase.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace eventscope {

namespace {

/// What stands beside a vault while it is restored.
constexpr const char *kNextEnd = ".next";

UnlockSecrets secretsOf(const Secret &passphrase) {
    UnlockSecrets secrets;
    secrets.password = passphrase.clone();
    return secrets;
}

/// A file with what SQLite and the lock keep beside it, gone when this ends.
class PassingFile {
  public:
    explicit PassingFile(std::string path) : m_path(std::move(path)) { remove(); }
    PassingFile(const PassingFile &) = delete;
    PassingFile &operator=(const PassingFile &) = delete;
    ~PassingFile() { remove(); }
    [[nodiscard]] const std::string &path() const { return m_path; }

  private:
    void remove() const {
        std::error_code ignored;
        for (const char *end : {"", "-journal", ".lock"})
            std::filesystem::remove(m_path + end, ignored);
    }

    const std::string m_path;
};

/// A copy that only its owner may read, of what may lie where nothing can be written.
Result<void> copyPrivately(const std::string &from, const std::string &to) {
    const auto ioError = [](const std::string &path) {
        const auto kind = errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable;
        return fail(kind, "Cannot copy " + path, "Check the name and the permissions", std::strerror(errno));
    };
    const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) return ioError(from);
    const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool isDone = out >= 0;
    std::array<char, 1 << 16> block;
    for (ssize_t got = 1; isDone && got > 0;) {
        got = ::read(in, block.data(), block.size());
        isDone = got >= 0 && (got == 0 || ::write(out, block.data(), static_cast<std::size_t>(got)) == got);
    }
    const int problem = errno;
    ::close(in);
    if (out >= 0) ::close(out);
    errno = problem;
    return isDone ? Result<void>() : Result<void>(ioError(to));
}

/// What is wrong with the copy that is looked at is wrong with the backup, and what helps a vault does not help it.
Failure ofBackup(Error error, const std::string &copy, const std::string &backup, bool wantsPassphrase) {
    for (auto at = error.message.find(copy); at != std::string::npos; at = error.message.find(copy, at + backup.size()))
        error.message.replace(at, copy.size(), backup);
    if (error.kind == ErrorKind::Corrupt) error.hint = "Take another backup";
    if (error.kind == ErrorKind::Refused && wantsPassphrase)
        error.hint = "Check the backup's own passphrase (on the command line EVENTSCOPE_BACKUP_PASSPHRASE_FILE names a "
                     "file with it)";
    return fail(std::move(error));
}

Failure notThisStores(const std::string &path) {
    return fail(ErrorKind::Refused, "The backup is of another store's vault (" + path + ")",
                "Name the store that it is of, or another backup");
}

} // namespace

Result<std::unique_ptr<KeyVault>> KeyVault::openBackup(const std::string &path, Clock &clock) {
    ES_TRY(VaultFile::checkExists(path));
    ES_ASSIGN(lock, FileLock::acquire(path + ".lock", std::chrono::milliseconds(0), {}));
    ES_ASSIGN(file, VaultFile::open(path));
    ES_ASSIGN(note, file.backupNote());
    if (!note) {
        return fail(ErrorKind::Unsupported, "This is no backup of a vault (" + path + ")",
                    "A copy of a vault's own file is put in its place as it is");
    }
    return std::unique_ptr<KeyVault>(new KeyVault(path, std::move(lock), std::move(file), clock));
}

Result<VaultBackup> KeyVault::backupNote() const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    ES_ASSIGN(row, m_file->backupNote());
    if (!row || !isSame(row->tag, tagOf(row->note))) {
        return fail(ErrorKind::Corrupt, "What the backup says of itself was changed (" + m_path + ")",
                    "Take another backup");
    }
    ES_ASSIGN(mark, checkedMark());
    return VaultBackup{m_header.vault, m_header.store, m_header.epoch, row->note, mark};
}

Result<void> KeyVault::copyTo(const std::string &path, const CopyFor &whom, const std::optional<BackupNote> &note) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    ES_ASSIGN(keys, newKeys());
    VaultHeader header = m_header;
    header.unlockBy = whom.escrow ? UnlockBy::Escrow : UnlockBy::Password;
    header.salt = randomly<Salt>();
    header.cost = whom.cost;
    header.escrow.reset();
    if (!note) ++header.epoch;
    const KeyAccess access(m_arena);
    if (whom.escrow) {
        fillRandomly(keys.password.bytes());
        ES_ASSIGN(seal, sealToEscrow(*whom.escrow, keys.password.bytes()));
        header.escrow = seal;
    } else {
        ES_TRY(passwordKeyOf(header, whom.secrets, keys.password.bytes()));
    }
    ES_TRY(unlockKeyOf(header, keys.password.bytes(), nullptr, keys.unlock.bytes()));
    fillRandomly(keys.epochKey.bytes());
    addKeys(header, keys.unlock.bytes(), keys.epochKey.bytes(), m_unlocked->binding.bytes());
    return writeRewrapped(path, header, keys.epochKey.bytes(), note);
}

Result<VaultBackup> backUpVault(KeyVault &vault, const BackupMaking &making, const Secret &passphrase) {
    std::error_code problem;
    if (std::filesystem::symlink_status(making.path, problem).type() != std::filesystem::file_type::not_found)
        return fail(ErrorKind::Refused, "There is something at " + making.path + " already", "Name another file");
    ES_ASSIGN(mark, vault.ledgerMark());
    const VaultBackup made{vault.id(), vault.store(), vault.epoch(), {making.madeAt, making.expiresAt}, mark};
    const KeyVault::CopyFor whom{secretsOf(passphrase), making.cost, making.escrow};
    if (auto written = vault.copyTo(making.path, whom, made.note); !written) {
        const PassingFile remains(making.path);
        return fail(std::move(written).error());
    }
    syncFolderOf(making.path);
    return made;
}

std::optional<EscrowRecipient> escrowOf(const std::string &backup) {
    const auto file = VaultFile::openToLook(backup);
    if (!file || !file->header().escrow) return std::nullopt;
    return file->header().escrow->recipient;
}

std::optional<KeptForVault> keptForVault(const std::string &path) {
    const auto file = VaultFile::openToLook(path);
    if (!file) return std::nullopt;
    const VaultHeader &header = file->header();
    KeptForVault kept{header.vault, {}};
    if (header.unlockBy == UnlockBy::Password) return kept;
    // Never of a later epoch: this may be an old copy of a vault that is in use elsewhere. That of the epoch before is
    // what a rotation that was cut off has left.
    for (const std::uint32_t epoch : {header.epoch - 1, header.epoch})
        kept.deviceSecrets.push_back(deviceSecretName(header.vault, epoch));
    return kept;
}

Result<VaultBackup> restoreVault(const BackupRestoring &restoring, const Secret &backupPassphrase,
                                 const Secret &vaultPassphrase, Clock &clock) {
    ES_TRY(checkNewPassphrase(vaultPassphrase));
    std::error_code problem;
    ES_TRY(makePrivateFolder(std::filesystem::path(restoring.vault).parent_path()));
    ES_ASSIGN(turn, FileLock::acquire(restoring.vault + ".lock", std::chrono::milliseconds(0), {}));
    const bool isThere = std::filesystem::exists(restoring.vault, problem) || problem;
    if (isThere && restoring.present == BackupRestoring::Present::Refuse) {
        return fail(ErrorKind::Refused, "There is a vault already (" + restoring.vault + ")",
                    "Keys that it has got since the backup would be lost; replace it only if that is what you mean");
    }
    for (const char *passing : {kRestoringEnd, kNextEnd}) {
        if (std::filesystem::equivalent(restoring.vault + passing, restoring.backup, problem))
            return fail(ErrorKind::Refused, "The backup lies where restoring writes (" + restoring.backup + ")",
                        "Move it elsewhere; nothing was changed");
    }
    const PassingFile copy(restoring.vault + kRestoringEnd), next(restoring.vault + kNextEnd);
    ES_TRY(copyPrivately(restoring.backup, copy.path()));
    const bool wantsPassphrase = !restoring.escrow && !escrowOf(copy.path());
    const auto ours = [&](Error error) {
        return ofBackup(std::move(error), copy.path(), restoring.backup, wantsPassphrase);
    };
    auto opened = KeyVault::openBackup(copy.path(), clock);
    if (!opened) return ours(std::move(opened).error());
    const auto backup = *std::move(opened);
    if (backup->store() != restoring.store) return notThisStores(restoring.backup);
    UnlockSecrets secrets = secretsOf(backupPassphrase);
    secrets.escrow = restoring.escrow;
    if (auto unlocked = backup->unlock(secrets); !unlocked) return ours(std::move(unlocked).error());
    auto says = backup->backupNote();
    if (!says) return ours(std::move(says).error());
    auto written = backup->copyTo(next.path(), {secretsOf(vaultPassphrase), restoring.cost, {}}, std::nullopt);
    if (!written) return ours(std::move(written).error());
    VaultFile::removeBeside(restoring.vault);
    syncFolderOf(restoring.vault); // gone before the new one has its place
    if (std::rename(next.path().c_str(), restoring.vault.c_str()) != 0) {
        return fail(ErrorKind::Unavailable, "The vault cannot be put in its place (" + restoring.vault + ")",
                    "Check the permissions of the folder; nothing was changed", std::strerror(errno));
    }
    syncFolderOf(restoring.vault);
    return says;
}

} // namespace eventscope
