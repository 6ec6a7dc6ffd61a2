// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/money.h"

#include <rapidcheck.h>

#include <QtTest/QtTest>

using namespace eventscope::samples;

class TestMoney : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void prints_data() {
        QTest::addColumn<qint64>("cents");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("zero") << qint64(0) << QByteArray("0.00");
        QTest::newRow("cents") << qint64(5) << QByteArray("0.05");
        QTest::newRow("both places") << qint64(12'000) << QByteArray("120.00");
        QTest::newRow("negative cents") << qint64(-5) << QByteArray("-0.05");
        QTest::newRow("negative") << qint64(-25'010) << QByteArray("-250.10");
        QTest::newRow("largest") << qint64(INT64_MAX) << QByteArray("92233720368547758.07");
        QTest::newRow("smallest") << qint64(INT64_MIN) << QByteArray("-92233720368547758.08");
    }
    void prints() {
        QFETCH(qint64, cents);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(toString(Money{cents})), text);
    }

    void parses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<qint64>("cents");
        const auto row = [](const char *text, qint64 cents) {
            QTest::newRow(text) << QByteArray(text) << true << cents;
        };
        const auto bad = [](const char *text) { QTest::newRow(text) << QByteArray(text) << false << qint64(0); };
        row("0", 0);
        row("-0", 0);
        row("7", 700);
        row("7.5", 750);
        row("7.05", 705);
        row("-7.05", -705);
        row("7.050000", 705);
        row("92233720368547758.07", INT64_MAX);
        row("-92233720368547758.08", INT64_MIN);
        bad("92233720368547758.08");
        bad("-92233720368547758.09");
        bad("99999999999999999999999999");
        bad("7.051");
        bad("07");
        bad("7.");
        bad(".5");
        bad("-");
        bad("");
        bad("1e2");
        bad("+1");
        bad(" 1");
        bad("1,5");
    }
    void parses() {
        QFETCH(QByteArray, text);
        QFETCH(bool, ok);
        QFETCH(qint64, cents);
        const auto money = parseMoney(text.toStdString());
        QCOMPARE(money.has_value(), ok);
        if (ok) QCOMPARE(qint64(money->cents), cents);
    }

    void comesBack() {
        QVERIFY(rc::check("parseMoney(toString(m)) is m",
                          [](std::int64_t cents) { RC_ASSERT(parseMoney(toString(Money{cents})) == Money{cents}); }));
    }

    void countsOnlyWhatFits() {
        QVERIFY(sum(Money{1}, Money{2}) == Money{3});
        QVERIFY(!sum(Money{INT64_MAX}, Money{1}));
        QVERIFY(difference(Money{1}, Money{2}) == Money{-1});
        QVERIFY(!difference(Money{INT64_MIN}, Money{1}));
        QVERIFY(product(Money{250}, 4) == Money{1'000});
        QVERIFY(!product(Money{INT64_MAX}, 2));
    }
};

QTEST_APPLESS_MAIN(TestMoney)
#include "tst_money.moc"
