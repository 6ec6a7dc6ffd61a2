// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/store_words.h"

namespace eventscope::cli {

namespace {

Json namesOf(const Capabilities &capabilities) {
    std::vector<Json> names;
    for (const Capability capability : capabilities)
        names.push_back(Json::string(name(capability)));
    return Json::array(std::move(names));
}

Json findingsOf(const StoreInfo &info) {
    std::vector<Json> findings;
    for (const std::string &finding : info.findings)
        findings.push_back(Json::string(finding));
    return Json::array(std::move(findings));
}

Result<ExitCode> run(Context &context, const Arguments &) {
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(store, context.openStore(access));
    const StoreInfo &info = store->info();
    ES_ASSIGN(head, store->head(context.job()));
    CatalogueQuery query;
    query.what = CatalogueQuery::What::Categories;
    query.rowsMax = kNoLimit;
    ES_ASSIGN(catalogue, store->catalogue(query, context.job()));
    std::uint64_t events = 0, streams = 0;
    for (const CategoryEntry &category : catalogue.categories) {
        events += category.events;
        streams += category.streams;
    }
    ES_TRY(context.print({{"layout", Value::text(info.layout)},
                          {"store", Value::text(info.identity.address)},
                          {"name", Value::text(info.identity.name)},
                          {"id", Value::text(info.identity.id)},
                          {"connection", access.connection.empty() ? Value() : Value::text(access.connection)},
                          {"environment", Value::text(name(access.environment))},
                          {"server", serverOf(info)},
                          {"tls", rungOf(info, "tls")},
                          {"domain", info.domain.empty() ? Value::json("null") : Value::text(info.domain)},
                          {"order", Value::text(name(info.order))},
                          {"versionBase", Value::number(info.versionBase)},
                          {"head", Value::position(head.last)},
                          {"safeHead", Value::position(head.settled)},
                          {"lastRecordedAt", Value::moment(head.lastRecordedAt)},
                          {"events", Value::count(events)},
                          {"streams", Value::count(streams)},
                          {"categories", Value::count(catalogue.categories.size())},
                          {"capabilities", Value::json(namesOf(info.can))},
                          {"appending", appendingOf(info)},
                          {"readOnly", Value::json(evidenceOf(info.readOnly))},
                          {"findings", Value::json(findingsOf(info))}}));
    return ExitCode::Done;
}

} // namespace

Command infoCommand() {
    return {.name = "info",
            .summary = "Shows what a store is, what is in it, and why it cannot be changed through this program",
            .positionals = {},
            .options = {},
            .details = "",
            .keys = {"layout",
                     "store",
                     "name",
                     "id",
                     "connection",
                     "environment",
                     "server",
                     "tls",
                     "domain",
                     "order",
                     "versionBase",
                     "head",
                     "safeHead",
                     "lastRecordedAt",
                     "events",
                     "streams",
                     "categories",
                     "capabilities[]",
                     "appending{value,because[]}",
                     "readOnly{value,evidence[]}",
                     "findings[]"},
            .examples = {{"--store shop.evdb info", "What is in the store"},
                         {"--store shop.evdb info --json", "The same for a script"},
                         {"--store file:export.jsonl info", "A file is a store, too, as it lies"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
