// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/unfinished_store.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/domain/store_domain.h"
#include "core/open/open_models.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"
#include "core/privacy/samples/sample_vault.h"
#include "core/projection/samples/sample_models.h"

#include <chrono>
#include <filesystem>
#include <functional>

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

/// What is to be made, and where.
struct Wanted {
    samples::SampleOptions options;
    bool hasVault = true;
    std::string vault; ///< its path; empty: where that of the store lies
};

Result<std::optional<samples::SampleVault>> makeVault(Context &context, const Wanted &wanted,
                                                      const StoreIdentity &store) {
    if (!wanted.hasVault) return std::optional<samples::SampleVault>();
    std::string path = wanted.vault;
    if (path.empty()) {
        ES_ASSIGN(usual, vaultPath(store));
        path = std::move(usual);
    }
    ES_ASSIGN(vault, samples::SampleVault::make(path, store.id, context.clock()));
    return std::optional(std::move(vault));
}

Result<samples::SampleReport> fillSealed(Context &context, const Wanted &wanted, WritableEventStore &store,
                                         SimulatedClock &clock) {
    ES_ASSIGN(vault, makeVault(context, wanted, store.reader().info().identity));
    samples::SampleOptions options = wanted.options;
    if (vault) options.protect = vault->protect();
    ES_ASSIGN(report, samples::makeSample(store, clock, options, context.job()));
    if (vault) ES_TRY(vault->keep());
    return report;
}

/// Calls `opened` before it begins. The store is closed when this returns.
Result<samples::SampleReport> fill(
    Context &context, const StoreAccess &where, const Wanted &wanted, const std::function<void()> &opened = [] {}) {
    SimulatedClock clock(Time{});
    ES_ASSIGN(
        store,
        openForWriting(
            where, clock,
            {.createIfMissing = true, .purpose = "sample", .domain = std::string(kSampleDomain), .oursOnly = true},
            context.job()));
    opened();
    auto report = fillSealed(context, wanted, *store, clock);
    if (!report) context.abandon(*store);
    return report;
}

void tell(Context &context, const std::string &path, const samples::SampleReport &report) {
    if (!report.plantedFaults.empty()) context.notes().note("Planted faults, to be found:");
    for (const samples::PlantedFault &fault : report.plantedFaults) {
        context.notes().note("  " + fault.name + " in " + fault.where + ": " + fault.description);
    }
    context.notes().note("Look at it with: eventscope-cli --store " + path + " info");
}

/// A file appears under its name when it is complete.
Result<samples::SampleReport> makeFile(Context &context, const std::string &path, Wanted wanted) {
    if (std::error_code ignored; std::filesystem::exists(path, ignored)) return UnfinishedStore::isThere(path);
    if (wanted.vault.empty()) wanted.vault = vaultPathOfFile(path);
    UnfinishedStore unfinished(path, context.notes());
    if (wanted.hasVault && !std::filesystem::exists(wanted.vault)) unfinished.removeToo(wanted.vault);
    ES_ASSIGN(report, fill(context, {.address = "sqlite:" + unfinished.path()}, wanted,
                           [&] { unfinished.endAt(context.job().stop); }));
    ES_TRY(unfinished.keep());
    return report;
}

/// The rows of its projections, in the user's data folder.
Result<void> makeModels(Context &context, const StoreAccess &access, bool clean, samples::SampleReport &report) {
    ES_ASSIGN(store, openStore(access, context.job()));
    ES_ASSIGN(models, openReadModels(store->info().identity));
    ES_ASSIGN(fault, samples::makeSampleModels(*store, *models, context.clock(), clean, context.job()));
    if (fault) report.plantedFaults.push_back(*std::move(fault));
    return {};
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(options, optionsOf(arguments));
    ES_ASSIGN(access, context.accessTo(arguments.textOrEmpty("PATH")));
    ES_ASSIGN(address, parseStoreAddress(access.address));
    const bool isServer = address.kind == StoreAddress::Kind::Postgres;
    if (address.kind != StoreAddress::Kind::Sqlite && !isServer) {
        return fail(ErrorKind::Invalid, "A sample store is a file of ours or a database of a PostgreSQL server",
                    "Name a path such as sample.evdb, or postgresql://HOST/DATABASE");
    }
    options.atOnce = isServer;
    const Wanted wanted{options, !arguments.has("--no-vault"), context.globals().vault};
    ES_TRY(checkMayWrite(access, "sample"));
    ES_TRY(context.confirm(access, "make a sample store of " + std::to_string(options.events) + " events"));
    const auto begun = std::chrono::steady_clock::now();
    ES_ASSIGN(report, isServer ? fill(context, access, wanted) : makeFile(context, address.path, wanted));
    ES_TRY(makeModels(context, access, options.clean, report));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    tell(context, address.path, report);
    if (wanted.hasVault) {
        context.notes().note("Personal data in it is sealed; the passphrase of its vault is: " +
                             std::string(samples::kSamplePassphrase));
    }
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
        .positionals =
            {{"PATH",
              "Where to: a path that does not exist yet, or postgresql://HOST/DATABASE without events in it; or @NAME",
              true,
              {}}},
        .options = {{"--events", "N", "At least so many events (20,000)", {}},
                    {"--seed", "S", "The same seed gives the same events (1)", {}},
                    {"--clean", "", "Without the planted faults", {}},
                    {"--no-vault", "", "Leaves personal data in clear, the same bytes for the same seed", {}}},
        .details =
            "Bank accounts, orders, candidates, users, inventory and payments over two years. The faults that are\n"
            "planted in it, so that there is something to find, are listed on stderr. The store appears when it is\n"
            "complete; it needs no --write, as nothing that exists is changed. In a database it is the schema "
            "\"eventscope\".\n"
            "Names, addresses and the like are sealed, each with the key of the person; the keys lie in a vault beside "
            "the\n"
            "store (for a database: in your data folder) whose passphrase is \"sample\".\n"
            "The read models of its projections are made, too, in your data folder (see: help projections).",
        .keys = {"store", "events", "streams", "seconds"},
        .examples = {{"sample sample.evdb", "20,000 events"},
                     {"sample large.evdb --events 1000000", "A million, written in bulk"},
                     {"sample postgresql://localhost/shop", "In a PostgreSQL server"},
                     {"sample clean.evdb --clean --seed 7 --json", "Another history, without faults"}},
        .run = run};
}

} // namespace eventscope::cli
