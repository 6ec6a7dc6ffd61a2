// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestSeriesMap : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theMostFrequentComeFirst() {
        ShopStore shop;
        shop.fill(30); // two of three are of accounts
        Workers workers;
        const auto session = shop.open(workers);
        QTRY_VERIFY(session->isLoaded());
        SeriesMap &series = session->series();
        QCOMPARE(series.groups(), (std::vector<std::string>{"account", "order"}));
        QCOMPARE(series.seriesOf("order-7", "OrderCreated"), std::optional<std::size_t>(1));
        QVERIFY(!series.seriesOf("payment-1", "OrderCreated"));
        series.setGroupBy(GroupBy::Type);
        QCOMPARE(series.groups(), (std::vector<std::string>{"MoneyDeposited", "OrderCreated"}));
        QCOMPARE(series.seriesOf("payment-1", "OrderCreated"), std::optional<std::size_t>(1));
    }

    void onlySoManyHaveAColour() {
        ShopStore shop;
        for (int i = 0; i < 12; ++i) {
            for (int n = 0; n <= i; ++n)
                shop.append("c" + std::to_string(i) + "-1", "T");
        }
        Workers workers;
        const auto session = shop.open(workers);
        QTRY_VERIFY(session->isLoaded());
        QCOMPARE(session->series().groups().size(), std::size_t{8});
        QCOMPARE(session->series().seriesOfGroup("c11"), std::optional<std::size_t>(0));
        QVERIFY(!session->series().seriesOfGroup("c0"));
    }

    void coloursStayWhenTheLogGrows() {
        ShopStore shop;
        shop.append("account-1", "T");
        Workers workers;
        const auto session = shop.open(workers);
        QTRY_VERIFY(session->isLoaded());
        for (int i = 0; i < 5; ++i)
            shop.append("order-1", "T");
        QTRY_COMPARE(session->rows(), 6u);
        QCOMPARE(session->series().groups(), std::vector<std::string>{"account"});
    }
};

QTEST_GUILESS_MAIN(TestSeriesMap)
#include "tst_series_map.moc"
