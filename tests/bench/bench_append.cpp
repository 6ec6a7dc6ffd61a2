// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_append ADDRESS EVENTS [CLIENTS]: durable single appends to a new store, each with its expected version, over
// 100 streams; by several clients, each with a connection and streams of its own.
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/workload.h"

#include <memory>
#include <thread>

using namespace eventscope;

namespace {

void appendAll(WritableEventStore &store, std::uint64_t events, int client) {
    bench::Workload source(events);
    ImportEvent event;
    const std::string suffix = client == 0 ? "" : "-" + std::to_string(client);
    while (bench::must(source.next(event))) {
        event.stream.value += suffix;
        if (client > 0) event.event.id = derivedEventId(suffix, toString(event.event.id));
        bench::must(store.append(event.stream, Expected::exactly({event.version.value - 1}), {&event.event, 1}, {}));
    }
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 3 && argc != 4) return 2;
    const std::uint64_t events = std::strtoull(argv[2], nullptr, 10);
    const int clients = argc == 4 ? std::atoi(argv[3]) : 1;
    SystemClock clock;
    std::vector<std::unique_ptr<WritableEventStore>> stores;
    for (int i = 0; i < clients; ++i)
        stores.push_back(
            bench::must(openForWriting(argv[1], clock, {.createIfMissing = true, .purpose = "bench"}, {})));
    const bench::StopWatch watch;
    {
        std::vector<std::jthread> threads;
        for (int i = 1; i < clients; ++i)
            threads.emplace_back([&, i] { appendAll(*stores[static_cast<std::size_t>(i)], events / clients, i); });
        appendAll(*stores[0], events / clients, 0);
    }
    bench::report(watch.seconds(), std::to_string(events));
}
