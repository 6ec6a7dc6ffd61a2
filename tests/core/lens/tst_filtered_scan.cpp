// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lens/filtered_scan.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"
#include "tests/support/executors.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

class Collected final : public MatchSink {
  public:
    [[nodiscard]] Result<Flow> take(const MatchedBatch &matched) override {
        for (const std::uint32_t row : matched.rows) {
            const ReadableEvent event = matched.batch[row];
            text += toString(event.stored().position()) + std::string(event.type()) + ' ';
        }
        return Flow::More;
    }
    std::string text;
};

/// Notes the positions of so many batches, then has enough.
class Counted final : public MatchSink {
  public:
    explicit Counted(std::size_t most) : m_most(most) {}
    [[nodiscard]] Result<Flow> take(const MatchedBatch &matched) override {
        for (const std::uint32_t row : matched.rows)
            positions.push_back(matched.batch[row].stored().position());
        return ++batches < m_most ? Flow::More : Flow::Enough;
    }
    std::vector<Position> positions;
    std::size_t batches = 0;

  private:
    const std::size_t m_most;
};

std::unique_ptr<MemoryStore> manyEvents(Clock &clock, std::size_t count) {
    auto store = std::make_unique<MemoryStore>(clock);
    std::vector<NewEvent> events;
    for (std::size_t i = 1; i <= count; ++i) {
        NewEvent event;
        event.id = derivedEventId("test", std::to_string(i));
        event.type = i % 3 == 0 ? "A" : "B";
        event.data = R"({"n":1})";
        events.push_back(event);
        if (events.size() < 1000 && i < count) continue;
        if (!store->append({"s-" + std::to_string(i)}, Expected::any(), events, {})) qFatal("cannot append");
        events.clear();
    }
    return store;
}

} // namespace

class TestFilteredScan : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        std::vector<NewEvent> events;
        for (const char *data : {R"({"n":1})", R"({"n":2,"source":"web"})", R"({"n":3})", "broken", R"({"n":5})"}) {
            NewEvent event;
            event.id = newEventId(1);
            event.type = events.size() % 2 == 0 ? "A" : "B";
            event.data = data;
            events.push_back(event);
        }
        QVERIFY(m_store.append({"s-1"}, Expected::any(), events, {}).has_value());
    }

    void payloadsDecide() { QCOMPARE(scan("data.n > 2"), std::string("3A 5A ")); }
    void headersDecide() { QCOMPARE(scan("type == \"B\""), std::string("2B 4B ")); }
    void everythingMatchesWithoutAFilter() { QCOMPARE(scan(""), std::string("1A 2B 3A 4B 5A ")); }
    void theNumberOfMatchesIsBounded() {
        Query query;
        query.rowsMax = 2;
        Collected sink;
        const auto end =
            scanMatching(m_store.reader(), *identityLens(), *Filter::parse("type == \"A\""), query, sink, {});
        QCOMPARE(sink.text, std::string("1A 3A "));
        QVERIFY(end->last == (Position{0, 3}));
        QVERIFY(!end->reachedUntil);
    }
    /// With workers batches are opened ahead: the sink gets the same ones in the same order, and the next scan begins
    /// behind what it took, whatever the store had given by then.
    void workersChangeNothing_data() {
        QTest::addColumn<std::size_t>("batches");
        QTest::newRow("to the end") << std::size_t{1000};
        QTest::newRow("the first") << std::size_t{1};
        QTest::newRow("some") << std::size_t{3};
    }
    void workersChangeNothing() {
        QFETCH(std::size_t, batches);
        const auto store = manyEvents(m_clock, 40'000);
        const auto lens = *upcastingLens({addsMember("A", 1, "source", "unknown")});
        Counted alone(batches), together(batches), refused(batches);
        const auto ends = [&](Counted &sink, Executor *workers) {
            return scanMatching(store->reader(), *lens, Filter(), {}, sink, {{}, nullptr, workers});
        };
        const auto expected = ends(alone, nullptr);
        Threads threads;
        const auto end = ends(together, &threads);
        NoThreads none;
        const auto same = ends(refused, &none);
        QVERIFY(alone.batches > 1 || batches == 1);
        for (const auto &[sink, got] : {std::pair(&together, &end), std::pair(&refused, &same)}) {
            QVERIFY(sink->positions == alone.positions);
            QVERIFY((*got)->last == expected->last || expected->reachedUntil);
            QCOMPARE((*got)->reachedUntil, expected->reachedUntil);
        }
        if (batches < 1000) QVERIFY(end->last == together.positions.back());
    }
    void anErrorOfTheLensEndsTheScan() {
        class Failing final : public Lens {
          public:
            [[nodiscard]] Fingerprint fingerprint() const override { return {"failing"}; }
            [[nodiscard]] std::vector<std::string> changedTypes() const override { return {}; }
            [[nodiscard]] Result<ReadableBatch> open(BatchPtr stored) const override {
                if ((*stored)[stored->rows() - 1].position().minor == m_last)
                    return fail(ErrorKind::Unavailable, "no vault");
                return ReadableBatch(std::move(stored));
            }
            explicit Failing(std::uint64_t last) : m_last(last) {}

          private:
            const std::uint64_t m_last;
        };
        const auto store = manyEvents(m_clock, 40'000);
        for (const std::uint64_t last : {256u, 40'000u}) {
            Threads threads;
            Counted sink(1000);
            const auto end = scanMatching(store->reader(), Failing(last), Filter(), {}, sink, {{}, nullptr, &threads});
            QVERIFY(!end);
            QCOMPARE(end.error().message, std::string("no vault"));
            QVERIFY(sink.positions.empty() || sink.positions.back().minor < last);
        }
    }
    void backwardsTheNewestComeFirst() {
        Query query;
        query.direction = Direction::Backward;
        query.rowsMax = 2;
        Collected sink;
        QVERIFY(scanMatching(m_store.reader(), *identityLens(), *Filter::parse("exists data.n"), query, sink, {})
                    .has_value());
        QCOMPARE(sink.text, std::string("5A 3A "));
    }
    void whatAnUpcasterAddsIsFound() {
        // The stored bytes of type A know no "source": only the widened prefilter lets them through.
        const auto lens = *upcastingLens({addsMember("A", 1, "source", "unknown")});
        Collected sink;
        QVERIFY(scanMatching(m_store.reader(), *lens, *Filter::parse("data.source == \"unknown\""), {}, sink, {})
                    .has_value());
        QCOMPARE(sink.text, std::string("1A 3A 5A "));
    }
    void whatAnUpcasterRenamesIsFoundByItsNewName() {
        const auto rename = std::make_shared<FunctionUpcaster>(
            TypeName{"A", 1}, [](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                return std::vector<Upcast>{{"Renamed", 1, data, {}}};
            });
        const auto lens = *upcastingLens({rename});
        Collected sink;
        QVERIFY(
            scanMatching(m_store.reader(), *lens, *Filter::parse("type == \"Renamed\" && data.n == 3"), {}, sink, {})
                .has_value());
        QCOMPARE(sink.text, std::string("3Renamed "));
    }
    void pagesOfSplitEventsLoseNothing() {
        const auto split = std::make_shared<FunctionUpcaster>(
            TypeName{"A", 1}, [](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                return std::vector<Upcast>{{"L", 1, data, {}}, {"R", 1, data, {}}};
            });
        const auto lens = *upcastingLens({split});
        for (const std::size_t rowsMax : {1u, 2u, 3u, 4u, 100u}) {
            Collected sink;
            Query query;
            query.rowsMax = rowsMax;
            for (bool ended = false; !ended;) {
                const auto end = scanMatching(m_store.reader(), *lens, Filter(), query, sink, {});
                QVERIFY(end.has_value());
                ended = end->reachedUntil;
                query.after = end->last;
            }
            QCOMPARE(sink.text, std::string("1L 1R 2B 3L 3R 4B 5L 5R "));
        }
    }
    void theQueriesOwnConditionHolds() {
        Query query;
        query.prefilter.kind = Prefilter::Kind::Type;
        query.prefilter.text = "B";
        Collected sink;
        QVERIFY(scanMatching(m_store.reader(), *identityLens(), Filter(), query, sink, {}).has_value());
        QCOMPARE(sink.text, std::string("2B 4B "));
    }

  private:
    std::string scan(const char *filter) {
        Collected sink;
        const auto end = scanMatching(m_store.reader(), *identityLens(), *Filter::parse(filter), {}, sink, {});
        return end ? sink.text : describe(end.error());
    }
    SystemClock m_clock;
    MemoryStore m_store{m_clock};
};

QTEST_APPLESS_MAIN(TestFilteredScan)
#include "tst_filtered_scan.moc"
