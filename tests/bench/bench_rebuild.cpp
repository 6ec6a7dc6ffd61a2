// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rebuilds account-summary from a sample store into a file of read models and serves it:
// bench_rebuild STORE c++|FILE.json MODELS [read], FILE.json being the declared projection. With "read" every event is
// read, also where the store could group them. Prints how many rows there are and the sum of one of their members
// ("balance", or "amount"), and how much memory it took.
#include "app/cli/threads_as_needed.h"
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_privacy.h"
#include "core/base/atomic_file.h"
#include "core/json/number.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/declared_projection.h"
#include "core/projection/model_difference.h"
#include "core/projection/rebuild.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/bench/bench_support.h"

#include <cstring>
#include <filesystem>

using namespace eventscope;

namespace {

ProjectionPtr projectionOf(const char *which) {
    if (std::strcmp(which, "c++") == 0) return samples::sampleProjections().front();
    return bench::must(declaredProjection(bench::must(readFile(which, std::size_t{1} << 24))));
}

std::string amountOf(const Json &row) {
    const Json balance = row.member("balance");
    return std::string((balance.isNull() ? row.member("amount") : balance).token());
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
            sum = addNumbers(sum, amountOf(row.row)).value();
    }
}

/// The same store, which groups nothing.
class OnlyRead final : public EventStore {
  public:
    explicit OnlyRead(const EventStore &store) : m_store(store) {}
    const StoreInfo &info() const override { return m_store.info(); }
    Result<Head> head(const JobControl &job) const override { return m_store.head(job); }
    Result<BatchPtr> page(const Query &query, const JobControl &job) const override { return m_store.page(query, job); }
    Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store.scan(query, sink, job);
    }
    Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store.follow(query, sink, job);
    }
    Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store.catalogue(query, job);
    }
    Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override {
        return m_store.snapshots(stream, job);
    }

  private:
    const EventStore &m_store;
};

} // namespace

int main(int argc, char **argv) {
    const bool onlyReads = argc == 5 && std::strcmp(argv[4], "read") == 0;
    if (argc != 4 && !onlyReads) return 2;
    const bench::StopWatch watch;
    cli::ThreadsAsNeeded workers;
    JobControl job;
    job.workers = &workers;
    const auto store = bench::must(openStore(std::string_view(argv[1]), job));
    const auto models = bench::must(openSqliteReadModels(argv[3]));
    SystemClock clock;
    const OnlyRead reader(*store);
    StoreProtection protection;
    if (std::filesystem::exists(std::string(argv[1]) + ".vault"))
        protection = {store->info().identity.id, nullptr, samples::samplePrivacyPolicy()};
    const ProjectionContext context{onlyReads ? static_cast<const EventStore &>(reader) : *store,
                                    bench::must(lensesOf(samples::sampleUpcasters(), protection)).forKeeping, *models,
                                    clock};
    const ProjectionPtr projection = projectionOf(argv[2]);
    bench::must(buildShadow(context, projection, {}, nullptr, job));
    const ModelInfo live = bench::must(serveShadow(context, projection, false, {}, nullptr, job));
    const double seconds = watch.seconds();
    bench::report(seconds, checksumOf(*models, live));
}
