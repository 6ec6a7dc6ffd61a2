// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads pages of 50 events at random places of the log, and prints the typical time, in all and at both ends.
#include "core/open/open_store.h"
#include "tests/bench/bench_support.h"

#include <algorithm>

using namespace eventscope;

namespace {

constexpr int kPages = 2000;

double median(std::vector<double> &times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

double pageMs(const EventStore &store, std::uint64_t after) {
    Query query;
    query.after = {0, after};
    query.rowsMax = 50;
    query.fields = Fields::Id | Fields::Data | Fields::Metadata;
    const bench::StopWatch watch;
    if (bench::must(store.page(query, {}))->rows() != query.rowsMax) std::exit(1);
    return watch.seconds() * 1000;
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    const auto store = bench::must(openStore(argv[1], {}));
    const std::uint64_t last = bench::must(store->head({})).last.minor;
    bench::Sequence random;
    std::vector<double> all, early, late;
    double sum = 0;
    for (int i = 0; i < kPages; ++i) {
        all.push_back(pageMs(*store, random.below(last - 50)));
        early.push_back(pageMs(*store, last / 100));
        late.push_back(pageMs(*store, last / 100 * 99));
        sum += all.back();
    }
    const double p50 = median(all);
    std::printf("{\"meanMs\":%.6f,\"p50Ms\":%.6f,\"p99Ms\":%.6f,\"p50AtStartMs\":%.6f,\"p50AtEndMs\":%.6f,"
                "\"checksum\":\"50\"}\n",
                sum / kPages, p50, all[kPages * 99 / 100], median(early), median(late));
}
