// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/history/history.h"

#include <string>

namespace eventscope::cli {

/// Reads and folds a whole stream, as the domain knows it. `foldName` may be empty.
/// Errors: NotFound (the stream has no events, no such fold), those of buildHistory.
[[nodiscard]] Result<HistoryPtr> readHistory(Context &context, const std::string &stream, const std::string &foldName);

/// The step with this version. Errors: NotFound (with the versions there are).
[[nodiscard]] Result<std::size_t> stepOf(const History &history, Version version);

/// "applied", "ignored" or "failed: why".
[[nodiscard]] Value outcomeValue(const StepOutcome &outcome);

/// The changes for a person: "~ /balance 120.00 → 20.00, + /note "x", - /old".
[[nodiscard]] Value changesValue(const std::vector<Change> &changes);

} // namespace eventscope::cli
