// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace eventscope::cli {

[[nodiscard]] Command connectionsCommand();
[[nodiscard]] Command processesCommand();
[[nodiscard]] Command projectionsCommand();
[[nodiscard]] Command sampleCommand();
[[nodiscard]] Command infoCommand();
[[nodiscard]] Command streamsCommand();
[[nodiscard]] Command typesCommand();
[[nodiscard]] Command statsCommand();
[[nodiscard]] Command eventsCommand();
[[nodiscard]] Command appendCommand();
[[nodiscard]] Command importCommand();
[[nodiscard]] Command exportCommand();
[[nodiscard]] Command stateCommand();
[[nodiscard]] Command historyCommand();
[[nodiscard]] Command diffCommand();
[[nodiscard]] Command blameCommand();
[[nodiscard]] Command intervalsCommand();
[[nodiscard]] Command compareCommand();
[[nodiscard]] Command snapshotsCommand();
[[nodiscard]] Command benchCommand();
[[nodiscard]] Command completionCommand();
[[nodiscard]] Command helpCommand();
[[nodiscard]] Command manCommand();
[[nodiscard]] Command notesCommand();
[[nodiscard]] Command privacyCommand();

} // namespace eventscope::cli
