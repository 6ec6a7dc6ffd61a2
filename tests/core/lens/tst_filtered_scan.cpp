// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lens/filtered_scan.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

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
