// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/base/result.h"

namespace eventscope::cli {

/// A command line, read.
struct Invocation {
    enum class Kind { Run, Help, Version };
    Kind kind = Kind::Run;
    const Command *command = nullptr; ///< null: help about the program
    Arguments global;
    Arguments arguments;
};

/// Reads the words behind the program's name by the command table. Global options may stand anywhere.
/// Errors: Invalid (unknown words, missing or surplus arguments), always with a hint.
[[nodiscard]] Result<Invocation> parseCommandLine(int argc, const char *const *argv);

} // namespace eventscope::cli
