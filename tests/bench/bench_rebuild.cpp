// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rebuilds account-summary from a sample store into a file of read models and serves it:
// bench_rebuild STORE c++|FILE.json MODELS, FILE.json being the declared projection. Prints rows and their balances.
#include "core/aggregate/samples/sample_domain.h"
#include "core/base/atomic_file.h"
#include "core/json/number.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/declared_projection.h"
#include "core/projection/model_difference.h"
#include "core/projection/rebuild.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/bench/bench_support.h"
#include "tests/support/executors.h"

#include <cstring>

using namespace eventscope;

namespace {

ProjectionPtr projectionOf(const char *which) {
    if (std::strcmp(which, "c++") == 0) return samples::sampleProjections().front();
    return bench::must(declaredProjection(bench::must(readFile(which, std::size_t{1} << 24))));
}

std::string checksumOf(ReadModelStore &models, const ModelInfo &model) {
    std::uint64_t rows = 0;
    std::string sum = "0";
    const RowPages pages = pagesOf(models, model, {});
    for (std::string after;;) {
        const auto page = bench::must(pages(after));
        if (page.empty()) return std::to_string(rows) + "/" + sum;
        after = page.back().key;
        rows += page.size();
        for (const ModelRow &row : page)
            sum = addNumbers(sum, row.row.member("balance").token()).value();
    }
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    const bench::StopWatch watch;
    testing::Threads workers;
    JobControl job;
    job.workers = &workers;
    const auto store = bench::must(openStore(std::string_view(argv[1]), job));
    const auto models = bench::must(openSqliteReadModels(argv[3]));
    SystemClock clock;
    const ProjectionContext context{*store, bench::must(upcastingLens(samples::sampleUpcasters())), *models, clock};
    const ProjectionPtr projection = projectionOf(argv[2]);
    bench::must(buildShadow(context, projection, {}, nullptr, job));
    const ModelInfo live = bench::must(serveShadow(context, projection, false, {}, nullptr, job));
    const double seconds = watch.seconds();
    bench::report(seconds, checksumOf(*models, live));
}
