// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

constexpr std::size_t kPageRows = 1000;

std::vector<Column> columns() {
    return {{.key = "stream", .title = "Stream", .columnsMax = 60, .fit = Column::Fit::Middle},
            {.key = "category", .title = "Category", .columnsMax = 24, .fit = Column::Fit::End},
            {.key = "version", .title = "Version", .isFigure = true},
            {.key = "events", .title = "Events", .isFigure = true},
            {.key = "first", .title = "First"},
            {.key = "last", .title = "Last"}};
}

Result<Flow> print(List &list, const StreamEntry &entry) {
    return list.row({Value::text(entry.stream), Value::text(categoryOf(entry.stream)),
                     Value::number(entry.version.value), Value::count(entry.events), Value::moment(entry.first),
                     Value::moment(entry.last)});
}

CatalogueQuery queryOf(const Arguments &arguments) {
    CatalogueQuery query;
    query.rowsMax = kPageRows;
    query.category = arguments.text("--category");
    query.glob = arguments.textOrEmpty("--match");
    return query;
}

/// Hands on every stream of the query by name, page by page, until `take` has enough.
template <class Take>
Result<void> eachStream(const EventStore &store, CatalogueQuery query, const JobControl &job, Take take) {
    for (bool more = true; more;) {
        ES_ASSIGN(page, store.catalogue(query, job));
        for (StreamEntry &entry : page.streams) {
            query.afterStream = entry.stream;
            ES_ASSIGN(flow, take(std::move(entry)));
            if (flow == Flow::Enough) return {};
        }
        more = !page.complete && !page.streams.empty();
    }
    return {};
}

/// The order that --sort asks for; equal ones by name.
void sort(std::vector<StreamEntry> &entries, bool byLength) {
    std::stable_sort(entries.begin(), entries.end(), [&](const StreamEntry &a, const StreamEntry &b) {
        return byLength ? a.events > b.events : a.lastPosition > b.lastPosition;
    });
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, context.openStore());
    List list = context.list(columns());
    const std::string order = arguments.text("--sort").value_or("name");
    if (order == "name") {
        ES_TRY(eachStream(*store, queryOf(arguments), context.job(),
                          [&](const StreamEntry &entry) { return print(list, entry); }));
    } else {
        std::vector<StreamEntry> entries;
        ES_TRY(eachStream(*store, queryOf(arguments), context.job(), [&](StreamEntry entry) -> Result<Flow> {
            entries.push_back(std::move(entry));
            return Flow::More;
        }));
        sort(entries, order == "length");
        for (const StreamEntry &entry : entries) {
            ES_ASSIGN(flow, print(list, entry));
            if (flow == Flow::Enough) break;
        }
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command streamsCommand() {
    return {.name = "streams",
            .summary = "Lists streams",
            .positionals = {},
            .options =
                {{"--category", "C", "Only streams of this category: those named C up to the first hyphen", {}},
                 {"--match", "GLOB", "Only streams whose whole name matches, such as \"order-*\"", {}},
                 {"--sort", "ORDER", "By name, the last event or the number of events", {"recent", "name", "length"}}},
            .details = "",
            .keys = {"stream", "category", "version", "events", "first", "last"},
            .examples = {{"--store shop.evdb streams --category account", "All accounts"},
                         {"--store shop.evdb streams --sort length --limit 10", "The ten longest streams"},
                         {"--store shop.evdb streams --match \"order-1*\" --json", "Orders, for a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
