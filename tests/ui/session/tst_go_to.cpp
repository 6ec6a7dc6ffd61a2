// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"
#include "ui/session/go_to.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestGoTo : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_shop.fill(60); // recorded at 2026-01-01 00:00:01 to 00:01:00
        m_shop.append("12", "Odd");
        m_session = m_shop.open(m_workers);
        QTRY_VERIFY(m_session->isLoaded());
    }
    void cleanupTestCase() { m_session.reset(); }

    void findsPositions_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("position");
        QTest::newRow("bare") << QStringLiteral("48") << quint64{48};
        QTest::newRow("spaces around") << QStringLiteral("  48 ") << quint64{48};
        QTest::newRow("grouped") << QStringLiteral("48,211") << quint64{48'211};
        QTest::newRow("marked, though a stream has that name") << QStringLiteral("#12") << quint64{12};
        QTest::newRow("a second") << QStringLiteral("2026-01-01 00:00:30") << quint64{30};
        QTest::newRow("the end of a minute") << QStringLiteral("2026-01-01T00:00") << quint64{59};
        QTest::newRow("a day") << QStringLiteral("2026-01-01") << quint64{61};
        QTest::newRow("later than all") << QStringLiteral("2030-01-01") << quint64{61};
    }
    void findsPositions() {
        QFETCH(QString, text);
        QFETCH(quint64, position);
        const auto target = parseGoTo(text.toStdString(), *m_session);
        QVERIFY2(target.has_value(), target ? "" : describe(target.error()).c_str());
        QVERIFY(std::get<Position>(*target) == Position(0, position));
    }

    void findsStreams() {
        QVERIFY(std::get<StreamId>(*parseGoTo("order-2", *m_session)) == StreamId{"order-2"});
        QVERIFY(std::get<StreamId>(*parseGoTo("@order-2", *m_session)) == StreamId{"order-2"});
        QVERIFY(std::get<StreamId>(*parseGoTo("12", *m_session)) == StreamId{"12"});
    }

    void findsEventIds() {
        const EventId id = derivedEventId("shop", "5");
        QVERIFY(std::get<EventId>(*parseGoTo(toString(id), *m_session)) == id);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("nothing") << QString() << int(ErrorKind::Invalid);
        QTest::newRow("a word") << QStringLiteral("nowhere") << int(ErrorKind::Invalid);
        QTest::newRow("a comma") << QStringLiteral(",") << int(ErrorKind::Invalid);
        QTest::newRow("too large a number") << QStringLiteral("99999999999999999999999") << int(ErrorKind::Invalid);
        QTest::newRow("no such stream") << QStringLiteral("@nowhere") << int(ErrorKind::NotFound);
        QTest::newRow("before the first") << QStringLiteral("1999-01-01") << int(ErrorKind::NotFound);
    }
    void saysWhatIsWrong() {
        QFETCH(QString, text);
        QFETCH(int, kind);
        const auto target = parseGoTo(text.toStdString(), *m_session);
        QVERIFY(!target);
        QCOMPARE(int(target.error().kind), kind);
    }

  private:
    ShopStore m_shop;
    Workers m_workers;
    std::unique_ptr<Session> m_session;
};

QTEST_GUILESS_MAIN(TestGoTo)
#include "tst_go_to.moc"
