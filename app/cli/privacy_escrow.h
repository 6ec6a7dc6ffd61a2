// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/context.h"
#include "core/vault/escrow_key.h"

#include <optional>

namespace eventscope::cli {

/// Whom --escrow-to says that a backup is sealed to. Errors: Invalid (without --out), those of the file.
[[nodiscard]] Result<std::optional<EscrowRecipient>> escrowAsked(const Arguments &arguments);

/// The key in the file that --escrow-key names, opened with its passphrase. Errors: those of the file and of asking.
[[nodiscard]] Result<std::optional<EscrowKey>> openedEscrowKey(Context &context, const Arguments &arguments);

} // namespace eventscope::cli
