// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What sealing costs who reads a store, and what an erasure takes:
//   make clear|sealed STORE EVENTS PEOPLE   a store in which all but an id of each event's data is one personal value,
//                                           in clear, or sealed under the keys of a vault beside it
//   read STORE                              opens its whole log for people, with the vault where there is one
//   erase STORE                             erases somebody who is not erased yet, without texts to search for
//   search FILE TEXT                        looks for each writing of a text in all bytes of a file
#include "app/cli/threads_as_needed.h"
#include "core/event/event_batch.h"
#include "core/lens/filtered_scan.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/open/open_store.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure.h"
#include "core/privacy/sealing_store.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/bench_vault.h"
#include "tests/bench/workload.h"

#include <cstring>
#include <filesystem>

using namespace eventscope;

namespace {

constexpr std::string_view kPolicy = R"({"policy": 1, "events": {
    "OrderCreated": [{"path": "/personal", "subject": "/id"}], "OrderItemAdded": [{"path": "/personal", "subject": "/id"}],
    "OrderItemRemoved": [{"path": "/personal", "subject": "/id"}], "OrderPlaced": [{"path": "/personal", "subject": "/id"}],
    "OrderShipped": [{"path": "/personal", "subject": "/id"}], "OrderDelivered": [{"path": "/personal", "subject": "/id"}]}})";

PrivacyPolicy policy() { return bench::must(PrivacyPolicy::parse(kPolicy)); }
std::string vaultOf(const std::string &store) { return store + ".vault"; }

/// The common workload, each event about one person.
class PersonalWorkload final : public ImportSource {
  public:
    PersonalWorkload(std::uint64_t events, std::uint64_t people) : m_inner(events), m_people(people) {}
    [[nodiscard]] Result<bool> next(ImportEvent &event) override {
        ES_ASSIGN(isThere, m_inner.next(event));
        if (isThere)
            event.event.data =
                R"({"id":"person-)" + std::to_string(m_next++ % m_people) + R"(","personal":)" + event.event.data + "}";
        return isThere;
    }

  private:
    bench::Workload m_inner;
    const std::uint64_t m_people;
    std::uint64_t m_next = 0;
};

void make(bool isSealed, const std::string &path, std::uint64_t events, std::uint64_t people) {
    SystemClock clock;
    auto store = bench::must(openForWriting(path, clock, {.createIfMissing = true, .purpose = "bench"}, {}));
    std::shared_ptr<KeyVault> keys;
    if (isSealed) {
        keys = bench::newVault(vaultOf(path), store->reader().info().identity.id, clock);
        bench::must(keys->setSynced(false));
        store = sealingStore(std::move(store), policy(), std::make_shared<StoreVault>(keys, clock));
    }
    PersonalWorkload source(events, people);
    bench::must(store->import(source, {}));
    if (keys) bench::must(keys->setSynced(true));
}

StoreProtection protectionOf(const EventStore &store, const std::string &path, Clock &clock) {
    if (!std::filesystem::exists(vaultOf(path))) return {};
    return {store.info().identity.id, bench::openVault(vaultOf(path), clock), policy()};
}

class Adding final : public MatchSink {
  public:
    std::uint64_t rows = 0, bytes = 0;
    [[nodiscard]] Result<Flow> take(const MatchedBatch &matched) override {
        rows += matched.rows.size();
        for (const std::uint32_t row : matched.rows)
            bytes += matched.batch[row].payload().bytes.size();
        return Flow::More;
    }
};

void read(const std::string &path) {
    SystemClock clock;
    cli::ThreadsAsNeeded workers;
    const auto store = bench::must(openStore(path, {}));
    const StoreProtection protection = protectionOf(*store, path, clock);
    if (protection.vault) bench::must(protection.vault->unlocked());
    const LensPtr lens = bench::must(lensesOf({}, protection)).forPeople;
    Adding sink;
    Query query;
    query.fields = Fields::All;
    const bench::StopWatch watch;
    bench::must(scanMatching(*store, *lens, Filter(), query, sink, {{}, nullptr, &workers}));
    bench::report(watch.seconds(), std::to_string(sink.rows) + "/" + std::to_string(sink.bytes));
}

void eraseNext(const std::string &path) {
    SystemClock clock;
    auto store = bench::must(openForWriting(path, clock, {.createIfMissing = false, .purpose = "bench"}, {}));
    const StoreProtection protection = protectionOf(store->reader(), path, clock);
    const auto keys = bench::must(protection.vault->unlocked());
    auto ledger = bench::must(ErasureLedger::open(path + ".ledger", *keys));
    std::size_t erased = 0;
    for (const LedgerEntry &entry : ledger.entries())
        erased += entry.act == acts::kRequested ? 1 : 0;
    ErasureRequest request;
    request.erasure = "E-" + std::to_string(erased);
    request.subject = {"person-" + std::to_string(7 * erased)};
    request.reason = "bench";
    request.by = "bench";
    const ErasureWorld world{*store, protection, *keys, ledger, nullptr, clock, {path, vaultOf(path)}};
    const bench::StopWatch watch;
    const ErasureResult result = bench::must(erase(world, request, {}, {}));
    bench::report(watch.seconds(), result.isComplete ? "complete" : result.open.front());
}

void search(const std::string &path, const std::string &text) {
    const bench::StopWatch watch;
    const ByteSearch found = bench::must(searchBytes(std::vector{path}, writingsOf(text), {}));
    bench::report(watch.seconds(), std::to_string(found.bytes) + "/" + std::to_string(found.hits.size()));
}

} // namespace

int main(int argc, char **argv) {
    const auto is = [&](int arguments, const char *act) { return argc == arguments && std::strcmp(argv[1], act) == 0; };
    if (is(6, "make"))
        make(std::strcmp(argv[2], "sealed") == 0, argv[3], std::strtoull(argv[4], nullptr, 10),
             std::strtoull(argv[5], nullptr, 10));
    else if (is(3, "read"))
        read(argv[2]);
    else if (is(3, "erase"))
        eraseNext(argv[2]);
    else if (is(4, "search"))
        search(argv[2], argv[3]);
    else
        return 2;
}
