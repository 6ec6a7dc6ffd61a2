// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_vault.h"

#include "core/base/atomic_file.h"
#include "core/base/fixed_bytes.h"

#include <sodium.h>

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
std::string nextPath(const std::string &path) { return path + ".next"; }

std::string boundOf(const KeyRow &row, const VaultId &vault) {
    Bound bound("vault-wrap");
    bound.add(viewOf(vault))
        .add(std::uint64_t{row.epoch})
        .add(viewOf(row.key))
        .add(viewOf(row.subject))
        .add(row.purpose);
    return bound.bytes();
}

std::string boundOf(std::string_view which, const VaultHeader &header) {
    Bound bound("vault-wrap");
    bound.add(viewOf(header.vault)).add(std::uint64_t{header.epoch}).add(which);
    return bound.bytes();
}

WrappedKey wrap(ConstKeyBytes under, std::string_view bound, ConstKeyBytes key) {
    WrappedKey wrapped;
    wrapped.nonce = newNonce();
    seal(under, wrapped.nonce, bound, key, wrapped.bytes);
    return wrapped;
}

bool unwrap(ConstKeyBytes under, std::string_view bound, const WrappedKey &wrapped, KeyBytes key) {
    return unseal(under, wrapped.nonce, bound, wrapped.bytes, key);
}

std::string_view view(ConstKeyBytes key) { return {reinterpret_cast<const char *>(key.data()), key.size()}; }

Hash fingerprintOf(const SecretKey &key) { return Hasher().addSized("kfp").add(view(key.bytes())).finish(); }

Hash unlockCheckOf(const VaultHeader &header, ConstKeyBytes unlockKey) {
    Bound text("vault-check");
    text.add(viewOf(header.vault)).add(std::uint64_t{header.epoch});
    return keyedHash(unlockKey, text.bytes());
}

template <class Id>
Id randomId() {
    Id id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

Failure erasedError() {
    return fail(ErrorKind::Refused, "The subject was erased",
                "Nothing new is kept of them unless a person allows it (privacy allow)");
}

Failure fullError() {
    return fail(ErrorKind::Unavailable, "Too many keys are in use at once", "Work in smaller parts");
}

void addKeys(VaultHeader &header, ConstKeyBytes unlockKey, ConstKeyBytes epochKey, ConstKeyBytes bindingKey) {
    header.unlockCheck = unlockCheckOf(header, unlockKey);
    header.keyKey = wrap(unlockKey, boundOf("epoch", header), epochKey);
    header.bindingKey = wrap(unlockKey, boundOf("binding", header), bindingKey);
}

} // namespace

KeyVault::KeyVault(std::string path, FileLock lock, VaultFile file, Clock &clock)
    : m_path(std::move(path)),
      m_clock(clock),
      m_fileLock(std::move(lock)),
      m_arena(KeyArena::make(kCachedKeys + kOtherKeys)),
      m_file(std::move(file)),
      m_header(m_file->header()),
      m_cache(kCachedKeys) {}

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
    ES_ASSIGN(lock, FileLock::acquire(lockPath(path), std::chrono::milliseconds(0), {}));
    VaultHeader header;
    header.vault = randomId<VaultId>();
    header.store = making.store;
    header.createdAt = clock.now();
    header.unlockBy = making.unlockBy;
    header.salt = newSalt();
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
    auto made = VaultFile::create(path, header);
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
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return fail(ErrorKind::NotFound, "There is no vault (" + path + ")",
                    "Check the path; make one with privacy init");
    }
    ES_ASSIGN(lock, FileLock::acquire(lockPath(path), std::chrono::milliseconds(0), {}));
    ES_ASSIGN(file, VaultFile::open(path));
    std::unique_ptr<KeyVault> vault(new KeyVault(path, std::move(lock), std::move(file), clock));
    vault->removeLeftovers();
    return vault;
}

/// A new file that did not take the place of this one is of no use.
void KeyVault::removeLeftovers() {
    std::error_code ignored;
    for (const char *end : {"", "-journal"})
        std::filesystem::remove(nextPath(m_path) + end, ignored);
}

VaultId KeyVault::id() const {
    const std::lock_guard lock(m_mutex);
    return m_header.vault;
}

std::string KeyVault::store() const {
    const std::lock_guard lock(m_mutex);
    return m_header.store;
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
        unwrap(keys.unlock.bytes(), boundOf("epoch", header), header.keyKey, keys.epochKey.bytes()) &&
        unwrap(keys.unlock.bytes(), boundOf("binding", header), header.bindingKey, keys.binding.bytes());
    if (!isWhole) {
        return fail(ErrorKind::Corrupt, "The passphrase is right, but the vault is damaged (" + m_path + ")",
                    "Restore it from a backup");
    }
    deriveKey(keys.binding.bytes(), "vault-rows", keys.rows.bytes());
    keys.device = secrets.device;
    if (keys.device && header.unlockBy != UnlockBy::Password) {
        // What a rotation that was cut off has left, on either side; it opens nothing that is here.
        (void)keys.device->remove(deviceSecretName(m_header.vault, header.epoch + 1));
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

WrappedKey KeyVault::wrapSubjectKey(const KeyRow &row, ConstKeyBytes epochKey, const SecretKey &key) const {
    return wrap(epochKey, boundOf(row, m_header.vault), key.bytes());
}

bool KeyVault::unwrapSubjectKey(const KeyRow &row, ConstKeyBytes epochKey, SecretKey &key) const {
    return row.wrapped && unwrap(epochKey, boundOf(row, m_header.vault), *row.wrapped, key.bytes());
}

Result<KeyRow> KeyVault::checked(const VaultFile::Row &row) const {
    const bool isOfEpoch = row.key.state == KeyState::Destroyed || row.key.epoch == m_header.epoch;
    if (isOfEpoch && isSame(tagOf(row.key), row.tag)) return row.key;
    return fail(ErrorKind::Corrupt, "A row of the vault was changed by somebody else (" + m_path + ")",
                "Restore the vault from a backup", "key " + toHex(row.key.key));
}

Result<void> KeyVault::put(const KeyRow &row) { return m_file->put({row, tagOf(row)}); }

SecretKey KeyVault::roomForKey() {
    for (;;) {
        SecretKey key = m_arena->newKey();
        if (key || !m_cache.dropLast()) return key;
    }
}

Result<KeyCache::KeyPtr> KeyVault::load(const KeyRow &row) {
    SecretKey key = roomForKey();
    if (!key) return fullError();
    if (!unwrapSubjectKey(row, m_unlocked->epochKey.bytes(), key)) {
        return fail(ErrorKind::Corrupt, "A key of the vault is damaged (" + m_path + ")",
                    "Restore the vault from a backup", "key " + toHex(row.key));
    }
    ES_ASSIGN(isRefused, m_file->hasFingerprint(fingerprintOf(key)));
    if (isRefused) {
        return fail(ErrorKind::Corrupt, "A key that was destroyed stands in the vault again (" + m_path + ")",
                    "Restore the vault from a backup", "key " + toHex(row.key));
    }
    const auto loaded = std::make_shared<const SecretKey>(std::move(key));
    m_cache.put(row.key, loaded);
    return loaded;
}

KeyLookup KeyVault::lookUp(const KeyId &id) {
    if (!m_unlocked) return VaultLocked();
    if (auto usable = ready(); !usable) return std::move(usable).error();
    if (auto cached = m_cache.find(id)) return cached;
    const auto found = m_file->find(id);
    if (!found) return found.error();
    if (!*found) return KeyUnknown();
    const auto row = checked(**found);
    if (!row) return row.error();
    switch (row->state) {
    case KeyState::Fenced:
        return KeyFenced{row->erasure};
    case KeyState::Destroyed:
        return KeyDestroyed{row->erasure, row->destroyedAt.value_or(Time())};
    case KeyState::Active:
    case KeyState::Retired:
        break;
    }
    auto key = load(*row);
    if (!key) return std::move(key).error();
    return *std::move(key);
}

Result<SubjectKey> KeyVault::makeKey(const SubjectBinding &subject, std::string_view purpose) {
    SecretKey key = roomForKey();
    if (!key) return fullError();
    randombytes_buf(key.bytes().data(), kKeyBytes);
    KeyRow row;
    row.key = randomId<KeyId>();
    row.subject = subject;
    row.purpose = purpose;
    row.epoch = m_header.epoch;
    row.createdAt = m_clock.now();
    row.wrapped = wrapSubjectKey(row, m_unlocked->epochKey.bytes(), key);
    ES_TRY(put(row));
    return SubjectKey{row.key, subject, std::make_shared<const SecretKey>(std::move(key))};
}

Result<SubjectKey> KeyVault::keyFor(const SubjectBinding &subject, std::string_view purpose) {
    ES_ASSIGN(rows, m_file->ofSubject(subject));
    bool isErased = false, isOther = false;
    for (const VaultFile::Row &each : rows) {
        ES_ASSIGN(row, checked(each));
        const bool isGone = row.state == KeyState::Fenced || row.state == KeyState::Destroyed;
        isOther = isOther || !isGone;
        if (row.purpose != purpose) {
            isErased = isErased || (isGone && row.purpose.empty());
            continue;
        }
        isErased = isErased || isGone;
        if (row.state != KeyState::Active) continue;
        if (auto cached = m_cache.find(row.key)) return SubjectKey{row.key, subject, cached};
        ES_ASSIGN(key, load(row));
        return SubjectKey{row.key, subject, key};
    }
    // A subject of whom nothing is left but destroyed keys was erased, for whatever purpose.
    if (isErased || (!rows.empty() && !isOther)) return erasedError();
    return makeKey(subject, purpose);
}

KeyLookup KeyVault::Lease::find(const KeyId &key) {
    const std::lock_guard lock(m_vault.m_mutex);
    return m_vault.lookUp(key);
}

Result<std::vector<SubjectKey>> KeyVault::Lease::keysFor(std::span<const SubjectId> subjects,
                                                         std::string_view purpose) {
    const std::lock_guard lock(m_vault.m_mutex);
    ES_TRY(m_vault.ready());
    std::vector<SubjectKey> keys;
    const auto takeAll = [&]() -> Result<void> {
        for (const SubjectId &subject : subjects) {
            ES_ASSIGN(key, m_vault.keyFor(m_vault.bindingFor(subject), purpose));
            keys.push_back(std::move(key));
        }
        return {};
    };
    ES_TRY(m_vault.m_file->together(takeAll));
    // Not before they are durable: what a key that is lost again has enciphered could not be read.
    for (const SubjectKey &key : keys)
        m_vault.m_cache.put(key.id, key.key);
    return keys;
}

Result<std::vector<KeyRow>> KeyVault::keysOf(const SubjectBinding &subject) const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    ES_ASSIGN(found, m_file->ofSubject(subject));
    std::vector<KeyRow> rows;
    for (const VaultFile::Row &each : found) {
        ES_ASSIGN(row, checked(each));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<KeyRow>> KeyVault::allKeys() const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyRow> rows;
    const auto add = [&](const VaultFile::Row &each) -> Result<void> {
        ES_ASSIGN(row, checked(each));
        rows.push_back(std::move(row));
        return {};
    };
    ES_TRY(m_file->each(add));
    return rows;
}

Result<std::vector<KeyId>> KeyVault::fence(const SubjectBinding &subject, std::span<const std::string> purposes,
                                           const std::string &erasure) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyId> fenced;
    const auto fenceAll = [&]() -> Result<void> {
        ES_ASSIGN(rows, m_file->ofSubject(subject));
        for (const VaultFile::Row &each : rows) {
            ES_ASSIGN(row, checked(each));
            if (!purposes.empty() && std::ranges::find(purposes, row.purpose) == purposes.end()) continue;
            if (row.erasure == erasure) fenced.push_back(row.key);
            if (row.state == KeyState::Fenced || row.state == KeyState::Destroyed) continue;
            row.state = KeyState::Fenced;
            row.erasure = erasure;
            ES_TRY(put(row));
            fenced.push_back(row.key);
        }
        return {};
    };
    ES_TRY(m_file->together(fenceAll));
    for (const KeyId &key : fenced)
        m_cache.drop(key);
    return fenced;
}

Result<std::size_t> KeyVault::destroy(const std::string &erasure) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyRow> fenced;
    std::size_t destroyed = 0;
    const auto choose = [&](const VaultFile::Row &each) -> Result<void> {
        if (each.key.erasure != erasure) return {};
        ES_ASSIGN(row, checked(each));
        if (row.state == KeyState::Fenced) fenced.push_back(row);
        ++destroyed;
        return {};
    };
    ES_TRY(m_file->each(choose));
    if (fenced.empty()) return destroyed;
    const auto destroyAll = [&]() -> Result<void> {
        for (KeyRow &row : fenced) {
            SecretKey key = roomForKey();
            if (!key) return fullError();
            if (!unwrapSubjectKey(row, m_unlocked->epochKey.bytes(), key)) {
                return fail(ErrorKind::Corrupt, "A key that is to be destroyed is damaged (" + m_path + ")",
                            "Restore the vault from a backup", "key " + toHex(row.key));
            }
            row.fingerprint = fingerprintOf(key);
            row.wrapped.reset();
            row.state = KeyState::Destroyed;
            row.destroyedAt = m_clock.now();
            ES_TRY(put(row));
        }
        VaultHeader header = m_header;
        ++header.erasures;
        return m_file->putHeader(header);
    };
    ES_TRY(m_file->together(destroyAll));
    m_header = m_file->header();
    return destroyed;
}

Result<KeyId> KeyVault::allowNewKey(const SubjectId &subject, std::string_view purpose) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    const SubjectBinding binding = bindingFor(subject);
    ES_ASSIGN(rows, m_file->ofSubject(binding));
    for (const VaultFile::Row &each : rows) {
        ES_ASSIGN(row, checked(each));
        if (row.state == KeyState::Active && row.purpose == purpose)
            return fail(ErrorKind::Refused, "The subject has a key already");
    }
    ES_ASSIGN(made, makeKey(binding, purpose));
    return made.id;
}

Result<void> KeyVault::rotate() {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    ES_ASSIGN(keys, newKeys());
    keys.device = m_unlocked->device;
    const KeyAccess access(m_arena);
    std::ranges::copy(m_unlocked->password.bytes(), keys.password.bytes().begin());
    return rewrite(m_header, keys);
}

Result<void> KeyVault::changeSecrets(UnlockBy unlockBy, const UnlockSecrets &secrets) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    ES_ASSIGN(keys, newKeys());
    keys.device = secrets.device;
    VaultHeader header = m_header;
    header.unlockBy = unlockBy;
    header.salt = newSalt();
    const KeyAccess access(m_arena);
    ES_TRY(passwordKeyOf(header, secrets, keys.password.bytes()));
    return rewrite(std::move(header), keys);
}

/// Writes the next epoch's file and puts it in the place of this one. `keys` has the passphrase's key and the keyring.
Result<void> KeyVault::rewrite(VaultHeader header, Unlocked &keys) {
    DeviceSecrets *const oldDevice = m_unlocked->device;
    const std::string oldSecret = deviceSecretName(m_header.vault, header.epoch);
    const bool hadDevice = m_header.unlockBy != UnlockBy::Password;
    removeLeftovers();
    ++header.epoch;
    ES_TRY(putDeviceSecret(header, keys.device));
    ES_TRY(unlockKeyOf(header, keys.password.bytes(), keys.device, keys.unlock.bytes()));
    randombytes_buf(keys.epochKey.bytes().data(), kKeyBytes);
    std::ranges::copy(m_unlocked->binding.bytes(), keys.binding.bytes().begin());
    std::ranges::copy(m_unlocked->rows.bytes(), keys.rows.bytes().begin());
    addKeys(header, keys.unlock.bytes(), keys.epochKey.bytes(), keys.binding.bytes());
    SecretKey passing = roomForKey();
    if (!passing) return fullError();
    {
        ES_ASSIGN(next, VaultFile::create(nextPath(m_path), header));
        const auto rewrap = [&]() -> Result<void> {
            return m_file->each([&](const VaultFile::Row &each) -> Result<void> {
                ES_ASSIGN(row, checked(each));
                if (row.wrapped) {
                    if (!unwrapSubjectKey(row, m_unlocked->epochKey.bytes(), passing)) {
                        return fail(ErrorKind::Corrupt, "A key of the vault is damaged (" + m_path + ")",
                                    "Restore the vault from a backup", "key " + toHex(row.key));
                    }
                    row.epoch = header.epoch;
                    row.wrapped = wrapSubjectKey(row, keys.epochKey.bytes(), passing);
                }
                return next.put({row, tagOf(row)});
            });
        };
        ES_TRY(next.together(rewrap));
    }
    m_file.reset();
    if (std::rename(nextPath(m_path).c_str(), m_path.c_str()) != 0) {
        ES_TRY(reopen());
        return fail(ErrorKind::Unavailable, "The new vault cannot take the place of the old one (" + m_path + ")",
                    "Check the permissions of the folder; the vault is as it was before");
    }
    syncFolderOf(m_path);
    m_unlocked = std::move(keys);
    ES_TRY(reopen());
    if (oldDevice && hadDevice) ES_TRY(oldDevice->remove(oldSecret));
    return {};
}

} // namespace eventscope
