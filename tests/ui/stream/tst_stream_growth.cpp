// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_store.h"
#include "tests/ui/stream/ledger_page.h"
#include "ui/session/open_session.h"

#include <QLineEdit>
#include <QProcess>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace eventscope;
using namespace eventscope::ui;

/// New events of a stream while its page is open: in memory, in PostgreSQL, and from another process in a SQLite file.
class TestStreamGrowth : public QObject, LedgerPage {
    Q_OBJECT

  private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void aPageAtTheHeadGoesWithTheEvents() {
        append("ledger-1", "MoneyDeposited", R"({"balance":20.00})");
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(5));
        QTRY_COMPARE(value("/balance"), QStringLiteral("20.00"));
        QCOMPARE(table("Events of the stream")->model()->rowCount(), 6);
        QVERIFY(m_session->cursor().isLive());
        step("Previous event");
        QCOMPARE(value("/balance"), QStringLiteral("-5.00"));
    }

    void aPageThatShowsAnOldStateStaysThere() {
        goTo(1);
        append("ledger-1", "MoneyDeposited", R"({"balance":20.00})");
        QTRY_COMPARE(m_page->steps().size(), std::size_t{6});
        QTRY_VERIFY(m_page->isUpToDate());
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        QCOMPARE(value("/balance"), QStringLiteral("150.00"));
        QCOMPARE(table("Events of the stream")->model()->rowCount(), 6);
        step("Last event");
        QCOMPARE(value("/balance"), QStringLiteral("20.00"));
    }

    void eventsOfOtherStreamsChangeNothing() {
        append("ledger-other", "MoneyDeposited", R"({"balance":20.00})");
        QTRY_COMPARE(m_session->rows(), std::uint64_t{9});
        QVERIFY(m_page->isUpToDate());
        QCOMPARE(m_page->steps().size(), std::size_t{5});
    }

    void manyAppendsInARowAllArrive() {
        for (int i = 1; i <= 60; ++i)
            append("ledger-1", "MoneyDeposited", ("{\"balance\":" + std::to_string(i) + "}").c_str());
        QTRY_COMPARE(m_page->steps().size(), std::size_t{65});
        QTRY_COMPARE(value("/balance"), QStringLiteral("60"));
    }

    void aNewEventThatCannotBeFoldedIsAStepAndSteppingGoesOn() {
        append("ledger-1", "NoteAdded", "not json either");
        append("ledger-1", "MoneyDeposited", R"({"balance":7.00})");
        QTRY_COMPARE(value("/balance"), QStringLiteral("7.00"));
        step("Previous event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(5));
        QCOMPARE(m_page->steps()[5].outcome.kind, StepOutcome::Kind::Failed);
        QVERIFY(linesOf(*table("Events of the stream"))[5].contains(QStringLiteral("failed")));
        QCOMPARE(value("/balance"), QStringLiteral("-5.00"));
        step("Next event");
        QCOMPARE(value("/balance"), QStringLiteral("7.00"));
        step("First event");
        for (std::size_t at = 1; at < m_page->steps().size(); ++at)
            step("Next event");
        QCOMPARE(m_page->shownStep(), std::optional<std::size_t>(6));
    }

    void watchedListedAndPlottedValuesGoOn() {
        m_page->watch(*Pointer::parse("/balance"));
        m_page->listValues(*Pointer::parse("/balance"));
        m_page->plot(*Pointer::parse("/balance"));
        m_page->showWhere(QStringLiteral("state.balance < 0"));
        QTRY_VERIFY(m_page->isUpToDate());
        const int listed = table("Values over versions")->model()->rowCount();
        QCOMPARE(linesOf(*table("Where the condition holds")).size(), 1);
        append("ledger-1", "MoneyWithdrawn", R"({"balance":-9.00})");
        append("ledger-1", "MoneyDeposited", R"({"balance":1.00})");
        append("ledger-1", "MoneyWithdrawn", R"({"balance":-1.00})");
        QTRY_COMPARE(m_page->steps().size(), std::size_t{8});
        QTRY_VERIFY(m_page->isUpToDate());
        QCOMPARE(table("Values over versions")->model()->rowCount(), listed + 3);
        QVERIFY(linesOf(*table("Watched values"))[0].contains(QStringLiteral("-1.00")));
        const QStringList holds = linesOf(*table("Where the condition holds"));
        QCOMPARE(holds.size(), 2); // the first went on for one more, then there was a break
        QVERIFY2(holds[0].startsWith(QStringLiteral("v5|v6")), qPrintable(holds[0]));
        QVERIFY2(holds[1].startsWith(QStringLiteral("v8|")), qPrintable(holds[1]));
    }

    void aStreamThatWasEmptyBegins() {
        m_page = std::make_unique<StreamPage>(*m_session, m_theme, StreamId{"ledger-new"});
        m_page->show();
        QTRY_VERIFY(m_page->isUpToDate() || m_page->steps().empty());
        append("ledger-new", "AccountOpened", R"({"balance":3.00})");
        QTRY_COMPARE(m_page->steps().size(), std::size_t{1});
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(value("/balance"), QStringLiteral("3.00"));
    }

    void whatAnotherProcessAppendsToAFileArrives() {
        m_page.reset();
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("ledger.evdb"));
        {
            auto store = openForWriting("sqlite:" + file.toStdString(), m_clock,
                                        {.createIfMissing = true, .purpose = "test"}, {});
            QVERIFY(store.has_value());
            const std::vector events = {eventOf("AccountOpened", R"({"balance":100.00})")};
            QVERIFY((*store)->append({"ledger-1"}, Expected::noStream(), events, {}).has_value());
        }
        auto opened = openForBrowsing({.address = "sqlite:" + file.toStdString()}, {}, {});
        QVERIFY(opened.has_value());
        Session session(*m_workers, *std::move(opened));
        QTRY_VERIFY(session.isLoaded());
        m_page = std::make_unique<StreamPage>(session, m_theme, StreamId{"ledger-1"});
        m_page->show();
        QTRY_VERIFY(m_page->isSettled());
        QProcess cli;
        cli.start(QStringLiteral(EVENTSCOPE_CLI),
                  {QStringLiteral("--store"), file, QStringLiteral("--write"), QStringLiteral("append"),
                   QStringLiteral("--stream"), QStringLiteral("ledger-1"), QStringLiteral("--expect"),
                   QStringLiteral("1"), QStringLiteral("--type"), QStringLiteral("MoneyDeposited"),
                   QStringLiteral("--data"), QStringLiteral("{\"balance\":250.00}")});
        QVERIFY(cli.waitForFinished());
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        QCOMPARE(value("/balance"), QStringLiteral("250.00"));
        QVERIFY(session.guard().caught().isEmpty());
        m_page.reset();
    }

  private:
    void append(const char *stream, const char *type, const char *data) {
        QVERIFY(m_store->append({stream}, Expected::any(), std::vector{eventOf(type, data)}, {}).has_value());
    }
};

QTEST_MAIN(TestStreamGrowth)
#include "tst_stream_growth.moc"
