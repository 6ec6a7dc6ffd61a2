// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/backup_register.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/subject_finder.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace eventscope {

/// A copy of the person's data that this program made.
struct PlannedExport {
    RegisteredExport made;
    ExportState state = ExportState::There;
};

/// A backup of the vault that would still hold the keys.
struct PlannedBackup {
    RegisteredBackup made;
    ExportState state = ExportState::There;
};

/// What an erasure would do, and what it could not, as everything stands now.
struct ErasurePlan {
    bool hasVault = true;                        ///< false: nothing is sealed, and no key can be destroyed
    SubjectBinding subject;                      ///< null without a vault
    std::vector<KeyRow> keys;                    ///< that would be destroyed
    std::size_t keysGone = 0;                    ///< that were destroyed before
    bool isKnown = false;                        ///< see isKnownSubject()
    std::map<std::string, std::uint64_t> values; ///< sealed ones, by the purpose of their key
    std::set<StreamId> streams;                  ///< that hold any
    std::uint64_t events = 0;                    ///< that hold sealed ones
    std::uint64_t snapshots = 0; ///< that would be deleted: of every stream that holds something of theirs; in the
                                 ///< store of another program those that hold sealed values
    std::map<std::string, std::uint64_t> rows;    ///< of read models that hold sealed ones
    std::map<std::string, std::uint64_t> letters; ///< dead ones of read models that would be redacted
    std::uint64_t outOfReach = 0;                 ///< sealed ones of a later form, or of a key the vault never had
    std::vector<SubjectHit> inClear;              ///< values that no key protects and nothing takes away
    std::map<StreamId, std::string> tombstones;   ///< streams of theirs that would be closed, by events of this type
    std::uint64_t identifiers = 0;                ///< places of their id, which is a surrogate and stays
    std::vector<PlannedExport> exports;           ///< each file once; one that is there would be deleted
    std::vector<PlannedBackup> backups;           ///< that it would not reach, until they expire
    std::set<std::string> recipients;    ///< who else has it, as the policy says, and is to be told (Article 19)
    std::vector<LedgerEntry> holds;      ///< legal holds that forbid it
    std::optional<std::string> underWay; ///< another erasure of theirs that is not over
    Position head;                       ///< of the log that was looked at
};

/// Looks at everything, changes nothing. A store without a vault has no ledger either (both null): all of theirs that
/// is found is in clear. `purposes`: only what is sealed with the keys of these; none: all. `see` (may
/// be empty) is told each hit. Errors: Invalid (a purpose that is not known), those of findSubject() and of `see`.
[[nodiscard]] Result<ErasurePlan> planErasure(const SubjectSources &sources, const SubjectWanted &wanted,
                                              const std::vector<std::string> &purposes, const KeyVault *vault,
                                              const ErasureLedger *ledger, Time now, const JobControl &job,
                                              const std::function<Result<void>(const SubjectHit &)> &see = {});

/// The same for plans that have found the same, in 32 hexadecimal digits: what somebody confirms is one of them.
[[nodiscard]] std::string digestOf(const ErasurePlan &plan);

/// Whether there is anything of this person, under this id: a key, whatever became of it, an export, or a hit of
/// findSubject(). Of whom nothing is known the id was most likely mistyped (see UnknownSubject). Errors: those of the
/// vault, of the ledger and of findSubject(). Cost: for who has neither a key nor an export, that of findSubject().
[[nodiscard]] Result<bool> isKnownSubject(const SubjectSources &sources, const SubjectId &subject,
                                          const KeyVault &vault, const ErasureLedger &ledger, const JobControl &job);

/// An erasure of a person, other than `but`, that was asked for and is not complete; nothing: there is none.
[[nodiscard]] std::optional<std::string> erasureUnderWay(const ErasureLedger &ledger, const SubjectBinding &subject,
                                                         std::string_view but = {});

} // namespace eventscope
