// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"
#include "tests/support/pg_database.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

#include <memory>

using namespace eventscope;
using namespace eventscope::tests;

/// The command line over a table of another program.
class TestCliMapped : public QObject {
    Q_OBJECT

    std::unique_ptr<PgDatabase> m_database;
    QString m_store;

    void makeTable(const char *more) {
        m_database->run("DROP TABLE IF EXISTS public.events");
        m_database->run(std::string("CREATE TABLE public.events (event_id UUID PRIMARY KEY, stream_id TEXT NOT NULL, "
                                    "version INT NOT NULL, event_type TEXT NOT NULL, event_data JSONB NOT NULL, "
                                    "metadata JSONB, occurred_at TIMESTAMPTZ NOT NULL DEFAULT now()") +
                        more + ")");
    }
    CliResult append(const QString &expected, const QStringList &more = {}) const {
        return runCli(QStringList{QStringLiteral("--store"), m_store, QStringLiteral("append"),
                                  QStringLiteral("--stream"), QStringLiteral("cart-1"), QStringLiteral("--expect"),
                                  expected, QStringLiteral("--type"), QStringLiteral("Added"), QStringLiteral("--data"),
                                  QStringLiteral("{\"n\":1}"), QStringLiteral("--id"),
                                  QStringLiteral("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), QStringLiteral("--json")} +
                      more);
    }
    QStringList capabilities() const {
        const CliResult info =
            runCli({QStringLiteral("--store"), m_store, QStringLiteral("info"), QStringLiteral("--json")});
        QStringList names;
        const QJsonArray list = info.object().value(QLatin1String("capabilities")).toArray();
        for (const auto &name : list)
            names.append(name.toString());
        return names;
    }
    /// What `info` says of appending: to scripts, and as a person reads it.
    QJsonObject appending() const {
        const CliResult info =
            runCli({QStringLiteral("--store"), m_store, QStringLiteral("info"), QStringLiteral("--json")});
        return info.object().value(QLatin1String("appending")).toObject();
    }
    QByteArray shownInfo() const {
        return runCli({QStringLiteral("--store"), m_store, QStringLiteral("info"), QStringLiteral("--format"),
                       QStringLiteral("table")})
            .out;
    }
    qint64 rows() const { return *m_database->run("SELECT count(*) FROM public.events").number(0, 0); }

  private Q_SLOTS:
    void initTestCase() {
        m_database = std::make_unique<PgDatabase>();
        m_store = QString::fromStdString(must(PgConnection::open(m_database->address(), {}, {})).address());
    }
    void cleanupTestCase() { m_database.reset(); }

    void appendReadAppendAgain() {
        makeTable(", UNIQUE (stream_id, version)");
        for (const char *can : {"append", "append-once", "import"})
            QVERIFY(capabilities().contains(QLatin1String(can)));
        QVERIFY(appending().value(QLatin1String("value")).toBool());
        QVERIFY(appending().value(QLatin1String("because")).toArray().isEmpty());
        const CliResult refused = append(QStringLiteral("none"));
        QCOMPARE(refused.code, 5);
        QCOMPARE(rows(), 0);
        const QStringList write{QStringLiteral("--write")};
        const CliResult appended = append(QStringLiteral("none"), write);
        QVERIFY2(appended.code == 0, appended.err.constData());
        QCOMPARE(appended.object().value(QLatin1String("firstVersion")).toInteger(), 1);
        QVERIFY(!appended.object().value(QLatin1String("duplicate")).toBool());
        const CliResult events =
            runCli({QStringLiteral("--store"), m_store, QStringLiteral("events"), QStringLiteral("--stream"),
                    QStringLiteral("cart-1"), QStringLiteral("--json")});
        QCOMPARE(events.rows().size(), 1);
        QCOMPARE(events.rows().first().toObject().value(QLatin1String("type")).toString(), QStringLiteral("Added"));
        const CliResult again = append(QStringLiteral("none"), write);
        QVERIFY2(again.code == 0 && again.object().value(QLatin1String("duplicate")).toBool(), again.err.constData());
        QCOMPARE(rows(), 1);
        QCOMPARE(*m_database->run("SELECT count(*) FROM pg_namespace WHERE nspname = 'eventscope'").number(0, 0), 0);
    }

    void exportImport() {
        makeTable(", UNIQUE (stream_id, version)");
        const QByteArray lines =
            R"({"stream":"cart-1","version":1,"type":"Added","recordedAt":"2026-03-01T00:00:01Z","data":{}}
{"stream":"cart-2","version":1,"type":"Added","recordedAt":"2026-03-01T00:00:02Z","data":{}}
)";
        const QStringList import{QStringLiteral("--store"), m_store,
                                 QStringLiteral("--write"), QStringLiteral("import"),
                                 QStringLiteral("-"),       QStringLiteral("--json")};
        const CliResult imported = runCli(import, lines);
        QVERIFY2(imported.code == 0, imported.err.constData());
        QCOMPARE(imported.object().value(QLatin1String("events")).toInteger(), 2);
        const CliResult exported = runCli({QStringLiteral("--store"), m_store, QStringLiteral("export"),
                                           QStringLiteral("--as"), QStringLiteral("jsonl")});
        const CliResult again = runCli(import, exported.out);
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(again.object().value(QLatin1String("duplicates")).toInteger(), 2);
        QCOMPARE(rows(), 2);
    }

    void withoutARuleNothingIsWritten() {
        makeTable("");
        QVERIFY(!capabilities().contains(QLatin1String("append")));
        // Said before anybody tries.
        QVERIFY(appending().contains(QLatin1String("value")) && !appending().value(QLatin1String("value")).toBool());
        QVERIFY(appending()
                    .value(QLatin1String("because"))
                    .toArray()
                    .at(0)
                    .toString()
                    .contains(QLatin1String("no unique constraint")));
        const QByteArray shown = shownInfo();
        QVERIFY2(shown.contains("no, because no unique constraint"), shown.constData());
        const CliResult refused = append(QStringLiteral("any"), {QStringLiteral("--write")});
        QCOMPARE(refused.code, 5);
        QVERIFY2(refused.err.contains("UNIQUE (stream_id, version)"), refused.err.constData());
        QCOMPARE(rows(), 0);
    }

    void anIdThatHasNoColumnIsRefused() {
        m_database->run("DROP TABLE IF EXISTS public.events");
        m_database->run(
            "CREATE TABLE public.events (id BIGSERIAL PRIMARY KEY, stream_id TEXT NOT NULL, version INT NOT "
            "NULL, event_type TEXT NOT NULL, event_data JSONB NOT NULL, timestamp TIMESTAMPTZ NOT NULL "
            "DEFAULT now(), UNIQUE (stream_id, version))");
        const CliResult refused = append(QStringLiteral("none"), {QStringLiteral("--write")});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("ids would not be kept (1 of 1") && refused.err.contains("Leave --id"),
                 refused.err.constData());
        const QStringList fromFile{QStringLiteral("--store"),  m_store,
                                   QStringLiteral("--write"),  QStringLiteral("append"),
                                   QStringLiteral("--stream"), QStringLiteral("cart-1"),
                                   QStringLiteral("--expect"), QStringLiteral("none"),
                                   QStringLiteral("--file"),   QStringLiteral("-")};
        const CliResult one = runCli(fromFile, R"({"type":"Added","data":{}}
{"type":"Added","data":{},"id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}
)");
        QVERIFY2(one.code != 0 && one.err.contains("(1 of 2 have one)"), one.err.constData());
        const CliResult imported = runCli({QStringLiteral("--store"), m_store, QStringLiteral("--write"),
                                           QStringLiteral("import"), QStringLiteral("-")},
                                          R"({"stream":"cart-1","type":"Added","data":{}})");
        QVERIFY2(imported.code != 0 && imported.err.contains("keeps no ids"), imported.err.constData());
        QCOMPARE(rows(), 0);
        const CliResult without = runCli(fromFile, R"({"type":"Added","data":{}})");
        QVERIFY2(without.code == 0, without.err.constData());
        QCOMPARE(rows(), 1);
    }

    void whatFailsInANewDatabaseLeavesNothing() {
        const std::string database = m_database->newDatabase();
        const auto schemas = [&] {
            PgConnection connection = must(PgConnection::open(must(PgAddress::parse(database)), {}, {}));
            return *must(connection.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'eventscope'", {}))
                        .number(0, 0);
        };
        const QStringList start{QStringLiteral("--store"), QString::fromStdString(database), QStringLiteral("--write")};
        const QStringList import = start + QStringList{QStringLiteral("import"), QStringLiteral("-")};
        const QByteArray good = R"({"stream":"n-1","type":"A","data":{}})";
        QCOMPARE(runCli(import, good + "\n{\n").code, 4);
        QCOMPARE(schemas(), 0);
        const CliResult appended =
            runCli(start + QStringList{QStringLiteral("append"), QStringLiteral("--stream"), QStringLiteral("n-1"),
                                       QStringLiteral("--expect"), QStringLiteral("none"), QStringLiteral("--file"),
                                       QStringLiteral("-")},
                   QByteArray(R"({"type":"A","data":{},"id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"})"
                              "\n")
                       .repeated(2)); // one id twice
        QVERIFY2(appended.code != 0, appended.err.constData());
        QCOMPARE(schemas(), 0);
        QCOMPARE(runCli(import, good).code, 0);
        QCOMPARE(schemas(), 1);
        // What is there stays.
        QCOMPARE(runCli(import, good + "\n{\n").code, 4);
        QCOMPARE(schemas(), 1);
    }

  private:
    template <class T>
    static T must(Result<T> result) {
        if (!result) throw std::runtime_error(describe(result.error()));
        return *std::move(result);
    }
};

QTEST_GUILESS_MAIN(TestCliMapped)
#include "tst_cli_mapped.moc"
