// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_timeline.h"

#include <rapidcheck.h>

#include <QtTest/QtTest>

#include <array>

using namespace eventscope;
using namespace eventscope::samples;
using namespace std::chrono;

class TestSampleTimeline : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void risesWithinTwoYears() {
        QVERIFY(rc::check("times rise with the index", [] {
            const auto events = *rc::gen::inRange<std::uint64_t>(1, 10'000'000);
            const auto index = *rc::gen::inRange<std::uint64_t>(0, events);
            const SampleTimeline timeline(events);
            SampleRandom random(*rc::gen::arbitrary<std::uint64_t>());
            const Time time = timeline.at(index, random);
            RC_ASSERT(time >= SampleTimeline::kBegin);
            RC_ASSERT(time <= SampleTimeline::kEnd);
            RC_ASSERT(timeline.at(index + 1, random) >= time);
        }));
    }
    void reachesTheEndAndGoesOnBehindIt() {
        const SampleTimeline timeline(1000);
        SampleRandom random(1);
        QVERIFY(SampleTimeline::kEnd - timeline.at(999, random) < days(2));
        const Time behind = timeline.at(1000, random);
        QVERIFY(behind > SampleTimeline::kEnd && behind - SampleTimeline::kEnd < hours(1));
        QVERIFY(timeline.at(1001, random) > behind);
    }
    void worksByDayAndGrows() {
        constexpr std::uint64_t events = 50'000;
        const SampleTimeline timeline(events);
        SampleRandom random(1);
        std::array<int, 24> hour{};
        int weekend = 0, firstYear = 0;
        for (std::uint64_t i = 0; i < events; ++i) {
            const Time time = timeline.at(i, random);
            const auto day = floor<days>(time);
            ++hour[static_cast<std::size_t>(duration_cast<hours>(time - day).count())];
            weekend += weekday(day) == Saturday || weekday(day) == Sunday;
            firstYear += time < SampleTimeline::kBegin + days(365);
        }
        QVERIFY(hour[10] > 10 * hour[3]);
        QVERIFY(weekend * 10 < static_cast<int>(events)); // 2 of 7 days, with a quarter of a weekday's events each
        QVERIFY(firstYear * 5 < static_cast<int>(events) * 2);
    }

    void findsWorkingHours_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("day");
        QTest::newRow("at work") << QByteArray("2026-03-04T10:15") << QByteArray("2026-03-04");
        QTest::newRow("early") << QByteArray("2026-03-04T05:00") << QByteArray("2026-03-04");
        QTest::newRow("late") << QByteArray("2026-03-04T18:00") << QByteArray("2026-03-05");
        QTest::newRow("Friday night") << QByteArray("2026-03-06T22:00") << QByteArray("2026-03-09");
        QTest::newRow("Saturday") << QByteArray("2026-03-07T10:00") << QByteArray("2026-03-09");
        QTest::newRow("Sunday") << QByteArray("2026-03-08T23:59") << QByteArray("2026-03-09");
    }
    void findsWorkingHours() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, day);
        SampleRandom random(1);
        const Time start = *parseTime(from.toStdString());
        const Time found = nextWorkingMoment(start, random);
        QVERIFY(found >= start);
        QCOMPARE(QByteArray::fromStdString(toIso(found)).left(10), day);
        const auto inDay = found - floor<days>(found);
        QVERIFY(inDay >= hours(8) && inDay < hours(18));
    }
};

QTEST_APPLESS_MAIN(TestSampleTimeline)
#include "tst_sample_timeline.moc"
