// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/unfinished_store.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/domain/store_domain.h"
#include "core/open/open_store.h"

#include <chrono>
#include <filesystem>

namespace eventscope::cli {

namespace {

Result<samples::SampleOptions> optionsOf(const Arguments &arguments) {
    samples::SampleOptions options;
    ES_ASSIGN(events, arguments.count("--events"));
    ES_ASSIGN(seed, arguments.count("--seed"));
    options.events = events.value_or(options.events);
    options.seed = seed.value_or(options.seed);
    options.clean = arguments.has("--clean");
    return options;
}

/// The store is closed when this returns.
Result<samples::SampleReport> fill(Context &context, const std::string &path, const samples::SampleOptions &options) {
    SimulatedClock clock(Time{});
    ES_ASSIGN(store,
              openForWriting("sqlite:" + path, clock,
                             {.createIfMissing = true, .purpose = "sample", .domain = std::string(kSampleDomain)},
                             context.job()));
    return samples::makeSample(*store, clock, options, context.job());
}

void tell(Context &context, const std::string &path, const samples::SampleReport &report) {
    if (!report.plantedFaults.empty()) context.notes().note("Planted faults, to be found:");
    for (const samples::PlantedFault &fault : report.plantedFaults) {
        context.notes().note("  " + fault.name + " in " + fault.where + ": " + fault.description);
    }
    context.notes().note("Look at it with: eventscope-cli --store " + path + " info");
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(options, optionsOf(arguments));
    ES_ASSIGN(address, parseStoreAddress(arguments.textOrEmpty("PATH")));
    if (address.kind != StoreAddress::Kind::Sqlite) {
        return fail(ErrorKind::Invalid, "A sample store is a file of ours", "Name a path such as sample.evdb");
    }
    if (std::error_code ignored; std::filesystem::exists(address.path, ignored))
        return UnfinishedStore::isThere(address.path);
    const auto begun = std::chrono::steady_clock::now();
    UnfinishedStore unfinished(address.path, context.notes(), context.job().stop);
    ES_ASSIGN(report, fill(context, unfinished.path(), options));
    ES_TRY(unfinished.keep());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    tell(context, address.path, report);
    ES_TRY(context.print({{"store", Value::text(address.path)},
                          {"events", Value::count(report.events)},
                          {"streams", Value::count(report.streams)},
                          {"seconds", Value::decimal(took.count())}}));
    return ExitCode::Done;
}

} // namespace

Command sampleCommand() {
    return {
        .name = "sample",
        .summary = "Makes a sample store by running commands through aggregates",
        .positionals = {{"PATH", "Where to; it must not exist yet", true, {}}},
        .options = {{"--events", "N", "At least so many events (20,000)", {}},
                    {"--seed", "S", "The same seed gives the same events (1)", {}},
                    {"--clean", "", "Without the planted faults", {}}},
        .details =
            "Bank accounts, orders, candidates, users, inventory and payments over two years. The faults that are\n"
            "planted in it, so that there is something to find, are listed on stderr. The store appears when it is\n"
            "complete; it needs no --write, as nothing that exists is changed.",
        .keys = {"store", "events", "streams", "seconds"},
        .examples = {{"sample sample.evdb", "20,000 events"},
                     {"sample large.evdb --events 1000000", "A million, written in bulk"},
                     {"sample clean.evdb --clean --seed 7 --json", "Another history, without faults"}},
        .run = run};
}

} // namespace eventscope::cli
