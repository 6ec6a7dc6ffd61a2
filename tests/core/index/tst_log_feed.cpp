// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/log_feed.h"
#include "core/store/memory/memory_store.h"

#include <QTest>
#include <rapidcheck.h>

#include <set>

using namespace eventscope;

namespace {

void appendSome(MemoryStore &store, int events, std::uint64_t firstId) {
    for (int i = 0; i < events; ++i) {
        NewEvent event;
        event.id = newEventId(firstId + static_cast<std::uint64_t>(i));
        event.type = i % 3 == 0 ? "Opened" : "Changed";
        const StreamId stream{"order-" + std::to_string(i % 10)};
        const std::vector<NewEvent> batch{event};
        if (!store.append(stream, Expected::any(), batch, {})) qFatal("append failed");
    }
}

/// A feed of a store that outlives it.
LogFeed feedOf(const EventStore &store) {
    Query query;
    query.rowsMax = 1;
    auto index = std::make_shared<LogIndex>((*store.page(query, {}))->dictionaryPtr());
    return {std::shared_ptr<const EventStore>(std::shared_ptr<const void>(), &store), std::move(index)};
}

std::vector<std::uint64_t> numbersIn(const LogState &state) {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t row = 0; row < state.rows; ++row)
        numbers.push_back(state.index->position(row).minor);
    return numbers;
}

/// A store whose numbers are drawn before the commit: what is in it, and up to where that is settled, is the test's.
class HoleyStore final : public EventStore {
  public:
    std::set<std::uint64_t> committed;
    std::uint64_t settled = 0;
    Hole::State beyond = Hole::State::Open;
    std::size_t batchRows = 3;
    std::optional<std::uint64_t> failsAfter; ///< a scan, after so many rows
    mutable std::uint64_t rowsRead = 0;

    [[nodiscard]] const StoreInfo &info() const override { return m_info; }
    [[nodiscard]] Result<Head> head(const JobControl &) const override {
        Head head;
        if (!committed.empty()) head.last = {0, *committed.rbegin()};
        head.settled = std::min(head.last, Position{0, settled});
        for (std::uint64_t number = 1; number < head.last.minor; ++number) {
            if (committed.contains(number)) continue;
            head.holes.push_back({{0, number}, number <= settled ? Hole::State::Dead : beyond, "somebody writes"});
        }
        return head;
    }
    [[nodiscard]] Result<BatchPtr> page(const Query &, const JobControl &) const override {
        return BatchBuilder(m_dictionary, Fields::Header).publish();
    }
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &) const override {
        std::uint64_t rows = 0;
        auto at = committed.upper_bound(query.after.minor);
        const auto isInside = [&] { return at != committed.end() && Position{0, *at} <= query.until; };
        while (isInside()) {
            BatchBuilder builder(m_dictionary, Fields::Header);
            for (std::size_t i = 0; i < batchRows && isInside(); ++i, ++at, ++rows) {
                EventRow row;
                row.position = {0, *at};
                row.stream = m_dictionary->streamCode("order-" + std::to_string(*at % 7));
                row.type = m_dictionary->typeCode("Placed", 1);
                row.version = {1};
                builder.add(row);
            }
            ES_TRY(sink.take(builder.publish()));
            if (failsAfter && rows >= *failsAfter) return fail(ErrorKind::Unavailable, "The server went away");
        }
        rowsRead += rows;
        return ScanEnd{query.until, true};
    }
    [[nodiscard]] Result<ScanEnd> follow(const Query &, BatchSink &, const JobControl &) const override {
        return fail(ErrorKind::Unsupported, "Nobody follows it");
    }
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &, const JobControl &) const override {
        return Catalogue{};
    }
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &, const JobControl &) const override {
        return SnapshotList{};
    }

  private:
    std::shared_ptr<Dictionary> m_dictionary = std::make_shared<Dictionary>();
    StoreInfo m_info = [] {
        StoreInfo info;
        info.order = OrderKind::Holes;
        return info;
    }();
};

} // namespace

class TestLogFeed : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsWhatIsThere();
    void continuesWhereItWas();
    void canBeStopped();
    void showsWhatIsNotSettled();
    void aLateEventComesToItsPlace();
    void nobodySeesEventsVanish();
    void goesOnAfterAnError();
    void readsALongTailSeldom();
    void isRightOverAllSchedules();
};

void TestLogFeed::readsWhatIsThere() {
    SystemClock clock;
    MemoryStore store(clock);
    LogFeed feed = feedOf(store.reader());
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 0u);

    appendSome(store, 5'000, 1'000);
    std::vector<std::uint64_t> told;
    QVERIFY(feed.read([&](const LogState &state) { told.push_back(state.rows); }, {}));
    QVERIFY(told.size() > 1);
    QCOMPARE(told.back(), 5'000u);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    const LogState state = feed.state();
    QCOMPARE(state.rows, 5'000u);
    QCOMPARE(state.settledRows, 5'000u);
    QVERIFY(!state.hole);
    const auto byCategory = state.index->countsByCategory(5'000);
    QCOMPARE(byCategory.size(), 1u);
    QCOMPARE(byCategory[0].second, 5'000u);
    QCOMPARE(state.index->dictionary().stream(state.index->streamCode(13)), "order-3");
    QCOMPARE(state.index->version(13).value, 2);
}

void TestLogFeed::continuesWhereItWas() {
    SystemClock clock;
    MemoryStore store(clock);
    LogFeed feed = feedOf(store.reader());
    appendSome(store, 100, 1'000);
    QVERIFY(feed.read({}, {}));
    QVERIFY(feed.read([](const LogState &) { QFAIL("nothing is new"); }, {}));
    appendSome(store, 50, 2'000);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 150u);
    for (std::uint64_t row = 1; row < 150; ++row)
        QVERIFY(feed.state().index->position(row - 1) < feed.state().index->position(row));
}

void TestLogFeed::canBeStopped() {
    SystemClock clock;
    MemoryStore store(clock);
    LogFeed feed = feedOf(store.reader());
    appendSome(store, 5'000, 1'000);
    std::stop_source source;
    JobControl job;
    job.stop = source.get_token();
    const Result<void> result = feed.read([&](const LogState &) { source.request_stop(); }, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QVERIFY(feed.state().rows > 0);
    QVERIFY(feed.state().rows < 5'000);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 5'000u);
}

void TestLogFeed::showsWhatIsNotSettled() {
    HoleyStore store;
    store.committed = {1, 2, 4, 5};
    store.settled = 2;
    store.beyond = Hole::State::Unsettled;
    LogFeed feed = feedOf(store);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(numbersIn(feed.state()), (std::vector<std::uint64_t>{1, 2, 4, 5}));
    QCOMPARE(feed.state().settledRows, 2u);
    QVERIFY(feed.state().hole);
    QVERIFY(feed.state().hole->position == Position(0, 3));
    QVERIFY(feed.state().hole->state == Hole::State::Unsettled);
    QCOMPARE(feed.state().hole->evidence, std::string("somebody writes"));

    // The hole died: the rows are the same, but nothing is in doubt any more.
    store.settled = 5;
    const auto before = feed.state().index;
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().settledRows, 4u);
    QVERIFY(!feed.state().hole);
    QVERIFY(feed.state().index == before);
}

void TestLogFeed::aLateEventComesToItsPlace() {
    HoleyStore store;
    store.committed = {1, 2, 4, 5};
    store.settled = 2;
    LogFeed feed = feedOf(store);
    QVERIFY(feed.read({}, {}));
    const LogState before = feed.state();
    store.committed.insert(3);
    store.committed.insert(6);
    store.settled = 6;
    QVERIFY(feed.read({}, {}));
    QCOMPARE(numbersIn(feed.state()), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(feed.state().settledRows, 6u);
    // Who still reads the index of before is not disturbed.
    QVERIFY(feed.state().index != before.index);
    QCOMPARE(numbersIn(before), (std::vector<std::uint64_t>{1, 2, 4, 5}));
    // What was never settled may go again.
    store.committed.insert(9);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().settledRows, 6u);
    store.committed.erase(9);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 6u);
}

void TestLogFeed::nobodySeesEventsVanish() {
    HoleyStore store;
    for (std::uint64_t number = 2; number <= 100; ++number)
        store.committed.insert(number);
    LogFeed feed = feedOf(store);
    QVERIFY(feed.read({}, {}));
    store.committed.insert(1);
    std::uint64_t rows = feed.state().rows;
    QVERIFY(feed.read(
        [&](const LogState &state) {
            QVERIFY(state.rows >= rows);
            rows = state.rows;
        },
        {}));
    QCOMPARE(rows, 100u);
}

void TestLogFeed::goesOnAfterAnError() {
    HoleyStore store;
    for (std::uint64_t number = 2; number <= 100; ++number)
        store.committed.insert(number);
    LogFeed feed = feedOf(store);
    QVERIFY(feed.read({}, {}));
    store.committed.insert(1);
    store.failsAfter = 10;
    const auto broken = feed.read({}, {});
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Unavailable);
    QCOMPARE(feed.state().rows, 99u); // as it was
    store.failsAfter.reset();
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 100u);
}

void TestLogFeed::readsALongTailSeldom() {
    HoleyStore store;
    store.batchRows = 8'000;
    for (std::uint64_t number = 2; number <= 60'000; ++number)
        store.committed.insert(number);
    LogFeed feed = feedOf(store);
    QVERIFY(feed.read({}, {}));
    store.rowsRead = 0;
    store.committed.erase(59'000); // a difference near the end
    store.committed.insert(60'001);
    QVERIFY(feed.read({}, {}));
    QCOMPARE(feed.state().rows, 59'999u);
    QCOMPARE(feed.state().settledRows, 0u);
    QVERIFY2(store.rowsRead <= 60'000 + 20'001, qPrintable(QString::number(store.rowsRead)));
    // One far before it is found as well, in the end.
    store.committed.insert(1);
    for (int looks = 0; feed.state().rows < 60'000; ++looks) {
        QVERIFY(looks < 1'000'000);
        QVERIFY(feed.read({}, {}));
    }
    QCOMPARE(feed.state().index->position(0).minor, 1u);
}

void TestLogFeed::isRightOverAllSchedules() {
    QVERIFY(rc::check("after every look the index is what is committed, and what was settled stays", [] {
        HoleyStore store;
        LogFeed feed = feedOf(store);
        std::set<std::uint64_t> open; // drawn, neither committed nor given up
        std::uint64_t drawn = 0;
        std::vector<std::uint64_t> settledBefore;
        store.batchRows = *rc::gen::inRange<std::size_t>(1, 5);
        const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
        for (const int step : steps) {
            if (step <= 1) open.insert(++drawn);
            if (step >= 2 && step <= 4 && !open.empty()) {
                const auto which = std::next(open.begin(), *rc::gen::inRange<int>(0, static_cast<int>(open.size())));
                if (step < 4) store.committed.insert(*which);
                open.erase(which);
            }
            store.settled = open.empty() ? drawn : *open.begin() - 1;
            if (step != 5) continue;
            RC_ASSERT(feed.read({}, {}).has_value());
            const auto numbers = numbersIn(feed.state());
            RC_ASSERT(numbers == std::vector(store.committed.begin(), store.committed.end()));
            const std::vector settled(numbers.begin(), numbers.begin() + std::ptrdiff_t(feed.state().settledRows));
            RC_ASSERT(std::ranges::all_of(settled, [&](std::uint64_t number) { return number <= store.settled; }));
            RC_ASSERT(settled.size() >= settledBefore.size());
            RC_ASSERT(std::equal(settledBefore.begin(), settledBefore.end(), settled.begin()));
            settledBefore = settled;
        }
    }));
}

QTEST_APPLESS_MAIN(TestLogFeed)
#include "tst_log_feed.moc"
