// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/commands/commands.h"

#include <algorithm>

namespace eventscope::cli {

const std::vector<Command> &commandTable() {
    static const std::vector<Command> kCommands{
        sampleCommand(),    infoCommand(),        streamsCommand(),    typesCommand(),     statsCommand(),
        eventsCommand(),    appendCommand(),      importCommand(),     exportCommand(),    stateCommand(),
        historyCommand(),   diffCommand(),        blameCommand(),      intervalsCommand(), compareCommand(),
        snapshotsCommand(), projectionsCommand(), processesCommand(),  benchCommand(),     connectionsCommand(),
        notesCommand(),     privacyCommand(),     completionCommand(), helpCommand(),      manCommand(),
    };
    return kCommands;
}

Result<void> checkMayBeMasked(const Command &command, const Arguments &arguments) {
    const std::string act = arguments.textOrEmpty("ACT");
    const auto use = std::ranges::find(command.acts, act, &ActUse::act);
    const Masked masked = use == command.acts.end() ? command.masked : use->masked;
    if (masked == Masked::Shown) return {};
    return fail(ErrorKind::Refused,
                "Nothing masks what " + command.name + (act.empty() ? "" : " " + act) + " shows or does",
                "Leave --masked out, where no audience is");
}

const Command *findCommand(std::string_view name) {
    const auto &all = commandTable();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Command &command) { return command.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace eventscope::cli
