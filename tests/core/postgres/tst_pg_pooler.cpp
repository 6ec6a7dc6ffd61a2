// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_pool.h"
#include "tests/core/postgres/pg_fixture.h"
#include "tests/support/pg_bouncer.h"

using namespace eventscope;

/// A pooler in between that drops what a session asks for at its start.
class TestPgPooler : public PgFixture {
    Q_OBJECT

    static constexpr const char *kDrops = "ignore_startup_parameters = extra_float_digits,options\n";

    static std::unique_ptr<PgBouncer> bouncer(const QByteArray &settings) {
        QString why;
        auto started = PgBouncer::start(*s_server, settings, &why);
        if (!started) qFatal("%s", qPrintable(why));
        return started;
    }
    static PgAddress through(const PgBouncer &bouncer, const std::string &role) {
        return PgAddress::parse(bouncer.address() + " user=" + role).value();
    }
    static void modes() {
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("session") << QByteArray("pool_mode = session\n");
        QTest::newRow("transaction") << QByteArray("pool_mode = transaction\n");
    }

  private Q_SLOTS:
    void initTestCase() {
        PgFixture::initTestCase();
        PgConnection owner = opened(writing());
        answer(owner, "CREATE ROLE pooled LOGIN");
        answer(owner, "CREATE TABLE public.t(a int)");
        answer(owner, "GRANT SELECT, INSERT ON public.t TO pooled");
    }

    void droppedOptionsAreNoticed_data() { modes(); }
    void droppedOptionsAreNoticed() {
        QFETCH(QByteArray, mode);
        const auto pooler = bouncer(mode + kDrops);
        const auto address = through(*pooler, "eventscope");
        for (const PgAccess access : {PgAccess::ReadOnly, PgAccess::ReadWrite}) {
            PgOptions options = pgOptionsFor(address);
            options.access = access;
            const auto connection = PgConnection::open(address, options, {});
            QVERIFY(!connection);
            QCOMPARE(connection.error().kind, ErrorKind::Refused);
            QVERIFY(connection.error().message.find("statement_timeout") != std::string::npos);
            QVERIFY(connection.error().hint.find("pooler") != std::string::npos);
            QVERIFY(connection.error().hint.find("ALTER ROLE \"eventscope\" SET ") != std::string::npos);
        }
        QTRY_COMPARE(pooler->log().count("client close request"), 2); // none is left open
    }

    void refusedOptionsAreExplained() {
        const auto pooler = bouncer("pool_mode = session\n");
        const auto address = through(*pooler, "eventscope");
        const auto connection = PgConnection::open(address, pgOptionsFor(address), {});
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::Refused);
        QVERIFY2(connection.error().hint.find("ignore_startup_parameters") != std::string::npos,
                 describe(connection.error()).c_str());
    }

    /// The control: where the role itself has the limits, nothing is missing; and the server keeps it from writing.
    void limitsOfTheRoleWillDo_data() { modes(); }
    void limitsOfTheRoleWillDo() {
        QFETCH(QByteArray, mode);
        const auto pooler = bouncer(mode + kDrops);
        const auto address = through(*pooler, "pooled");
        const auto refused = PgConnection::open(address, pgOptionsFor(address), {});
        QVERIFY(!refused);
        // As the hint says, word by word.
        PgConnection owner = opened(writing());
        const QString hint = QString::fromStdString(refused.error().hint);
        const QStringList statements = hint.mid(hint.indexOf(QStringLiteral("ALTER ROLE"))).split(QStringLiteral("; "));
        QVERIFY(statements.size() > 3);
        for (const QString &statement : statements)
            answer(owner, statement.toStdString());
        const auto again = bouncer(mode + kDrops); // the sessions that a pooler keeps have begun before
        const auto known = through(*again, "pooled");
        auto connection = PgConnection::open(known, pgOptionsFor(known), {});
        QVERIFY2(connection, connection ? "" : describe(connection.error()).c_str());
        QCOMPARE(*answer(*connection, "SELECT count(*) FROM public.t").number(0, 0), std::int64_t{0});
        const auto written = connection->query("INSERT INTO public.t VALUES (1)", {});
        QVERIFY(!written);
        QCOMPARE(connection->sqlState(), std::string("25006"));
        // A limit that is stricter than ours is one.
        answer(owner, "ALTER ROLE pooled SET statement_timeout = '1s'");
        const auto third = bouncer(mode + kDrops);
        const auto strict = through(*third, "pooled");
        QVERIFY(PgConnection::open(strict, pgOptionsFor(strict), {}));
        answer(owner, "ALTER ROLE pooled SET statement_timeout = 0");
        const auto fourth = bouncer(mode + kDrops);
        const auto endless = through(*fourth, "pooled");
        QVERIFY(!PgConnection::open(endless, pgOptionsFor(endless), {}));
        answer(owner, "ALTER ROLE pooled RESET ALL");
    }
};

QTEST_GUILESS_MAIN(TestPgPooler)
#include "tst_pg_pooler.moc"
