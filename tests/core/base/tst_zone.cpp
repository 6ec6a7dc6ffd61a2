// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zone.h"

#include <QtTest>

using namespace eventscope;

class TestZone : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void format_data();
    void format();
    void unknownZoneIsAnError();
    void systemZoneFollowsTheEnvironment();
};

void TestZone::format_data() {
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("utc");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const char *zone, const char *utc, const char *shown) {
        QTest::newRow(name) << QString(zone) << QString(utc) << QString(shown);
    };
    row("utc", "UTC", "2026-03-04T12:00:03.881902Z", "2026-03-04 12:00:03.881902 Z");
    row("winter", "Europe/Berlin", "2026-03-04T12:00:03.881902Z", "2026-03-04 13:00:03.881902 +01:00");
    row("before the change", "Europe/Berlin", "2026-03-29T00:59:59.999999Z", "2026-03-29 01:59:59.999999 +01:00");
    row("after the change", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 03:00:00.000000 +02:00");
    row("west, half hour", "America/St_Johns", "2026-01-01T00:00:00Z", "2025-12-31 20:30:00.000000 -03:30");
}

void TestZone::format() {
    QFETCH(QString, zone);
    QFETCH(QString, utc);
    QFETCH(QString, shown);
    const auto named = Zone::named(zone.toStdString());
    QVERIFY(named);
    QCOMPARE(QString::fromStdString(named->format(*parseTime(utc.toStdString()))), shown);
}

void TestZone::unknownZoneIsAnError() {
    const auto zone = Zone::named("Europe/Nowhere");
    QVERIFY(!zone);
    QCOMPARE(zone.error().kind, ErrorKind::NotFound);
    QVERIFY(!Zone::named("../../etc/passwd"));
    QVERIFY(!Zone::named(""));
}

void TestZone::systemZoneFollowsTheEnvironment() {
    qputenv("TZ", "Asia/Tokyo");
    QCOMPARE(Zone::system().name(), std::string("Asia/Tokyo"));
    qputenv("TZ", ":America/New_York");
    QCOMPARE(Zone::system().name(), std::string("America/New_York"));
    qputenv("TZ", "nonsense");
    QCOMPARE(Zone::system().name(), std::string("UTC"));
}

QTEST_GUILESS_MAIN(TestZone)
#include "tst_zone.moc"
