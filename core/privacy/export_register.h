// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/erasure_ledger.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// The copies of a person's data that were made by this program: lines of the ledger, which is authenticated, read
// before each erasure and kept apart from the store already. A line holds no name: the path, which may well be one, is
// sealed by the vault's own secret rather than by the person's key, since it is needed after that key is destroyed.

/// Stands for whoever has data in the store, in the line of a file that holds too many people's to name them.
inline constexpr SubjectBinding kEverybody{};

/// A file with a person's data in clear, for anybody or for who has its passphrase.
struct RegisteredExport {
    std::uint64_t number = 0; ///< of its line in the ledger; how reports call it
    std::uint64_t file = 0;   ///< the number of the first line of the same file: one with several people has several
    std::string place;        ///< see placeOf()
    Time at;
    SubjectBinding subject;
    std::string kind;     ///< "access report", "events in clear"
    std::string reason;   ///< why it was made; may be empty
    std::string by;       ///< role or number of who made it; may be empty
    std::string receiver; ///< role or number of whom it was made for; may be empty
    std::string path;     ///< absolute
    std::uint64_t bytes = 0;
    Hash hash; ///< BLAKE2b-256 of the file; another file may have the same
};

/// What has become of one.
enum class ExportState : std::uint8_t {
    There,       ///< where it was made, as it was made
    Changed,     ///< something else is there
    Overwritten, ///< a later export is there, which is in the register itself
    Gone,        ///< nothing is there: it was moved or deleted by somebody
    Unreadable,  ///< it cannot be looked at, or not be deleted
    Deleted,     ///< by an erasure, from this place; of a backup: by somebody who has said so
};
/// "there", "changed", "overwritten", "not at its place", "cannot be read", "deleted"
[[nodiscard]] std::string_view name(ExportState state);
/// Something is left to be done by hand: what is there may hold the person's data.
[[nodiscard]] bool isOpen(ExportState state);

/// Enters a file that is about to appear at `made.path` (its number, time and subject are not looked at), for each id
/// of the person, or for kEverybody. Answers the number of the first line; 0 without a subject. Durable when it
/// succeeds. Errors: Refused, Unavailable.
[[nodiscard]] Result<std::uint64_t> registerExport(ErasureLedger &ledger, const KeyVault &vault, Time at,
                                                   std::span<const SubjectBinding> subjects,
                                                   const RegisteredExport &made);
/// Says that the file whose first line this is has not appeared after all. Errors as registerExport().
[[nodiscard]] Result<void> withdrawExport(ErasureLedger &ledger, Time at, std::uint64_t file);

/// Those of a person, and everybody's, that have not been withdrawn, the oldest first. Errors: Corrupt (a line of
/// another vault), Refused.
[[nodiscard]] Result<std::vector<RegisteredExport>> exportsOf(const ErasureLedger &ledger, const KeyVault &vault,
                                                              const SubjectBinding &subject);

/// Looks at its place. Errors: Cancelled. Cost: reads the file.
[[nodiscard]] Result<ExportState> stateOf(const ErasureLedger &ledger, const RegisteredExport &made,
                                          const JobControl &job);
/// Deletes it where it is still there, after the ledger has been told that this is about to be done for `erasure`, and
/// answers what has become of it. Does no harm when it is repeated. Errors: those of the ledger, Cancelled.
[[nodiscard]] Result<ExportState> deleteExport(ErasureLedger &ledger, Time at, const std::string &erasure,
                                               const RegisteredExport &made, const JobControl &job);

/// BLAKE2b-256 of a file, which must be a regular one and no link. Errors: NotFound, Unavailable, Cancelled.
[[nodiscard]] Result<Hash> hashOfFile(const std::string &path, const JobControl &job);

} // namespace eventscope
