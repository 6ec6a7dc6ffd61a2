// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include "app/cli/commands/commands.h"
#include "app/cli/context.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> print(Context &context, const std::string &text) {
    ES_TRY(context.out().write(text));
    ES_TRY(context.out().flush());
    return ExitCode::Done;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const auto topic = arguments.text("TOPIC");
    if (!topic) return print(context, programHelp());
    if (*topic == "filter") return print(context, filterHelp());
    if (const Command *command = findCommand(*topic)) return print(context, commandHelp(*command));
    return fail(ErrorKind::Invalid, "There is no command \"" + *topic + "\"", "See eventscope-cli help");
}

Result<ExitCode> runMan(Context &context, const Arguments &) { return print(context, manPage()); }

} // namespace

Command helpCommand() {
    return {
        .name = "help",
        .summary = "Explains the program, a command, or the filter language",
        .positionals = {{"TOPIC", "A command, or \"filter\"", false, {}}},
        .options = {},
        .details = "",
        .keys = {},
        .examples = {{"help", "All commands"}, {"help events", "One command"}, {"help filter", "The filter language"}},
        .run = run,
        .masked = Masked::Shown};
}

Command manCommand() {
    return {.name = "man",
            .summary = "Prints the manual page",
            .positionals = {},
            .options = {},
            .details = "",
            .keys = {},
            .examples = {},
            .run = runMan,
            .hidden = true};
}

} // namespace eventscope::cli
