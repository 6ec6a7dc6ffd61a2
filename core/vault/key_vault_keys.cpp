// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/key_vault.h"

#include "core/vault/key_wrapping.h"

#include <algorithm>
#include <span>
#include <utility>

namespace eventscope {

namespace {

Failure erasedError() {
    return fail(ErrorKind::Refused, "The subject was erased",
                "Nothing new is kept of them, unless somebody decides on new keys (privacy allow)");
}

/// What rows of a subject say.
bool wasErased(std::span<const KeyRow> rows, std::string_view purpose) {
    // An erasure reaches retired keys as well: where one is left there was none, or it was followed by new keys.
    const auto isOpen = [&](const KeyRow &row) { return row.purpose == purpose && isOpening(row.state); };
    if (std::ranges::any_of(rows, isOpen)) return false;
    const auto isGone = [](const KeyRow &row) {
        return row.state == KeyState::Fenced || row.state == KeyState::Destroyed;
    };
    const auto isMeant = [&](const KeyRow &row) {
        return isGone(row) && (row.purpose.empty() || row.purpose == purpose);
    };
    // A subject of whom nothing is left but destroyed keys was erased, for whatever purpose.
    return std::ranges::any_of(rows, isMeant) || (!rows.empty() && std::ranges::all_of(rows, isGone));
}

} // namespace

WrappedKey KeyVault::wrapSubjectKey(const KeyRow &row, ConstKeyBytes epochKey, const SecretKey &key) const {
    return wrapKey(epochKey, boundOf(row, m_header.vault), key.bytes());
}

Result<void> KeyVault::unwrapSubjectKey(const KeyRow &row, SecretKey &key) const {
    const ConstKeyBytes epochKey = m_unlocked->epochKey.bytes();
    if (row.wrapped && unwrapKey(epochKey, boundOf(row, m_header.vault), *row.wrapped, key.bytes())) return {};
    return fail(ErrorKind::Corrupt, "A key of the vault is damaged (" + m_path + ")", "Restore the vault from a backup",
                "key " + toHex(row.key));
}

bool KeyVault::isWhole(const VaultFile::Row &row) const {
    const bool isOfEpoch = row.key.state == KeyState::Destroyed || row.key.epoch == m_header.epoch;
    if (!row.isSound || !isOfEpoch || !isSame(tagOf(row.key), row.tag)) return false;
    // A tag says that somebody with the vault's secrets wrote it, not that there is a key in it.
    return !row.key.wrapped ||
           canUnwrapKey(m_unlocked->epochKey.bytes(), boundOf(row.key, m_header.vault), *row.key.wrapped);
}

Failure KeyVault::changedError(const KeyId &key) const {
    return fail(ErrorKind::Corrupt, "A row of the vault was changed by somebody else (" + m_path + ")",
                "Restore the vault from a backup", "key " + toHex(key));
}

Result<std::vector<KeyRow>> KeyVault::rowsOf(const SubjectBinding &subject) const {
    ES_ASSIGN(found, m_file->ofSubject(subject));
    std::vector<KeyRow> rows;
    for (VaultFile::Row &each : found) {
        if (!isWhole(each)) return changedError(each.key.key);
        rows.push_back(std::move(each.key));
    }
    return rows;
}

Result<std::vector<KeyRow>> KeyVault::wholeRowsOf(const SubjectBinding &subject) const {
    ES_ASSIGN(found, m_file->ofSubject(subject));
    std::vector<KeyRow> rows;
    for (VaultFile::Row &each : found)
        if (isWhole(each)) rows.push_back(std::move(each.key));
    return rows;
}

Result<void> KeyVault::put(const KeyRow &row) { return m_file->put({row, tagOf(row)}); }

Result<SecretKey> KeyVault::roomForKey() {
    for (;;) {
        SecretKey key = m_arena->newKey();
        if (key) return key;
        if (!m_cache.dropLast()) return fullError();
    }
}

Result<bool> KeyVault::wasDestroyed(const SecretKey &key) const {
    const Hash fingerprint = fingerprintOf(key);
    if (m_destroyed.contains(fingerprint)) return true;
    return m_file->hasFingerprint(fingerprint);
}

Result<KeyCache::KeyPtr> KeyVault::load(const KeyRow &row) {
    if (m_destroyed.contains(row.key)) return KeyCache::KeyPtr(); // somebody has put its row back since
    ES_ASSIGN(key, roomForKey());
    if (!unwrapSubjectKey(row, key)) return KeyCache::KeyPtr();
    ES_ASSIGN(isKnown, wasDestroyed(key));
    if (isKnown) return KeyCache::KeyPtr(); // it stands in the vault again
    const auto loaded = std::make_shared<const SecretKey>(std::move(key));
    m_cache.put(row.key, loaded, KeyCache::Moment::clock::now());
    return loaded;
}

KeyLookup KeyVault::lookUp(const KeyId &id) {
    if (!m_unlocked) return VaultLocked();
    if (auto usable = ready(); !usable) return std::move(usable).error();
    if (auto cached = m_cache.find(id, KeyCache::Moment::clock::now())) return cached;
    const auto found = m_file->find(id);
    if (!found) return found.error();
    if (!*found) return KeyUnknown();
    if (!isWhole(**found)) return KeyDamaged();
    const KeyRow &row = (*found)->key;
    if (row.state == KeyState::Fenced) return KeyFenced{row.erasure};
    if (row.state == KeyState::Destroyed) return KeyDestroyed{row.erasure, row.destroyedAt.value_or(Time())};
    auto key = load(row);
    if (!key) return std::move(key).error();
    if (!*key) return KeyDamaged();
    return *std::move(key);
}

Result<std::pair<KeyRow, SecretKey>> KeyVault::newRow(const SubjectBinding &subject, std::string_view purpose) {
    ES_ASSIGN(key, roomForKey());
    fillRandomly(key.bytes());
    KeyRow row;
    row.key = randomly<KeyId>();
    row.subject = subject;
    row.purpose = purpose;
    row.epoch = m_header.epoch;
    row.createdAt = m_clock.now();
    row.wrapped = wrapSubjectKey(row, m_unlocked->epochKey.bytes(), key);
    return std::pair(std::move(row), std::move(key));
}

Result<SubjectKey> KeyVault::makeKey(const SubjectBinding &subject, std::string_view purpose) {
    ES_ASSIGN(made, newRow(subject, purpose));
    ES_TRY(put(made.first));
    return SubjectKey{made.first.key, subject, std::make_shared<const SecretKey>(std::move(made.second))};
}

Result<bool> KeyVault::isErased(const SubjectBinding &subject, std::string_view purpose) const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    ES_ASSIGN(rows, rowsOf(subject));
    return wasErased(rows, purpose);
}

Result<SubjectKey> KeyVault::keyFor(const SubjectBinding &subject, std::string_view purpose) {
    ES_ASSIGN(rows, rowsOf(subject));
    const auto isRetired = [&](const KeyRow &row) { return row.purpose == purpose && row.state == KeyState::Retired; };
    const bool hasRetired = std::ranges::any_of(rows, isRetired);
    for (const KeyRow &row : rows) {
        if (row.purpose != purpose || row.state != KeyState::Active) continue;
        if (auto cached = m_cache.find(row.key, KeyCache::Moment::clock::now()))
            return SubjectKey{row.key, subject, cached, hasRetired};
        ES_ASSIGN(key, load(row));
        if (!key) return changedError(row.key);
        return SubjectKey{row.key, subject, key, hasRetired};
    }
    if (wasErased(rows, purpose)) return erasedError();
    ES_ASSIGN(made, makeKey(subject, purpose));
    made.hasRetired = hasRetired;
    return made;
}

Result<std::vector<KeyRow>> KeyVault::retire(const SubjectBinding &subject, std::span<const std::string> purposes,
                                             Time madeUntil) {
    const LeaseGate::Alone alone(m_gate);
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyRow> retired;
    const auto retireAll = [&]() -> Result<void> {
        ES_ASSIGN(rows, wholeRowsOf(subject));
        for (KeyRow &row : rows) {
            if (!purposes.empty() && std::ranges::find(purposes, row.purpose) == purposes.end()) continue;
            if (row.state == KeyState::Fenced)
                return fail(ErrorKind::Refused, "The erasure " + row.erasure + " of this person has begun",
                            "Finish it first");
            if (row.state != KeyState::Active || row.createdAt > madeUntil) continue;
            row.state = KeyState::Retired;
            ES_TRY(put(row));
            retired.push_back(std::move(row));
        }
        return {};
    };
    ES_TRY(m_file->together(retireAll));
    return retired;
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
        m_vault.m_cache.put(key.id, key.key, KeyCache::Moment::clock::now());
    return keys;
}

Result<void> KeyVault::setSynced(bool isSynced) {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    return m_file->setSynced(isSynced);
}

Result<std::vector<KeyRow>> KeyVault::keysOf(const SubjectBinding &subject) const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    return wholeRowsOf(subject);
}

Result<std::vector<KeyRow>> KeyVault::allKeys() const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyRow> rows;
    const auto add = [&](const VaultFile::Row &each) -> Result<void> {
        if (isWhole(each)) rows.push_back(each.key);
        return {};
    };
    ES_TRY(m_file->each(add));
    return rows;
}

Result<std::vector<KeyRow>> KeyVault::damagedKeys() const {
    const std::lock_guard lock(m_mutex);
    ES_TRY(ready());
    const KeyAccess access(m_arena);
    std::vector<KeyRow> rows;
    const auto add = [&](const VaultFile::Row &each) -> Result<void> {
        if (!isWhole(each)) rows.push_back(each.key);
        return {};
    };
    ES_TRY(m_file->each(add));
    return rows;
}

} // namespace eventscope
