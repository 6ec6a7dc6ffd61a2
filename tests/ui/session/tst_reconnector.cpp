// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/reconnector.h"

#include "tests/ui/support/shop_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestReconnector : public QObject, ShopSession {
    Q_OBJECT

    void openBroken() {
        m_shop->fill(10);
        auto opened = browse(m_shop->reader(), {});
        m_shop->breakPages(true);
        m_session = std::make_unique<Session>(*m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->problem().has_value());
    }

  private Q_SLOTS:
    void init() { makeShop(); }
    void cleanup() { closeSession(); }

    void asksMoreAndMoreSeldomAndReadsOnWhenAnswered() {
        openBroken();
        const QSignalSpy changed(m_session.get(), &Session::problemChanged);
        const Reconnector reconnector(*m_session, 1);
        QTRY_VERIFY(reconnector.waitMs() >= 16);
        QCOMPARE(changed.count(), 0); // what is said stays
        QVERIFY(m_session->problem().has_value());
        m_shop->breakPages(false);
        QTRY_VERIFY(m_session->isLoaded());
        QVERIFY(!m_session->problem());
        QCOMPARE(m_session->rows(), 10u);
    }

    void isInNobodysWay() {
        openBroken();
        const Reconnector reconnector(*m_session, Reconnector::kLongestMs);
        m_shop->breakPages(false);
        m_session->retry();
        QTRY_VERIFY(m_session->isLoaded());
        QVERIFY(!m_session->problem());
    }

    void canGoWhileItAsks() {
        openBroken();
        {
            const Reconnector reconnector(*m_session, 0);
            QCoreApplication::processEvents();
        }
        QVERIFY(m_session->problem().has_value());
    }
};

QTEST_MAIN(TestReconnector)
#include "tst_reconnector.moc"
