// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/stream_history.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

bool isAtOrBelow(const Pointer &path, const Pointer &top) {
    const auto &tokens = path.tokens();
    return tokens.size() >= top.tokens().size() && std::equal(top.tokens().begin(), top.tokens().end(), tokens.begin());
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(top, Pointer::parse(arguments.textOrEmpty("POINTER")));
    ES_ASSIGN(version, arguments.version("--version"));
    ES_ASSIGN(history, readHistory(context, arguments.textOrEmpty("STREAM"), arguments.textOrEmpty("--fold")));
    std::size_t step = history->steps().size() - 1;
    if (version) {
        ES_ASSIGN(asked, stepOf(*history, *version));
        step = asked;
    }
    ES_ASSIGN(entries, history->blame(step, context.job()));
    List list = context.list({{.key = "pointer", .title = "Pointer", .columnsMax = 60, .fit = Column::Fit::Middle},
                              {.key = "value", .title = "Value", .columnsMax = 60, .fit = Column::Fit::End},
                              {.key = "version", .title = "Version", .isFigure = true},
                              {.key = "type", .title = "Type"},
                              {.key = "id", .title = ""},
                              {.key = "recordedAt", .title = "Recorded"}});
    for (const BlameEntry &entry : entries) {
        if (!isAtOrBelow(entry.path, top)) continue;
        const Step &by = history->steps()[entry.step];
        ES_ASSIGN(flow,
                  list.row({Value::text(entry.path.text()), Value::json(entry.value), Value::number(by.version.value),
                            Value::text(by.type), Value::text(toString(by.id)), Value::moment(by.recordedAt)}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command blameCommand() {
    return {.name = "blame",
            .summary = "Says which event last set each value of an aggregate",
            .positionals = {{"STREAM", "The stream", true, {}},
                            {"POINTER", "Only this value and what is below it, such as /shippingAddress", false, {}}},
            .options = {{"--version", "N", "As of this version, inclusive; the last one without it", {}},
                        {"--fold", "NAME", "How events become states", {}}},
            .details = "An event that sets a value to what it was does not count.",
            .keys = {"pointer", "value", "version", "type", "id", "recordedAt"},
            .examples = {{"--store shop.evdb blame account-1", "Every value of the state"},
                         {"--store shop.evdb blame account-1 /balance --version 87", "One value, as of version 87"},
                         {"--store shop.evdb blame order-7 /items --json", "A part of the state, for a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
