// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace eventscope;

class TestTime : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void printsSixDigitsInUtc() {
        QCOMPARE(toIso(timeOfUs(0)), std::string("1970-01-01T00:00:00.000000Z"));
        QCOMPARE(toIso(timeOfUs(-1)), std::string("1969-12-31T23:59:59.999999Z"));
        const auto newYear = [](int year) {
            return toIso(std::chrono::sys_days(std::chrono::year(year) / std::chrono::January / 1));
        };
        QCOMPARE(newYear(7), std::string("0007-01-01T00:00:00.000000Z"));
        QCOMPARE(newYear(-5), std::string("-005-01-01T00:00:00.000000Z"));
        QCOMPARE(newYear(12345), std::string("12345-01-01T00:00:00.000000Z"));
    }
    void readsWhatItPrints() {
        QVERIFY(rc::check("parseTime(toIso(t)) == t", [] {
            // years 1 to 9999
            const auto us = *rc::gen::inRange<std::int64_t>(-62135596800000000, 253402300799999999);
            RC_ASSERT(toUs(*parseTime(toIso(timeOfUs(us)))) == us);
        }));
    }
    void spansCoverWhatIsWritten_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("year") << "2026"
                              << "2026-01-01T00:00:00.000000Z"
                              << "2027-01-01T00:00:00.000000Z";
        QTest::newRow("month") << "2026-12"
                               << "2026-12-01T00:00:00.000000Z"
                               << "2027-01-01T00:00:00.000000Z";
        QTest::newRow("day") << "2024-02-29"
                             << "2024-02-29T00:00:00.000000Z"
                             << "2024-03-01T00:00:00.000000Z";
        QTest::newRow("minute") << "2026-03-04 12:05"
                                << "2026-03-04T12:05:00.000000Z"
                                << "2026-03-04T12:06:00.000000Z";
        QTest::newRow("second") << "2026-03-04T12:05:07Z"
                                << "2026-03-04T12:05:07.000000Z"
                                << "2026-03-04T12:05:08.000000Z";
        QTest::newRow("tenth") << "2026-03-04T12:05:07.5"
                               << "2026-03-04T12:05:07.500000Z"
                               << "2026-03-04T12:05:07.600000Z";
        QTest::newRow("offset") << "2026-03-04T01:05:07+02:00"
                                << "2026-03-03T23:05:07.000000Z"
                                << "2026-03-03T23:05:08.000000Z";
        QTest::newRow("nanoseconds") << "2026-03-04T12:05:07.123456789Z"
                                     << "2026-03-04T12:05:07.123456Z"
                                     << "2026-03-04T12:05:07.123457Z";
    }
    void spansCoverWhatIsWritten() {
        QFETCH(QString, text);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const auto span = parseTimeSpan(text.toStdString());
        QVERIFY(span.has_value());
        QCOMPARE(toIso(span->from), from.toStdString());
        QCOMPARE(toIso(span->to), to.toStdString());
    }
    void wrongTimesAreRefused() {
        for (const char *text : {"", "26", "2026-13", "2026-02-30", "2026-03-04T", "2026-03-04T24:00", "2026-03-04T12",
                                 "2026-03-04T12:60", "2026-03-04T12:00:61", "2026-03-04T12:00:00.",
                                 "2026-03-04T12:00+99:00", "2026-03-04T12:00:00Zx", "yesterday", "2026/03/04"}) {
            QVERIFY2(!parseTimeSpan(text), text);
        }
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
