// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/base/time.h"
#include "core/vault/destroyed_keys.h"
#include "core/vault/key_cache.h"
#include "core/vault/key_needles.h"
#include "core/vault/lease_gate.h"
#include "core/vault/process_guard.h"
#include "core/vault/unlock.h"
#include "core/vault/vault_file.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace eventscope {

/// \name Why a key is not to be had. None of these is ever taken for another.
/// @{
struct VaultLocked {};
/// The erasure of its subject has begun and will be finished.
struct KeyFenced {
    std::string erasure;
};
struct KeyDestroyed {
    std::string erasure;
    Time at;
};
/// This vault never had it: another one did, or a newer state of it.
struct KeyUnknown {};
/// Its row in the vault is not what this vault wrote.
struct KeyDamaged {};
/// @}
/// A key that serves a lease, or why there is none; an Error: the vault could not be asked.
using KeyLookup = std::variant<KeyCache::KeyPtr, VaultLocked, KeyFenced, KeyDestroyed, KeyUnknown, KeyDamaged, Error>;

/// A subject's key to encipher with.
struct SubjectKey {
    KeyId id;
    SubjectBinding subject;
    KeyCache::KeyPtr key;
    bool hasRetired = false; ///< what was enciphered before may be under another one, which is retired
};

/// The keys of the people in one store, each in a file of its own beside or far from the store, never in it.
///
/// An unlock key, made of a passphrase, of a secret in the computer's keyring, or of both, wraps the key of the present
/// epoch, and that one wraps a key for each subject. Erasing a subject destroys its key, keeps of it only that it was
/// there, and begins a new epoch, so that what older files, journals or disk blocks still hold opens nothing. After
/// ISO/IEC 11770-1's life cycle; a row is never deleted, so that a lost key is not mistaken for an erased one.
///
/// One process at a time has a vault open. Threads: any; calls that write may take as long as the disk.
class KeyVault {
  public:
    struct Making {
        std::string store; ///< the id of the store it is for
        UnlockBy unlockBy = UnlockBy::Password;
        PasswordCost cost = {};
    };
    /// Makes a vault, unlocked. Errors: Refused (there is one, or another program has it open; an empty passphrase),
    /// Unavailable.
    [[nodiscard]] static Result<std::unique_ptr<KeyVault>> create(const std::string &path, const Making &making,
                                                                  const UnlockSecrets &secrets, Clock &clock);
    /// Opens one, locked. Finishes or takes back what a program that was killed had begun. Errors: NotFound, Refused
    /// (another program has it open: says which), Unsupported (a newer layout; a backup), Corrupt, Unavailable.
    [[nodiscard]] static Result<std::unique_ptr<KeyVault>> open(const std::string &path, Clock &clock);
    /// Opens a backup of one, locked (see vault_backup.h). Errors as open(), Unsupported (it is no backup).
    [[nodiscard]] static Result<std::unique_ptr<KeyVault>> openBackup(const std::string &path, Clock &clock);
    ~KeyVault();

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] VaultId id() const;
    [[nodiscard]] std::string store() const;
    [[nodiscard]] std::uint32_t epoch() const;
    /// So often an erasure has destroyed keys in it; one that is repeated after a restoration counts anew.
    [[nodiscard]] std::uint64_t erasures() const;
    [[nodiscard]] UnlockBy unlockBy() const;
    /// False: keys may reach the swap file, since the system allows too little locked memory.
    [[nodiscard]] bool isMemoryLocked() const { return m_arena->isLocked(); }

    /// Errors: Refused (a wrong passphrase, or none), NotFound (the keyring has no secret for it), Corrupt (the secret
    /// is right, the file damaged), Unavailable. Cost: that of trying a passphrase.
    [[nodiscard]] Result<void> unlock(const UnlockSecrets &secrets);
    /// Wipes every key from memory once nobody uses one any more.
    void lock();
    [[nodiscard]] bool isUnlocked() const;
    /// Wipes the keys of people that nobody has used for kIdleMax; they are unwrapped again when they are wanted. While
    /// others are used that happens by itself.
    void forgetIdleKeys();
    static constexpr std::chrono::seconds kIdleMax{60};

    /// Whether a call that changes something waits until it is durable. It does at first; for who makes a store that is
    /// thrown away with its vault if it does not come to its end, that is a wait for nothing. When it is turned on
    /// again everything is durable. Errors: those of the file.
    [[nodiscard]] Result<void> setSynced(bool isSynced);

    /// Errors: Refused (locked).
    [[nodiscard]] Result<SubjectBinding> bindingOf(const SubjectId &subject) const;

    /// While one lives, no key is fenced, and those that it gave may be used. One thread. An erasure waits for
    /// its end: a batch of events that is read, or what is sealed until it is stored, which may be a whole import.
    class Lease {
      public:
        explicit Lease(KeyVault &vault) : m_vault(vault), m_inside(vault.m_gate), m_access(vault.m_arena) {}

        [[nodiscard]] KeyLookup find(const KeyId &key);
        /// The key of each subject, for a purpose (empty: any): made where there is none yet, all in one durable
        /// change. Errors: Refused (locked; a subject was erased), and those of the file.
        [[nodiscard]] Result<std::vector<SubjectKey>> keysFor(std::span<const SubjectId> subjects,
                                                              std::string_view purpose);

      private:
        KeyVault &m_vault;
        const LeaseGate::Inside m_inside;
        const KeyAccess m_access;
    };

    /// What the file says of a subject's keys, the oldest first; never the keys. Those whose rows somebody else has
    /// changed are left out (see damagedKeys()). Errors: Refused (locked), Corrupt (the file itself).
    [[nodiscard]] Result<std::vector<KeyRow>> keysOf(const SubjectBinding &subject) const;
    /// Whether they were erased, so that nothing is enciphered for them any more, for this purpose. Makes no key.
    /// Errors as keysOf(), Corrupt (a row of this subject was changed).
    [[nodiscard]] Result<bool> isErased(const SubjectBinding &subject, std::string_view purpose) const;
    /// What is enciphered from here on for this subject (for these purposes; none: all) is enciphered under new keys,
    /// made when they are first wanted; what stands under the old ones opens as before. Keys that were made after
    /// `madeUntil`, that are gone or were retired before, and rows that somebody else has changed, stay as they are.
    /// Durable, and once nobody enciphers under the old ones any more. Answers those that it has retired. Must not be
    /// called by who has a lease. Errors: Refused (locked; an erasure has fenced one of them: nothing is changed),
    /// those of the file.
    [[nodiscard]] Result<std::vector<KeyRow>>
    retire(const SubjectBinding &subject, std::span<const std::string> purposes, Time madeUntil = Time::max());
    /// Every row, but those that somebody else has changed. Errors as keysOf().
    [[nodiscard]] Result<std::vector<KeyRow>> allKeys() const;
    /// The rows that somebody else has changed, or whose key does not come out of them: they give no key, and a new
    /// epoch takes them over as they are. Of what they say, only the id is to be relied on. Errors as keysOf().
    [[nodiscard]] Result<std::vector<KeyRow>> damagedKeys() const;

    /// \name Erasure, step by step: each is durable when it succeeds, and does no harm when it is repeated
    /// None of them may be called by who has a lease. Rows that somebody else has changed are left as they are, but for
    /// those of the keys that are named. Errors: Refused (locked), and those of the file.
    /// @{
    /// From here on nothing of this subject (of these purposes; none: all) is enciphered or deciphered, even where it
    /// had no key before; for other purposes it goes on. Answers the keys.
    [[nodiscard]] Result<std::vector<KeyId>> fence(const SubjectBinding &subject, std::span<const std::string> purposes,
                                                   const std::string &erasure);
    /// By what the keys that this erasure has fenced are told in files, for a search once they are destroyed. Nothing:
    /// it has destroyed some already, which nobody knows any more. Errors also: Corrupt.
    [[nodiscard]] Result<std::optional<KeyNeedles>> needlesOf(const std::string &erasure);
    /// Destroys what this erasure has fenced. Answers how many keys it has destroyed in all.
    [[nodiscard]] Result<std::size_t> destroy(const std::string &erasure);
    /// Begins a new epoch in a new file: what any older file holds is of no use any more, except that a passphrase
    /// alone still opens an old copy. What this process has destroyed, or was told of as destroyed (fenceAgain()),
    /// stays so, whatever has been put into the file since; a destroyed key that stands there under another id is not
    /// wrapped anew, nor is a damaged row: both are among damagedKeys() then, and hold up nobody.
    [[nodiscard]] Result<void> rotate();
    /// Fences these keys of an erasure that a ledger knows, in a vault that may not (any more): a copy from before,
    /// which may never have had some of them. Other keys of the subject stay; one without any gets none. Answers how
    /// many of them are not destroyed.
    [[nodiscard]] Result<std::size_t> fenceAgain(std::span<const KeyId> keys, const SubjectBinding &subject,
                                                 std::span<const std::string> purposes, const std::string &erasure);
    /// And destroys them: their rows say that they were destroyed at `at`, since whoever reads what they sealed is told
    /// when it was erased. Answers how many there were to destroy.
    [[nodiscard]] Result<std::size_t> destroyAgain(std::span<const KeyId> keys, const SubjectBinding &subject,
                                                   std::span<const std::string> purposes, const std::string &erasure,
                                                   Time at);
    /// @}
    /// The same with another secret; without a device, the one that it was unlocked with. Errors: those of rotate(),
    /// Refused (an empty passphrase).
    [[nodiscard]] Result<void> changeSecrets(UnlockBy unlockBy, const UnlockSecrets &secrets);
    /// A person who was erased has come back: from now on there is a new key for them; what was erased stays so.
    /// Errors: Refused (locked; there is a key already).
    [[nodiscard]] Result<KeyId> allowNewKey(const SubjectId &subject, std::string_view purpose);

    /// 32 bytes that only who has the vault can make for `bytes`: authenticates what lies outside it. Errors: Refused.
    [[nodiscard]] Result<Hash> authenticate(std::string_view purpose, std::string_view bytes) const;
    /// Enciphers a short text that lies outside it for who has the vault, which opens it for the same purpose, erasures
    /// and new epochs notwithstanding. In base64; another one each time. Errors: Refused (locked), Unavailable.
    [[nodiscard]] Result<std::string> sealText(std::string_view purpose, std::string_view text) const;
    /// Errors likewise, Corrupt (of another vault or purpose, or changed).
    [[nodiscard]] Result<std::string> openText(std::string_view purpose, std::string_view sealed) const;

    /// How long the ledger of erasures was when noteLedger() was last told: it outlives the file that it marks, so that
    /// a ledger that was cut or lost is noticed. No lines: never. Errors: Refused (locked), Corrupt.
    [[nodiscard]] Result<LedgerMark> ledgerMark() const;
    /// Durable when it succeeds. Errors: Refused (locked), and those of the file.
    [[nodiscard]] Result<void> noteLedger(const LedgerMark &mark);

    /// Who opens a copy.
    struct CopyFor {
        UnlockSecrets secrets = {}; ///< a passphrase alone
        PasswordCost cost = {};
        std::optional<EscrowRecipient> escrow = {}; ///< who has the secret half of it, and no passphrase
    };
    /// Writes all of it into a new file, every key wrapped anew: a backup with this note, or, without one, a vault of
    /// the next epoch. Errors: Refused (locked; an empty passphrase; there is a file), Invalid (nothing can be sealed
    /// to this escrow key), Corrupt, Unavailable.
    [[nodiscard]] Result<void> copyTo(const std::string &path, const CopyFor &whom,
                                      const std::optional<BackupNote> &note);
    /// Of one that openBackup() gave. Errors: Refused (locked), Corrupt (it was changed).
    [[nodiscard]] Result<VaultBackup> backupNote() const;

  private:
    /// The keys that are there while the vault is unlocked.
    struct Unlocked {
        std::unique_ptr<NoDumps> noDumps; // first: until the last key is gone
        SecretKey password, unlock, epochKey, binding, rows;
        DeviceSecrets *device = nullptr;
    };
    KeyVault(std::string path, FileLock lock, VaultFile file, Clock &clock);

    [[nodiscard]] Result<Unlocked> newKeys() const;
    /// Unlocked, and with its file open. Errors: Refused, those of opening.
    [[nodiscard]] Result<void> ready() const;
    [[nodiscard]] Result<void> reopen() const;
    [[nodiscard]] Failure lockedError() const;
    [[nodiscard]] static Failure fullError();
    [[nodiscard]] std::string nextPath() const;
    [[nodiscard]] Hash tagOf(const KeyRow &row) const;
    [[nodiscard]] Hash tagOf(const LedgerMark &mark) const;
    [[nodiscard]] Hash tagOf(const BackupNote &note) const;
    [[nodiscard]] Result<LedgerMark> checkedMark() const;
    [[nodiscard]] SubjectBinding bindingFor(const SubjectId &subject) const;
    /// For texts of one purpose. Errors: Refused, Unavailable. REQUIRES: m_mutex, a KeyAccess.
    [[nodiscard]] Result<SecretKey> textKey(std::string_view purpose) const;
    [[nodiscard]] WrappedKey wrapSubjectKey(const KeyRow &row, ConstKeyBytes epochKey, const SecretKey &key) const;
    /// Under the key of the present epoch. Errors: Corrupt.
    [[nodiscard]] Result<void> unwrapSubjectKey(const KeyRow &row, SecretKey &key) const;
    /// It is what this vault wrote, and there is a key in it unless that was destroyed.
    [[nodiscard]] bool isWhole(const VaultFile::Row &row) const;
    [[nodiscard]] Failure changedError(const KeyId &key) const;
    /// Errors: Corrupt (one was changed).
    [[nodiscard]] Result<std::vector<KeyRow>> rowsOf(const SubjectBinding &subject) const;
    /// Without those that were changed.
    [[nodiscard]] Result<std::vector<KeyRow>> wholeRowsOf(const SubjectBinding &subject) const;
    [[nodiscard]] Result<std::vector<KeyRow>> rowsOfErasure(const std::string &erasure) const;
    [[nodiscard]] Result<void> put(const KeyRow &row);
    /// A key of zeros; where there is no room one goes from the cache. Errors: Unavailable.
    [[nodiscard]] Result<SecretKey> roomForKey();
    [[nodiscard]] KeyLookup lookUp(const KeyId &key);
    [[nodiscard]] Result<SubjectKey> keyFor(const SubjectBinding &subject, std::string_view purpose);
    [[nodiscard]] Result<std::pair<KeyRow, SecretKey>> newRow(const SubjectBinding &subject, std::string_view purpose);
    [[nodiscard]] Result<void> fenceUnknown(const SubjectBinding &subject, std::span<const std::string> purposes,
                                            const std::vector<KeyRow> &rows, const std::string &erasure,
                                            std::vector<KeyId> &fenced);
    [[nodiscard]] Result<void> leaveOthersOpen(const SubjectBinding &subject, std::span<const std::string> purposes);
    [[nodiscard]] Result<KeyRow> neverKnown(const KeyId &key, const SubjectBinding &subject,
                                            std::span<const std::string> purposes);
    [[nodiscard]] Result<SubjectKey> makeKey(const SubjectBinding &subject, std::string_view purpose);
    /// By its bytes, under whatever id.
    [[nodiscard]] Result<bool> wasDestroyed(const SecretKey &key) const;
    /// Null: it is not the key that this vault put there.
    [[nodiscard]] Result<KeyCache::KeyPtr> load(const KeyRow &row);
    [[nodiscard]] Result<std::size_t> destroyAt(const std::string &erasure, Time at);
    [[nodiscard]] Result<void> rewrite(VaultHeader header, Unlocked &keys);
    [[nodiscard]] Result<void> writeRewrapped(const std::string &path, const VaultHeader &header,
                                              ConstKeyBytes epochKey, const std::optional<BackupNote> &note);
    [[nodiscard]] Result<void> putRewrapped(VaultFile &next, const VaultFile::Row &each, ConstKeyBytes epochKey,
                                            SecretKey &passing);
    void removeLeftovers();

    const std::string m_path;
    Clock &m_clock;
    const FileLock m_fileLock;
    const std::shared_ptr<KeyArena> m_arena;
    LeaseGate m_gate;
    mutable std::mutex m_mutex;              // guards what follows; taken inside the gate
    mutable std::optional<VaultFile> m_file; ///< nothing: could not be opened again
    mutable VaultHeader m_header;            ///< of m_file
    std::optional<Unlocked> m_unlocked;
    KeyCache m_cache;
    DestroyedKeys m_destroyed; ///< by this process, or known to it from a ledger
};

} // namespace eventscope
