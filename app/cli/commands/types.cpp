// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"

namespace eventscope::cli {

namespace {

Result<ExitCode> run(Context &context, const Arguments &) {
    ES_ASSIGN(store, context.openStore());
    CatalogueQuery query;
    query.what = CatalogueQuery::What::Types;
    query.rowsMax = kNoLimit;
    ES_ASSIGN(catalogue, store->catalogue(query, context.job()));
    List list = context.list({{.key = "type", .title = "Type"},
                              {.key = "schemaVersion", .title = "Schema", .isFigure = true},
                              {.key = "events", .title = "Events", .isFigure = true},
                              {.key = "first", .title = "First"},
                              {.key = "last", .title = "Last"}});
    for (const TypeEntry &entry : catalogue.types) {
        ES_ASSIGN(flow, list.row({Value::text(entry.type), Value::number(entry.schemaVersion),
                                  Value::count(entry.events), Value::moment(entry.first), Value::moment(entry.last)}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command typesCommand() {
    return {.name = "types",
            .summary = "Lists event types with their counts",
            .positionals = {},
            .options = {},
            .details = "",
            .keys = {"type", "schemaVersion", "events", "first", "last"},
            .examples = {{"--store shop.evdb types", "All event types, as stored"},
                         {"--store shop.evdb types --format csv", "For a spreadsheet"},
                         {"--store shop.evdb types --json", "For a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
