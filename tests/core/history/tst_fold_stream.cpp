// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "random_stream.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const std::vector<TestEvent> kBasket = {{"Added", R"({"id":1,"price":1.00})"},
                                        {"Added", R"({"id":2,"price":2.00})"},
                                        {"Lost"},
                                        {"Added", "{}"},
                                        {"Closed"}};

FoldedState foldTo(const StreamFixture &fixture, TrustSnapshots trust, Position until = kEnd) {
    return must(foldStream(*fixture.store(), *identityLens(), *basketFold(), fixture.stream(), until, trust, {}));
}

/// A snapshot of the basket at `version` whose total is a lie, so that its use shows.
Snapshot lie(const StreamFixture &fixture, std::int64_t version) {
    return {fixture.stream(),
            {version},
            fixture.positionOf({version}),
            timeOfUs(1),
            "Basket",
            2,
            R"({"items":[],"total":1000,"isOpen":true})"};
}

QString total(const FoldedState &folded) { return QString::fromStdString(print(folded.state.member("total"))); }

} // namespace

class TestFoldStream : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tellsTheEndAndWhereItIsFrom() {
        const StreamFixture fixture(kBasket);
        const FoldedState folded = foldTo(fixture, TrustSnapshots::Yes);
        QCOMPARE(print(folded.state),
                 std::string(R"({"items":[{"id":1,"price":1.00},{"id":2,"price":2.00}],"total":3.00,"isOpen":false})"));
        QCOMPARE(folded.provenance, (Provenance{ProvenanceKind::DeclaredMapping, "Basket (JSON)", {"Lost"}}));
        QVERIFY(folded.version == Version{5} && folded.position == fixture.positionOf({5}) && folded.recordedAt);
        QVERIFY(!folded.fromSnapshot);
        QVERIFY(folded.failed == std::vector<Version>{{4}});
    }

    void anEmptyStreamHasTheInitialState() {
        const StreamFixture fixture({});
        const FoldedState folded = foldTo(fixture, TrustSnapshots::Yes);
        QCOMPARE(total(folded), QStringLiteral("0"));
        QVERIFY(!folded.version && folded.position == kBeforeAll && !folded.recordedAt);
    }

    void agreesWithTheHistory() {
        QVERIFY(rc::check("fold to anywhere", [] {
            const StreamFixture fixture(randomBasket(100));
            const HistoryPtr history = fixture.history(basketFold());
            const std::size_t events = draw(history->steps().size() + 1);
            const Position until = events == 0 ? kBeforeAll : history->steps()[events - 1].position;
            const FoldedState folded = foldTo(fixture, TrustSnapshots::Yes, until);
            const StateAt at = must(history->at(events == 0 ? std::nullopt : std::optional(events - 1), {}));
            RC_ASSERT(folded.state == at.state);
            RC_ASSERT(folded.provenance == at.provenance);
            RC_ASSERT(folded.failed.size() == at.failed.size());
        }));
    }

    void goesOnFromTheNewestSnapshot() {
        StreamFixture fixture(kBasket);
        fixture.putSnapshot({fixture.stream(),
                             {1},
                             fixture.positionOf({1}),
                             timeOfUs(1),
                             "Basket",
                             2,
                             R"({"items":[],"total":50,"isOpen":true})"});
        fixture.putSnapshot(lie(fixture, 3));
        const FoldedState folded = foldTo(fixture, TrustSnapshots::Yes);
        QCOMPARE(folded.fromSnapshot, std::optional(Version{3}));
        QCOMPARE(total(folded), QStringLiteral("1000"));
        QVERIFY(folded.version == Version{5});
        QCOMPARE(print(folded.state.member("isOpen")), std::string("false"));
    }

    void aLyingSnapshotDiffersFromTheReplay() {
        StreamFixture fixture(kBasket);
        fixture.putSnapshot(lie(fixture, 5));
        const FoldedState trusting = foldTo(fixture, TrustSnapshots::Yes),
                          replayed = foldTo(fixture, TrustSnapshots::No);
        QCOMPARE(total(trusting), QStringLiteral("1000"));
        QCOMPARE(total(replayed), QStringLiteral("3.00"));
        QVERIFY(!replayed.fromSnapshot);
        QVERIFY(trusting.version == replayed.version && trusting.recordedAt == replayed.recordedAt);
        QVERIFY(must(fixture.history(basketFold())->at(4, {})).state == replayed.state);
    }

    void aSnapshotNewerThanAskedIsNeverUsed() {
        StreamFixture fixture(kBasket);
        fixture.putSnapshot(lie(fixture, 3));
        const FoldedState before = foldTo(fixture, TrustSnapshots::Yes, fixture.positionOf({2}));
        QVERIFY(!before.fromSnapshot);
        QCOMPARE(total(before), QStringLiteral("3.00"));
        QCOMPARE(foldTo(fixture, TrustSnapshots::Yes, fixture.positionOf({3})).fromSnapshot, std::optional(Version{3}));
    }

    void snapshotsThatDoNotFitAreLeftAlone_data() {
        QTest::addColumn<int>("fault");
        QTest::newRow("of another fold") << 0;
        QTest::newRow("of another version of its states") << 1;
        QTest::newRow("of an event that is not there") << 2;
        QTest::newRow("of an event that stands elsewhere") << 3;
        QTest::newRow("that cannot be read") << 4;
    }
    void snapshotsThatDoNotFitAreLeftAlone() {
        QFETCH(int, fault);
        StreamFixture fixture(kBasket);
        fixture.putSnapshot(lie(fixture, 1));
        Snapshot snapshot = lie(fixture, 3);
        if (fault == 0) snapshot.fold = "Account";
        if (fault == 1) snapshot.foldVersion = 1;
        if (fault == 2) snapshot.version = {9};
        if (fault == 3) snapshot.position = fixture.positionOf({2});
        if (fault == 4) snapshot.state = "{";
        fixture.putSnapshot(snapshot);
        QCOMPARE(foldTo(fixture, TrustSnapshots::Yes).fromSnapshot, std::optional(Version{1}));
    }

    void canBeCancelled() {
        const StreamFixture fixture(kBasket);
        std::stop_source stop;
        stop.request_stop();
        const auto folded = foldStream(*fixture.store(), *identityLens(), *basketFold(), fixture.stream(), kEnd,
                                       TrustSnapshots::No, {stop.get_token()});
        QVERIFY(!folded && folded.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFoldStream)
#include "tst_fold_stream.moc"
