// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/inspect/latencies.h"
#include "core/store/writable_event_store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a benchmark measures.
enum class BenchmarkKind : std::uint8_t {
    Append,     ///< single events and batches of 100, each durable before the next
    Read,       ///< whole streams of 100 events, in random order
    Log,        ///< the log from end to end: header columns only, then with payloads
    Fold,       ///< streams of 100 events to their end state, by payload merge
    Concurrent, ///< several writers, each with a connection and a stream of its own
};

/// One measurement. Everything runs in a closed loop: the next call begins when the one before has ended.
struct BenchmarkResult {
    std::string name;         ///< "append-single", ...
    std::uint64_t events = 0; ///< written, read or folded
    double seconds = 0;
    Latencies calls{}; ///< of one append, one stream, or one batch of the log
    [[nodiscard]] double perSecond() const { return seconds > 0 ? static_cast<double>(events) / seconds : 0; }
};

/// Opens a store that the benchmark may fill: the same one for the same name, made when it is not there. Threads: any.
using BenchmarkStores = std::function<Result<std::unique_ptr<WritableEventStore>>(std::string_view name)>;

struct BenchmarkOptions {
    std::uint64_t events = 20'000; ///< in the filled stores; single appends take a tenth of it
    std::size_t writers = 4;       ///< of Concurrent
};

/// Measures one kind. Stores are filled first, which is not measured. Concurrent REQUIRES job.workers, and that it runs
/// `writers` tasks at the same time. Errors: those of the stores, Cancelled.
[[nodiscard]] Result<std::vector<BenchmarkResult>> runBenchmark(BenchmarkKind kind, const BenchmarkStores &stores,
                                                                const BenchmarkOptions &options, const JobControl &job);

/// What it costs to make 4 KiB durable in `folder`: the floor of every durable append there. `times` writes.
/// Errors: Unavailable.
[[nodiscard]] Result<Latencies> measureFsync(const std::string &folder, std::size_t times);

} // namespace eventscope
