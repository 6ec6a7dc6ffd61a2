// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/stream_history.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(predicate, arguments.filter("--when", FilterScope::State));
    ES_ASSIGN(history, readHistory(context, arguments.textOrEmpty("STREAM"), arguments.textOrEmpty("--fold")));
    ES_ASSIGN(intervals, history->intervals(predicate, context.job()));
    List list = context.list({{.key = "from", .title = "From", .isFigure = true},
                              {.key = "to", .title = "To", .isFigure = true},
                              {.key = "fromTime", .title = "From time"},
                              {.key = "toTime", .title = "To time"}});
    for (const Interval &interval : intervals) {
        const Step &from = history->steps()[interval.from];
        const Step *to = interval.to ? &history->steps()[*interval.to] : nullptr;
        ES_ASSIGN(flow, list.row({Value::number(from.version.value),
                                  to ? Value::number(to->version.value) : Value().shownAs("still"),
                                  Value::moment(from.recordedAt), to ? Value::moment(to->recordedAt) : Value()}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command intervalsCommand() {
    return {.name = "intervals",
            .summary = "Finds the exact ranges of versions in which a condition on the state holds",
            .positionals = {{"STREAM", "The stream", true, {}}},
            .options = {{"--when", "EXPR", "The condition, over state (see \"help filter\")", {}, true},
                        {"--fold", "NAME", "How events become states", {}}},
            .details = "\"from\" is the first version at which it holds, \"to\" the first at which it holds no longer "
                       "(null: it still\n"
                       "holds at the end); fromTime and toTime are the recorded times of these two events.",
            .keys = {"from", "to", "fromTime", "toTime"},
            .examples = {{"--store shop.evdb intervals account-1 --when 'state.balance < 0'", "When it was overdrawn"},
                         {"--store shop.evdb intervals order-7 --when 'state.items.length > 3'",
                          "When it held more than three items"},
                         {"--store shop.evdb intervals order-7 --when 'state.status == \"placed\"' --json",
                          "For a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
