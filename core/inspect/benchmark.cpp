// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/inspect/benchmark.h"

#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "core/inspect/benchmark_workload.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <latch>
#include <random>
#include <unistd.h>

namespace eventscope {

namespace {

using Results = std::vector<BenchmarkResult>;

constexpr std::uint64_t kBatchEvents = 100;
constexpr std::uint64_t kStreamsMax = 1000; ///< looked at by Read and Fold

/// Appends `count` events to one stream, `batch` at a time.
Result<BenchmarkResult> appendLoop(WritableEventStore &store, const StreamId &stream, std::uint64_t count,
                                   std::uint64_t batch, const JobControl &job) {
    BenchmarkResult result;
    const Stopwatch whole;
    while (result.events < count) {
        const auto events = workloadEvents(result.events, std::min(batch, count - result.events));
        const Stopwatch call;
        ES_TRY(store.append(stream, Expected::any(), events, job));
        result.calls.add(call.elapsed());
        result.events += events.size();
        job.report(result.events, count);
    }
    result.seconds = whole.seconds();
    return result;
}

Result<Results> append(const BenchmarkStores &stores, const BenchmarkOptions &options, const JobControl &job) {
    ES_ASSIGN(store, stores("append"));
    const std::uint64_t singles = std::max<std::uint64_t>(options.events / 10, 1);
    ES_ASSIGN(single, appendLoop(*store, {"single-1"}, singles, 1, job));
    single.name = "append-single";
    ES_ASSIGN(batches, appendLoop(*store, {"batch-1"}, options.events, kBatchEvents, job));
    batches.name = "append-batch-100";
    return Results{std::move(single), std::move(batches)};
}

/// Random but the same in every run.
std::vector<StreamId> someStreams(std::uint64_t events) {
    const std::uint64_t streams = (events + kEventsPerStream - 1) / kEventsPerStream;
    std::mt19937_64 random(20260304);
    std::vector<StreamId> chosen;
    for (std::uint64_t i = 0; i < std::min(streams, kStreamsMax); ++i)
        chosen.push_back(workloadStream(random() % streams));
    return chosen;
}

/// Calls `load` for streams in random order; it answers how many events it saw.
template <class Load>
Result<BenchmarkResult> eachStream(std::string name, std::uint64_t events, const JobControl &job, Load load) {
    BenchmarkResult result{.name = std::move(name)};
    const auto streams = someStreams(events);
    const Stopwatch whole;
    for (const StreamId &stream : streams) {
        const Stopwatch call;
        ES_ASSIGN(seen, load(stream));
        result.calls.add(call.elapsed());
        result.events += seen;
        job.report(result.calls.size(), streams.size());
    }
    result.seconds = whole.seconds();
    return result;
}

Result<Results> read(const BenchmarkStores &stores, const BenchmarkOptions &options, const JobControl &job) {
    ES_ASSIGN(store, stores("filled"));
    ES_ASSIGN(result,
              eachStream("read-stream", options.events, job, [&](const StreamId &stream) -> Result<std::uint64_t> {
                  std::uint64_t seen = 0;
                  SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
                      seen += batch->rows();
                      return Flow::More;
                  });
                  Query query{.from = Selector::stream(stream), .prefilter = {}, .fields = Fields::All};
                  ES_TRY(store->reader().scan(query, sink, {job.stop}));
                  return seen;
              }));
    return Results{std::move(result)};
}

Result<Results> fold(const BenchmarkStores &stores, const BenchmarkOptions &options, const JobControl &job) {
    ES_ASSIGN(store, stores("filled"));
    const LensPtr lens = identityLens();
    const FoldPtr merge = payloadMergeFold();
    ES_ASSIGN(
        result, eachStream("fold-stream", options.events, job, [&](const StreamId &stream) -> Result<std::uint64_t> {
            ES_ASSIGN(state, foldStream(store->reader(), *lens, *merge, stream, kEnd, TrustSnapshots::No, {job.stop}));
            return state.version ? static_cast<std::uint64_t>(state.version->value) : 0;
        }));
    return Results{std::move(result)};
}

Result<BenchmarkResult> scanLog(const EventStore &store, std::string name, Fields fields, const JobControl &job) {
    BenchmarkResult result{.name = std::move(name)};
    Stopwatch call;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        result.calls.add(call.lap());
        result.events += batch->rows();
        return Flow::More;
    });
    const Stopwatch whole;
    ES_TRY(store.scan({.from = Selector::log(), .prefilter = {}, .fields = fields}, sink, job));
    result.seconds = whole.seconds();
    return result;
}

Result<Results> log(const BenchmarkStores &stores, const JobControl &job) {
    ES_ASSIGN(store, stores("filled"));
    ES_ASSIGN(headers, scanLog(store->reader(), "log-headers", Fields::Header, job));
    ES_ASSIGN(payloads, scanLog(store->reader(), "log-payloads", Fields::All, job));
    return Results{std::move(headers), std::move(payloads)};
}

Result<Results> concurrent(const BenchmarkStores &stores, const BenchmarkOptions &options, const JobControl &job) {
    const std::size_t writers = std::max<std::size_t>(options.writers, 1);
    const std::uint64_t each = std::max<std::uint64_t>(options.events / 10 / writers, 1);
    std::vector<Result<BenchmarkResult>> parts(writers, BenchmarkResult{});
    std::latch ready(static_cast<std::ptrdiff_t>(writers) + 1), done(static_cast<std::ptrdiff_t>(writers));
    for (std::size_t i = 0; i < writers; ++i) {
        job.workers->run([&, i] {
            auto store = stores("concurrent");
            ready.arrive_and_wait();
            parts[i] =
                store ? appendLoop(**store, {"writer-" + std::to_string(i)}, each, 1, {job.stop}) : fail(store.error());
            done.count_down();
        });
    }
    ready.arrive_and_wait();
    const Stopwatch whole;
    done.wait();
    BenchmarkResult result{.name = "concurrent-" + std::to_string(writers), .seconds = whole.seconds()};
    for (auto &part : parts) {
        ES_TRY(part);
        result.events += part->events;
        result.calls.add(part->calls);
    }
    return Results{std::move(result)};
}

/// Fills the store that Read, Log and Fold look at, once.
Result<void> fillOnce(const BenchmarkStores &stores, const BenchmarkOptions &options, const JobControl &job) {
    ES_ASSIGN(store, stores("filled"));
    ES_ASSIGN(head, store->reader().head(job));
    if (head.last == kBeforeAll) ES_TRY(fillStore(*store, options.events, job));
    return {};
}

} // namespace

Result<Results> runBenchmark(BenchmarkKind kind, const BenchmarkStores &stores, const BenchmarkOptions &options,
                             const JobControl &job) {
    if (kind == BenchmarkKind::Append) return append(stores, options, job);
    if (kind == BenchmarkKind::Concurrent) return concurrent(stores, options, job);
    ES_TRY(fillOnce(stores, options, job));
    if (kind == BenchmarkKind::Read) return read(stores, options, job);
    return kind == BenchmarkKind::Fold ? fold(stores, options, job) : log(stores, job);
}

Result<Latencies> measureFsync(const std::string &folder, std::size_t times) {
    std::string path = folder + "/fsyncXXXXXX";
    const int fd = ::mkostemp(path.data(), O_CLOEXEC);
    const std::string block(4096, 'x');
    Latencies latencies;
    bool ok = fd >= 0;
    for (std::size_t i = 0; ok && i < times; ++i) {
        const Stopwatch call;
        ok = ::write(fd, block.data(), block.size()) == static_cast<ssize_t>(block.size()) && ::fsync(fd) == 0;
        latencies.add(call.elapsed());
    }
    const int reason = errno;
    if (fd >= 0) {
        ::close(fd);
        ::unlink(path.c_str());
    }
    if (!ok) return fail(ErrorKind::Unavailable, "Cannot write in " + folder, {}, std::strerror(reason));
    return latencies;
}

} // namespace eventscope
