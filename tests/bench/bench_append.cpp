// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Durable single appends to a new store, each with its expected version, over 100 streams.
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/workload.h"

using namespace eventscope;

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const std::uint64_t events = std::strtoull(argv[2], nullptr, 10);
    SystemClock clock;
    auto store = bench::must(openForWriting(argv[1], clock, {.createIfMissing = true, .purpose = "bench"}, {}));
    bench::Workload source(events);
    ImportEvent event;
    const bench::StopWatch watch;
    while (bench::must(source.next(event))) {
        bench::must(store->append(event.stream, Expected::exactly({event.version.value - 1}), {&event.event, 1}, {}));
    }
    bench::report(watch.seconds(), std::to_string(events));
}
