// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/keep_period.h"

#include "core/vault/privacy_policy.h"
#include "tests/support/store_fixture.h"

#include <QtTest/QtTest>

#include <string>

using namespace eventscope;
using namespace eventscope::testing;

/// For how long a purpose keeps what it needs, as a policy says it.
class TestKeepPeriod : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isRead() {
        QCOMPARE(parseKeepPeriod("P2Y"), (KeepPeriod{24, 0}));
        QCOMPARE(parseKeepPeriod("P18M"), (KeepPeriod{18, 0}));
        QCOMPARE(parseKeepPeriod("P2W"), (KeepPeriod{0, 14}));
        QCOMPARE(parseKeepPeriod("P30D"), (KeepPeriod{0, 30}));
        QCOMPARE(parseKeepPeriod("P1Y6M"), (KeepPeriod{18, 0}));
        QCOMPARE(parseKeepPeriod("P9999Y9999M9999W9999D"), (KeepPeriod{9999 * 13, 9999 * 8}));
    }

    void whatIsNoneIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"",      "P",    "2Y",   "p2Y",  "P2y",  "P2",    "PY",    "P0D",    "P1Y0M", "P01D", "P10000D",
              "P1.5Y", "P-1Y", "P+1Y", " P1Y", "P1Y ", "P1Y1Y", "P6M1Y", "P1DT1H", "PT1H",  "P1H",  "two years"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatIsNoneIsRefused() {
        QFETCH(const QString, text);
        QVERIFY(!parseKeepPeriod(text.toStdString()));
        const std::string keep = '"' + text.toStdString() + '"';
        const auto policy = PrivacyPolicy::parse(R"({"policy":1,"events":{},"purposes":{"p":{"keep":)" + keep + "}}}");
        QCOMPARE(policy.error().kind, ErrorKind::Invalid);
        QVERIFY2(policy.error().message.find("/purposes/p/keep") != std::string::npos, policy.error().message.c_str());
    }

    void aPolicyHasIt() {
        const PrivacyPolicy policy = must(PrivacyPolicy::parse(
            R"({"policy":1,"events":{},"purposes":{"p":{"keep":"P1Y1D","retention":"A year"},"q":{"retention":"P1Y"}}})"));
        QCOMPARE(policy.purposes().at("p").keep, (KeepPeriod{12, 1}));
        QCOMPARE(policy.purposes().at("p").retention, std::string("A year"));
        QVERIFY(!policy.purposes().at("q").keep); // words for people are no period
        QVERIFY(!PrivacyPolicy::parse(R"({"policy":1,"events":{},"purposes":{"p":{"keep":30}}})"));
    }

    void endsByTheCalendar_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("period");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *from, const char *period, const char *end) {
            QTest::newRow((std::string(from) + " " + period).c_str()) << from << period << end;
        };
        row("2026-03-04T12:00:03.881902Z", "P1Y", "2027-03-04T12:00:03.881902Z");
        row("2026-01-31T23:59:59Z", "P1M", "2026-02-28T23:59:59Z");
        row("2024-01-31", "P1M", "2024-02-29");
        row("2024-02-29", "P1Y", "2025-02-28");
        row("2024-02-29", "P4Y", "2028-02-29");
        row("2026-01-31", "P1M1D", "2026-03-01"); // the months first
        row("2026-12-31", "P2M", "2027-02-28");
        row("2026-12-30", "P2D", "2027-01-01");
        row("2026-02-27", "P1W", "2026-03-06");
        row("1969-12-31T23:59:59.999999Z", "P1D", "1970-01-01T23:59:59.999999Z");
    }
    void endsByTheCalendar() {
        QFETCH(const QString, from);
        QFETCH(const QString, period);
        QFETCH(const QString, end);
        const Time until = endOfPeriod(must(parseTime(from.toStdString())), *parseKeepPeriod(period.toStdString()));
        QCOMPARE(toIso(until), toIso(must(parseTime(end.toStdString()))));
    }

    /// What no calendar knows is not computed with.
    void timesBeyondTheCalendar() {
        const KeepPeriod longest = *parseKeepPeriod("P9999Y9999M9999W9999D");
        QVERIFY(endOfPeriod(Time::max(), longest) > must(parseTime("9999")));
        QVERIFY(endOfPeriod(Time::min(), {0, 1}) < must(parseTime("0001")));
    }
};

QTEST_GUILESS_MAIN(TestKeepPeriod)
#include "tst_keep_period.moc"
