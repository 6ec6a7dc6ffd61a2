// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_format.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace eventscope {

/// What a vault's file is: SQLite, in a layout of its own. Times are in microseconds since 1970, UTC.
/// @{
/// "EvVa", in SQLite's application_id.
inline constexpr std::int32_t kVaultApplicationId = 0x45765661;

inline constexpr std::string_view kVaultTables = R"sql(
CREATE TABLE vault (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id     BLOB NOT NULL,    -- 16 bytes
    store_id     TEXT NOT NULL,
    created_at   INTEGER NOT NULL, -- this and all times: microseconds since 1970, UTC
    epoch        INTEGER NOT NULL,
    unlock_by    INTEGER NOT NULL, -- 1 passphrase, 2 keyring, 3 both, 4 escrow key (layout 3)
    salt         BLOB NOT NULL,    -- 16 bytes, of Argon2id 1.3
    operations   INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    unlock_check BLOB NOT NULL,    -- 32 bytes
    key_key      BLOB NOT NULL,    -- this and all keys: 24 bytes of nonce, 48 of XChaCha20-Poly1305
    binding_key  BLOB NOT NULL,
    erasures     INTEGER NOT NULL,
    hash         BLOB NOT NULL     -- BLAKE2b-256 of the rest
) STRICT;
CREATE TABLE keys (
    key_id       BLOB PRIMARY KEY, -- 16 bytes
    subject      BLOB NOT NULL,    -- 16 bytes, the binding
    purpose      TEXT NOT NULL,
    state        INTEGER NOT NULL, -- 1 active, 2 retired (layout 2), 3 fenced, 4 destroyed
    epoch        INTEGER NOT NULL,
    wrapped      BLOB,
    created_at   INTEGER NOT NULL,
    destroyed_at INTEGER,
    erasure      TEXT NOT NULL,
    fingerprint  BLOB,             -- 32 bytes
    tag          BLOB NOT NULL     -- 32 bytes
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    lines INTEGER NOT NULL, -- of the ledger of erasures, when this vault last wrote to it
    last  BLOB NOT NULL,    -- 32 bytes, the hash of the last one
    tag   BLOB NOT NULL     -- 32 bytes
) STRICT;
CREATE TABLE backup (
    id         INTEGER PRIMARY KEY CHECK (id = 1), -- a row: this is no vault but a backup of one
    made_at    INTEGER NOT NULL,
    expires_at INTEGER,
    tag        BLOB NOT NULL -- 32 bytes
) STRICT;
CREATE INDEX keys_of_subject ON keys (subject, created_at, key_id);
CREATE INDEX keys_by_fingerprint ON keys (fingerprint) WHERE fingerprint IS NOT NULL;
)sql";
inline constexpr std::array<SqliteMigration, 1> kVaultMigrations{{{1, kVaultTables}}};
/// The tables of layout 1, with a key that is retired: a program that does not know of these would take its row for
/// one that somebody else has changed.
inline constexpr int kLayoutWithRetired = 2;
/// A backup that is sealed to an escrow key.
inline constexpr int kLayoutWithEscrow = 3;
inline constexpr SqliteFormat kVaultFormat{kVaultApplicationId, "Eventscope vault", kVaultMigrations,
                                           kLayoutWithEscrow};
inline constexpr const char *kEscrowTable = R"sql(
CREATE TABLE IF NOT EXISTS escrow (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    recipient BLOB NOT NULL, -- 32 bytes, a public key of X25519
    sealed    BLOB NOT NULL  -- 80 bytes, of libsodium's crypto_box_seal
) STRICT)sql";
/// @}

} // namespace eventscope
