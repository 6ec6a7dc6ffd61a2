// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/projection_acts.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    return arguments.textOrEmpty("ACT") == "show" ? showProcess(context, arguments) : listProcesses(context, arguments);
}

} // namespace

Command processesCommand() {
    return {
        .name = "processes",
        .summary = "Lists the instances of process managers (sagas), the oldest first, or shows the life of one",
        .positionals = {{"ACT", "What to do", true, {"list", "show"}},
                        {"INSTANCE", "show: its key, such as the id of an order", false, {}}},
        .options = {{"--process", "P", "Only of this process manager", {}},
                    {"--status",
                     "STATUS",
                     "list: only those that are so",
                     {"running", "compensating", "ended", "overdue", "stuck"}}},
        .acts = {{"list", "", "--process --status", Masked::Shown}, {"show", "INSTANCE", "--process", Masked::Shown}},
        .details =
            "Instances are the rows of a projection (see: help projections), which list carries on to the end of the\n"
            "log first. Overdue is what waits for something that should have come by the time of the last event, "
            "stuck\n"
            "what has waited as long again. The commands that a process would send are shown; nothing is ever sent.\n"
            "list ends with exit code 1 when one is overdue.",
        .keys = {"process", "instance", "status", "step", "age", "overdue", "stuck", "startedAt", "changedAt", "dueAt",
                 "waitingFor[]", "commands[]", "position", "stream", "version", "type", "recordedAt", "sent[]",
                 "failed"},
        .examples = {{"--store shop.evdb processes list", "All instances, the oldest first"},
                     {"--store shop.evdb processes list --status overdue", "What waits in vain"},
                     {"--store shop.evdb processes show 1497d288-bf18-4e85-8d64-3f49bd9c8c7a", "What came in and out"}},
        .run = run};
}

} // namespace eventscope::cli
