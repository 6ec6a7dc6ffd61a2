// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Folds one bank account from raw JSON with the sample domain's C++ aggregate.
#include "core/aggregate/samples/sample_domain.h"
#include "core/base/atomic_file.h"
#include "core/fold/fold_registry.h"
#include "tests/bench/bench_support.h"

using namespace eventscope;

namespace {

constexpr std::size_t kBatchRows = 8192;

std::vector<ReadableBatch> batchesOf(std::string_view text) {
    auto dictionary = std::make_shared<Dictionary>();
    BatchBuilder builder(dictionary, Fields::Data);
    std::vector<ReadableBatch> batches;
    std::uint64_t position = 0;
    for (const std::string_view line : bench::linesOf(text)) {
        const auto tab = line.find('\t');
        ++position;
        EventRow row;
        row.position.minor = position;
        row.version = {static_cast<std::int64_t>(position)};
        row.stream = dictionary->streamCode("account-1");
        row.type = dictionary->typeCode(line.substr(0, tab), 1);
        row.data.bytes = line.substr(tab + 1);
        builder.add(row);
        if (builder.rows() == kBatchRows) batches.emplace_back(builder.publish());
    }
    if (builder.rows() > 0) batches.emplace_back(builder.publish());
    return batches;
}

FoldPtr accountFold() {
    FoldRegistry folds;
    for (const FoldPtr &fold : samples::sampleFolds())
        folds.add(fold);
    return folds.forCategory("account");
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    const auto batches = batchesOf(bench::must(readFile(argv[1], std::size_t(16) << 30)));
    const auto run = accountFold()->start();
    const bench::StopWatch watch;
    for (const ReadableBatch &batch : batches)
        bench::must(run->apply(batch, Emit::last(), nullptr, {}));
    const Json state = bench::must(run->state());
    const double seconds = watch.seconds();
    bench::report(seconds, std::string(state.member("version").token()) + "/" +
                               std::string(state.member("balance").token()) + "/" +
                               std::string(state.member("isOpen").token()));
}
