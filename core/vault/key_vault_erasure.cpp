// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_vault.h"

#include "core/base/atomic_file.h"
#include "core/vault/key_wrapping.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace eventscope {

Result<std::vector<KeyId>> KeyVault::fence(const SubjectBinding &subject, std::span<const std::string> purposes,
                                           const std::string &erasure) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyId> fenced;
    const auto fenceAll = [&]() -> Result<void> {
        ES_ASSIGN(rows, wholeRowsOf(subject));
        for (KeyRow &row : rows) {
            if (!purposes.empty() && std::ranges::find(purposes, row.purpose) == purposes.end()) continue;
            if (row.erasure == erasure) fenced.push_back(row.key);
            if (row.state == KeyState::Fenced || row.state == KeyState::Destroyed) continue;
            row.state = KeyState::Fenced;
            row.erasure = erasure;
            ES_TRY(put(row));
            fenced.push_back(row.key);
        }
        ES_TRY(fenceUnknown(subject, purposes, rows, erasure, fenced));
        return leaveOthersOpen(subject, purposes);
    };
    ES_TRY(m_file->together(fenceAll));
    for (const KeyId &key : fenced)
        m_cache.drop(key);
    return fenced;
}

/// For what there is no key yet there is one that is never used: else the next append would make one.
Result<void> KeyVault::fenceUnknown(const SubjectBinding &subject, std::span<const std::string> purposes,
                                    const std::vector<KeyRow> &rows, const std::string &erasure,
                                    std::vector<KeyId> &fenced) {
    static const std::string kAny;
    for (const std::string &purpose : purposes.empty() ? std::span(&kAny, 1) : purposes) {
        const auto isOfIt = [&](const KeyRow &row) { return purposes.empty() || row.purpose == purpose; };
        if (std::ranges::any_of(rows, isOfIt)) continue;
        ES_ASSIGN(made, newRow(subject, purpose));
        KeyRow &row = made.first;
        row.state = KeyState::Fenced;
        row.erasure = erasure;
        ES_TRY(put(row));
        fenced.push_back(row.key);
    }
    return {};
}

/// A subject of whom nothing but destroyed keys is left was erased altogether. One who was erased for some purposes
/// only is not, even where there was no key for any other.
Result<void> KeyVault::leaveOthersOpen(const SubjectBinding &subject, std::span<const std::string> purposes) {
    if (purposes.empty() || std::ranges::find(purposes, std::string()) != purposes.end()) return {};
    ES_ASSIGN(rows, wholeRowsOf(subject));
    const auto isOpen = [](const KeyRow &row) { return isOpening(row.state) || row.purpose.empty(); };
    if (std::ranges::any_of(rows, isOpen)) return {};
    ES_ASSIGN(made, newRow(subject, {}));
    return put(made.first);
}

Result<std::vector<KeyRow>> KeyVault::rowsOfErasure(const std::string &erasure) const {
    std::vector<KeyRow> rows;
    const auto choose = [&](const VaultFile::Row &each) -> Result<void> {
        if (each.key.erasure == erasure && isWhole(each)) rows.push_back(each.key);
        return {};
    };
    ES_TRY(m_file->each(choose));
    return rows;
}

Result<std::optional<KeyNeedles>> KeyVault::needlesOf(const std::string &erasure) {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    ES_ASSIGN(rows, rowsOfErasure(erasure));
    KeyNeedles needles(rows.size());
    ES_ASSIGN(passing, roomForKey());
    for (const KeyRow &row : rows) {
        if (row.state == KeyState::Destroyed) return std::optional<KeyNeedles>();
        ES_TRY(unwrapSubjectKey(row, passing));
        needles.add(passing.bytes(), *row.wrapped);
    }
    return std::optional(std::move(needles));
}

Result<std::size_t> KeyVault::destroy(const std::string &erasure) { return destroyAt(erasure, m_clock.now()); }

Result<std::size_t> KeyVault::destroyAt(const std::string &erasure, Time at) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    ES_ASSIGN(fenced, rowsOfErasure(erasure));
    const std::size_t destroyed = fenced.size();
    std::erase_if(fenced, [](const KeyRow &row) { return row.state != KeyState::Fenced; });
    if (fenced.empty()) return destroyed;
    const auto destroyAll = [&]() -> Result<void> {
        for (KeyRow &row : fenced) {
            ES_ASSIGN(key, roomForKey());
            ES_TRY(unwrapSubjectKey(row, key));
            row.fingerprint = fingerprintOf(key);
            row.wrapped.reset();
            row.state = KeyState::Destroyed;
            row.destroyedAt = at;
            ES_TRY(put(row));
        }
        VaultHeader header = m_header;
        ++header.erasures;
        return m_file->putHeader(header);
    };
    ES_TRY(m_file->together(destroyAll));
    m_header = m_file->header();
    for (KeyRow &row : fenced)
        m_destroyed.add(std::move(row));
    return destroyed;
}

Result<std::size_t> KeyVault::fenceAgain(std::span<const KeyId> keys, const SubjectBinding &subject,
                                         std::span<const std::string> purposes, const std::string &erasure) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::size_t fenced = 0;
    const auto fenceAll = [&]() -> Result<void> {
        for (const KeyId &key : keys) {
            ES_ASSIGN(found, m_file->find(key));
            // One that somebody else has changed is known to be gone, too, whatever they made of it.
            ES_ASSIGN(row, found && isWhole(*found) ? Result<KeyRow>(std::move(found->key))
                                                    : neverKnown(key, subject, purposes));
            if (row.state == KeyState::Destroyed) {
                m_destroyed.add(std::move(row));
                continue;
            }
            ++fenced;
            if (row.state == KeyState::Fenced && row.erasure == erasure) continue;
            row.state = KeyState::Fenced;
            row.erasure = erasure;
            ES_TRY(put(row));
            m_cache.drop(key);
        }
        ES_ASSIGN(rows, wholeRowsOf(subject));
        std::vector<KeyId> none;
        ES_TRY(fenceUnknown(subject, purposes, rows, erasure, none));
        return leaveOthersOpen(subject, purposes);
    };
    ES_TRY(m_file->together(fenceAll));
    return fenced;
}

/// A key that was destroyed after this copy of the vault was made, which never had it. Whoever asks for it must hear
/// that it was destroyed, not that nobody knows it.
Result<KeyRow> KeyVault::neverKnown(const KeyId &key, const SubjectBinding &subject,
                                    std::span<const std::string> purposes) {
    ES_ASSIGN(made, newRow(subject, purposes.empty() ? std::string_view() : purposes.front()));
    made.first.key = key;
    made.first.wrapped = wrapSubjectKey(made.first, m_unlocked->epochKey.bytes(), made.second);
    return std::move(made.first);
}

Result<std::size_t> KeyVault::destroyAgain(std::span<const KeyId> keys, const SubjectBinding &subject,
                                           std::span<const std::string> purposes, const std::string &erasure, Time at) {
    ES_ASSIGN(fenced, fenceAgain(keys, subject, purposes, erasure));
    if (fenced > 0) ES_TRY(destroyAt(erasure, at));
    return fenced;
}

Result<KeyId> KeyVault::allowNewKey(const SubjectId &subject, std::string_view purpose) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    const SubjectBinding binding = bindingFor(subject);
    ES_ASSIGN(rows, rowsOf(binding));
    for (const KeyRow &row : rows) {
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
    keys.device = secrets.device ? secrets.device : m_unlocked->device;
    VaultHeader header = m_header;
    header.unlockBy = unlockBy;
    header.salt = randomly<Salt>();
    const KeyAccess access(m_arena);
    ES_TRY(passwordKeyOf(header, secrets, keys.password.bytes()));
    return rewrite(std::move(header), keys);
}

/// Everything in this file once more in a new one, which is whole and durable when this succeeds: keys under another
/// key of an epoch.
Result<void> KeyVault::writeRewrapped(const std::string &path, const VaultHeader &header, ConstKeyBytes epochKey,
                                      const std::optional<BackupNote> &note) {
    ES_ASSIGN(passing, roomForKey());
    ES_ASSIGN(next, VaultFile::create(path, header));
    const auto rewrap = [&]() -> Result<void> {
        ES_ASSIGN(mark, checkedMark());
        ES_TRY(next.putLedgerMark({mark, tagOf(mark)}));
        if (note) ES_TRY(next.putBackupNote({*note, tagOf(*note)}));
        ES_TRY(m_file->each([&](const VaultFile::Row &each) { return putRewrapped(next, each, epochKey, passing); }));
        for (const auto &[key, row] : m_destroyed.rows())
            ES_TRY(next.put({row, tagOf(row)}));
        return {};
    };
    return next.together(rewrap);
}

/// A row as it is in the next file. One that gives no key stays what it is, and other people do not wait for it: the
/// key of the epoch that it was of goes, so that it opens nothing.
Result<void> KeyVault::putRewrapped(VaultFile &next, const VaultFile::Row &each, ConstKeyBytes epochKey,
                                    SecretKey &passing) {
    if (m_destroyed.contains(each.key.key)) return {}; // put as it was destroyed, whatever stands there now
    if (!isWhole(each)) return next.takeOver(*m_file, each.key.key);
    KeyRow row = each.key;
    if (row.wrapped) {
        ES_TRY(unwrapSubjectKey(row, passing));
        ES_ASSIGN(isKnown, wasDestroyed(passing));
        if (isKnown) return next.takeOver(*m_file, row.key); // it stands in the vault again
        row.epoch = next.header().epoch;
        row.wrapped = wrapSubjectKey(row, epochKey, passing);
    }
    return next.put({row, tagOf(row)});
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
    fillRandomly(keys.epochKey.bytes());
    std::ranges::copy(m_unlocked->binding.bytes(), keys.binding.bytes().begin());
    std::ranges::copy(m_unlocked->rows.bytes(), keys.rows.bytes().begin());
    addKeys(header, keys.unlock.bytes(), keys.epochKey.bytes(), keys.binding.bytes());
    ES_TRY(writeRewrapped(nextPath(), header, keys.epochKey.bytes(), std::nullopt));
    m_file.reset();
    if (std::rename(nextPath().c_str(), m_path.c_str()) != 0) {
        ES_TRY(reopen());
        return fail(ErrorKind::Unavailable, "The new vault cannot take the place of the old one (" + m_path + ")",
                    "Check the permissions of the folder; the vault is as it was before");
    }
    const bool isDurable = syncFolderOf(m_path);
    m_unlocked = std::move(keys);
    ES_TRY(reopen());
    if (!isDurable) {
        return fail(ErrorKind::Unavailable, "The new vault may not survive a loss of power (" + m_path + ")",
                    "Check the disk, then repeat it; the vault opens as before");
    }
    if (oldDevice && hadDevice) ES_TRY(oldDevice->remove(oldSecret));
    return {};
}

} // namespace eventscope
