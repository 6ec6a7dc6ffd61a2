// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/context.h"
#include "app/cli/exit_code.h"

namespace eventscope::cli {

/// \name What `privacy` does, act by act
/// @{
[[nodiscard]] Result<ExitCode> makeVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> showVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> changePassphrase(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> findPerson(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> listDueData(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> planPersonsErasure(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> writeNotice(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> erasePerson(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> verifyPersonsErasure(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> reportErasure(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> reportAccess(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> serveLedger(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> unlockVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> lockVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> backUpStoresVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> noteThatBackupIsDestroyed(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> makeEscrowKeyFiles(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> restoreStoresVault(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> allowPerson(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> retirePersonsKeys(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> holdPerson(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> transformPersonsStream(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> appendTombstone(Context &context, const Arguments &arguments);
/// @}

} // namespace eventscope::cli
