// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format.h"

#include <QLocale>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestFormat : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void figures() {
        QCOMPARE(formatCount(1'204'000), QStringLiteral("1,204,000"));
        QCOMPARE(formatPosition({0, 48'211}), QStringLiteral("48,211"));
        QCOMPARE(formatPosition({7, 48'211}), QStringLiteral("7:48211"));
        QCOMPARE(formatVersion({87}), QStringLiteral("v87"));
        QCOMPARE(formatBytes(412), QStringLiteral("412 B"));
        QCOMPARE(formatBytes(1'540), QStringLiteral("1.5 kB"));
    }

    void moments() {
        const Time time = timeOfUs(1'772'625'603'881'902);
        QCOMPARE(formatTime(time), QStringLiteral("2026-03-04 12:00:03.881902"));
        QCOMPARE(formatSecond(time), QStringLiteral("2026-03-04 12:00:03"));
        QCOMPARE(formatMoment(time), QStringLiteral("4 Mar 2026 12:00:03 UTC"));
    }

    void momentsBefore1970() { QCOMPARE(formatMoment(timeOfUs(-1)), QStringLiteral("31 Dec 1969 23:59:59 UTC")); }

    void ages() {
        QCOMPARE(formatAge(std::chrono::seconds(-5)), QStringLiteral("0 s"));
        QCOMPARE(formatAge(std::chrono::seconds(119)), QStringLiteral("119 s"));
        QCOMPARE(formatAge(std::chrono::minutes(5)), QStringLiteral("5 min"));
        QCOMPARE(formatAge(std::chrono::hours(47)), QStringLiteral("47 h"));
        QCOMPARE(formatAge(std::chrono::hours(24 * 12)), QStringLiteral("12 d"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
