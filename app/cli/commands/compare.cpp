// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/compare.h"
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/domain.h"
#include "app/cli/stream_history.h"

namespace eventscope::cli {

namespace {

const char *nameOf(ComparedRow::Kind kind) {
    switch (kind) {
    case ComparedRow::Kind::Same:
        return "same";
    case ComparedRow::Kind::Differs:
        return "differs";
    case ComparedRow::Kind::OnlyLeft:
        return "onlyA";
    case ComparedRow::Kind::OnlyRight:
        return "onlyB";
    }
    return "same";
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(domain, domainOf(context, *store));
    const StreamId a{arguments.textOrEmpty("STREAM_A")}, b{arguments.textOrEmpty("STREAM_B")};
    ES_ASSIGN(rows, compareStreams(*store, *domain.lens, a, b, context.job()));
    if (rows.empty())
        return fail(ErrorKind::NotFound, "Neither stream has an event", "See the names with: streams --match GLOB");
    List list = context.list({{.key = "kind", .title = "Kind"},
                              {.key = "versionA", .title = "A", .isFigure = true},
                              {.key = "versionB", .title = "B", .isFigure = true},
                              {.key = "type", .title = "Type", .columnsMax = 40, .fit = Column::Fit::End},
                              {.key = "changes", .title = "Changes", .columnsMax = 100, .fit = Column::Fit::End}});
    for (const ComparedRow &row : rows) {
        ES_ASSIGN(flow, list.row({Value::text(nameOf(row.kind)), Value::version(row.left), Value::version(row.right),
                                  Value::text(row.type), changesValue(row.changes)}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command compareCommand() {
    return {.name = "compare",
            .summary = "Lays two streams side by side, aligned by event type and payload",
            .positionals = {{"STREAM_A", "A stream", true, {}}, {"STREAM_B", "Another one", true, {}}},
            .options = {},
            .details =
                "\"kind\" is same, differs, onlyA or onlyB; \"changes\" lead from the payload in A to that in B.",
            .keys = {"kind", "versionA", "versionB", "type", "changes[]"},
            .examples = {{"--store shop.evdb compare order-1 order-2", "Where two orders went different ways"},
                         {"--store shop.evdb compare order-1 order-2 --json", "For a script"},
                         {"--store shop.evdb compare account-1 account-2 --format csv", "For a spreadsheet"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
