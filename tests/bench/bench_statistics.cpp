// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window counts over the index of a whole log: statistics, the histogram of one stream, of a tenth of the rows
// and of all rows with idle time folded. The worst of five runs each.
#include "core/index/statistics.h"
#include "tests/bench/bench_support.h"

#include <algorithm>
#include <array>

using namespace eventscope;

namespace {

constexpr std::uint64_t kEventsInStream = 50;
constexpr std::size_t kBatchRows = 8192;
constexpr std::size_t kBins = 600;
constexpr int kRuns = 5;

std::unique_ptr<LogIndex> makeIndex(std::uint64_t events) {
    const auto names = std::make_shared<Dictionary>();
    const std::uint64_t streams = std::max<std::uint64_t>(1, events / kEventsInStream);
    std::vector<std::uint32_t> types;
    for (const char *type : {"Opened", "Deposited", "Withdrawn", "Placed", "Shipped", "Delivered", "Closed"})
        types.push_back(names->typeCode(type, 1));
    const std::array<const char *, 4> categories{"account-", "order-", "candidate-", "user-"};
    auto index = std::make_unique<LogIndex>(names);
    bench::Sequence random;
    BatchBuilder builder(names, Fields::Header);
    std::int64_t us = 1'700'000'000'000'000;
    for (std::uint64_t n = 0; n < events; ++n) {
        const std::uint64_t stream = random.below(streams);
        us += static_cast<std::int64_t>(random.below(120'000));
        if (n == events / 2) us += std::int64_t{90} * 86'400 * 1'000'000;
        EventRow row;
        row.position = {0, n + 1};
        row.stream = names->streamCode(categories[stream % 4] + std::to_string(stream));
        row.type = types[random.below(types.size())];
        row.version = {1};
        row.recordedUs = us;
        builder.add(row);
        if (builder.rows() == kBatchRows) index->append(*builder.publish());
    }
    if (builder.rows() > 0) index->append(*builder.publish());
    return index;
}

/// Milliseconds of the slowest run; `count` answers a number that every run must agree on.
template <class Count>
double slowest(std::uint64_t &checksum, Count count) {
    double worst = 0;
    for (int run = 0; run < kRuns; ++run) {
        const bench::StopWatch watch;
        const std::uint64_t counted = count();
        worst = std::max(worst, watch.seconds() * 1000);
        if (run == 0) checksum = checksum * 31 + counted;
    }
    return worst;
}

std::uint64_t eventsIn(const Histogram &histogram) {
    std::uint64_t sum = 0;
    for (const std::uint32_t count : histogram.counts)
        sum += count;
    return sum;
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    const std::uint64_t events = std::strtoull(argv[1], nullptr, 10);
    const auto index = makeIndex(events);
    const ChosenRows all = ChosenRows::first(index->rows());
    std::vector<std::uint32_t> tenth;
    for (std::uint64_t row = 0; row < index->rows(); row += 10)
        tenth.push_back(static_cast<std::uint32_t>(row));
    const ChosenRows some = ChosenRows::listed(std::move(tenth));
    std::uint64_t checksum = 0;
    const auto histogram = [&](const ChosenRows &rows) {
        const auto span = *bench::must(recordedSpan(*index, rows, {}));
        return eventsIn(bench::must(
            histogramOf(*index, rows, equalBins(toUs(span.from), toUs(span.to), kBins), GroupBy::Category, 8, {})));
    };
    const double statistics = slowest(checksum, [&] { return bench::must(statisticsOf(*index, all, {})).streams; });
    const double stream = slowest(
        checksum, [&] { return histogram(bench::must(rowsOfStream(*index, index->streamCode(0), events, {}))); });
    const double shown = slowest(checksum, [&] { return histogram(some); });
    const double folded = slowest(checksum, [&] {
        const std::int64_t from = toUs(index->recordedAt(0)), to = toUs(index->recordedAt(events - 1)) + 1;
        const auto fine =
            bench::must(histogramOf(*index, all, equalBins(from, to, 4 * kBins), GroupBy::Category, 0, {}));
        return eventsIn(
            bench::must(histogramOf(*index, all, binsWithoutIdleTime(fine, kBins), GroupBy::Category, 8, {})));
    });
    std::printf("{\"statisticsMs\":%.3f,\"streamMs\":%.3f,\"shownMs\":%.3f,\"foldedMs\":%.3f,\"checksum\":\"%llu\"}\n",
                statistics, stream, shown, folded, static_cast<unsigned long long>(checksum));
}
