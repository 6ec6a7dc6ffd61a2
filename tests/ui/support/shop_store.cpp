// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"

#include "core/open/open_store.h"
#include "tests/support/pg_database.h"

#include <QTest>

namespace eventscope::ui {

namespace {

constexpr std::int64_t kStartUs = 1'767'225'600'000'000; // 2026-01-01

class BreakableStore final : public EventStore {
  public:
    BreakableStore(std::shared_ptr<const WritableEventStore> store, std::shared_ptr<const std::atomic<bool>> broken)
        : m_store(std::move(store)), m_broken(std::move(broken)) {}

    const StoreInfo &info() const override { return m_store->reader().info(); }
    std::optional<std::uint64_t> statementsSent() const override { return m_store->reader().statementsSent(); }
    Result<Head> head(const JobControl &job) const override { return m_store->reader().head(job); }
    Result<BatchPtr> page(const Query &query, const JobControl &job) const override {
        if (*m_broken) return fail(ErrorKind::Unavailable, "The disk is asleep", "Wake it up.");
        return m_store->reader().page(query, job);
    }
    Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        if (*m_broken) return fail(ErrorKind::Unavailable, "The disk is asleep", "Wake it up.");
        return m_store->reader().scan(query, sink, job);
    }
    Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store->reader().follow(query, sink, job);
    }
    Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store->reader().catalogue(query, job);
    }
    Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override {
        return m_store->reader().snapshots(stream, job);
    }

  private:
    std::shared_ptr<const WritableEventStore> m_store;
    std::shared_ptr<const std::atomic<bool>> m_broken;
};

} // namespace

std::shared_ptr<WritableEventStore> emptyStore(Clock &clock) {
    std::string address = "memory:";
    if (qEnvironmentVariable("EVENTSCOPE_TEST_BACKEND") == QLatin1String("postgres")) {
        static PgDatabase server;
        address = server.newDatabase();
    }
    auto store = openForWriting(address, clock, {.createIfMissing = true, .purpose = "test"}, {});
    if (!store) qFatal("%s", describe(store.error()).c_str());
    return *std::move(store);
}

Time shopTime(int n) { return timeOfUs(kStartUs + n * std::int64_t{1'000'000}); }

ShopStore::ShopStore()
    : m_broken(std::make_shared<std::atomic<bool>>(false)),
      m_store(emptyStore(m_clock)),
      m_reader(std::make_shared<BreakableStore>(m_store, m_broken)) {}

std::string ShopStore::idOf(int n) { return toString(derivedEventId("shop", std::to_string(n))); }

void ShopStore::append(const std::string &stream, const std::string &type, const std::string &data,
                       const std::string &metadata) {
    m_clock.advanceTo(shopTime(++m_events));
    NewEvent event;
    event.id = derivedEventId("shop", std::to_string(m_events));
    event.type = type;
    event.data = data;
    event.metadata = metadata;
    const auto appended = m_store->append({stream}, Expected::any(), {&event, 1}, {});
    if (!appended) qFatal("%s", describe(appended.error()).c_str());
}

void ShopStore::fill(int count) {
    for (int i = 0; i < count; ++i) {
        const bool isOrder = i % 3 == 2;
        const std::string stream = (isOrder ? "order-" : "account-") + std::to_string(i % 10);
        append(stream, isOrder ? "OrderCreated" : "MoneyDeposited", "{\"amount\":" + std::to_string(i) + ".50}");
    }
}

std::unique_ptr<Session> ShopStore::open(Workers &workers, const std::string &memoryFile,
                                         std::vector<ProjectionPtr> projections,
                                         std::vector<ProjectionPtr> processes) const {
    auto opened = browse(m_reader, {});
    if (!opened) qFatal("%s", describe(opened.error()).c_str());
    opened->memoryFile = memoryFile;
    if (!projections.empty()) opened->projections = std::move(projections);
    if (!processes.empty()) opened->processes = std::move(processes);
    return std::make_unique<Session>(workers, *std::move(opened));
}

} // namespace eventscope::ui
