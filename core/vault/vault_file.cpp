// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault_file.h"

#include "core/base/fixed_bytes.h"
#include "core/db/sqlite/sqlite_private_file.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/vault/vault_layout.h"

#include <filesystem>
#include <utility>

namespace eventscope {

namespace {

/// Measured on SQLite 3.40: with these, a deleted key is in no file of SQLite's any more once the change is committed.
constexpr const char *kSettings =
    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; "
    "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0";

constexpr std::string_view kRowColumns =
    "key_id, subject, purpose, state, epoch, wrapped, created_at, destroyed_at, erasure, fingerprint, tag";

std::span<const std::byte> blob(std::string_view bytes) { return std::as_bytes(std::span(bytes)); }

Failure damaged(const std::string &path) {
    return fail(ErrorKind::Corrupt, "The vault is damaged (" + path + ")", "Restore it from a backup");
}

/// A statement that does not fit the file: its schema was damaged.
Result<SqliteStatement> prepared(SqliteConnection &connection, std::string_view sql) {
    auto statement = connection.prepare(sql);
    if (!statement && statement.error().kind == ErrorKind::Internal) return damaged(connection.path());
    return statement;
}

std::string bytesOf(const WrappedKey &key) {
    std::string bytes(viewOf(key.nonce));
    return bytes += viewOf(key);
}

bool takeWrapped(std::string_view bytes, WrappedKey &key) {
    return bytes.size() == sizeof key.nonce.bytes + sizeof key.bytes &&
           copyExactly(bytes.substr(0, sizeof key.nonce.bytes), key.nonce) &&
           copyExactly(bytes.substr(sizeof key.nonce.bytes), key);
}

Result<VaultFile::Row> rowOf(const SqliteStatement &found, const std::string &path) {
    VaultFile::Row row;
    KeyRow &key = row.key;
    const std::int64_t state = found.number(3), epoch = found.number(4);
    if (!copyExactly(found.bytes(0), key.key)) return damaged(path);
    bool isSound = copyExactly(found.bytes(1), key.subject) && copyExactly(found.bytes(10), row.tag) && state >= 1 &&
                   state <= 4 && epoch >= 1 && epoch <= std::int64_t{UINT32_MAX};
    key.purpose = found.bytes(2);
    key.state = static_cast<KeyState>(state);
    key.epoch = static_cast<std::uint32_t>(epoch);
    if (!found.isNull(5)) isSound = isSound && takeWrapped(found.bytes(5), key.wrapped.emplace());
    key.createdAt = timeOfUs(found.number(6));
    if (!found.isNull(7)) key.destroyedAt = timeOfUs(found.number(7));
    key.erasure = found.bytes(8);
    if (!found.isNull(9)) isSound = isSound && copyExactly(found.bytes(9), key.fingerprint.emplace());
    // A row that says one thing by its state and another by its key is shown to nobody.
    isSound = isSound && key.wrapped.has_value() == (key.state != KeyState::Destroyed) &&
              key.fingerprint.has_value() == (key.state == KeyState::Destroyed);
    row.isSound = isSound;
    return row;
}

/// A page that is gone, or rows and indexes that are out of order or do not fit one another, would make keys unknown
/// that are only lost, and would hide them from an erasure.
Result<void> checkWhole(SqliteConnection &connection, const std::string &path) {
    const auto check = connection.text("PRAGMA integrity_check(1)");
    return check && *check == "ok" ? Result<void>() : Result<void>(damaged(path));
}

} // namespace

Result<VaultFile> VaultFile::create(const std::string &path, const VaultHeader &header) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        return fail(ErrorKind::Refused, "There is a vault already (" + path + ")",
                    "Open it, or choose another place; a vault is never written over");
    }
    removeBeside(path); // of one that was there once: SQLite would play it into the new one
    auto made = make(path, header);
    if (!made) {
        std::filesystem::remove(path, error); // half of one only stands in the way
        removeBeside(path);
    }
    return made;
}

Result<VaultFile> VaultFile::make(const std::string &path, const VaultHeader &header) {
    ES_ASSIGN(connection, openPrivateFile(path, kVaultFormat, kSettings));
    ES_ASSIGN(file, wrap(std::move(connection)));
    ES_TRY(file.putHeader(header));
    return file;
}

void VaultFile::removeBeside(const std::string &path) {
    std::error_code ignored;
    for (const char *end : {"-journal", "-wal", "-shm"})
        std::filesystem::remove(path + end, ignored);
}

Result<void> VaultFile::setSynced(bool isSynced) {
    ES_TRY(m_connection.run(isSynced ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = OFF"));
    // A change that is synced takes with it all that was written before.
    return isSynced ? putHeader(m_header) : Result<void>();
}

Result<void> VaultFile::checkExists(const std::string &path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return {};
    return fail(ErrorKind::NotFound, "There is no vault (" + path + ")", "Check the path; make one with privacy init");
}

Result<VaultFile> VaultFile::open(const std::string &path) {
    ES_TRY(checkExists(path));
    ES_ASSIGN(connection, openPrivateFile(path, kVaultFormat, kSettings));
    ES_TRY(checkWhole(connection, path));
    ES_ASSIGN(file, wrap(std::move(connection)));
    ES_TRY(file.readHeader());
    return file;
}

Result<VaultFile> VaultFile::openToLook(const std::string &path) {
    ES_TRY(checkExists(path));
    ES_ASSIGN(connection, SqliteConnection::open(path, {.mode = SqliteMode::ReadOnly}));
    ES_TRY(layoutVersion(connection, kVaultFormat));
    ES_ASSIGN(file, wrap(std::move(connection)));
    ES_TRY(file.readHeader());
    return file;
}

Result<VaultFile> VaultFile::wrap(SqliteConnection connection) {
    const std::string all(kRowColumns);
    ES_ASSIGN(find, prepared(connection, "SELECT " + all + " FROM keys WHERE key_id = ?1"));
    ES_ASSIGN(ofSubject,
              prepared(connection, "SELECT " + all + " FROM keys WHERE subject = ?1 ORDER BY created_at, key_id"));
    ES_ASSIGN(put, prepared(connection, "INSERT OR REPLACE INTO keys (" + all +
                                            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
    ES_ASSIGN(byFingerprint, prepared(connection, "SELECT 1 FROM keys WHERE fingerprint = ?1"));
    return VaultFile(std::move(connection), std::move(find), std::move(ofSubject), std::move(put),
                     std::move(byFingerprint));
}

Result<void> VaultFile::putEscrow(const EscrowSeal &seal) {
    ES_TRY(needLayout(kLayoutWithEscrow));
    ES_TRY(m_connection.run(kEscrowTable));
    ES_ASSIGN(put, prepared(m_connection, "INSERT OR REPLACE INTO escrow (id, recipient, sealed) VALUES (1, ?1, ?2)"));
    put.bindBlob(1, seal.recipient.bytes).bindBlob(2, seal.bytes);
    return put.run();
}

Result<std::optional<EscrowSeal>> VaultFile::readEscrow() {
    ES_ASSIGN(found, prepared(m_connection, "SELECT recipient, sealed FROM escrow"));
    ES_ASSIGN(exists, found.step());
    EscrowSeal seal;
    if (!exists || !copyExactly(found.bytes(0), seal.recipient) || !copyExactly(found.bytes(1), seal))
        return damaged(path());
    return std::optional(seal);
}

Result<void> VaultFile::putHeader(const VaultHeader &header) {
    if (header.escrow) ES_TRY(putEscrow(*header.escrow));
    ES_ASSIGN(put,
              prepared(m_connection, "INSERT OR REPLACE INTO vault (id, vault_id, store_id, created_at, epoch, "
                                     "unlock_by, salt, operations, memory_bytes, unlock_check, key_key, binding_key, "
                                     "erasures, hash) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                                     "?13)"));
    const std::string keyKey = bytesOf(header.keyKey), bindingKey = bytesOf(header.bindingKey);
    const Hash hash = hashOf(canonical(header));
    put.bindBlob(1, header.vault.bytes).bindText(2, header.store).bind(3, toUs(header.createdAt));
    put.bind(4, std::int64_t{header.epoch}).bind(5, static_cast<std::int64_t>(header.unlockBy));
    put.bindBlob(6, header.salt.bytes).bind(7, static_cast<std::int64_t>(header.cost.operations));
    put.bind(8, static_cast<std::int64_t>(header.cost.memoryBytes)).bindBlob(9, header.unlockCheck.bytes);
    put.bindBlob(10, blob(keyKey)).bindBlob(11, blob(bindingKey));
    put.bind(12, static_cast<std::int64_t>(header.erasures)).bindBlob(13, hash.bytes);
    ES_TRY(put.run());
    m_header = header;
    return {};
}

Result<void> VaultFile::readHeader() {
    ES_ASSIGN(found,
              prepared(m_connection, "SELECT vault_id, store_id, created_at, epoch, unlock_by, salt, operations, "
                                     "memory_bytes, unlock_check, key_key, binding_key, erasures, hash FROM vault"));
    ES_ASSIGN(exists, found.step());
    if (!exists) return damaged(path());
    VaultHeader header;
    Hash hash;
    const std::int64_t epoch = found.number(3), unlockBy = found.number(4);
    const bool isSound = copyExactly(found.bytes(0), header.vault) && epoch >= 1 && epoch <= std::int64_t{UINT32_MAX} &&
                         unlockBy >= 1 && unlockBy <= 4 && copyExactly(found.bytes(5), header.salt) &&
                         copyExactly(found.bytes(8), header.unlockCheck) &&
                         takeWrapped(found.bytes(9), header.keyKey) &&
                         takeWrapped(found.bytes(10), header.bindingKey) && copyExactly(found.bytes(12), hash);
    if (!isSound) return damaged(path());
    header.store = found.bytes(1);
    header.createdAt = timeOfUs(found.number(2));
    header.epoch = static_cast<std::uint32_t>(epoch);
    header.unlockBy = static_cast<UnlockBy>(unlockBy);
    header.cost = {static_cast<std::uint64_t>(found.number(6)), static_cast<std::uint64_t>(found.number(7))};
    header.erasures = static_cast<std::uint64_t>(found.number(11));
    if (header.unlockBy == UnlockBy::Escrow) {
        ES_ASSIGN(escrow, readEscrow());
        header.escrow = escrow;
    }
    if (hashOf(canonical(header)) != hash) return damaged(path());
    m_header = std::move(header);
    return {};
}

Result<std::optional<VaultFile::Row>> VaultFile::find(const KeyId &key) {
    const SqliteResetGuard guard(m_find);
    ES_ASSIGN(exists, m_find.bindBlob(1, key.bytes).step());
    if (!exists) return std::optional<Row>();
    ES_ASSIGN(row, rowOf(m_find, path()));
    return std::optional(std::move(row));
}

Result<std::vector<VaultFile::Row>> VaultFile::ofSubject(const SubjectBinding &subject) {
    const SqliteResetGuard guard(m_ofSubject);
    m_ofSubject.bindBlob(1, subject.bytes);
    std::vector<Row> rows;
    for (;;) {
        ES_ASSIGN(more, m_ofSubject.step());
        if (!more) return rows;
        ES_ASSIGN(row, rowOf(m_ofSubject, path()));
        rows.push_back(std::move(row));
    }
}

Result<void> VaultFile::put(const Row &row) {
    const KeyRow &key = row.key;
    if (key.state == KeyState::Retired) ES_TRY(needLayout(kLayoutWithRetired));
    const std::string wrapped = key.wrapped ? bytesOf(*key.wrapped) : std::string();
    m_put.bindBlob(1, key.key.bytes).bindBlob(2, key.subject.bytes).bindText(3, key.purpose);
    m_put.bind(4, static_cast<std::int64_t>(key.state)).bind(5, std::int64_t{key.epoch});
    if (key.wrapped)
        m_put.bindBlob(6, blob(wrapped));
    else
        m_put.bindNull(6);
    m_put.bind(7, toUs(key.createdAt));
    m_put.bind(8, key.destroyedAt ? std::optional(toUs(*key.destroyedAt)) : std::nullopt).bindText(9, key.erasure);
    if (key.fingerprint)
        m_put.bindBlob(10, key.fingerprint->bytes);
    else
        m_put.bindNull(10);
    m_put.bindBlob(11, row.tag.bytes);
    return m_put.run();
}

Result<void> VaultFile::needLayout(int layout) {
    ES_ASSIGN(present, m_connection.number("PRAGMA user_version"));
    if (present >= layout) return {};
    return m_connection.run("PRAGMA user_version = " + std::to_string(layout));
}

Result<void> VaultFile::takeOver(VaultFile &from, const KeyId &key) {
    SqliteStatement &found = from.m_find;
    const SqliteResetGuard guard(found);
    ES_ASSIGN(exists, found.bindBlob(1, key.bytes).step());
    if (!exists) return damaged(from.path());
    const auto bindBytes = [&](int column) {
        if (found.isNull(column))
            m_put.bindNull(column + 1);
        else
            m_put.bindBlob(column + 1, blob(found.bytes(column)));
    };
    const auto bindNumber = [&](int column) {
        m_put.bind(column + 1, found.isNull(column) ? std::nullopt : std::optional(found.number(column)));
    };
    for (const int column : {0, 1, 5, 9, 10})
        bindBytes(column);
    for (const int column : {3, 4, 6, 7})
        bindNumber(column);
    for (const int column : {2, 8})
        m_put.bindText(column + 1, found.bytes(column));
    return m_put.run();
}

Result<void> VaultFile::each(const std::function<Result<void>(const Row &)> &take) {
    ES_ASSIGN(all, prepared(m_connection, "SELECT " + std::string(kRowColumns) + " FROM keys ORDER BY key_id"));
    for (;;) {
        ES_ASSIGN(more, all.step());
        if (!more) return {};
        ES_ASSIGN(row, rowOf(all, path()));
        ES_TRY(take(row));
    }
}

Result<bool> VaultFile::hasFingerprint(const Hash &fingerprint) {
    const SqliteResetGuard guard(m_byFingerprint);
    return m_byFingerprint.bindBlob(1, fingerprint.bytes).step();
}

Result<std::optional<VaultFile::MarkRow>> VaultFile::ledgerMark() {
    ES_ASSIGN(found, prepared(m_connection, "SELECT lines, last, tag FROM ledger"));
    ES_ASSIGN(exists, found.step());
    if (!exists) return std::optional<MarkRow>();
    MarkRow row;
    const std::int64_t lines = found.number(0);
    if (lines < 0 || !copyExactly(found.bytes(1), row.mark.last) || !copyExactly(found.bytes(2), row.tag))
        return damaged(path());
    row.mark.lines = static_cast<std::uint64_t>(lines);
    return std::optional(row);
}

Result<void> VaultFile::putLedgerMark(const MarkRow &row) {
    ES_ASSIGN(put,
              prepared(m_connection, "INSERT OR REPLACE INTO ledger (id, lines, last, tag) VALUES (1, ?1, ?2, ?3)"));
    put.bind(1, static_cast<std::int64_t>(row.mark.lines)).bindBlob(2, row.mark.last.bytes);
    put.bindBlob(3, row.tag.bytes);
    return put.run();
}

Result<std::optional<VaultFile::NoteRow>> VaultFile::backupNote() {
    ES_ASSIGN(found, prepared(m_connection, "SELECT made_at, expires_at, tag FROM backup"));
    ES_ASSIGN(exists, found.step());
    if (!exists) return std::optional<NoteRow>();
    NoteRow row;
    row.note.madeAt = timeOfUs(found.number(0));
    if (!found.isNull(1)) row.note.expiresAt = timeOfUs(found.number(1));
    if (!copyExactly(found.bytes(2), row.tag)) return damaged(path());
    return std::optional(row);
}

Result<void> VaultFile::putBackupNote(const NoteRow &row) {
    ES_ASSIGN(put, prepared(m_connection, "INSERT OR REPLACE INTO backup (id, made_at, expires_at, tag) "
                                          "VALUES (1, ?1, ?2, ?3)"));
    const auto expires = row.note.expiresAt ? std::optional(toUs(*row.note.expiresAt)) : std::nullopt;
    put.bind(1, toUs(row.note.madeAt)).bind(2, expires).bindBlob(3, row.tag.bytes);
    return put.run();
}

Result<void> VaultFile::together(const std::function<Result<void>()> &change) {
    ES_ASSIGN(transaction, SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Write));
    ES_TRY(change());
    return transaction.commit();
}

} // namespace eventscope
