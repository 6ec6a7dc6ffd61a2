// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"

#include <QSignalSpy>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestSession : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
    }
    void cleanup() {
        m_session.reset();
        m_workers.reset();
    }

    void readsTheLogInTheBackground() {
        m_shop->fill(1000);
        m_session = m_shop->open(*m_workers);
        QCOMPARE(m_session->rows(), 0u);
        QTRY_VERIFY(m_session->isLoaded());
        QCOMPARE(m_session->rows(), 1000u);
        QVERIFY(m_session->index().position(999) == Position(0, 1000));
        QVERIFY(m_session->guard().caught().isEmpty());
    }

    void anEmptyStoreIsLoadedToo() {
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        QCOMPARE(m_session->rows(), 0u);
        QVERIFY(!m_session->rowAt({0, 5}));
    }

    void growsWithTheStore() {
        m_shop->fill(3);
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        m_shop->append("account-1", "MoneyDeposited");
        QTRY_COMPARE(m_session->rows(), 4u);
        m_shop->fill(100);
        QTRY_COMPARE(m_session->rows(), 104u);
    }

    void joinsGrowthIntoFewSignals() {
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        const QSignalSpy growth(m_session.get(), &Session::rowsGrown);
        m_shop->fill(3000);
        QTRY_COMPARE(m_session->rows(), 3000u);
        QVERIFY2(growth.count() < 60, qPrintable(QString::number(growth.count())));
    }

    void countsAsOfTheCursor() {
        m_shop->fill(50);
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        QCOMPARE(m_session->rowsAtCursor(), 50u);
        m_session->cursor().moveTo({0, 20});
        QCOMPARE(m_session->rowsAtCursor(), 20u);
        QCOMPARE(m_session->rowAt({0, 20}), std::optional<std::uint64_t>(19));
        QCOMPARE(m_session->rowAt({0, 99}), std::optional<std::uint64_t>(49));
        QVERIFY(!m_session->rowAt({0, 0}));
    }

    void readsOneEventWhole() {
        m_shop->append("account-1", "MoneyDeposited", R"({"amount":1.50})");
        m_session = m_shop->open(*m_workers);
        Job<EventDetailsPtr> job(*m_workers);
        EventDetailsPtr details;
        job.start(m_session->event(Position{0, 1}),
                  [&](Result<EventDetailsPtr> answer) { details = *std::move(answer); });
        QTRY_VERIFY(details);
        QCOMPARE(details->event().type(), std::string_view("MoneyDeposited"));
        QCOMPARE(print(*details->data), std::string(R"({"amount":1.50})"));
        QCOMPARE(details->links.correlationId, std::string("c-1"));
        QVERIFY(details->problem.empty());
        const EventId id = details->event().id();
        details.reset();
        job.start(m_session->event(id), [&](Result<EventDetailsPtr> answer) { details = *std::move(answer); });
        QTRY_VERIFY(details);
        QVERIFY(details->event().position() == Position(0, 1));
    }

    void saysWhenThereIsNoSuchEvent() {
        m_session = m_shop->open(*m_workers);
        Job<EventDetailsPtr> job(*m_workers);
        std::optional<ErrorKind> kind;
        job.start(m_session->event(Position{0, 1}),
                  [&](Result<EventDetailsPtr> answer) { kind = answer.error().kind; });
        QTRY_COMPARE(kind, ErrorKind::NotFound);
    }

    void keepsTheBytesOfWhatIsNoJson() {
        m_shop->append("account-1", "Odd", "{not json");
        m_session = m_shop->open(*m_workers);
        Job<EventDetailsPtr> job(*m_workers);
        EventDetailsPtr details;
        job.start(m_session->event(Position{0, 1}),
                  [&](Result<EventDetailsPtr> answer) { details = *std::move(answer); });
        QTRY_VERIFY(details);
        QVERIFY(!details->data);
        QVERIFY(!details->problem.empty());
        QCOMPARE(details->event().data().bytes, std::string_view("{not json"));
    }

    void tellsWhyReadingEndedAndGoesOn() {
        m_shop->fill(10);
        m_session = m_shop->open(*m_workers);
        m_session.reset();
        auto opened = browse(m_shop->reader(), {});
        m_shop->breakPages(true);
        m_session = std::make_unique<Session>(*m_workers, *std::move(opened));
        QTRY_VERIFY(m_session->problem().has_value());
        QVERIFY(m_session->problem()->kind == ErrorKind::Unavailable);
        m_shop->breakPages(false);
        m_session->retry();
        QTRY_VERIFY(m_session->isLoaded());
        QVERIFY(!m_session->problem());
        QCOMPARE(m_session->rows(), 10u);
    }

    void endsWhileItIsReading() {
        m_shop->fill(20'000);
        m_session = m_shop->open(*m_workers);
        m_session.reset(); // nothing is delivered to what is gone
        QCoreApplication::processEvents();
    }

    void theGuardCatchesCallsOnTheGuiThread() {
        m_shop->fill(3);
        m_session = m_shop->open(*m_workers);
        QTest::ignoreMessage(QtWarningMsg, "Store call on the GUI thread: page");
        QVERIFY(m_session->page({})({}).has_value());
        QCOMPARE(m_session->guard().caught(), QStringList{QStringLiteral("page")});
    }

  private:
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
