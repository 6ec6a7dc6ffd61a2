// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the whole log, every column or, with "header", without ids and payloads, into batches that are kept, and prints
// how long that took.
#include "app/cli/threads_as_needed.h"
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"

using namespace eventscope;

int main(int argc, char **argv) {
    if (argc != 2 && argc != 3) return 2;
    const bool headerOnly = argc == 3 && std::string_view(argv[2]) == "header";
    const bench::StopWatch watch;
    cli::ThreadsAsNeeded worker;
    const auto store = bench::must(openStore(argv[1], {}));
    std::vector<BatchPtr> kept;
    std::uint64_t rows = 0, dataBytes = 0;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        rows += batch->rows();
        for (const PayloadRef &ref : batch->data())
            dataBytes += ref.size;
        kept.push_back(std::move(batch));
        return Flow::More;
    });
    Query query;
    query.fields = headerOnly ? Fields::Header : Fields::All;
    bench::must(store->scan(query, sink, {{}, nullptr, &worker}));
    bench::report(watch.seconds(), std::to_string(rows) + "/" + std::to_string(dataBytes));
}
