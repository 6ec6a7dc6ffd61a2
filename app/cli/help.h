// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <string>

namespace eventscope::cli {

/// "eventscope-cli events [--stream S] [--after P] ..."
[[nodiscard]] std::string synopsis(const Command &command);
/// What `help` prints.
[[nodiscard]] std::string programHelp();
/// What `help COMMAND` and `COMMAND --help` print.
[[nodiscard]] std::string commandHelp(const Command &command);
/// An act with the words and options that it takes: "hold add ID [--reason] [--until]".
[[nodiscard]] std::string useOf(const ActUse &use);
/// What `help filter` prints: the filter language.
[[nodiscard]] std::string filterHelp();
/// The manual page eventscope-cli(1), in the man macros of roff.
[[nodiscard]] std::string manPage();

/// What the numbers of ExitCode mean, one row each.
struct ExitCodeMeaning {
    int code;
    const char *meaning;
};
[[nodiscard]] const std::vector<ExitCodeMeaning> &exitCodeMeanings();

} // namespace eventscope::cli
