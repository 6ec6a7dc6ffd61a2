// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"
#include "tests/support/pg_database.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace eventscope;
using namespace eventscope::tests;

/// The command line over a table of another program.
class TestCliMapped : public QObject {
    Q_OBJECT

    std::unique_ptr<PgDatabase> m_database;
    QString m_store;

    static std::string table(const char *more) {
        return std::string("CREATE TABLE public.events (event_id UUID PRIMARY KEY, stream_id TEXT NOT NULL, "
                           "version INT NOT NULL, event_type TEXT NOT NULL, event_data JSONB NOT NULL, "
                           "metadata JSONB, occurred_at TIMESTAMPTZ NOT NULL DEFAULT now()") +
               more + ")";
    }
    void makeTable(const char *more) {
        m_database->run("DROP TABLE IF EXISTS public.events");
        m_database->run(table(more));
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

    /// jsonb has an order of members of its own, and prints blanks: an envelope is one all the same.
    void whatIsPersonalIsSealedFoundAndErased() {
        const std::string url = m_database->newDatabase();
        const auto run = [&](const std::string &sql) {
            PgOptions options;
            options.access = PgAccess::ReadWrite;
            PgConnection connection = must(PgConnection::open(must(PgAddress::parse(url)), options, {}));
            return must(connection.query(sql, {}));
        };
        (void)run(table(", UNIQUE (stream_id, version)"));
        const QTemporaryDir folder;
        QFile passphrase(folder.filePath(QStringLiteral("passphrase")));
        QVERIFY(passphrase.open(QFile::WriteOnly) && passphrase.write("a longer passphrase\n") > 0);
        passphrase.close();
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", passphrase.fileName().toUtf8());
        const auto cli = [&](const char *words, const QStringList &more = {}, const QByteArray &input = {}) {
            const QStringList store{QStringLiteral("--store"), QString::fromStdString(url), QStringLiteral("--domain"),
                                    QStringLiteral("sample")};
            return runCli(store + QString::fromLatin1(words).split(QLatin1Char(' ')) + more, input);
        };
        const CliResult made = cli("privacy init");
        QVERIFY2(made.code == 0, made.err.constData());
        const auto append = [&](const char *id, const char *person, const QString &email) {
            return cli(
                "--write append --json --expect any --type UserRegistered --stream",
                {QStringLiteral("user-") + QLatin1String(person), QStringLiteral("--id"), QLatin1String(id),
                 QStringLiteral("--data"),
                 QStringLiteral(R"({"userId":"%1","email":"%2","source":"web"})").arg(QLatin1String(person), email)});
        };
        const char *id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        const QString email = QStringLiteral("heron@example.com");
        const CliResult appended = append(id, "heron", email);
        QVERIFY2(appended.code == 0, appended.err.constData());
        QCOMPARE(append("6ba7b811-9dad-11d1-80b4-00c04fd430c8", "egret", QStringLiteral("egret@example.com")).code, 0);
        const std::string stored(
            *run("SELECT event_data::text FROM public.events WHERE stream_id = 'user-heron'").text(0, 0));
        QVERIFY2(stored.find("\"$pii\": 1}") != std::string::npos, "it is the last member there");
        QVERIFY(stored.find("heron@example.com") == std::string::npos);
        QVERIFY(append(id, "heron", email).object().value(QLatin1String("duplicate")).toBool());
        QCOMPARE(append(id, "heron", QStringLiteral("other@example.com")).code, 5); // the control
        const CliResult exported = cli("export --as jsonl");
        QCOMPARE(cli("--write import --json -", {}, exported.out).object().value(QLatin1String("duplicates")).toInt(),
                 2);

        QVERIFY(cli("events --json").out.contains(email.toUtf8()));
        QVERIFY(!cli("events --json --raw").out.contains(email.toUtf8()));
        QVERIFY(cli("state user-heron --json").out.contains(email.toUtf8()));
        QCOMPARE(cli("projections run user-view").code, 0);
        QVERIFY(cli("projections rows user-view --json").out.contains(email.toUtf8()));
        QVERIFY(!cli("--masked events --json").out.contains(email.toUtf8()));
        const CliResult found = cli("privacy find heron --json");
        QVERIFY2(found.out.contains("envelope") && found.out.contains("/email"), found.out.constData());
        const CliResult plan = cli("privacy plan heron --json --literal heron@example.com");
        QVERIFY2(plan.code == 0, (plan.out + plan.err).constData());

        const CliResult erased =
            cli("--write privacy erase heron --id E-1 --reason Art17 --by dpo --yes --json --literal", {email});
        QVERIFY2(erased.code == 0 && erased.out.contains("COMPLETE"), (erased.out + erased.err).constData());
        const QByteArray after = cli("events --json").out;
        QVERIFY(after.contains(R"("$protected":"shredded")") && !after.contains(email.toUtf8()));
        QVERIFY(after.contains("egret@example.com"));
        QVERIFY(cli("projections rows user-view --json").out.contains("shredded"));
        const CliResult verified = cli("--write privacy verify E-1 heron --literal", {email});
        QVERIFY2(verified.code == 0, (verified.out + verified.err).constData());
        const CliResult back = append("6ba7b812-9dad-11d1-80b4-00c04fd430c8", "heron", email);
        QVERIFY2(back.code == 5 && back.err.contains("erased"), back.err.constData());
        QCOMPARE(cli("privacy status").code, 0);
        qunsetenv("EVENTSCOPE_PASSPHRASE_FILE");
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
