// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/context.h"
#include "core/open/privacy_desk.h"

#include <optional>
#include <string>

namespace eventscope::cli {

/// `store` must outlive it. Errors: those of the domain pack, the vault and the ledger.
[[nodiscard]] Result<PrivacyDesk> openDesk(Context &context, const EventStore &store);
/// The same, with a vault. Errors: NotFound (there is none), as openDesk().
[[nodiscard]] Result<PrivacyDesk> openDeskWithVault(Context &context, const EventStore &store);

/// The same, with a ledger; a policy is not needed. Errors: NotFound (there is no vault), as openDesk().
[[nodiscard]] Result<PrivacyDesk> openDeskWithLedger(Context &context, const EventStore &store);

/// Says what is left to be done about backups of the vault, if anything (see BackupReminder). REQUIRES: a ledger.
/// Errors: those of backupReminder().
[[nodiscard]] Result<void> noteBackups(Context &context, const PrivacyDesk &desk);

/// Whether a file may be made at `path` by an act of this desk. Errors: those of checkOut().
[[nodiscard]] Result<void> checkTarget(Context &context, const Arguments &arguments, const PrivacyDesk &desk,
                                       const std::string &path);

/// Writes a text whole to where --out says, for its owner alone; without it to the standard output. Answers the file's
/// path; nothing: there is none. Errors: those of checkTarget(), of the file and of the output.
[[nodiscard]] Result<std::optional<std::string>> writeWhereAsked(Context &context, const Arguments &arguments,
                                                                 const PrivacyDesk &desk, const std::string &text);

/// SUBJECT, --alias, --literal and --literals-file. Errors: Invalid (a text that is empty, a file without any), those
/// of the file.
[[nodiscard]] Result<SubjectWanted> personOf(Context &context, const Arguments &arguments, const std::string &subject);

/// Says that an id of whom nothing is known may be mistyped.
void noteNotKnown(Context &context);

/// Asks at the terminal for `word` before `what` is done, unless --yes was given. Errors: Refused, Cancelled.
[[nodiscard]] Result<void> confirmAct(Context &context, const Arguments &arguments, const std::string &what,
                                      const std::string &word);

/// What stands behind ACT, number `index` from 0. Errors: Invalid, naming `what`.
[[nodiscard]] Result<std::string> wordOf(const Arguments &arguments, std::size_t index, const std::string &what);

/// The same where that is the number of a `thing`, "hold". `hint` says where they are listed. Errors: Invalid.
[[nodiscard]] Result<std::uint64_t> numberOf(const Arguments &arguments, std::size_t index, const std::string &thing,
                                             const char *hint);

} // namespace eventscope::cli
