// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/matching_rows.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>

#include <memory>

using namespace eventscope;
using namespace eventscope::testing;

/// Fails every scan.
class Unreadable final : public EventStore {
  public:
    explicit Unreadable(const EventStore &store) : m_store(store) {}
    [[nodiscard]] const StoreInfo &info() const override { return m_store.info(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override { return m_store.head(job); }
    [[nodiscard]] Result<BatchPtr> page(const Query &, const JobControl &) const override { return gone(); }
    [[nodiscard]] Result<ScanEnd> scan(const Query &, BatchSink &, const JobControl &) const override { return gone(); }
    [[nodiscard]] Result<ScanEnd> follow(const Query &, BatchSink &, const JobControl &) const override {
        return gone();
    }
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &, const JobControl &) const override {
        return gone();
    }
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &, const JobControl &) const override { return gone(); }

  private:
    static Failure gone() { return fail(ErrorKind::Unavailable, "The store is gone"); }
    const EventStore &m_store;
};

class TestMatchingRows : public QObject {
    Q_OBJECT

    void append(int events) {
        for (int i = 0; i < events; ++i, ++m_events) {
            NewEvent event;
            event.id = newEventId(static_cast<std::uint64_t>(m_events) + 1);
            event.type = m_events % 3 == 0 ? "Opened" : "Changed";
            event.data = "{\"n\":" + std::to_string(m_events) + "}";
            const std::vector<NewEvent> batch{event};
            QVERIFY(m_store->append({"s-" + std::to_string(m_events % 7)}, Expected::any(), batch, {}));
        }
        if (!m_index) {
            Query query;
            query.rowsMax = 1;
            m_index = std::make_unique<LogIndex>((*m_store->reader().page(query, {}))->dictionaryPtr());
        }
        SinkOf sink([this](const BatchPtr &batch) -> Result<Flow> {
            m_index->append(*batch);
            return Flow::More;
        });
        QVERIFY(m_store->reader().scan({}, sink, {}));
    }
    [[nodiscard]] Result<void> search(MatchingRows &rows, const Lens &lens = *identityLens()) const {
        return rows.search(*m_index, m_store->reader(), lens, m_index->rows(), {}, {});
    }
    template <class F>
    void compare(const MatchingRows &rows, F isWanted) const {
        std::uint64_t found = 0;
        for (std::uint64_t row = 0; row < m_index->rows(); ++row) {
            if (!isWanted(row)) continue;
            QVERIFY(found < rows.count());
            QCOMPARE(std::uint64_t{rows[found++]}, row);
        }
        QCOMPARE(rows.count(), found);
        QCOMPARE(rows.searched(), m_index->rows());
    }

  private Q_SLOTS:
    void init() {
        m_events = 0;
        m_index.reset();
        m_store = std::make_unique<MemoryStore>(m_clock);
        append(10'000);
    }

    void theIndexAloneAnswersForHeaders() {
        MatchingRows rows(*Filter::parse("type == \"Opened\" && stream ~ \"s-[0-3]\""));
        const Unreadable store(m_store->reader());
        QVERIFY(rows.search(*m_index, store, *identityLens(), m_index->rows(), {}, {}));
        compare(rows, [](std::uint64_t row) { return row % 3 == 0 && row % 7 <= 3; });
    }

    void payloadsAreReadFromTheStore() {
        MatchingRows rows(*Filter::parse("data.n >= 9990 || data.n == 3"));
        QVERIFY(search(rows));
        compare(rows, [](std::uint64_t row) { return row >= 9'990 || row == 3; });
        const Unreadable store(m_store->reader());
        MatchingRows none(rows.filter());
        QVERIFY(!none.search(*m_index, store, *identityLens(), m_index->rows(), {}, {}));
        QCOMPARE(none.count(), 0u);
    }

    void idsAreReadFromTheStore() {
        Query query;
        query.after = {0, 5};
        query.fields = Fields::Id;
        query.rowsMax = 1;
        const auto page = m_store->reader().page(query, {});
        MatchingRows rows(*Filter::parse("id == \"" + toString((**page)[0].id()) + "\""));
        QVERIFY(search(rows));
        compare(rows, [](std::uint64_t row) { return row == 5; });
    }

    void typesThatTheLensChangesAreSeenThroughIt() {
        const auto renamed = std::make_shared<FunctionUpcaster>(
            TypeName{"Opened", 1}, [](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                return std::vector<Upcast>{{"Begun", 1, data, {}}};
            });
        const auto lens = upcastingLens({renamed});
        QVERIFY(lens);
        MatchingRows rows(*Filter::parse("type == \"Begun\""));
        QVERIFY(search(rows, **lens));
        compare(rows, [](std::uint64_t row) { return row % 3 == 0; });
    }

    void goesOnWhereItWas() {
        for (const char *text : {"type == \"Opened\"", "data.n > 5000", ""}) {
            init();
            MatchingRows rows(*Filter::parse(text));
            QVERIFY(rows.search(*m_index, m_store->reader(), *identityLens(), 4'999, {}, {}));
            QCOMPARE(rows.searched(), 4'999u);
            const std::uint64_t before = rows.count();
            append(1'000);
            QVERIFY(search(rows));
            QVERIFY(rows.count() > before);
            MatchingRows atOnce(rows.filter());
            QVERIFY(search(atOnce));
            QCOMPARE(rows.count(), atOnce.count());
            for (std::uint64_t at = 0; at < rows.count(); ++at)
                QCOMPARE(rows[at], atOnce[at]);
        }
    }

    void countsWithoutKeepingRows() {
        for (const char *text : {"type == \"Opened\"", "data.n > 5000"}) {
            MatchingRows rows(*Filter::parse(text));
            QVERIFY(rows.search(*m_index, m_store->reader(), *identityLens(), 6'000, {}, {}));
            const MatchingRows::Known known{rows.searched(), rows.count()};
            QVERIFY(search(rows));
            MatchingRows counted(rows.filter(), MatchingRows::Known{}), goneOn(rows.filter(), known);
            QVERIFY(search(counted));
            QVERIFY(search(goneOn));
            for (const MatchingRows *counting : {&counted, &goneOn}) {
                QCOMPARE(counting->count(), rows.count());
                QCOMPARE(counting->searched(), rows.searched());
            }
        }
    }

    void goesOnInALogWhoseLaterRowsAreOthers() {
        MatchingRows rows(*Filter::parse("data.n < 3 || data.n > 9000"));
        QVERIFY(search(rows));
        MatchingRows later(rows, 9'500);
        QCOMPARE(later.searched(), 9'500u);
        QCOMPARE(later.count(), 3u + 499u);
        QVERIFY(search(later));
        QCOMPARE(later.count(), rows.count());
        for (std::uint64_t at = 0; at < rows.count(); ++at)
            QCOMPARE(later[at], rows[at]);
    }

    void tellsWhatItHasFoundSoFar() {
        MatchingRows rows(*Filter::parse("data.n >= 0"));
        std::uint64_t told = 0, last = 0;
        std::stop_source stopping;
        const auto outcome = rows.search(*m_index, m_store->reader(), *identityLens(), m_index->rows(),
                                         [&] {
                                             ++told;
                                             QVERIFY(rows.count() >= last);
                                             last = rows.count();
                                             stopping.request_stop();
                                         },
                                         {stopping.get_token(), nullptr, nullptr});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QVERIFY(told > 0 && last > 0 && last < 10'000);
        QCOMPARE(rows.searched(), last);
        QVERIFY(search(rows));
        QCOMPARE(rows.count(), 10'000u);
    }

    void countsWhatLiesBefore() {
        MatchingRows rows(*Filter::parse("type == \"Opened\""));
        QVERIFY(search(rows));
        QCOMPARE(rows.countBefore(0, rows.count()), 0u);
        QCOMPARE(rows.countBefore(1, rows.count()), 1u);
        QCOMPARE(rows.countBefore(3, rows.count()), 1u);
        QCOMPARE(rows.countBefore(4, rows.count()), 2u);
        QCOMPARE(rows.countBefore(1'000'000, rows.count()), rows.count());
        QCOMPARE(rows.countBefore(1'000'000, 7), 7u);
    }

  private:
    SystemClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
    std::unique_ptr<LogIndex> m_index;
    int m_events = 0;
};

QTEST_GUILESS_MAIN(TestMatchingRows)
#include "tst_matching_rows.moc"
