// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/export_register.h"
#include "core/privacy/subject_finder.h"
#include "core/vault/vault_rows.h"

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::ui {

/// \name What people call these
/// @{
[[nodiscard]] QString placeText(SubjectHit::Place place);
[[nodiscard]] QString reasonText(SubjectHit::Reason reason);
[[nodiscard]] QString stateText(FieldState state);
[[nodiscard]] QString stateText(ErasureAccount::State state);
/// Of a file that a register knows.
[[nodiscard]] QString stateText(ExportState state);
/// What is said at `now` of a backup that was made before an erasure (see warningOf()).
[[nodiscard]] QString remnantsText(const std::optional<Time> &expiresAt, Time now);
/// What opens a backup; of an escrow key the beginning and the end of what privacy escrow-key calls its recipient.
[[nodiscard]] QString openedByText(const std::optional<EscrowRecipient> &escrow);
/// Which registered backups of the vault an erasure that is planned at `now` would not reach, and until when; empty:
/// there are none. No more than a few are named, without their paths.
[[nodiscard]] QString backupsText(const std::vector<PlannedBackup> &backups, Time now);
/// What a line of the ledger says was done; of an act that is not known, its name.
[[nodiscard]] QString actText(std::string_view act);
/// What something is kept for; empty: "no purpose".
[[nodiscard]] QString purposeText(const std::string &purpose);
/// Several of them, as purposeText() has each.
[[nodiscard]] QString purposesText(const std::vector<std::string> &purposes);
/// Why a legal hold keeps it, who wants that, and for how long.
[[nodiscard]] QString holdText(const LedgerEntry &hold);
/// @}

} // namespace eventscope::ui
