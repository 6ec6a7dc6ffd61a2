// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestLogFilter : public QObject, ShopSession {
    Q_OBJECT

    void open(int events) {
        m_shop->fill(events);
        openSession();
    }
    [[nodiscard]] LogFilter &filter() { return m_session->filter(); }
    void set(const char *text) { filter().set(*Filter::parse(text)); }
    [[nodiscard]] bool isDone() {
        return !filter().isSearching() && filter().searched() == m_session->rows() && !filter().problem();
    }

  private Q_SLOTS:
    void init() { makeShop(); }
    void cleanup() { closeSession(); }

    void withoutAFilterAllIsShown() {
        open(30);
        QVERIFY(!filter().isOn());
        QCOMPARE(filter().count(), 30u);
        QCOMPARE(filter().row(7), 7u);
        QCOMPARE(filter().countBefore(7), 7u);
        const QSignalSpy grown(&filter(), &LogFilter::grown);
        m_shop->fill(3);
        QTRY_COMPARE(filter().count(), 33u);
        QVERIFY(grown.count() > 0);
    }

    void showsWhatMatches_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("of the index") << QByteArray("type == \"OrderCreated\"");
        QTest::newRow("of the payload") << QByteArray("data.amount > -1 && stream ~ \"order-*\"");
    }
    void showsWhatMatches() {
        QFETCH(QByteArray, text);
        open(90);
        const QSignalSpy reset(&filter(), &LogFilter::reset);
        set(text.constData());
        QCOMPARE(reset.count(), 1);
        QTRY_VERIFY(isDone());
        QCOMPARE(filter().count(), 30u);
        QCOMPARE(filter().row(0), 2u);
        QCOMPARE(filter().row(29), 89u);
        QCOMPARE(filter().countBefore(5), 1u);
        QCOMPARE(filter().countBefore(6), 2u);
        set("");
        QVERIFY(!filter().isOn());
        QCOMPARE(filter().count(), 90u);
    }

    void newEventsAreLookedAtAsTheyCome() {
        open(9);
        set("data.amount == 2.50");
        QTRY_VERIFY(isDone());
        QCOMPARE(filter().count(), 1u);
        m_shop->fill(9);
        QTRY_COMPARE(filter().count(), 2u);
        QCOMPARE(filter().row(1), 11u);
    }

    void anotherFilterEndsTheSearchForTheFirst() {
        open(3'000);
        set("data.amount > 10");
        set("data.amount > 2000");
        set("type == \"NoSuchType\"");
        QTRY_VERIFY(isDone());
        QCOMPARE(filter().count(), 0u);
        QTest::qWait(1); // whatever else was under way arrives
        QCOMPARE(filter().count(), 0u);
    }

    void afterAProblemItGoesOn() {
        open(90);
        m_shop->breakPages(true);
        set("data.amount > -1");
        QTRY_VERIFY(filter().problem());
        QVERIFY(!filter().isSearching());
        m_shop->fill(3);
        QTRY_COMPARE(m_session->rows(), 93u);
        QCOMPARE(filter().searched(), 0u); // not again and again by itself
        m_shop->breakPages(false);
        filter().retry();
        QTRY_VERIFY(isDone());
        QCOMPARE(filter().count(), 93u);
    }
};

QTEST_MAIN(TestLogFilter)
#include "tst_log_filter.moc"
