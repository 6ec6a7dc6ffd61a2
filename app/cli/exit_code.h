// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>

namespace eventscope::cli {

/// How the program ends; scripts rely on the numbers.
enum class ExitCode : std::uint8_t {
    Done = 0,
    Findings = 1,       ///< a check ran and found something
    WrongUse = 2,       ///< of the command line
    CannotOpen = 3,     ///< cannot reach or open, or there is no such thing
    BadData = 4,        ///< or over a limit
    Refused = 5,        ///< read-only, wrong expected version, duplicates, a missing --write
    Internal = 6,       ///< our own mistake
    OutcomeUnknown = 7, ///< the connection was lost in a commit
    Cancelled = 130,
};

[[nodiscard]] ExitCode exitCodeOf(ErrorKind kind);

} // namespace eventscope::cli
