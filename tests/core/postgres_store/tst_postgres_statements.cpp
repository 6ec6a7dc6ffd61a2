// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_session.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <QRegularExpression>
#include <QtTest/QtTest>

#include <algorithm>
#include <array>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// All statements that a reader may send, literals taken out; what ends in a blank is a beginning. Whoever adds one
/// asks whether it can write, lock or leave something behind.
constexpr std::array kGolden = {
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "COPY (SELECT global_position, version, recorded_at, stream_id, event_type, schema_version FROM eventscope.events "
    "WHERE ",
    "COPY (SELECT global_position, version, recorded_at, stream_id, event_type, schema_version, valid_at, event_id, "
    "content_hash, metadata_encoding, metadata, metadata_raw, data_encoding, data, data_raw FROM eventscope.events "
    "WHERE ",
    "LISTEN \"eventscope_events\"",
    "ROLLBACK",
    "SELECT ?",
    "SELECT EXISTS (SELECT FROM eventscope.events WHERE global_position > $1)",
    "SELECT coalesce(max(global_position), ?) FROM eventscope.events",
    "SELECT current_user::text, current_database()::text, r.rolsuper, EXISTS (SELECT FROM pg_catalog.pg_roles ",
    "SELECT eventscope.version_at($1, $2)",
    "SELECT global_position, version, recorded_at, stream_id, event_type, schema_version FROM eventscope.events WHERE ",
    "SELECT global_position, version, recorded_at, stream_id, event_type, schema_version, valid_at, event_id, "
    "content_hash, metadata_encoding, metadata, metadata_raw, data_encoding, data, data_raw FROM eventscope.events "
    "WHERE ",
    "SELECT global_position, recorded_at FROM eventscope.events ORDER BY global_position DESC LIMIT ?",
    "SELECT name, setting FROM pg_catalog.pg_settings WHERE name = ANY($1)",
    "SELECT pg_catalog.set_config(?, $1, false)",
    "SELECT pg_catalog.to_regclass(?) IS NOT NULL, pg_catalog.current_setting(?)",
    "SELECT s.stream_id, t.version, s.first_recorded_at, t.recorded_at, t.global_position FROM eventscope.streams s ",
    "SELECT stream_id, version, fold, fold_version::bigint, global_position, taken_at, state FROM "
    "eventscope.snapshots ",
    "SELECT stream_type, count(*), sum(version)::bigint FROM (SELECT stream_type, count(*) AS version FROM "
    "eventscope.events ",
    "SELECT stream_type, count(*), sum(version)::bigint FROM (SELECT stream_type, version FROM eventscope.streams ",
    "SELECT t.event_type, t.schema_version::bigint, t.events, f.recorded_at, l.recorded_at FROM (SELECT ",
    "SELECT value FROM eventscope.store_info WHERE name = $1",
    "SELECT value FROM eventscope.store_info WHERE name = ?",
    "SELECT wanted FROM unnest(string_to_array($1, ?)) AS wanted EXCEPT SELECT ",
};

/// The statement with every literal as "?", blanks as one.
QByteArray normalised(QString sql) {
    static const QRegularExpression texts(QStringLiteral("'(?:[^']|'')*'"));
    static const QRegularExpression numbers(QStringLiteral("(?<![$\\w])-?\\d+"));
    static const QRegularExpression lists(QStringLiteral("\\?(?:, \\?)+"));
    sql.replace(texts, QStringLiteral("?")).replace(numbers, QStringLiteral("?")).replace(lists, QStringLiteral("?"));
    return sql.simplified().toUtf8();
}

} // namespace

/// What reading sends to the server, and what it leaves there: nothing.
class TestPostgresStatements : public QObject {
    Q_OBJECT

    std::unique_ptr<PgDatabase> m_database;
    StepClock m_clock;

    /// Everything that a reader of ours can be asked for.
    static void callEverything(const PgAddress &address) {
        const auto store = must(openPostgresStore(address, {}));
        QVERIFY(!store->info().layout.empty());
        QCOMPARE(must(store->head({})).last.minor, 40U);
        QCOMPARE(readAll(*store).size(), 40U);
        QCOMPARE(readStream(*store, "order-1").size(), 20U);
        for (const Direction direction : {Direction::Forward, Direction::Backward}) {
            for (const Selector &from : {Selector::log(), Selector::stream({"order-1"}), Selector::category("order")}) {
                Query query;
                query.from = from;
                query.direction = direction;
                query.until = {0, 30};
                query.rowsMax = 7;
                query.fields = Fields::All;
                QCOMPARE(must(store->page(query, {}))->rows(), 7U);
            }
        }
        for (const Prefilter::Kind kind : {Prefilter::Kind::Type, Prefilter::Kind::Stream,
                                           Prefilter::Kind::MetadataContains, Prefilter::Kind::DataContains}) {
            Query query;
            query.prefilter.kind = kind;
            query.prefilter.text = "Happened";
            (void)must(store->page(query, {}));
        }
        QCOMPARE(must(findEvent(*store, eventNamed("a0").id, Fields::All, {}))->rows(), 1U);
        SinkOf enough([](const BatchPtr &) -> Result<Flow> { return Flow::Enough; });
        (void)must(store->follow({}, enough, {}));
        for (const auto what :
             {CatalogueQuery::What::Streams, CatalogueQuery::What::Categories, CatalogueQuery::What::Types}) {
            for (const Position until : {kEnd, Position{0, 25}}) {
                CatalogueQuery query;
                query.what = what;
                query.until = until;
                (void)must(store->catalogue(query, {}));
                query.category = "order";
                query.glob = "order-*";
                (void)must(store->catalogue(query, {}));
            }
        }
        QCOMPARE(must(store->snapshots({"order-1"}, {})).size(), 1U);
        QCOMPARE(must(store->snapshots({}, {})).size(), 1U);
    }

    /// One text over everything that somebody could have left behind.
    QByteArray traces() {
        QByteArray all;
        for (const char *sql :
             {"SELECT coalesce(string_agg(e::text, '|' ORDER BY global_position), '') FROM eventscope.events e",
              "SELECT coalesce(string_agg(s::text, '|' ORDER BY stream_id), '') FROM eventscope.streams s",
              "SELECT coalesce(string_agg(i::text, '|' ORDER BY name), '') FROM eventscope.store_info i",
              "SELECT coalesce(string_agg(s::text, '|' ORDER BY stream_id), '') FROM eventscope.snapshots s",
              "SELECT count(*)::text FROM eventscope.projection_checkpoints",
              "SELECT coalesce(string_agg(s::text, '|' ORDER BY sequencename), '') FROM pg_sequences s",
              "SELECT count(*)::text FROM pg_largeobject_metadata",
              "SELECT count(*)::text || max(oid)::text FROM pg_class", "SELECT count(*)::text FROM pg_proc",
              "SELECT count(*)::text FROM pg_prepared_xacts",
              "SELECT string_agg(t::text, '|' ORDER BY tgname) FROM pg_trigger t"}) {
            const PgResult found = m_database->run(sql);
            const auto text = must(found.text(0, 0));
            all.append(text.data(), static_cast<qsizetype>(text.size())).append('\n');
        }
        return all;
    }
    enum Rung { Default, Snapshot, SelectOnly };
    enum Outcome { Refused, Allowed, Wrote };

    /// What readers have sent since the log was so long, each once.
    [[nodiscard]] QSet<QByteArray> sentSince(qsizetype logged) {
        const QString log = QString::fromUtf8(m_database->server().log().mid(logged));
        static const QRegularExpression statement(
            QStringLiteral("^eventscope read-only\\|LOG:  (execute <unnamed>|statement): ((?:.*)(?:\\n\\t.*)*)"),
            QRegularExpression::MultilineOption);
        QSet<QByteArray> sent;
        for (auto found = statement.globalMatch(log); found.hasNext();) {
            const auto match = found.next();
            // The simple protocol would take several statements in one.
            const bool isOne = match.captured(1) == QStringLiteral("execute <unnamed>");
            sent.insert((isOne ? QByteArray() : QByteArray("simple protocol: ")) + normalised(match.captured(2)));
        }
        return sent;
    }
    [[nodiscard]] QList<QByteArray> unlistedSince(qsizetype logged) {
        QList<QByteArray> unlisted = sentSince(logged).values();
        unlisted.removeIf([](const QByteArray &sql) {
            return std::ranges::any_of(
                kGolden, [&](const QByteArray &one) { return one.endsWith(' ') ? sql.startsWith(one) : sql == one; });
        });
        return unlisted;
    }

    std::int64_t number(const std::string &sql) { return must(m_database->run(sql).number(0, 0)); }

    PgAddress reader() const {
        PgAddress address = m_database->address();
        address.set("user", "reader");
        return address;
    }

  private Q_SLOTS:
    void initTestCase() {
        m_database = std::make_unique<PgDatabase>();
        m_database->run("ALTER SYSTEM SET log_line_prefix = '%a|'");
        m_database->run("ALTER DATABASE postgres SET log_statement = 'all'");
        m_database->run("SELECT pg_reload_conf()");
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(std::string(
                                      must(m_database->run("SELECT current_setting('log_line_prefix')").text(0, 0)))),
                                  QStringLiteral("%a|"), 60'000);
        m_database->run("CREATE ROLE reader LOGIN");
        m_database->run("CREATE SEQUENCE public.numbers");
        for (const std::string rights : {"invoker", "definer"}) {
            m_database->run("CREATE FUNCTION public.insert_" + rights + "() RETURNS void LANGUAGE plpgsql SECURITY " +
                            rights + " AS 'BEGIN INSERT INTO public.victim VALUES (2); END'");
        }
    }
    void init() {
        m_database->clear();
        const auto writer = must(openPostgresForWriting(m_database->address(), m_clock, true, {}));
        for (int i = 0; i < 20; ++i) {
            must(writer->append({"order-1"}, Expected::any(), eventsNamed({"a" + std::to_string(i)}), {}));
            must(writer->append({"order-2"}, Expected::any(), eventsNamed({"b" + std::to_string(i)}), {}));
        }
        must(writer->putSnapshot({{"order-1"}, {3}, {0, 5}, m_clock.now(), "total", 1, "{}"}, {}));
        m_database->run("GRANT USAGE ON SCHEMA eventscope TO reader");
        m_database->run("GRANT SELECT ON ALL TABLES IN SCHEMA eventscope TO reader");
    }

    void readingSendsOnlyWhatIsListedAndLeavesNothing_data() {
        QTest::addColumn<bool>("isSuperuser");
        QTest::newRow("superuser") << true;
        QTest::newRow("a role that may only select") << false;
    }
    void readingSendsOnlyWhatIsListedAndLeavesNothing() {
        QFETCH(const bool, isSuperuser);
        const QByteArray before = traces();
        const qsizetype logged = m_database->server().log().size();
        callEverything(isSuperuser ? m_database->address() : reader());
        QCOMPARE(traces(), before);
        QTRY_COMPARE_WITH_TIMEOUT(number("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE "
                                         "'eventscope read-only'"),
                                  0, 60'000);
        QCOMPARE(number("SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid() AND locktype <> 'virtualxid'"), 0);

        QVERIFY(sentSince(logged).size() > 15); // else nothing was looked at
        QCOMPARE(unlistedSince(logged), QList<QByteArray>());
    }
    /// The control of the test above.
    void aStatementThatIsNotListedIsFound() {
        const qsizetype logged = m_database->server().log().size();
        auto session = must(PgReadSession::open(m_database->address(), {}, {}));
        must(must(session->snapshot({})).query("SELECT pg_advisory_xact_lock(7)", {}));
        QCOMPARE(unlistedSince(logged), QList<QByteArray>{"SELECT pg_advisory_xact_lock(?)"});
    }

    void readingNeedsOnlyToSelectAndSaysSo() {
        const auto info = must(openPostgresStore(reader(), {}))->info().readOnly;
        QVERIFY(info.readOnly);
        const auto role = std::ranges::find(info.evidence, "role", &Evidence::rung);
        QVERIFY(role != info.evidence.end());
        QVERIFY(role->holds);
        QVERIFY2(role->statement.find("reader has no right to write") != std::string::npos, role->statement.c_str());

        const auto strong = must(openPostgresStore(m_database->address(), {}))->info().readOnly;
        const auto superuser = std::ranges::find(strong.evidence, "role", &Evidence::rung);
        QVERIFY(!superuser->holds);
        QVERIFY2(superuser->statement.find("is a superuser") != std::string::npos, superuser->statement.c_str());
    }

    void eventsRefuseToChangeEvenForASuperuser_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << "UPDATE eventscope.events SET event_type = 'Other'";
        QTest::newRow("update of no row") << "UPDATE eventscope.events SET event_type = 'Other' WHERE false";
        QTest::newRow("delete") << "DELETE FROM eventscope.events WHERE version = 1";
        QTest::newRow("truncate") << "TRUNCATE eventscope.events";
        QTest::newRow("truncate with others") << "TRUNCATE eventscope.streams, eventscope.events CASCADE";
        QTest::newRow("merge") << "MERGE INTO eventscope.events e USING (VALUES (1)) AS v (n) ON e.version = v.n "
                                  "WHEN MATCHED THEN DELETE";
        QTest::newRow("upsert") << "INSERT INTO eventscope.events SELECT * FROM eventscope.events LIMIT 1 "
                                   "ON CONFLICT (event_id) DO UPDATE SET event_type = 'Other'";
    }
    void eventsRefuseToChangeEvenForASuperuser() {
        QFETCH(const QString, sql);
        const QByteArray before = traces();
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        PgConnection connection = must(PgConnection::open(m_database->address(), options, {}));
        const auto changed = connection.query(sql.toStdString(), {});
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, ErrorKind::Refused);
        QCOMPARE(connection.sqlState(), std::string("P0001"));
        QCOMPARE(traces(), before);
    }

    /// Table 4.5 of the design: what is only one rung of the ladder, and what it does not hold back.
    void theLadderHoldsWhatItIsSaidToHold_data() {
        QTest::addColumn<int>("rung");
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<int>("outcome");
        const QString insert = QStringLiteral("INSERT INTO public.victim VALUES (2)");
        const QString off = QStringLiteral("SET default_transaction_read_only = off");
        const auto row = [](const char *name, Rung rung, const QStringList &statements, Outcome outcome) {
            QTest::newRow(name) << int(rung) << statements << int(outcome);
        };
        row("default: insert", Default, {insert}, Refused);
        row("default: insert in a function", Default, {QStringLiteral("SELECT public.insert_invoker()")}, Refused);
        row("default: switched off", Default, {off, insert}, Wrote);
        row("default: begin read write", Default,
            {QStringLiteral("BEGIN READ WRITE"), insert, QStringLiteral("COMMIT")}, Wrote);
        row("default: raised before the first query", Default,
            {QStringLiteral("BEGIN READ ONLY"), QStringLiteral("SET TRANSACTION READ WRITE"), insert,
             QStringLiteral("COMMIT")},
            Wrote);

        row("snapshot: insert", Snapshot, {insert}, Refused);
        row("snapshot: insert in a function", Snapshot, {QStringLiteral("SELECT public.insert_invoker()")}, Refused);
        row("snapshot: insert in a definer's function", Snapshot, {QStringLiteral("SELECT public.insert_definer()")},
            Refused);
        row("snapshot: default switched off", Snapshot, {off, insert}, Refused);
        row("snapshot: raised", Snapshot, {QStringLiteral("SET TRANSACTION READ WRITE")}, Refused);
        row("snapshot: raised by its setting", Snapshot, {QStringLiteral("SET transaction_read_only = off")}, Refused);
        row("snapshot: explain analyze", Snapshot, {QStringLiteral("EXPLAIN ANALYZE ") + insert}, Refused);
        row("snapshot: setval", Snapshot, {QStringLiteral("SELECT setval('public.numbers', 7)")}, Refused);
        row("snapshot: nextval", Snapshot, {QStringLiteral("SELECT nextval('public.numbers')")}, Refused);
        row("snapshot: for update", Snapshot, {QStringLiteral("SELECT * FROM public.victim FOR UPDATE")}, Refused);
        row("snapshot: truncate", Snapshot, {QStringLiteral("TRUNCATE public.victim")}, Refused);
        row("snapshot: temporary table", Snapshot, {QStringLiteral("CREATE TEMP TABLE t (n int)")}, Refused);
        row("snapshot: two statements in one", Snapshot, {QStringLiteral("COMMIT; ") + insert}, Refused);
        row("snapshot: advisory lock", Snapshot, {QStringLiteral("SELECT pg_advisory_xact_lock(1)")}, Allowed);
        row("snapshot: notify", Snapshot, {QStringLiteral("NOTIFY somewhere")}, Allowed);
        row("snapshot: program, as superuser", Snapshot,
            {QStringLiteral("COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'")}, Allowed);

        row("select-only role: insert", SelectOnly, {insert}, Refused);
        row("select-only role: insert in a function", SelectOnly, {QStringLiteral("SELECT public.insert_invoker()")},
            Refused);
        row("select-only role: insert in a definer's function", SelectOnly,
            {QStringLiteral("SELECT public.insert_definer()")}, Wrote);
        row("select-only role: temporary table", SelectOnly, {QStringLiteral("CREATE TEMP TABLE t (n int)")}, Allowed);
        row("select-only role: advisory lock", SelectOnly, {QStringLiteral("SELECT pg_advisory_xact_lock(1)")},
            Allowed);
        row("select-only role: large object", SelectOnly, {QStringLiteral("SELECT lo_unlink(lo_create(0))")}, Allowed);
        row("select-only role: program", SelectOnly, {QStringLiteral("COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'")},
            Refused);
    }
    void theLadderHoldsWhatItIsSaidToHold() {
        QFETCH(const int, rung);
        QFETCH(const QStringList, statements);
        QFETCH(const int, outcome);
        m_database->run("DROP TABLE IF EXISTS public.victim");
        m_database->run("CREATE TABLE public.victim (n int)");
        m_database->run("INSERT INTO public.victim VALUES (1)");
        m_database->run("GRANT SELECT ON public.victim TO reader");
        bool isRefused = false;
        const auto tryAll = [&](auto &session) {
            for (const QString &sql : statements) {
                if (isRefused) return;
                const auto result = session.query(sql.toStdString(), {});
                isRefused = !result;
                if (!result) QVERIFY(!result.error().isTransient());
            }
        };
        if (rung == Snapshot) {
            auto session = must(PgReadSession::open(m_database->address(), {}, {}));
            auto snapshot = must(session->snapshot({}));
            tryAll(snapshot);
        } else {
            PgOptions options;
            options.access = rung == Default ? PgAccess::ReadOnly : PgAccess::ReadWrite;
            PgConnection connection =
                must(PgConnection::open(rung == Default ? m_database->address() : reader(), options, {}));
            tryAll(connection);
        }
        QCOMPARE(isRefused, outcome == Refused);
        QCOMPARE(number("SELECT count(*) FROM public.victim"), outcome == Wrote ? 2 : 1);
    }

    /// The last column of the table: even a superuser who may write is held back there, but for what leaves the data
    /// alone.
    void aStandbyRefusesEveryWrite() {
        m_database->run("DROP TABLE IF EXISTS public.victim");
        m_database->run("CREATE TABLE public.victim (n int)");
        QString why;
        const auto standby = PgServer::startStandby(m_database->server(), &why);
        QVERIFY2(standby, qPrintable(why));
        const PgAddress address = must(PgAddress::parse(standby->address()));
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        PgConnection connection = must(PgConnection::open(address, options, {}));
        for (const char *sql : {"INSERT INTO public.victim VALUES (2)", "SELECT public.insert_invoker()",
                                "SELECT public.insert_definer()", "BEGIN READ WRITE", "SELECT lo_create(0)",
                                "NOTIFY somewhere", "LISTEN somewhere", "SELECT setval('public.numbers', 7)"})
            QVERIFY2(!connection.query(sql, {}), sql);
        for (const char *sql : {"SELECT pg_advisory_lock(1)", "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'"})
            QVERIFY2(connection.query(sql, {}), sql);

        const auto store = must(openPostgresStore(address, {}));
        const auto rungs = store->info().readOnly.evidence;
        const auto rung = std::ranges::find(rungs, "standby", &Evidence::rung);
        QVERIFY(rung != rungs.end() && rung->holds);
        QCOMPARE(readAll(*store).size(), 40U);
        const auto writer = openPostgresForWriting(address, m_clock, true, {});
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, ErrorKind::Refused);
        QVERIFY2(writer.error().message.find("standby") != std::string::npos, writer.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPostgresStatements)
#include "tst_postgres_statements.moc"
