// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_vault.h"

#include "core/base/atomic_file.h"
#include "core/base/private_folder.h"
#include "core/vault/key_wrapping.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kCachedKeys = 1'024;
/// Beside the cached ones: those of the vault, and those that leases still hold.
constexpr std::size_t kOtherKeys = 256;

std::string lockPath(const std::string &path) { return path + ".lock"; }
/// What is to take the place of a vault, until it is whole.
std::string nextPathOf(const std::string &path) { return path + ".next"; }

/// It appears whole or not at all: half of one, left by a program that was killed, would open with no passphrase and
/// stand in the way of the next. REQUIRES: the lock.
Result<VaultFile> createWhole(const std::string &path, const VaultHeader &header) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return VaultFile::create(path, header); // which is refused
    const std::string next = nextPathOf(path);
    std::filesystem::remove(next, ignored);
    ES_TRY(VaultFile::create(next, header));
    VaultFile::removeBeside(path); // of one that was there once: SQLite would play it into the new one
    if (std::rename(next.c_str(), path.c_str()) != 0) {
        std::filesystem::remove(next, ignored);
        return fail(ErrorKind::Unavailable, "The new vault cannot be put at its place (" + path + ")",
                    "Check the permissions of the folder");
    }
    return VaultFile::open(path);
}

} // namespace

KeyVault::KeyVault(std::string path, FileLock lock, VaultFile file, Clock &clock)
    : m_path(std::move(path)),
      m_clock(clock),
      m_fileLock(std::move(lock)),
      m_arena(KeyArena::make(kCachedKeys + kOtherKeys)),
      m_file(std::move(file)),
      m_header(m_file->header()),
      m_cache(kCachedKeys, kIdleMax) {}

KeyVault::~KeyVault() = default;

Result<KeyVault::Unlocked> KeyVault::newKeys() const {
    Unlocked keys;
    keys.noDumps = std::make_unique<NoDumps>();
    for (SecretKey *key : {&keys.password, &keys.unlock, &keys.epochKey, &keys.binding, &keys.rows}) {
        *key = m_arena->newKey();
        if (!*key) return fullError();
    }
    return keys;
}

Result<std::unique_ptr<KeyVault>> KeyVault::create(const std::string &path, const Making &making,
                                                   const UnlockSecrets &secrets, Clock &clock) {
    ES_TRY(makePrivateFolder(std::filesystem::path(path).parent_path()));
    ES_ASSIGN(lock, FileLock::acquire(lockPath(path), std::chrono::milliseconds(0), {}));
    VaultHeader header;
    header.vault = randomly<VaultId>();
    header.store = making.store;
    header.createdAt = clock.now();
    header.unlockBy = making.unlockBy;
    header.salt = randomly<Salt>();
    header.cost = making.cost;
    const auto arena = KeyArena::make(4);
    SecretKey password = arena->newKey(), unlock = arena->newKey();
    const SecretKey epochKey = arena->newRandomKey(), binding = arena->newRandomKey();
    {
        const KeyAccess access(arena);
        ES_TRY(passwordKeyOf(header, secrets, password.bytes()));
        ES_TRY(putDeviceSecret(header, secrets.device));
        ES_TRY(unlockKeyOf(header, password.bytes(), secrets.device, unlock.bytes()));
        addKeys(header, unlock.bytes(), epochKey.bytes(), binding.bytes());
    }
    auto made = createWhole(path, header);
    if (!made) {
        if (secrets.device) (void)secrets.device->remove(deviceSecretName(header.vault, header.epoch));
        return fail(std::move(made).error());
    }
    syncFolderOf(path);
    std::unique_ptr<KeyVault> vault(new KeyVault(path, std::move(lock), *std::move(made), clock));
    ES_TRY(vault->unlock(secrets));
    return vault;
}

Result<std::unique_ptr<KeyVault>> KeyVault::open(const std::string &path, Clock &clock) {
    ES_TRY(VaultFile::checkExists(path)); // before a lock is made beside nothing
    ES_ASSIGN(lock, FileLock::acquire(lockPath(path), std::chrono::milliseconds(0), {}));
    ES_ASSIGN(file, VaultFile::open(path));
    ES_ASSIGN(note, file.backupNote());
    if (note) {
        return fail(ErrorKind::Unsupported, "This is a backup of a vault, not one to work with (" + path + ")",
                    "Make a vault of it: privacy restore");
    }
    std::unique_ptr<KeyVault> vault(new KeyVault(path, std::move(lock), std::move(file), clock));
    vault->removeLeftovers();
    return vault;
}

/// A new file that did not take the place of this one is of no use, nor is the copy of a backup that was cut off while
/// it was restored: what is destroyed here would live on in it.
void KeyVault::removeLeftovers() {
    std::error_code ignored;
    for (const std::string &path : {nextPath(), m_path + kRestoringEnd})
        for (const char *end : {"", "-journal", ".lock"})
            std::filesystem::remove(path + end, ignored);
}

VaultId KeyVault::id() const {
    const std::lock_guard lock(m_mutex);
    return m_header.vault;
}

std::string KeyVault::store() const {
    const std::lock_guard lock(m_mutex);
    return m_header.store;
}

std::uint64_t KeyVault::erasures() const {
    const std::lock_guard lock(m_mutex);
    return m_header.erasures;
}

std::uint32_t KeyVault::epoch() const {
    const std::lock_guard lock(m_mutex);
    return m_header.epoch;
}

UnlockBy KeyVault::unlockBy() const {
    const std::lock_guard lock(m_mutex);
    return m_header.unlockBy;
}

Result<void> KeyVault::unlock(const UnlockSecrets &secrets) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    if (!m_file) ES_TRY(reopen());
    const VaultHeader &header = m_header;
    ES_ASSIGN(keys, newKeys());
    const KeyAccess access(m_arena);
    ES_TRY(passwordKeyOf(header, secrets, keys.password.bytes()));
    ES_TRY(unlockKeyOf(header, keys.password.bytes(), secrets.device, keys.unlock.bytes()));
    if (!isSame(unlockCheckOf(header, keys.unlock.bytes()), header.unlockCheck)) {
        return fail(ErrorKind::Refused, "The vault does not open with this secret (" + m_path + ")",
                    "Check the passphrase; nothing was changed");
    }
    const bool isWhole =
        unwrapKey(keys.unlock.bytes(), boundOf("epoch", header), header.keyKey, keys.epochKey.bytes()) &&
        unwrapKey(keys.unlock.bytes(), boundOf("binding", header), header.bindingKey, keys.binding.bytes());
    if (!isWhole) {
        return fail(ErrorKind::Corrupt, "The passphrase is right, but the vault is damaged (" + m_path + ")",
                    "Restore it from a backup");
    }
    deriveKey(keys.binding.bytes(), "vault-rows", keys.rows.bytes());
    keys.device = secrets.device;
    if (keys.device && header.unlockBy != UnlockBy::Password) {
        // What a rotation that was cut off has left. Never of a later epoch: this may be an old copy of the vault, and
        // the secret the one that opens the vault in use.
        (void)keys.device->remove(deviceSecretName(m_header.vault, header.epoch - 1));
    }
    m_cache.clear();
    m_unlocked = std::move(keys);
    return {};
}

void KeyVault::lock() {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    m_cache.clear();
    m_unlocked.reset();
}

void KeyVault::forgetIdleKeys() {
    const std::lock_guard lock(m_mutex);
    m_cache.dropIdle(KeyCache::Moment::clock::now());
}

bool KeyVault::isUnlocked() const {
    const std::lock_guard lock(m_mutex);
    return m_unlocked.has_value();
}

Result<void> KeyVault::reopen() const {
    m_file.reset();
    ES_ASSIGN(file, VaultFile::open(m_path));
    m_header = file.header();
    m_file.emplace(std::move(file));
    return {};
}

Result<void> KeyVault::ready() const {
    if (!m_unlocked) return lockedError();
    return m_file ? Result<void>() : reopen();
}

Failure KeyVault::lockedError() const {
    return fail(ErrorKind::Refused, "The vault is locked (" + m_path + ")", "Unlock it with its passphrase");
}

Hash KeyVault::tagOf(const KeyRow &row) const { return keyedHash(m_unlocked->rows.bytes(), canonical(row)); }

Hash KeyVault::tagOf(const LedgerMark &mark) const { return keyedHash(m_unlocked->rows.bytes(), canonical(mark)); }

Hash KeyVault::tagOf(const BackupNote &note) const { return keyedHash(m_unlocked->rows.bytes(), canonical(note)); }

Result<LedgerMark> KeyVault::checkedMark() const {
    ES_ASSIGN(row, m_file->ledgerMark());
    if (!row) return LedgerMark();
    if (isSame(row->tag, tagOf(row->mark))) return row->mark;
    return fail(ErrorKind::Corrupt, "What the vault knows of its ledger was changed (" + m_path + ")",
                "Restore the vault from a backup");
}

Result<LedgerMark> KeyVault::ledgerMark() const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    return checkedMark();
}

Result<void> KeyVault::noteLedger(const LedgerMark &mark) {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    return m_file->putLedgerMark({mark, tagOf(mark)});
}

SubjectBinding KeyVault::bindingFor(const SubjectId &subject) const {
    const Hash hash = keyedHash(m_unlocked->binding.bytes(), Bound("subject-binding").add(subject.value).bytes());
    SubjectBinding binding;
    std::copy_n(hash.bytes.begin(), binding.bytes.size(), binding.bytes.begin());
    return binding;
}

Result<SubjectBinding> KeyVault::bindingOf(const SubjectId &subject) const {
    const std::lock_guard lock(m_mutex);
    if (!m_unlocked) return lockedError();
    const KeyAccess access(m_arena);
    return bindingFor(subject);
}

Result<Hash> KeyVault::authenticate(std::string_view purpose, std::string_view bytes) const {
    const std::lock_guard lock(m_mutex);
    if (!m_unlocked) return lockedError();
    const KeyAccess access(m_arena);
    return keyedHash(m_unlocked->binding.bytes(), Bound("vault-authenticate").add(purpose).add(bytes).bytes());
}

std::string KeyVault::nextPath() const { return nextPathOf(m_path); }

Failure KeyVault::fullError() {
    return fail(ErrorKind::Unavailable, "Too many keys are in use at once", "Work in smaller parts");
}

} // namespace eventscope
