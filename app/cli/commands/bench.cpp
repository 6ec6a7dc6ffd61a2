// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/temporary_folder.h"
#include "app/cli/threads_as_needed.h"
#include "core/inspect/benchmark.h"
#include "core/open/open_store.h"

#include <array>

namespace eventscope::cli {

namespace {

constexpr std::size_t kFsyncs = 100;

struct Named {
    const char *name;
    BenchmarkKind kind;
};
constexpr std::array<Named, 5> kKinds{{{"append", BenchmarkKind::Append},
                                       {"read", BenchmarkKind::Read},
                                       {"log", BenchmarkKind::Log},
                                       {"fold", BenchmarkKind::Fold},
                                       {"concurrent", BenchmarkKind::Concurrent}}};

double milliseconds(Latencies::Took took) { return std::chrono::duration<double, std::milli>(took).count(); }

Result<void> tellFsync(Context &context, const std::string &folder) {
    ES_ASSIGN(fsyncs, measureFsync(folder, kFsyncs));
    const auto show = [](Latencies::Took took) { return Value::decimal(milliseconds(took)).plainText() + " ms"; };
    context.notes().note("One fsync in " + folder + " takes " + show(fsyncs.percentile(0.5)) + " (p50), " +
                         show(fsyncs.percentile(0.99)) + " (p99): no durable append can be faster");
    return {};
}

Result<Flow> print(List &list, const BenchmarkResult &result) {
    const auto at = [&](double share) { return Value::decimal(milliseconds(result.calls.percentile(share))); };
    ES_ASSIGN(flow, list.row({Value::text(result.name), Value::count(result.events), Value::decimal(result.seconds),
                              Value::decimal(result.perSecond()), at(0.5), at(0.95), at(0.99)}));
    ES_TRY(list.flush());
    return flow;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string wanted = arguments.text("WHAT").value_or("all");
    ES_ASSIGN(events, arguments.count("--events"));
    ES_ASSIGN(writers, arguments.count("--writers"));
    const BenchmarkOptions options{.events = std::max<std::uint64_t>(events.value_or(20'000), 1),
                                   .writers =
                                       static_cast<std::size_t>(std::max<std::uint64_t>(writers.value_or(4), 1))};
    ES_ASSIGN(folder, TemporaryFolder::make());
    ES_TRY(tellFsync(context, folder.path()));
    SystemClock clock;
    const BenchmarkStores stores = [&](std::string_view name) {
        return openForWriting(folder.path() + "/" + std::string(name) + ".evdb", clock,
                              {.createIfMissing = true, .purpose = "bench"}, context.job());
    };
    ThreadsAsNeeded workers; // joined before the folder goes, since their tasks close stores in it
    JobControl job = context.job();
    job.workers = &workers;
    List list = context.list({{.key = "name", .title = "Name"},
                              {.key = "events", .title = "Events", .isFigure = true},
                              {.key = "seconds", .title = "Seconds", .isFigure = true},
                              {.key = "perSecond", .title = "Events/s", .isFigure = true},
                              {.key = "p50", .title = "p50 ms", .isFigure = true},
                              {.key = "p95", .title = "p95 ms", .isFigure = true},
                              {.key = "p99", .title = "p99 ms", .isFigure = true}});
    for (const Named &each : kKinds) {
        if (wanted != "all" && wanted != each.name) continue;
        ES_ASSIGN(results, runBenchmark(each.kind, stores, options, job));
        for (const BenchmarkResult &result : results)
            ES_TRY(print(list, result));
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command benchCommand() {
    return {
        .name = "bench",
        .summary = "Measures this machine on stores of its own, which are removed afterwards",
        .positionals = {{"WHAT",
                         "What to measure; all without it",
                         false,
                         {"append", "read", "log", "fold", "concurrent", "all"}}},
        .options = {{"--events", "N", "Events in the filled stores (20,000); single appends take a tenth of it", {}},
                    {"--writers", "N", "Writers at the same time (4)", {}}},
        .details = "Every loop is closed: the next call begins when the one before has ended. p50, p95 and p99 are "
                   "milliseconds of\n"
                   "one call: an append, a stream read or folded, a batch of the log. The store that you name is not "
                   "touched;\n"
                   "the benchmark's own lies in TMPDIR.",
        .keys = {"name", "events", "seconds", "perSecond", "p50", "p95", "p99"},
        .examples = {{"bench", "Everything"},
                     {"bench append --events 100000 --json", "Appends, for a script"},
                     {"bench concurrent --writers 8", "Eight writers at the same time"}},
        .run = run};
}

} // namespace eventscope::cli
