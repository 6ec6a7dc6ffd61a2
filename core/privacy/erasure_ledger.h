// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/json/json.h"
#include "core/vault/key_vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// \name What a line of the ledger says was done
/// @{
namespace acts {
inline constexpr const char *kRequested = "requested", *kFenced = "fenced", *kDestroyed = "destroyed",
                            *kRotated = "rotated", *kDerived = "derived", *kTombstoned = "tombstoned",
                            *kVerified = "verified", *kComplete = "complete", *kIncomplete = "incomplete",
                            *kHold = "hold", *kRelease = "release", *kRevealed = "revealed",
                            *kTransformationBegun = "transformation begun",
                            *kTransformationVerified = "transformation verified",
                            *kSourceTombstoned = "source tombstoned", *kSourceRemoved = "source removed",
                            *kRemovalVerified = "source removal verified", *kExported = "exported",
                            *kWithdrawn = "withdrawn", *kDeleting = "deleting", *kNotDeleted = "not deleted",
                            *kLinesLost = "lines lost", *kBackedUp = "backed up",
                            *kBackupDestroyed = "backup destroyed", *kReapplied = "evidence put back",
                            *kTakenUp = "taken up again", *kNewKeys = "new keys allowed", *kRetired = "keys retired",
                            *kPassphraseChanged = "passphrase changed", *kDecided = "decided",
                            *kDeletingSnapshots = "deleting snapshots", *kSnapshotsDeleted = "snapshots deleted",
                            *kRedactingLetters = "redacting dead letters", *kLettersRedacted = "dead letters redacted";
} // namespace acts
/// @}

/// What was done about a person, one line of the ledger. Holds no name, no id and no value of anybody.
struct LedgerEntry {
    std::uint64_t number = 0; ///< from 1, without a gap
    Time at;
    std::string act;     ///< "requested", "fenced", "destroyed", ...
    std::string erasure; ///< its id; empty: of none
    SubjectBinding subject;
    Json details; ///< an object
    /// The texts of a list in the details; none where there is no such list.
    [[nodiscard]] std::vector<std::string> texts(std::string_view member) const;
    Hash hash; ///< of this and, by the one before, of all before
};

/// The account of erasures and holds of one store: a file of JSON lines outside of the vault and of the store, so that
/// a copy of either from before an erasure is told. Each line carries the hash of the one before, and what only who has
/// the vault's secret can make of its own. Lines are only ever added, each durable before the next act begins. The
/// vault knows how many there are and the hash of the last one, so that a ledger is told that has lost its last lines,
/// or all.
///
/// One process at a time: who has the vault. One thread.
class ErasureLedger {
  public:
    /// Reads and checks all of it; makes nothing before the first entry. A last line that was cut off or torn by a
    /// crash, of which the vault was not told, was never said to be written, and goes with the next one. A vault that
    /// knows of fewer lines (a copy from before, or a crash between the two) is told of all. Errors: Corrupt (a line
    /// was changed, left out or added by somebody without the vault; says which; or lines that the vault knows of are
    /// gone), Refused (the vault is locked), Unavailable.
    [[nodiscard]] static Result<ErasureLedger> open(std::string path, KeyVault &vault);
    /// A copy that lies elsewhere, of any age: it is checked line by line, and nothing can be added to it. Errors as
    /// open(), except that a short one is none.
    [[nodiscard]] static Result<ErasureLedger> openCopy(std::string path, KeyVault &vault);
    /// Goes on with a ledger that has lost lines of which there is no copy any more; a line says so. Errors: Refused
    /// (it has not lost any; the vault is locked), Corrupt (a line was changed), Unavailable.
    [[nodiscard]] static Result<ErasureLedger> openDespiteLoss(std::string path, KeyVault &vault, Time at);

    /// The same lines, to which more are added in memory alone: to be told what would be written.
    [[nodiscard]] ErasureLedger rehearsal() const;

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] const std::vector<LedgerEntry> &entries() const { return m_entries; }
    /// Those of one erasure, the oldest first.
    [[nodiscard]] std::vector<LedgerEntry> entriesOf(std::string_view erasure) const;
    /// Null: the erasure has not come to this. Dies with the next add().
    [[nodiscard]] const LedgerEntry *find(std::string_view erasure, std::string_view act) const;

    /// Durable when it succeeds; answers its number. Errors: Refused (locked; a copy), Unavailable.
    [[nodiscard]] Result<std::uint64_t> add(Time at, const std::string &act, const std::string &erasure,
                                            const SubjectBinding &subject, const Json &details);

  private:
    ErasureLedger(std::string path, KeyVault &vault) : m_path(std::move(path)), m_vault(&vault) {}
    /// `knownLines`: the vault knows of so many; nothing: nobody asked it.
    [[nodiscard]] Result<void> read(std::optional<std::uint64_t> knownLines);
    [[nodiscard]] bool isTorn(std::string_view line, std::optional<std::uint64_t> knownLines) const;
    [[nodiscard]] Result<void> take(std::string_view line);
    [[nodiscard]] LedgerMark mark() const;
    /// Whether what the vault knows of it is there. Errors: Corrupt, those of the vault.
    [[nodiscard]] Result<void> checkMark() const;
    /// `entry` as the next line, without its end; sets its hash. Errors: Refused.
    [[nodiscard]] Result<std::string> lineOf(LedgerEntry &entry) const;

    std::string m_path;
    KeyVault *m_vault;
    std::vector<LedgerEntry> m_entries;
    std::uint64_t m_bytes = 0; ///< of whole lines
    bool m_isCopy = false, m_isRehearsal = false;
};

/// What a restored copy of a vault still has that the ledger says is gone is destroyed again, and what it says is
/// fenced is fenced; where a key was destroyed in the present epoch a new one begins. Answers how many keys were
/// destroyed. Errors: those of the vault.
[[nodiscard]] Result<std::size_t> eraseAgain(const ErasureLedger &ledger, KeyVault &vault);

} // namespace eventscope
