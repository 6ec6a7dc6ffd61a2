// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/postgres_store/faulty_postgres.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

Q_DECLARE_METATYPE(eventscope::ErrorKind)

namespace {

constexpr std::size_t kEvents = 300;

} // namespace

/// What is not as it should be is refused with a clear error, and nothing of it is shown.
class TestPostgresRefusals : public QObject {
    Q_OBJECT

    std::unique_ptr<FaultyPostgres> m_server;
    StepClock m_clock;

    PgDatabase &database() { return m_server->database(); }
    PgAddress as(const std::string &role) {
        PgAddress address = database().address();
        address.set("user", role);
        return address;
    }
    PgAddress of(const std::string &name) {
        PgAddress address = database().address();
        address.set("dbname", name);
        return address;
    }
    void makeStore() {
        const auto writer = must(openPostgresForWriting(database().address(), m_clock, true, {}));
        std::vector<std::string> names;
        for (std::size_t i = 0; i < kEvents; ++i)
            names.push_back(std::to_string(i));
        must(writer->append({"order-1"}, Expected::any(), eventsNamed(names), {}));
    }
    /// Empty when it failed so, with something to do about it and no secret.
    template <class T>
    static QString judge(const Result<T> &result, ErrorKind kind, const std::string &says) {
        if (result) return QStringLiteral("it succeeded");
        const std::string text = describe(result.error());
        if (result.error().kind != kind || result.error().hint.empty() || text.find(says) == std::string::npos ||
            text.find(PgServer::kPassword) != std::string::npos || text.find("Please report") != std::string::npos)
            return QString::fromStdString(text);
        return {};
    }

  private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<FaultyPostgres>();
        database().run("CREATE ROLE poor LOGIN PASSWORD 'other'");
        database().run("REVOKE CREATE ON DATABASE postgres FROM PUBLIC");
        database().run("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0");
        database().run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    }
    void init() {
        m_server->proxy().dropOptions(false);
        database().clear();
        database().run("REVOKE ALL ON SCHEMA public FROM poor");
    }

    void connectionsThatCannotBe() {
        PgAddress nobody = m_server->proxied();
        nobody.set("port", "1");
        QCOMPARE(judge(openPostgresStore(nobody, {}), ErrorKind::Unavailable, "127.0.0.1:1"), QString());
        PgAddress mistaken = m_server->proxied();
        mistaken.set("password", "wrong");
        QCOMPARE(judge(openPostgresStore(mistaken, {}), ErrorKind::Refused, "login"), QString());
        QCOMPARE(judge(openPostgresStore(m_server->proxied("stranger"), {}), ErrorKind::Refused, "login"), QString());
        QCOMPARE(judge(openPostgresStore(of("nowhere"), {}), ErrorKind::NotFound, "no such database"), QString());
        m_server->proxy().refuse(100);
        QCOMPARE(judge(openPostgresStore(m_server->proxied(), {}), ErrorKind::Unavailable, "Cannot connect"),
                 QString());
        m_server->proxy().refuse(0);
    }

    void aPoolerThatDropsOptions() {
        makeStore();
        m_server->proxy().dropOptions(true);
        QCOMPARE(judge(openPostgresStore(m_server->proxied(), {}), ErrorKind::Refused, "not limited as asked"),
                 QString());
        QCOMPARE(judge(openPostgresForWriting(m_server->proxied(), m_clock, false, {}), ErrorKind::Refused,
                       "not limited as asked"),
                 QString());
        m_server->proxy().dropOptions(false);
        QVERIFY(openPostgresStore(m_server->proxied(), {}));
    }

    void missingRights() {
        QCOMPARE(judge(openPostgresForWriting(as("poor"), m_clock, true, {}), ErrorKind::Refused, "lacks the right"),
                 QString());
        makeStore();
        QCOMPARE(judge(openPostgresStore(as("poor"), {}), ErrorKind::Refused, "lacks the right"), QString());
        database().run("GRANT USAGE ON SCHEMA eventscope TO poor");
        QCOMPARE(judge(openPostgresStore(as("poor"), {}), ErrorKind::Refused, "lacks the right"), QString());
        database().run("GRANT SELECT ON eventscope.store_info TO poor");
        const auto blind = must(openPostgresStore(as("poor"), {}));
        QCOMPARE(judge(blind->page({}, {}), ErrorKind::Refused, "lacks the right"), QString());
        database().run("GRANT SELECT ON ALL TABLES IN SCHEMA eventscope TO poor");
        QCOMPARE(readAll(*blind).size(), kEvents);
        const auto writer = must(openPostgresForWriting(as("poor"), m_clock, false, {}));
        QCOMPARE(judge(writer->append({"order-1"}, Expected::any(), eventsNamed({"more"}), {}), ErrorKind::Refused,
                       "lacks the right"),
                 QString());
        QCOMPARE(readAll(*blind).size(), kEvents);
    }

    /// Policies that hide rows from a role would make holes that nobody sees.
    void rowsHiddenByAPolicy() {
        makeStore();
        database().run("GRANT USAGE ON SCHEMA eventscope TO poor");
        database().run("GRANT SELECT ON ALL TABLES IN SCHEMA eventscope TO poor");
        database().run("ALTER TABLE eventscope.events ENABLE ROW LEVEL SECURITY");
        database().run("CREATE POLICY half ON eventscope.events USING (global_position % 2 = 0)");
        const auto store = openPostgresStore(as("poor"), {});
        if (store) {
            QCOMPARE(judge((*store)->page({}, {}), ErrorKind::Refused, "row-level security"), QString());
        } else {
            QCOMPARE(judge(store, ErrorKind::Refused, "row-level security"), QString());
        }
        QCOMPARE(readAll(*must(openPostgresStore(database().address(), {}))).size(), kEvents);
    }

    void encodingsThatCannotHoldEveryText() {
        for (const char *name : {"ascii", "latin"}) {
            QCOMPARE(judge(openPostgresStore(of(name), {}), ErrorKind::Unsupported, "encoding UTF8"), QString());
            QCOMPARE(
                judge(openPostgresForWriting(of(name), m_clock, true, {}), ErrorKind::Unsupported, "encoding UTF8"),
                QString());
        }
    }

    void whatOnlyLooksLikeAStore_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QStringList &statements, ErrorKind kind, const char *says) {
            QTest::newRow(name) << statements << kind << QString::fromLatin1(says);
        };
        const auto layout = [](const char *value) {
            return QStringList{QStringLiteral("UPDATE eventscope.store_info SET value = '%1' WHERE name = 'layout'")
                                   .arg(QString::fromLatin1(value))};
        };
        row("a newer layout", layout("7"), ErrorKind::Unsupported, "layout 7, this program knows up to 1");
        row("a much newer layout", layout("99999999999999999999"), ErrorKind::Corrupt, "which layout");
        row("layout of words", layout("new"), ErrorKind::Corrupt, "which layout");
        row("layout with words", layout("1 or so"), ErrorKind::Corrupt, "which layout");
        row("an empty layout", layout(""), ErrorKind::Corrupt, "which layout");
        row("no layout", {QStringLiteral("DELETE FROM eventscope.store_info")}, ErrorKind::Corrupt, "which layout");
        row("other columns of store_info",
            {QStringLiteral("ALTER TABLE eventscope.store_info RENAME COLUMN value TO content")}, ErrorKind::NotFound,
            "another layout");
        row("a column less", {QStringLiteral("ALTER TABLE eventscope.events DROP COLUMN chain_hash")},
            ErrorKind::Corrupt, "events.chain_hash bytea");
        row("a column of another type",
            {QStringLiteral("ALTER TABLE eventscope.events ALTER COLUMN schema_version TYPE bigint")},
            ErrorKind::Corrupt, "events.schema_version integer");
        row("a table less", {QStringLiteral("DROP TABLE eventscope.snapshots")}, ErrorKind::Corrupt, "snapshots.");
        row("a view in place of a table",
            {QStringLiteral("ALTER TABLE eventscope.events RENAME TO hidden"),
             QStringLiteral("CREATE VIEW eventscope.events AS SELECT * FROM eventscope.hidden")},
            ErrorKind::Corrupt, "events.");
        row("a materialized view in place of a table",
            {QStringLiteral("ALTER TABLE eventscope.streams RENAME TO hidden"),
             QStringLiteral("CREATE MATERIALIZED VIEW eventscope.streams AS SELECT * FROM eventscope.hidden")},
            ErrorKind::Corrupt, "streams.");
    }
    void whatOnlyLooksLikeAStore() {
        QFETCH(const QStringList, statements);
        QFETCH(const ErrorKind, kind);
        QFETCH(const QString, says);
        makeStore();
        for (const QString &sql : statements)
            database().run(sql.toStdString());
        QCOMPARE(judge(openPostgresStore(database().address(), {}), kind, says.toStdString()), QString());
        QCOMPARE(judge(openPostgresForWriting(database().address(), m_clock, true, {}), kind, says.toStdString()),
                 QString());
    }

    void aSchemaThatIsNotOurs() {
        database().run("CREATE SCHEMA eventscope");
        database().run("CREATE TABLE eventscope.events (n int)");
        QCOMPARE(judge(openPostgresStore(database().address(), {}), ErrorKind::Unsupported, "no event store"),
                 QString());
        QCOMPARE(judge(openPostgresForWriting(database().address(), m_clock, true, {}), ErrorKind::Refused,
                       "schema \"eventscope\""),
                 QString());
        QCOMPARE(m_server->number("SELECT count(*) FROM pg_class WHERE relnamespace = 'eventscope'::regnamespace"), 1);
    }
    /// Made beforehand by who owns the database, for a role that may not make schemas.
    void anEmptySchemaIsTaken() {
        database().run("CREATE SCHEMA eventscope AUTHORIZATION poor");
        const auto writer = must(openPostgresForWriting(as("poor"), m_clock, true, {}));
        QVERIFY(writer->append({"order-1"}, Expected::noStream(), eventsNamed({"first"}), {}));
    }

    void aFunctionThatIsMissing() {
        makeStore();
        database().run("DROP FUNCTION eventscope.version_at");
        Query query;
        query.from = Selector::stream({"order-1"});
        const auto store = openPostgresStore(database().address(), {});
        if (store) QCOMPARE(judge((*store)->page(query, {}), ErrorKind::NotFound, "no such function"), QString());
    }

    void rowsThatMakeNoSense_data() {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("value");
        QTest::newRow("a short hash") << "content_hash"
                                      << "'\\x00'::bytea";
        QTest::newRow("an unknown encoding") << "data_encoding"
                                             << "'morse'";
        QTest::newRow("a time beyond all calendars") << "recorded_at"
                                                     << "'infinity'";
        QTest::newRow("a negative position") << "global_position"
                                             << "-5";
    }
    void rowsThatMakeNoSense() {
        QFETCH(const QString, column);
        QFETCH(const QString, value);
        makeStore();
        database().run("ALTER TABLE eventscope.events DISABLE TRIGGER events_never_change");
        database().run("UPDATE eventscope.events SET " + column.toStdString() + " = " + value.toStdString() +
                       " WHERE version = 200");
        const auto store = must(openPostgresStore(database().address(), {}));
        Query query;
        query.fields = Fields::All;
        query.from = Selector::stream({"order-1"});
        QCOMPARE(judge(store->page(query, {}), ErrorKind::Corrupt, "malformed"), QString());
        QCOMPARE(
            judge(openPostgresForWriting(database().address(), m_clock, false, {}), ErrorKind::Refused, "switched off"),
            QString());
    }

    void aServerThatDiesInTheMiddleOfAPage() {
        makeStore();
        const auto store = must(openPostgresStore(database().address(), {}));
        std::vector<PlainEvent> seen;
        int batches = 0;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row)
                seen.push_back(plain(*batch, row));
            if (++batches == 1) database().server().kill();
            return Flow::More;
        });
        QCOMPARE(judge(store->scan({}, sink, {}), ErrorKind::Unavailable, "connect"), QString());
        QVERIFY(!seen.empty() && seen.size() < kEvents);
        QCOMPARE(judge(store->head({}), ErrorKind::Unavailable, "Cannot connect"), QString());
        QString why;
        QVERIFY2(database().server().restart(&why), qPrintable(why));
        Query rest;
        rest.after = seen.back().position;
        must(store->scan(rest, sink, {}));
        QCOMPARE(seen.size(), kEvents);
        for (std::size_t i = 0; i < kEvents; ++i)
            QCOMPARE(seen[i].position.minor, i + 1);
    }
};

QTEST_GUILESS_MAIN(TestPostgresRefusals)
#include "tst_postgres_refusals.moc"
