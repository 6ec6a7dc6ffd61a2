// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_models memory|FILE.models|postgresql://... ROWS [BYTES]: a read model of so many rows, with so many bytes more
// each, committed as new and then changed, at once and a thousand at a time, in no order of their keys; looked up, and
// paged through.
#include "core/models/memory_read_model_store.h"
#include "core/models/pg_read_model_store.h"
#include "core/models/sqlite_read_model_store.h"
#include "tests/bench/bench_support.h"

#include <algorithm>
#include <memory>

using namespace eventscope;

namespace {

const JobControl kJob;
const ModelSchema kSchema{"accounts",
                          {{"holder", ColumnType::Text},
                           {"balance", ColumnType::Decimal},
                           {"movements", ColumnType::Integer},
                           {"open", ColumnType::Boolean},
                           {"last", ColumnType::Instant},
                           {"note", ColumnType::Text}}};

Result<std::unique_ptr<ReadModelStore>> opened(const std::string &place) {
    if (place == "memory") return std::make_unique<MemoryReadModelStore>();
    if (!place.starts_with("postgresql:")) return openSqliteReadModels(place);
    return openPgReadModels(bench::must(PgAddress::parse(place)), "eventscope_models");
}

/// `more`: bytes beyond some hundred.
std::vector<RowChange> changes(std::uint64_t count, int round, std::size_t more) {
    std::vector<RowChange> all;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        Json row = Json::object({{"holder", Json::string("Holder number " + number)},
                                 {"balance", Json::number(number + ".50")},
                                 {"movements", Json::number(std::int64_t{round})},
                                 {"open", Json::boolean(true)},
                                 {"last", Json::string(toIso(timeOfUs(static_cast<std::int64_t>(i * 1000))))},
                                 {"note", Json::string(std::string(more, 'n'))}});
        all.push_back({"account-" + number, std::move(row), {0, i}, 1});
    }
    bench::Sequence random;
    for (std::size_t i = all.size(); i > 1; --i)
        std::swap(all[i - 1], all[random.below(i)]);
    return all;
}

class Bench {
  public:
    explicit Bench(const std::string &place) : m_store(bench::must(opened(place))) {
        bench::must(m_store->drop(kSchema.name, ModelRole::Live, kJob));
        m_model = bench::must(m_store->create(kSchema, ModelRole::Live, {}, kJob));
    }
    void commit(const char *what, std::vector<RowChange> all, std::size_t atOnce) {
        std::vector<ModelCommit> commits;
        for (std::size_t i = 0; i < all.size(); i += atOnce) {
            ModelCommit one;
            one.from = {0, m_position++};
            one.to.position = {0, m_position};
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(i);
            one.changes.assign(first, first + static_cast<std::ptrdiff_t>(std::min(atOnce, all.size() - i)));
            commits.push_back(std::move(one));
        }
        const bench::StopWatch watch;
        for (const ModelCommit &one : commits)
            bench::must(m_store->commit(m_model, one, kJob));
        report(what, all.size(), watch);
    }
    void look(const std::vector<RowChange> &all) {
        std::vector<std::string> keys;
        for (const RowChange &change : all)
            keys.push_back(change.key);
        const bench::StopWatch watch;
        constexpr std::size_t kAtOnce = 5000;
        for (std::size_t i = 0; i < keys.size(); i += kAtOnce)
            bench::must(m_store->rows(m_model, std::span(keys).subspan(i, std::min(kAtOnce, keys.size() - i)), kJob));
        report("look up", keys.size(), watch);
    }
    void page() {
        const bench::StopWatch watch;
        std::size_t rows = 0;
        std::string last;
        for (auto page = bench::must(m_store->page(m_model, last, 5000, kJob)); !page.empty();
             page = bench::must(m_store->page(m_model, last, 5000, kJob))) {
            rows += page.size();
            last = page.back().key;
        }
        report("page", rows, watch);
    }

  private:
    static void report(const char *what, std::size_t rows, const bench::StopWatch &watch) {
        const double seconds = watch.seconds();
        std::printf("{\"what\":\"%s\",\"rows\":%zu,\"seconds\":%.3f,\"rowsPerSecond\":%.0f}\n", what, rows, seconds,
                    static_cast<double>(rows) / seconds);
    }
    std::unique_ptr<ReadModelStore> m_store;
    ModelInfo m_model;
    std::uint64_t m_position = 0;
};

} // namespace

int main(int argc, char **argv) {
    if (argc != 3 && argc != 4) return 2;
    const std::uint64_t rows = std::strtoull(argv[2], nullptr, 10);
    const std::size_t more = argc == 4 ? std::strtoull(argv[3], nullptr, 10) : 0;
    Bench run(argv[1]);
    run.commit("new, at once", changes(rows, 1, more), rows);
    run.commit("changed, at once", changes(rows, 2, more), rows);
    run.commit("changed, 1000 a commit", changes(rows, 3, more), 1000);
    run.look(changes(rows, 3, more));
    run.page();
}
