// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/stream_history.h"

namespace eventscope::cli {

namespace {

Value valueOf(const std::optional<Json> &value) { return value ? Value::json(*value) : Value(); }

/// A table and CSV get one change a row.
Result<void> printRows(Context &context, const std::vector<Change> &changes) {
    List list = context.list({{.key = "op", .title = "Change"},
                              {.key = "path", .title = "Path"},
                              {.key = "was", .title = "Was", .columnsMax = 60, .fit = Column::Fit::End},
                              {.key = "value", .title = "Is", .columnsMax = 60, .fit = Column::Fit::End}});
    const Json steps = toJson(changes);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        ES_ASSIGN(flow, list.row({Value::text(steps.child(i).member("op").token()), Value::text(changes[i].path.text()),
                                  valueOf(changes[i].was), valueOf(changes[i].value)}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

/// "before the first event" for a number below it, such as 0.
Result<std::optional<std::size_t>> stepOrStart(const History &history, const std::optional<Version> &version) {
    if (!version || *version < history.steps().front().version) return std::optional<std::size_t>();
    ES_ASSIGN(step, stepOf(history, *version));
    return std::optional<std::size_t>(step);
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(a, arguments.version("A"));
    ES_ASSIGN(b, arguments.version("B"));
    ES_ASSIGN(history, readHistory(context, arguments.textOrEmpty("STREAM"), arguments.textOrEmpty("--fold")));
    ES_ASSIGN(from, stepOrStart(*history, a));
    ES_ASSIGN(to, stepOrStart(*history, b));
    ES_ASSIGN(changes, history->diff(from, to, context.job()));
    const Format format = context.globals().format;
    if (format == Format::Table || format == Format::Csv) {
        ES_TRY(printRows(context, changes));
        return ExitCode::Done;
    }
    ES_TRY(context.print({{"stream", Value::text(history->stream().value)},
                          {"from", Value::version(a)},
                          {"to", Value::version(b)},
                          {"changes", changesValue(changes)}}));
    return ExitCode::Done;
}

} // namespace

Command diffCommand() {
    return {.name = "diff",
            .summary = "Shows what changed between two versions of an aggregate",
            .positionals = {{"STREAM", "The stream", true, {}},
                            {"A", "A version; 0 is before the first event", true, {}},
                            {"B", "Another one, before or after it", true, {}}},
            .options = {{"--fold", "NAME", "How events become states", {}}},
            .details = "",
            .keys = {"stream", "from", "to", "changes[]"},
            .examples = {{"--store shop.evdb diff account-1 86 87", "What version 87 changed"},
                         {"--store shop.evdb diff order-7 0 5 --json", "Everything up to version 5, as a JSON Patch"},
                         {"--store shop.evdb diff order-7 5 2", "Backwards"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
