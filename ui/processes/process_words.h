// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process/process_board.h"
#include "ui/theme/theme.h"

#include <QString>

namespace eventscope::ui {

/// Process managers and their instances in the words of people. GUI thread.

/// "Running", "Compensating", "Ended"
[[nodiscard]] QString statusText(ProcessStatus status);
/// "All", "Running", ...
[[nodiscard]] QString filterText(ProcessFilter filter);
/// "12", or "12, 3 overdue"
[[nodiscard]] QString countText(const ProcessColumn &column);
/// "3 d old, stuck"; of one that has ended "took 3 d".
[[nodiscard]] QString ageText(const ProcessInstance &instance, Time asOf);
/// That of ageText(): errors are red.
[[nodiscard]] Role ageRole(const ProcessInstance &instance);
/// "waits for PaymentAccepted, PaymentFailed"; empty: for nothing.
[[nodiscard]] QString waitText(const std::vector<std::string> &types);
/// "CancelOrder (orderId: 17)", all of them, one after the other.
[[nodiscard]] QString commandsText(const std::vector<ProcessCommand> &commands);

} // namespace eventscope::ui
