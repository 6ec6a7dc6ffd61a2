// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/snapshot_policy.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace std::chrono;

namespace {

/// A stream of `events`, `inSnapshot` of them in a snapshot of `age`, loaded in `took`.
SnapshotFacts facts(std::int64_t events, std::int64_t inSnapshot, Duration age = {}, Duration took = {}) {
    const Time since = timeOfUs(1'000'000);
    return {events, inSnapshot, since, since + age, took};
}

} // namespace

class TestSnapshotPolicy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void neverWithoutCondition() { QVERIFY(!SnapshotPolicy{}.isDue(facts(1'000'000, 0, days(9999), hours(1)))); }

    void everyEvents_data() {
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("inSnapshot");
        QTest::addColumn<bool>("due");
        QTest::newRow("below") << 99 << 0 << false;
        QTest::newRow("reached") << 100 << 0 << true;
        QTest::newRow("passed by a batch") << 103 << 0 << true;
        QTest::newRow("between") << 150 << 100 << false;
        QTest::newRow("next one") << 200 << 100 << true;
        QTest::newRow("after one taken in between") << 200 << 163 << true;
        QTest::newRow("all in it already") << 200 << 200 << false;
    }
    void everyEvents() {
        QFETCH(int, events);
        QFETCH(int, inSnapshot);
        QFETCH(bool, due);
        QCOMPARE(SnapshotPolicy{.everyEvents = 100}.isDue(facts(events, inSnapshot)), due);
    }

    void afterALongLoad() {
        const SnapshotPolicy policy{.loadOver = milliseconds(50)};
        QVERIFY(!policy.isDue(facts(10, 0, {}, milliseconds(50))));
        QVERIFY(policy.isDue(facts(10, 0, {}, milliseconds(51))));
        QVERIFY(!policy.isDue(facts(10, 10, {}, milliseconds(51))));
    }

    void byAge() {
        const SnapshotPolicy policy{.ageOver = days(30)};
        QVERIFY(!policy.isDue(facts(10, 5, days(30))));
        QVERIFY(policy.isDue(facts(10, 5, days(30) + microseconds(1))));
        QVERIFY(!policy.isDue(facts(10, 10, days(300))));
    }

    void oneConditionIsEnough() {
        const SnapshotPolicy policy{.everyEvents = 100, .loadOver = milliseconds(50), .ageOver = days(30)};
        QVERIFY(!policy.isDue(facts(10, 0)));
        QVERIFY(policy.isDue(facts(100, 0)));
        QVERIFY(policy.isDue(facts(10, 0, days(31))));
        QVERIFY(policy.isDue(facts(10, 0, {}, seconds(1))));
    }
};

QTEST_APPLESS_MAIN(TestSnapshotPolicy)
#include "tst_snapshot_policy.moc"
