// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/sqlite/sqlite_connection.h"
#include "core/vault/vault_rows.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Behind the name of a vault: what a backup is copied to while a vault is made of it.
inline constexpr const char *kRestoringEnd = ".restoring";

/// The file of a vault: rows in and out, checked for damage as far as that takes no key. A SQLite file with a rollback
/// journal, so that nothing stays in a journal; what is deleted is overwritten; only its owner may read it.
///
/// One thread at a time. Errors of all calls: Unavailable (cannot be read or written now), Corrupt (damaged).
class VaultFile {
  public:
    /// A row and the tag that only who has the binding key can make (see KeyVault).
    struct Row {
        KeyRow key;
        Hash tag;
        bool isSound = true; ///< false: what stands in it is no row of ours; only its id is to be relied on
    };

    struct MarkRow {
        LedgerMark mark;
        Hash tag;
    };

    struct NoteRow {
        BackupNote note;
        Hash tag;
    };

    /// Makes a file; where that fails nothing stays. Errors: Refused (there is one already).
    [[nodiscard]] static Result<VaultFile> create(const std::string &path, const VaultHeader &header);
    /// Removes what SQLite keeps beside a file that is not there any more, or is about to be replaced: what was cut off
    /// in the old one must not be played into the new one. REQUIRES: nobody has it open.
    static void removeBeside(const std::string &path);
    /// Errors: NotFound.
    [[nodiscard]] static Result<void> checkExists(const std::string &path);
    /// Errors: NotFound, Unsupported (a newer layout; another program's file). Cost: all of it is read, its indexes
    /// too: 2 s for a million keys.
    [[nodiscard]] static Result<VaultFile> open(const std::string &path);
    /// Beside whoever has it open; nothing can be put into it. Errors: likewise.
    [[nodiscard]] static Result<VaultFile> openToLook(const std::string &path);

    [[nodiscard]] const std::string &path() const { return m_connection.path(); }
    [[nodiscard]] const VaultHeader &header() const { return m_header; }
    [[nodiscard]] Result<void> putHeader(const VaultHeader &header);

    [[nodiscard]] Result<std::optional<Row>> find(const KeyId &key);
    /// The oldest first.
    [[nodiscard]] Result<std::vector<Row>> ofSubject(const SubjectBinding &subject);
    /// Adds it, or replaces the one of this id.
    [[nodiscard]] Result<void> put(const Row &row);
    [[nodiscard]] Result<void> each(const std::function<Result<void>(const Row &)> &take);
    /// The row of this id as it stands in another file, whatever that is; Corrupt where it cannot be found there.
    [[nodiscard]] Result<void> takeOver(VaultFile &from, const KeyId &key);
    [[nodiscard]] Result<bool> hasFingerprint(const Hash &fingerprint);

    /// Nothing: none was put yet.
    [[nodiscard]] Result<std::optional<MarkRow>> ledgerMark();
    [[nodiscard]] Result<void> putLedgerMark(const MarkRow &row);

    /// Nothing: it is no backup, but a vault.
    [[nodiscard]] Result<std::optional<NoteRow>> backupNote();
    [[nodiscard]] Result<void> putBackupNote(const NoteRow &row);

    /// Whether together() waits for the disk; it does at first. When it is turned on again everything is durable.
    [[nodiscard]] Result<void> setSynced(bool isSynced);
    /// Durable, all of it or nothing, when `change` succeeds.
    [[nodiscard]] Result<void> together(const std::function<Result<void>()> &change);

  private:
    VaultFile(SqliteConnection connection, SqliteStatement find, SqliteStatement ofSubject, SqliteStatement put,
              SqliteStatement byFingerprint)
        : m_connection(std::move(connection)),
          m_find(std::move(find)),
          m_ofSubject(std::move(ofSubject)),
          m_put(std::move(put)),
          m_byFingerprint(std::move(byFingerprint)) {}
    [[nodiscard]] static Result<VaultFile> make(const std::string &path, const VaultHeader &header);
    [[nodiscard]] static Result<VaultFile> wrap(SqliteConnection connection);
    [[nodiscard]] Result<void> readHeader();
    [[nodiscard]] Result<std::optional<EscrowSeal>> readEscrow();
    [[nodiscard]] Result<void> putEscrow(const EscrowSeal &seal);
    /// From here on programs that know older layouts only say so, instead of opening it.
    [[nodiscard]] Result<void> needLayout(int layout);

    SqliteConnection m_connection;
    SqliteStatement m_find, m_ofSubject, m_put, m_byFingerprint;
    VaultHeader m_header;
};

} // namespace eventscope
