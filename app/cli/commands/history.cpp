// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/stream_history.h"

namespace eventscope::cli {

namespace {

constexpr std::size_t kShownColumns = 100;

Result<void> printVersions(Context &context, const History &history) {
    List list =
        context.list({{.key = "version", .title = "Version", .isFigure = true},
                      {.key = "type", .title = "Type", .columnsMax = 40, .fit = Column::Fit::End},
                      {.key = "recordedAt", .title = "Recorded"},
                      {.key = "outcome", .title = "Outcome"},
                      {.key = "changes", .title = "Changes", .columnsMax = kShownColumns, .fit = Column::Fit::End}});
    for (std::size_t i = 0; i < history.steps().size(); ++i) {
        const Step &step = history.steps()[i];
        ES_ASSIGN(changes, history.changes(i, context.job()));
        ES_ASSIGN(flow, list.row({Value::number(step.version.value), Value::text(step.type),
                                  Value::moment(step.recordedAt), outcomeValue(step.outcome), changesValue(changes)}));
        if (flow == Flow::Enough) break;
        context.job().report(i + 1, history.steps().size());
    }
    return list.finish();
}

Result<void> printValues(Context &context, const History &history, const Pointer &pointer) {
    ES_ASSIGN(values, history.valueHistory(pointer, context.job()));
    List list = context.list({{.key = "version", .title = "Version", .isFigure = true},
                              {.key = "type", .title = "Type", .columnsMax = 40, .fit = Column::Fit::End},
                              {.key = "recordedAt", .title = "Recorded"},
                              {.key = "value", .title = "Value", .columnsMax = kShownColumns, .fit = Column::Fit::End},
                              {.key = "changed", .title = "Changed"},
                              {.key = "removed", .title = "Removed"}});
    for (const ValueChange &change : values) {
        const Step &step = history.steps()[change.step];
        ES_ASSIGN(flow, list.row({Value::number(step.version.value), Value::text(step.type),
                                  Value::moment(step.recordedAt), change.value ? Value::json(*change.value) : Value(),
                                  Value::boolean(change.changed), Value::boolean(!change.value)}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(pointer, Pointer::parse(arguments.textOrEmpty("POINTER")));
    ES_ASSIGN(history, readHistory(context, arguments.textOrEmpty("STREAM"), arguments.textOrEmpty("--fold")));
    if (arguments.has("POINTER"))
        ES_TRY(printValues(context, *history, pointer));
    else
        ES_TRY(printVersions(context, *history));
    return ExitCode::Done;
}

} // namespace

Command historyCommand() {
    return {.name = "history",
            .summary = "Shows what each version of an aggregate changed, or every value of one field",
            .positionals = {{"STREAM", "The stream", true, {}},
                            {"POINTER", "A JSON Pointer into the state, such as /balance", false, {}}},
            .options = {{"--fold", "NAME", "How events become states", {}}},
            .details =
                "Changes are the steps of a JSON Patch (RFC 6902), each with the value before it under \"was\".\n"
                "With a POINTER, \"changed\" is false where an event set the value to what it was.",
            .keys = {"version", "type", "recordedAt", "outcome", "changes[]", "value", "changed", "removed"},
            .examples = {{"--store shop.evdb history account-1", "All versions"},
                         {"--store shop.evdb history account-1 /balance", "Every balance it ever had"},
                         {"--store shop.evdb history order-7 /items/0/quantity --json",
                          "One field of an element, for a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
