// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Projects account events that lie in memory into account-summary: bench_project c++|FILE.json [EVENTS [ACCOUNTS
// [RUN]]], FILE.json being a declared projection; each account has RUN events in a row.
#include "core/base/atomic_file.h"
#include "core/projection/declared_projection.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/bench/bench_support.h"

#include <cstring>
#include <ctime>

using namespace eventscope;

namespace {

constexpr std::size_t kBatchRows = 8192;

std::string amount(std::uint64_t cents) {
    return std::to_string(cents / 100) + "." + std::to_string(cents / 10 % 10) + std::to_string(cents % 10);
}

std::vector<ReadableBatch> batchesOf(std::uint64_t events, std::uint64_t accounts, std::uint64_t run) {
    const auto dictionary = std::make_shared<Dictionary>();
    BatchBuilder builder(dictionary, Fields::Data);
    std::vector<ReadableBatch> batches;
    bench::Sequence sequence;
    std::uint64_t account = 0;
    for (std::uint64_t position = 1; position <= events; ++position) {
        if (position % run == 0) account = sequence.below(accounts);
        const std::string id = toString(derivedEventId("account", std::to_string(account)));
        const std::string data = R"({"accountId":")" + id + R"(","amount":)" + amount(100 + sequence.below(90000)) +
                                 R"(,"balanceAfter":)" + amount(sequence.below(9000000)) + "}";
        EventRow row;
        row.position.minor = position;
        row.version = {static_cast<std::int64_t>(position)};
        row.stream = dictionary->streamCode("account-" + id);
        row.type = dictionary->typeCode(sequence.below(2) == 0 ? "MoneyDeposited" : "MoneyWithdrawn", 1);
        row.recordedUs = static_cast<std::int64_t>(1'700'000'000'000'000 + position * 1'000'000);
        row.data.bytes = data;
        builder.add(row);
        if (builder.rows() == kBatchRows) batches.emplace_back(builder.publish());
    }
    if (builder.rows() > 0) batches.emplace_back(builder.publish());
    return batches;
}

ProjectionPtr projectionOf(const char *which) {
    if (std::strcmp(which, "c++") == 0) return samples::sampleProjections().front();
    return bench::must(declaredProjection(bench::must(readFile(which, std::size_t{1} << 24))));
}

std::uint64_t numberOr(std::uint64_t usual, int argc, char **argv, int index) {
    return index < argc ? std::strtoull(argv[index], nullptr, 10) : usual;
}

} // namespace

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    const auto batches =
        batchesOf(numberOr(1'000'000, argc, argv, 2), numberOr(10'000, argc, argv, 3), numberOr(8, argc, argv, 4));
    const auto run = projectionOf(argv[1])->start(nullptr, true);
    NoRows none;
    std::uint64_t taken = 0;
    const bench::StopWatch watch;
    const std::clock_t start = std::clock();
    for (const ReadableBatch &batch : batches)
        taken += bench::must(run->apply(batch, {0, batch.rows()}, none, nullptr, {}));
    const double appliedCpu = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const double applied = watch.seconds();
    const auto changes = bench::must(run->takeChanges());
    const double seconds = watch.seconds();
    std::fprintf(stderr, "%.2f M events per second of processor time; %zu rows taken in %.1f ms\n",
                 static_cast<double>(taken) / appliedCpu / 1e6, changes.size(), (seconds - applied) * 1e3);
    bench::report(seconds, std::to_string(taken) + "/" + std::to_string(changes.size()));
}
