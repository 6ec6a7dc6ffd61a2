// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "random_stream.h"

#include <QtTest>
#include <rapidcheck.h>

#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::optional<std::size_t> stepOf(std::size_t events) { return events == 0 ? std::nullopt : std::optional(events - 1); }

std::vector<std::size_t> failedUpTo(const StreamFixture::Plain &plain, std::size_t events) {
    std::vector<std::size_t> failed;
    for (std::size_t i = 0; i < events; ++i)
        if (plain.outcomes[i].kind == StepOutcome::Kind::Failed) failed.push_back(i);
    return failed;
}

std::vector<TestEvent> counting(std::size_t events) {
    std::vector<TestEvent> list;
    for (std::size_t i = 0; i < events; ++i)
        list.push_back({"Counted", R"({"n":)" + std::to_string(i) + R"(,"text":"some words to take up room"})"});
    return list;
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyStateIsTheFoldOfItsPrefix() {
        QVERIFY(rc::check("at", [] {
            const StreamFixture fixture(randomBasket(250));
            const FoldPtr fold = draw(2) == 0 ? basketFold() : nativeLike(basketFold());
            const auto plain = fixture.foldPlainly(*fold);
            for (const HistoryOptions &options : everyWayToKeep()) {
                const HistoryPtr history = fixture.history(fold, options);
                RC_ASSERT(history->steps().size() == plain.outcomes.size());
                std::size_t events = draw(plain.states.size());
                for (int asked = 0; asked < 30; ++asked) {
                    const StateAt at = must(history->at(stepOf(events), {}));
                    RC_ASSERT(at.state == plain.states[events]);
                    RC_ASSERT(at.step == stepOf(events));
                    RC_ASSERT(at.failed == failedUpTo(plain, events));
                    // Mostly the next or the one before, as a person steps, sometimes anywhere.
                    const std::size_t move = draw(4);
                    if (move == 0 && events > 0) --events;
                    if (move == 1 && events + 1 < plain.states.size()) ++events;
                    if (move == 2) events = draw(plain.states.size());
                }
                for (std::size_t i = 0; i < plain.outcomes.size(); ++i)
                    RC_ASSERT(history->steps()[i].outcome == plain.outcomes[i]);
            }
        }));
    }

    void whatIsAppendedIsTakenInAsIfItHadAlwaysBeenThere() {
        QVERIFY(rc::check("grown", [] {
            const StreamFixture fixture(randomBasket(250));
            const FoldPtr fold = draw(2) == 0 ? basketFold() : nativeLike(basketFold());
            const auto plain = fixture.foldPlainly(*fold);
            for (HistoryOptions options : everyWayToKeep()) {
                const HistoryPtr whole = fixture.history(fold, options);
                const std::size_t events = plain.outcomes.size();
                std::size_t known = draw(events + 1);
                options.until = known == 0 ? kBeforeAll : whole->steps()[known - 1].position;
                HistoryPtr history = fixture.history(fold, options);
                while (known < events) {
                    if (known > 0 && draw(2) == 0) static_cast<void>(must(history->blame(known - 1, {})));
                    const std::size_t next = known + 1 + draw(events - known);
                    const HistoryPtr longer = must(history->grown(whole->steps()[next - 1].position, {}));
                    RC_ASSERT(longer != nullptr);
                    RC_ASSERT(history->steps().size() == known); // the one before stays what it was
                    RC_ASSERT(longer->steps().size() == next);
                    const auto changes = must(longer->valueHistory({}, known, {}));
                    for (std::size_t step = known; step < next; ++step) {
                        RC_ASSERT(longer->steps()[step].outcome == plain.outcomes[step]);
                        const bool isListed = std::ranges::any_of(
                            changes, [&](const ValueChange &change) { return change.step == step && change.changed; });
                        RC_ASSERT(isListed == (plain.states[step] != plain.states[step + 1]));
                    }
                    history = longer;
                    known = next;
                }
                RC_ASSERT(must(history->grown(kEnd, {})) == nullptr);
                for (int asked = 0; asked < 20; ++asked) {
                    const std::size_t at = draw(plain.states.size());
                    const StateAt state = must(history->at(stepOf(at), {}));
                    RC_ASSERT(state.state == plain.states[at]);
                    RC_ASSERT(state.failed == failedUpTo(plain, at));
                    RC_ASSERT(state.provenance.ignored == must(whole->at(stepOf(at), {})).provenance.ignored);
                    if (at == 0) continue;
                    const auto blame = must(history->blame(at - 1, {})), expected = must(whole->blame(at - 1, {}));
                    RC_ASSERT(blame.size() == expected.size());
                    for (std::size_t i = 0; i < blame.size(); ++i)
                        RC_ASSERT(blame[i].path == expected[i].path && blame[i].step == expected[i].step);
                }
            }
        }));
    }

    /// One new event of a long stream costs a page or two, not the stream.
    void whatIsKnownIsNotFoldedAgain() {
        const StreamFixture fixture(counting(5'000));
        for (HistoryOptions options : everyWayToKeep()) {
            const HistoryPtr whole = fixture.history(payloadMergeFold(), options);
            options.until = whole->steps()[4'998].position;
            const HistoryPtr before = fixture.history(payloadMergeFold(), options);
            static_cast<void>(must(before->blame(4'998, {})));
            const std::size_t pages = fixture.store()->pages;
            const HistoryPtr after = must(before->grown(kEnd, {}));
            QCOMPARE(after->steps().size(), std::size_t{5'000});
            QCOMPARE(valueAt(must(after->at(4'999, {})).state, *Pointer::parse("/n"))->token(),
                     std::string_view("4999"));
            static_cast<void>(must(after->blame(4'999, {})));
            QCOMPARE(must(after->valueHistory(*Pointer::parse("/n"), 4'999, {})).size(), std::size_t{1});
            QVERIFY2(fixture.store()->pages - pages <= 24, qPrintable(QString::number(fixture.store()->pages - pages)));
        }
    }

    void aStreamThatWasEmptyGrows() {
        const StreamFixture fixture(counting(3));
        HistoryOptions options;
        options.until = kBeforeAll;
        const HistoryPtr empty = fixture.history(payloadMergeFold(), options);
        QVERIFY(empty->steps().empty());
        QCOMPARE(must(empty->grown(kEnd, {}))->steps().size(), std::size_t{3});
    }

    void aStoreThatFailsLeavesWhatIsKnown() {
        const StreamFixture fixture(counting(10));
        const HistoryPtr whole = fixture.history(payloadMergeFold());
        HistoryOptions options;
        options.until = whole->steps()[7].position;
        const HistoryPtr before = fixture.history(payloadMergeFold(), options);
        fixture.store()->failAtPage = fixture.store()->pages;
        QCOMPARE(before->grown(kEnd, {}).error().kind, ErrorKind::Unavailable);
        fixture.store()->failAtPage = ~0ULL;
        QCOMPARE(must(before->grown(kEnd, {}))->steps().size(), std::size_t{10});
    }

    void whatHappenedBetweenTwoStepsApplies() {
        QVERIFY(rc::check("diff", [] {
            const StreamFixture fixture(randomDocuments(120));
            const auto plain = fixture.foldPlainly(*payloadMergeFold());
            for (const HistoryOptions &options : everyWayToKeep()) {
                const HistoryPtr history = fixture.history(payloadMergeFold(), options);
                const std::size_t from = draw(plain.states.size()), to = draw(plain.states.size());
                const auto changes = must(history->diff(stepOf(from), stepOf(to), {}));
                RC_ASSERT(must(applyChanges(plain.states[from], changes)) == plain.states[to]);
                if (to == 0) continue;
                const auto ofStep = must(history->changes(to - 1, {}));
                RC_ASSERT(must(applyChanges(plain.states[to - 1], ofStep)) == plain.states[to]);
            }
        }));
    }

    void stepsTellTheirEvents() {
        const StreamFixture fixture({{"Added", R"({"id":1,"price":1.00})", 5'000'000, 7}, {"Lost"}, {"Added", "{}"}});
        const HistoryPtr history = fixture.history(basketFold());
        const std::vector<Step> &steps = history->steps();
        QCOMPARE(steps.size(), std::size_t{3});
        QCOMPARE(history->stream().value, std::string("s-1"));
        QCOMPARE(history->fold().name, std::string("Basket"));
        QVERIFY(steps[0].version == Version{1} && steps[2].version == Version{3});
        QVERIFY(steps[0].position == fixture.positionOf({1}));
        QVERIFY(steps[0].recordedAt == timeOfUs(5'000'000) && steps[0].validAt == timeOfUs(7));
        QVERIFY(!steps[1].validAt && !steps[1].id.isNull());
        QCOMPARE(steps[1].type, std::string("Lost"));
        QVERIFY(steps[1].outcome.kind == StepOutcome::Kind::Ignored);
        QVERIFY(steps[2].outcome.kind == StepOutcome::Kind::Failed && !steps[2].outcome.reason.empty());
        const StateAt end = must(history->at(2, {}));
        QCOMPARE(end.provenance, (Provenance{ProvenanceKind::DeclaredMapping, "Basket (JSON)", {"Lost"}}));
        QCOMPARE(end.failed, std::vector<std::size_t>{2});
        QVERIFY(must(history->at(0, {})).provenance.ignored.empty());
    }

    void anEmptyStreamHasNoSteps() {
        const StreamFixture fixture({});
        const HistoryPtr history = fixture.history(basketFold());
        QVERIFY(history->steps().empty());
        QCOMPARE(print(must(history->at(std::nullopt, {})).state),
                 std::string(R"({"items":[],"total":0,"isOpen":true})"));
        QVERIFY(must(history->diff(std::nullopt, std::nullopt, {})).empty());
        QVERIFY(must(history->valueHistory(*Pointer::parse("/total"), {})).empty());
        QVERIFY(must(history->intervals(*Filter::parse("state.isOpen == true", FilterScope::State), {})).empty());
        QVERIFY(!history->stepAtVersion({1}) && !history->stepAtPosition(kEnd));
        QVERIFY(!history->stepAtTime(timeOfUs(1)).step);
    }

    void neighboursShareWhatDidNotChange_data() {
        QTest::addColumn<bool>("native");
        QTest::newRow("a draft") << false;
        QTest::newRow("a native state") << true;
    }
    void neighboursShareWhatDidNotChange() {
        QFETCH(bool, native);
        const StreamFixture fixture({{"Added", R"({"id":1,"price":1.00})"}, {"Closed"}, {"Unknown"}});
        const HistoryPtr history = fixture.history(native ? nativeLike(basketFold()) : basketFold());
        const Json first = must(history->at(0, {})).state, second = must(history->at(1, {})).state;
        QVERIFY(second.member("items").shares(first.member("items")));
        QVERIFY(must(history->at(2, {})).state.shares(second));
    }

    void buildsUpToAPosition() {
        const StreamFixture fixture(counting(200));
        HistoryOptions options;
        options.until = fixture.positionOf({120});
        QCOMPARE(fixture.history(payloadMergeFold(), options)->steps().size(), std::size_t{120});
        options.until = below(options.until);
        QCOMPARE(fixture.history(payloadMergeFold(), options)->steps().size(), std::size_t{119});
    }

    void showsPartsWhileItIsBuilt() {
        const StreamFixture fixture(counting(700));
        for (HistoryOptions options : everyWayToKeep()) {
            options.replayBudget = {};
            std::vector<HistoryPtr> parts;
            const auto onPart = [&](const HistoryPtr &part) { parts.push_back(part); };
            const HistoryPtr whole = must(buildHistory(fixture.store(), identityLens(), payloadMergeFold(),
                                                       fixture.stream(), options, onPart, {}));
            QVERIFY(parts.size() >= 3);
            std::size_t before = 0;
            for (const HistoryPtr &part : parts) {
                QVERIFY(part->steps().size() > before);
                before = part->steps().size();
                QVERIFY(must(part->at(before - 1, {})).state == must(whole->at(before - 1, {})).state);
            }
            QVERIFY(before <= whole->steps().size());
        }
    }

    void longStreamsNeverReplayFromTheStart() {
        const StreamFixture fixture(counting(3000));
        HistoryOptions options;
        options.bytesMax = 100'000;
        options.replayBudget = {}; // the least spacing
        const HistoryPtr history = fixture.history(payloadMergeFold(), options);
        const std::size_t before = fixture.store()->pages;
        QVERIFY(must(history->at(2990, {})).state.member("n").token() == "2990");
        QVERIFY2(fixture.store()->pages - before <= 2, "a look-up reads its spacing and its surroundings");
        for (std::size_t step = 2985; step < 2995; ++step)
            static_cast<void>(must(history->changes(step, {})));
        QVERIFY2(fixture.store()->pages - before <= 2, "stepping around there reads nothing more");
    }

    void answersTheErrorsOfTheStore() {
        const StreamFixture fixture(counting(600));
        for (const std::size_t page : {0, 1, 2}) {
            fixture.store()->pages = 0;
            fixture.store()->failAtPage = page;
            const auto built =
                buildHistory(fixture.store(), identityLens(), payloadMergeFold(), fixture.stream(), {}, {}, {});
            QVERIFY(!built && built.error().kind == ErrorKind::Unavailable);
        }
        fixture.store()->failAtPage = ~0ULL;
        HistoryOptions little;
        little.bytesMax = 1;
        const HistoryPtr history = fixture.history(payloadMergeFold(), little);
        fixture.store()->failAtPage = fixture.store()->pages;
        const auto at = history->at(30, {});
        QVERIFY(!at && at.error().kind == ErrorKind::Unavailable);
        QVERIFY(must(history->at(30, {})).state.member("n").token() == "30");
    }

    void noticesThatTheStoreChanged() {
        const StreamFixture fixture(counting(100)), shorter(counting(50));
        HistoryOptions little;
        little.bytesMax = 1;
        const HistoryPtr history = fixture.history(payloadMergeFold(), little);
        fixture.store()->become(*shorter.store());
        const auto isCorrupt = [](const auto &result) { return !result && result.error().kind == ErrorKind::Corrupt; };
        QVERIFY(must(history->at(10, {})).state.member("n").token() == "10");
        QVERIFY(isCorrupt(history->at(60, {})));
        QVERIFY(isCorrupt(history->blame(60, {})));
        QVERIFY(isCorrupt(history->valueHistory(*Pointer::parse("/n"), {})));
        QVERIFY(isCorrupt(history->intervals(Filter(), {})));
    }

    void canBeCancelled() {
        const StreamFixture fixture(counting(2000));
        std::stop_source stop;
        const JobControl job{stop.get_token()};
        std::size_t parts = 0;
        const auto stopAtSecond = [&](const HistoryPtr &) {
            if (++parts == 2) stop.request_stop();
        };
        HistoryOptions options;
        options.replayBudget = {};
        const auto built = buildHistory(fixture.store(), identityLens(), payloadMergeFold(), fixture.stream(), options,
                                        stopAtSecond, job);
        QVERIFY(!built && built.error().kind == ErrorKind::Cancelled);
        QCOMPARE(parts, std::size_t{2});

        options.bytesMax = 1;
        const HistoryPtr history = fixture.history(payloadMergeFold(), options);
        const auto isCancelled = [](const auto &result) {
            return !result && result.error().kind == ErrorKind::Cancelled;
        };
        QVERIFY(isCancelled(history->at(1000, job)));
        QVERIFY(isCancelled(history->changes(1000, job)));
        QVERIFY(isCancelled(history->blame(1000, job)));
        QVERIFY(isCancelled(history->valueHistory(*Pointer::parse("/n"), job)));
        QVERIFY(isCancelled(history->intervals(Filter(), job)));
        const HistoryPtr kept = fixture.history(payloadMergeFold());
        QVERIFY(isCancelled(kept->blame(1000, job)));
    }

    void findsStepsByVersionAndPosition() {
        const StreamFixture fixture(counting(5));
        const HistoryPtr history = fixture.history(payloadMergeFold());
        QVERIFY(!history->stepAtVersion({0}));
        QCOMPARE(history->stepAtVersion({1}), std::optional<std::size_t>(0));
        QCOMPARE(history->stepAtVersion({4}), std::optional<std::size_t>(3));
        QCOMPARE(history->stepAtVersion({99}), std::optional<std::size_t>(4));
        QVERIFY(!history->stepAtPosition(below(fixture.positionOf({1}))));
        QCOMPARE(history->stepAtPosition(fixture.positionOf({2})), std::optional<std::size_t>(1));
        QCOMPARE(history->stepAtPosition(below(fixture.positionOf({2}))), std::optional<std::size_t>(0));
        QCOMPARE(history->stepAtPosition(kEnd), std::optional<std::size_t>(4));
    }

    void findsStepsByTime_data() {
        QTest::addColumn<QList<int>>("times");
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("step"); // -1: before the first
        QTest::addColumn<bool>("tied");
        QTest::addColumn<bool>("ranBack");
        QTest::newRow("before the first") << QList<int>{10, 20} << 9 << -1 << false << false;
        QTest::newRow("exactly") << QList<int>{10, 20} << 10 << 0 << false << false;
        QTest::newRow("between") << QList<int>{10, 20, 30} << 25 << 1 << false << false;
        QTest::newRow("after the last") << QList<int>{10, 20} << 99 << 1 << false << false;
        QTest::newRow("a tie: the last of them") << QList<int>{10, 20, 20, 20, 30} << 20 << 3 << false << false;
        QTest::newRow("the clock ran back") << QList<int>{10, 30, 20, 40} << 25 << 2 << false << true;
        QTest::newRow("it ran back before all that was asked for")
            << QList<int>{30, 20, 40} << 10 << -1 << false << true;
    }
    void findsStepsByTime() {
        QFETCH(QList<int>, times);
        QFETCH(int, asked);
        QFETCH(int, step);
        QFETCH(bool, tied);
        QFETCH(bool, ranBack);
        std::vector<TestEvent> events;
        for (const int time : times)
            events.push_back({"Counted", "{}", time, 1000 - time});
        const StreamFixture fixture(events);
        const HistoryPtr history = fixture.history(payloadMergeFold());
        const TimeAnswer answer = history->stepAtTime(timeOfUs(asked));
        QCOMPARE(answer.step ? static_cast<int>(*answer.step) : -1, step);
        QVERIFY(answer.asked == timeOfUs(asked) && answer.clock == TimeAnswer::Which::Recorded);
        QVERIFY(answer.position == (answer.step ? history->steps()[*answer.step].position : kBeforeAll));
        QCOMPARE(answer.tied, tied);
        QCOMPARE(answer.clockRanBack, ranBack);
    }

    void validTimeIsAClockOfItsOwn() {
        const StreamFixture fixture({{"A", "{}", 10, 100}, {"B", "{}", 20, 50}, {"C", "{}", 60}});
        const HistoryPtr history = fixture.history(payloadMergeFold());
        QCOMPARE(history->stepAtTime(timeOfUs(55), TimeAnswer::Which::Valid).step, std::optional<std::size_t>(1));
        QVERIFY(history->stepAtTime(timeOfUs(55), TimeAnswer::Which::Valid).clockRanBack);
        QCOMPARE(history->stepAtTime(timeOfUs(60), TimeAnswer::Which::Valid).step, std::optional<std::size_t>(2));
        QVERIFY(!history->stepAtTime(timeOfUs(40), TimeAnswer::Which::Valid).step);
        QVERIFY(!history->stepAtTime(timeOfUs(55)).clockRanBack);
    }

    void severalEventsOfAStoredOneAreOneStep() {
        const StreamFixture fixture({{"Pair", R"({"a":1})"}, {"Dropped"}, {"Plain", R"({"b":1})"}});
        for (HistoryOptions options : everyWayToKeep()) {
            const HistoryPtr history = must(buildHistory(fixture.store(), std::make_shared<const SplittingLens>(),
                                                         payloadMergeFold(), fixture.stream(), options, {}, {}));
            QCOMPARE(history->steps().size(), std::size_t{3});
            QCOMPARE(history->steps()[0].type, std::string("Pair"));
            QCOMPARE(print(must(history->at(0, {})).state), std::string(R"({"first":1,"second":2})"));
            QVERIFY(history->steps()[1].outcome.kind == StepOutcome::Kind::Ignored);
            QVERIFY(must(history->at(1, {})).state == must(history->at(0, {})).state);
            QCOMPARE(print(must(history->at(2, {})).state), std::string(R"({"first":1,"second":2,"b":1})"));
            const auto intervals = must(history->intervals(*Filter::parse("data.second == 2", FilterScope::State), {}));
            QCOMPARE(intervals.size(), std::size_t{1});
            QCOMPARE(intervals[0].from, std::size_t{0});
            QCOMPARE(intervals[0].to, std::optional<std::size_t>(1));
        }
    }

  private:
    /// Makes two events of "Pair" and none of "Dropped".
    class SplittingLens final : public Lens {
      public:
        [[nodiscard]] Fingerprint fingerprint() const override { return {"splitting"}; }
        [[nodiscard]] std::vector<std::string> changedTypes() const override { return {"Dropped", "Pair"}; }
        [[nodiscard]] Result<ReadableBatch> open(BatchPtr stored) const override {
            std::vector<ReadableBatch::Row> rows;
            std::vector<Upcast> upcasts;
            for (std::uint32_t row = 0; row < stored->rows(); ++row) {
                const std::string_view type = (*stored)[row].type();
                if (type == "Dropped") continue;
                if (type == "Plain") {
                    rows.push_back({row, {}, {}, {}});
                    continue;
                }
                for (const char *data : {R"({"first":1})", R"({"second":2})"}) {
                    rows.push_back({row, static_cast<std::uint32_t>(upcasts.size()), {}, {}});
                    upcasts.push_back({"Half", 1, json(data), data});
                }
            }
            return ReadableBatch(std::move(stored), std::move(rows), {std::move(upcasts), {}, {}});
        }
    };
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
