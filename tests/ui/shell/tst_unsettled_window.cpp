// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_connection.h"
#include "tests/support/pg_database.h"
#include "ui/log/log_page.h"
#include "ui/session/session.h"
#include "ui/shell/status_line.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

/// A session in which a transaction stays open.
PgConnection writerOf(const PgDatabase &database) {
    PgOptions options;
    options.access = PgAccess::ReadWrite;
    auto connection = PgConnection::open(database.address(), options, {});
    if (!connection) qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

void run(PgConnection &connection, const std::string &sql) {
    const auto done = connection.query(sql, {});
    if (!done) qFatal("%s", describe(done.error()).c_str());
}

std::string eventOf(const std::string &stream, int version, const std::string &data = "{}") {
    return "INSERT INTO public.events (stream_id, version, event_type, event_data) VALUES ('" + stream + "', " +
           std::to_string(version) + ", 'Placed', '" + data + "')";
}

} // namespace

/// The log of a table whose numbers are drawn before the commit, while a number is missing.
class TestUnsettledWindow : public QObject {
    Q_OBJECT

    void open(const std::string &address, OrderKind order = OrderKind::Holes) {
        auto opened = openForBrowsing({address}, {}, {});
        QVERIFY2(opened, opened ? "" : describe(opened.error()).c_str());
        QCOMPARE(opened->store->info().order, order);
        m_session = std::make_unique<Session>(m_workers, *std::move(opened));
        m_page = std::make_unique<LogPage>(*m_session, m_theme);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_page->model(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_line = std::make_unique<StatusLine>();
        m_line->setSession(m_session.get());
        m_page->resize(800, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isLoaded(), kPatienceMs);
    }
    [[nodiscard]] QString positions() const {
        QStringList shown;
        for (int row = 0; row < m_page->model()->rowCount(); ++row)
            shown += m_page->model()->index(row, 0).data().toString().replace(QChar(0xa0), QLatin1Char(' '));
        return shown.join(QStringLiteral(" | "));
    }
    [[nodiscard]] QString spoken(int row) const {
        return m_page->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    }
    [[nodiscard]] QString size(int row) const {
        return m_page->model()->index(row, static_cast<int>(EventColumn::Size)).data().toString();
    }
    void select(int row) {
        m_page->table()->selectionModel()->setCurrentIndex(
            m_page->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    [[nodiscard]] std::string url(const PgAddress &address) const {
        const auto opened = PgConnection::open(address, {}, {});
        if (!opened) qFatal("%s", describe(opened.error()).c_str());
        return opened->address();
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_database = std::make_unique<PgDatabase>();
        m_theme.apply(*qApp);
    }
    void init() {
        m_database->run("DROP TABLE IF EXISTS public.events");
        m_database->run(
            "CREATE TABLE public.events (id BIGSERIAL PRIMARY KEY, stream_id TEXT NOT NULL, version BIGINT NOT "
            "NULL, event_type TEXT NOT NULL, event_data JSONB NOT NULL, metadata JSONB, timestamp "
            "TIMESTAMPTZ NOT NULL DEFAULT now(), UNIQUE (stream_id, version))");
    }
    void cleanup() {
        m_line.reset();
        m_tester.reset();
        m_page.reset();
        m_session.reset();
    }
    void cleanupTestCase() { m_database.reset(); }

    void anEventThatCommitsLateComesToItsPlace() {
        PgConnection late = writerOf(*m_database);
        m_database->run(eventOf("order-1", 1));
        run(late, "BEGIN");
        run(late, eventOf("order-2", 1, R"({"late": true})")); // has 2, and nobody sees it
        m_database->run(eventOf("order-1", 2));
        m_database->run(eventOf("order-1", 3));

        open(url(m_database->address()));
        QCOMPARE(positions(), QStringLiteral("1 | ? 3 | ? 4"));
        QVERIFY(spoken(1).contains(QStringLiteral("not settled")));
        QVERIFY(!spoken(0).contains(QStringLiteral("not settled")));
        QVERIFY2(m_line->text().contains(QStringLiteral("2 not settled, from 3 on (2 is open)")),
                 qPrintable(m_line->text()));
        QVERIFY2(m_line->toolTip().contains(QStringLiteral("that may still fill it")), qPrintable(m_line->toolTip()));

        // What comes after it is shown at once, too.
        m_database->run(eventOf("order-3", 1));
        QTRY_COMPARE_WITH_TIMEOUT(positions(), QStringLiteral("1 | ? 3 | ? 4 | ? 5"), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(size(1), QStringLiteral("2 B"), kPatienceMs);
        const QSignalSpy chosen(m_page.get(), &LogPage::eventSelected);
        select(2);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(m_session->index().countsByCategory(m_session->rows())[0].second, 4u);

        run(late, "COMMIT");
        QTRY_COMPARE_WITH_TIMEOUT(positions(), QStringLiteral("1 | 2 | 3 | 4 | 5"), kPatienceMs);
        QVERIFY2(!m_line->text().contains(QStringLiteral("not settled")), qPrintable(m_line->text()));
        QCOMPARE(m_page->model()->streamOf(1).value, std::string("order-2"));
        // The reader stays where they were: on the event, not on the row.
        QCOMPARE(m_page->table()->currentIndex().row(), 3);
        QVERIFY(m_page->table()->selectionModel()->isSelected(m_page->model()->index(3, 0)));
        QVERIFY(!m_page->table()->selectionModel()->isSelected(m_page->model()->index(2, 0)));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(m_session->index().countsByCategory(m_session->rows())[0].second, 5u);
        // Cells that need payloads are of the events that stand there now.
        QTRY_COMPARE_WITH_TIMEOUT(size(1), QStringLiteral("14 B"), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(size(2), QStringLiteral("2 B"), kPatienceMs);
    }

    void aNumberThatNobodyFillsSettles() {
        PgConnection late = writerOf(*m_database);
        run(late, "BEGIN");
        run(late, eventOf("order-2", 1));
        m_database->run(eventOf("order-1", 1));
        open(url(m_database->address()));
        QCOMPARE(positions(), QStringLiteral("? 2"));
        run(late, "ROLLBACK");
        QTRY_COMPARE_WITH_TIMEOUT(positions(), QStringLiteral("2"), kPatienceMs);
        QVERIFY2(!m_line->text().contains(QStringLiteral("not settled")), qPrintable(m_line->text()));
    }

    void whereTimesAreTheOrderALateEventComesToItsPlace() {
        m_database->run("ALTER TABLE public.events DROP COLUMN id, ADD COLUMN event_id UUID PRIMARY KEY DEFAULT "
                        "gen_random_uuid()");
        m_database->run("ALTER TABLE public.events RENAME COLUMN timestamp TO occurred_at");
        PgConnection late = writerOf(*m_database);
        run(late, "BEGIN");
        run(late, eventOf("order-2", 1)); // its time is that of its transaction's begin
        m_database->run(eventOf("order-1", 1));
        open(url(m_database->address()), OrderKind::Clock);
        QCOMPARE(m_session->rows(), 1u);
        QVERIFY(spoken(0).contains(QStringLiteral("not settled")));
        QVERIFY2(m_line->text().contains(QStringLiteral("1 not settled")), qPrintable(m_line->text()));
        run(late, "COMMIT");
        QTRY_COMPARE_WITH_TIMEOUT(m_session->rows(), 2u, kPatienceMs);
        QCOMPARE(m_page->model()->streamOf(0).value, std::string("order-2"));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->settledRows(), 2u, kPatienceMs);
        QVERIFY2(!m_line->text().contains(QStringLiteral("not settled")), qPrintable(m_line->text()));
    }

    void onAStandbyAllIsShownAndMarked() {
        for (int version = 1; version <= 4; ++version)
            m_database->run(eventOf("order-1", version));
        m_database->run("DELETE FROM public.events WHERE id = 2"); // as a rolled back transaction leaves it
        QString why;
        const auto standby = PgServer::startStandby(m_database->server(), &why);
        QVERIFY2(standby, qPrintable(why));
        const auto address = PgAddress::parse(standby->address());
        QVERIFY(address.has_value());
        open(url(*address));
        QCOMPARE(positions(), QStringLiteral("1 | ? 3 | ? 4"));
        QVERIFY2(m_line->text().contains(QStringLiteral("2 not settled, from 3 on (2 is unsettled)")),
                 qPrintable(m_line->text()));
        QVERIFY2(m_line->toolTip().contains(QStringLiteral("standby")), qPrintable(m_line->toolTip()));
        m_database->run(eventOf("order-1", 5));
        QTRY_COMPARE_WITH_TIMEOUT(positions(), QStringLiteral("1 | ? 3 | ? 4 | ? 5"), kPatienceMs);
    }

  private:
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    std::unique_ptr<PgDatabase> m_database;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LogPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<StatusLine> m_line;
};

QTEST_MAIN(TestUnsettledWindow)
#include "tst_unsettled_window.moc"
