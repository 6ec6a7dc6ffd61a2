// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"
#include "tests/support/pg_database.h"

#include <QDirIterator>
#include <QFile>
#include <QtTest>

using namespace eventscope::tests;
using eventscope::PgDatabase;
using eventscope::PgServer;

/// Stores by their names, passwords, and what production asks for.
class TestCliConnections : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<PgDatabase> m_database;
    QString m_socketAddress; ///< of a sample store in the server, where nobody asks for a password
    QString m_tcpAddress;    ///< of the same, where the server does

    QString file(const QString &name) const { return m_home.filePath(name); }
    static QByteArray password() { return PgServer::kPassword; }
    static QStringList append(const QString &store, const QStringList &more = {}) {
        return QStringList{"--store",  store, "--write", "append", "--stream", "note-1",
                           "--expect", "any", "--type",  "Noted",  "--data",   "{}"} +
               more;
    }
    static qint64 events(const QString &store) {
        const CliResult info = runCli({"--store", store, "info", "--json"});
        return info.code == 0 ? info.object().value("events").toInteger() : -1;
    }
    /// A new store in a file, with 200 events.
    QString newFile() {
        static int s_files = 0;
        const QString path = file(QStringLiteral("shop%1.evdb").arg(++s_files));
        return runCli({"sample", path, "--events", "200"}).code == 0 ? path : QString();
    }

  private Q_SLOTS:
    void initTestCase() {
        qputenv("HOME", m_home.path().toUtf8());
        qputenv("EVENTSCOPE_CONFIG_DIR", file("config").toUtf8());
        for (const char *name : {"PGPASSWORD", "PGPASSFILE", "PGSERVICE"})
            qunsetenv(name);
        m_database = std::make_unique<PgDatabase>();
        m_socketAddress = QString::fromStdString(m_database->newDatabase());
        m_tcpAddress = QStringLiteral("postgresql://eventscope@127.0.0.1:%1/shop1").arg(m_database->server().port());
        QCOMPARE(runCli({"sample", m_socketAddress, "--events", "200"}).code, 0);
    }
    void cleanup() { QFile::remove(file("config/connections.json")); }

    void aConnectionIsAddedListedChangedAndRemoved() {
        QCOMPARE(runCli({"connections", "list", "--json"}).rows().size(), 0);
        const CliResult added = runCli({"connections", "add", "shop", "postgresql://reader@db.example/shop", "--folder",
                                        "Payments", "--environment", "production", "--tls", "require", "--json"});
        QCOMPARE(added.code, 0);
        QCOMPARE(added.object().value("environment").toString(), QString("production"));
        const QString since = added.object().value("tls").toObject().value("since").toString();
        QVERIFY(since.startsWith("20"));
        QCOMPARE(runCli({"connections", "add", "shop", "/x"}).code, 5); // it is there
        const CliResult changed =
            runCli({"connections", "add", "shop", "--replace", "--tls", "require", "--writing", "yes", "--json"});
        QCOMPARE(changed.code, 0);
        QVERIFY(changed.object().value("mayWrite").toBool());
        QCOMPARE(changed.object().value("tls").toObject().value("since").toString(), since);
        QCOMPARE(changed.object().value("folder").toString(), QString("Payments"));
        const CliResult unmarked =
            runCli({"connections", "add", "shop", "--replace", "--environment", "unmarked", "--json"});
        QVERIFY2(unmarked.code == 0, unmarked.err.constData());
        QCOMPARE(unmarked.object().value("environment").toString(), QString("unmarked"));
        QVERIFY(runCli({"connections", "add", "shop", "--replace", "--tls", "verify-full", "--json"})
                    .object()
                    .value("tls")
                    .isNull());
        const QJsonArray rows = runCli({"connections", "list", "--json"}).rows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].toObject().value("address").toString(), QString("postgresql://reader@db.example/shop"));
        QCOMPARE(runCli({"connections", "remove", "shop"}).code, 0);
        QCOMPARE(runCli({"connections", "remove", "shop"}).code, 3);
        QCOMPARE(runCli({"--store", "@shop", "info"}).code, 3);
    }

    void badInputIsExplained_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no name") << QStringList{"connections", "add"} << 2 << QByteArray("NAME is missing");
        QTest::newRow("no address") << QStringList{"connections", "add", "a"} << 2 << QByteArray("ADDRESS is missing");
        QTest::newRow("password") << QStringList{"connections", "add", "a", "postgresql://u:MARKER@h/d"} << 5
                                  << QByteArray("holds a password");
        QTest::newRow("password in --store")
            << QStringList{"--store", "postgresql://u:MARKER@h/d", "info"} << 5 << QByteArray("holds a password");
        QTest::newRow("bad name") << QStringList{"connections", "add", "a/b", "/x"} << 2 << QByteArray("a/b");
        QTest::newRow("bad mode") << QStringList{"connections", "add", "a", "/x", "--tls", "no"} << 2
                                  << QByteArray("verify-full");
        QTest::newRow("TLS of a file") << QStringList{"connections", "add", "a", "/x", "--tls", "allow"} << 2
                                       << QByteArray("postgresql://");
        QTest::newRow("bad environment") << QStringList{"--environment", "prod", "info"} << 2
                                         << QByteArray("production");
        QTest::newRow("unknown name") << QStringList{"--store", "@nobody", "info"} << 3 << QByteArray("nobody");
        QTest::newRow("nothing to change")
            << QStringList{"connections", "add", "a", "--replace"} << 3 << QByteArray("no connection named a");
    }
    void badInputIsExplained() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        const CliResult result = runCli(arguments);
        QVERIFY2(result.code == code, result.err);
        QVERIFY2(result.err.contains(says), result.err);
        QVERIFY(!result.err.contains("MARKER"));
        QVERIFY(!QFile::exists(file("config/connections.json")));
    }

    void aDamagedBookIsLeftAsItIs() {
        QDir().mkpath(file("config"));
        QFile book(file("config/connections.json"));
        QVERIFY(book.open(QIODevice::WriteOnly));
        book.write("{\"schema\":1");
        book.close();
        for (const QStringList &arguments :
             {QStringList{"connections", "list"}, QStringList{"connections", "add", "a", "/x"},
              QStringList{"--store", "@a", "info"}}) {
            const CliResult result = runCli(arguments);
            QCOMPARE(result.code, 4);
            QVERIFY(result.err.contains("connections.json"));
        }
        QVERIFY(book.open(QIODevice::ReadOnly));
        QCOMPARE(book.readAll(), QByteArray("{\"schema\":1"));
    }

    void testSaysWhatItFound() {
        QCOMPARE(runCli({"connections", "add", "pg", m_socketAddress, "--environment", "test"}).code, 0);
        const CliResult good = runCli({"connections", "test", "pg", "--json"});
        QVERIFY2(good.code == 0, good.err);
        QVERIFY(good.object().value("server").toString().startsWith("PostgreSQL "));
        QVERIFY(good.object().value("layout").toString().startsWith("eventscope-postgres"));
        QCOMPARE(good.object().value("environment").toString(), QString("test"));
        QVERIFY(good.object().value("tls").toString().contains("local socket"));
        QVERIFY(good.object().value("role").toString().contains("superuser"));
        QCOMPARE(runCli({"connections", "add", "plain", m_tcpAddress}).code, 0);
        const CliResult plain = runCli({"connections", "test", "plain"});
        QCOMPARE(plain.code, 3); // though it is a refusal: no TLS
        QVERIFY2(plain.err.contains("does not encrypt"), plain.err);
        QCOMPARE(runCli({"connections", "add", "gone", file("no.evdb")}).code, 0);
        QCOMPARE(runCli({"connections", "test", "gone"}).code, 3);
    }

    void infoShowsConnectionEnvironmentAndTls() {
        QCOMPARE(runCli({"connections", "add", "pg", m_tcpAddress, "--tls", "disable", "--environment", "test"}).code,
                 0);
        qputenv("PGPASSWORD", password());
        qputenv("EVENTSCOPE_STORE", "@pg");
        const CliResult info = runCli({"--store", "@pg", "info", "--json"});
        qunsetenv("EVENTSCOPE_STORE");
        qunsetenv("PGPASSWORD");
        QVERIFY2(info.code == 0, info.err);
        QCOMPARE(info.object().value("connection").toString(), QString("pg"));
        QCOMPARE(info.object().value("environment").toString(), QString("test"));
        const QString tls = info.object().value("tls").toString();
        QVERIFY2(tls.contains("sslmode=disable since 20") && tls.contains("weaker by choice"), qPrintable(tls));
        QVERIFY(!info.out.contains(password()) && !info.err.contains(password()));
    }

    void thePasswordIsAskedForAtATerminalOnly() {
        QCOMPARE(runCli({"connections", "add", "pg", m_tcpAddress, "--tls", "disable", "--writing", "yes"}).code, 0);
        const CliResult unasked = runCli({"--store", "@pg", "info"});
        QCOMPARE(unasked.code, 5);
        QVERIFY2(unasked.err.contains("wants a password for eventscope at 127.0.0.1") &&
                     unasked.err.contains("PGPASSWORD"),
                 unasked.err);
        const CliResult noInput = runCliInTerminal({"--no-input", "--store", "@pg", "info"});
        QCOMPARE(noInput.code, 5);
        QVERIFY2(noInput.out.contains("--no-input"), noInput.out);
        const CliResult typed =
            runCliInTerminal({"--store", "@pg", "info", "--json"}, {{"Password for eventscope at ", password()}});
        QVERIFY2(typed.code == 0, typed.out);
        QVERIFY(typed.out.contains("\"connection\":\"pg\""));
        QVERIFY2(!typed.out.contains(password()), typed.out); // no echo
        QCOMPARE(typed.out.count("Password for"), 1);
        const CliResult second = runCliInTerminal({"--store", "@pg", "info"},
                                                  {{"Password for", "hush-1"}, {"not the password", password()}});
        QVERIFY2(second.code == 0, second.out);
        QVERIFY(!second.out.contains("hush-1"));
        const CliResult wrong = runCliInTerminal(
            {"--store", "@pg", "info"},
            {{"Password for", "hush-1"}, {"not the password", "hush-2"}, {"not the password", "hush-3"}});
        QCOMPARE(wrong.code, 5);
        QVERIFY2(wrong.out.contains("28P01") && !wrong.out.contains("hush"), wrong.out);
        // Writing takes more connections; it is still asked for once.
        const CliResult written = runCliInTerminal(append("@pg"), {{"Password for", password()}});
        QVERIFY2(written.code == 0, written.out);
        QCOMPARE(written.out.count("Password for"), 1);
        QVERIFY(!written.out.contains(password()));
        for (QDirIterator files(m_home.path(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
            QFile kept(files.next());
            QVERIFY(kept.open(QIODevice::ReadOnly));
            QVERIFY2(!kept.readAll().contains(password()), qPrintable(kept.fileName()));
        }
        QVERIFY(!m_database->server().log().contains(password()));
    }

    void superusersReadProductionOnlyWhenToldTo() {
        QCOMPARE(runCli({"connections", "add", "prod", m_socketAddress, "--environment", "production"}).code, 0);
        for (const QStringList &store : {QStringList{"--store", "@prod"},
                                         QStringList{"--store", m_socketAddress, "--environment", "production"}}) {
            const CliResult refused = runCli(store + QStringList{"info"});
            QCOMPARE(refused.code, 5);
            QVERIFY2(refused.err.contains("superuser"), refused.err);
            QCOMPARE(runCli(store + QStringList{"--superuser", "info"}).code, 0);
        }
        QCOMPARE(runCli({"connections", "test", "prod"}).code, 3);
        QCOMPARE(runCli({"--superuser", "connections", "test", "prod"}).code, 0);
    }

    void productionIsWrittenToOnPurposeOnly() {
        const QString path = newFile();
        QCOMPARE(runCli({"connections", "add", "shop", path, "--environment", "production"}).code, 0);
        QCOMPARE(runCli({"connections", "add", "rash", path, "--environment", "production", "--writing", "yes"}).code,
                 5);
        const qint64 before = events(path);
        const CliResult readOnly = runCli(append("@shop", {"--yes-to", "shop"}));
        QCOMPARE(readOnly.code, 5);
        QVERIFY2(readOnly.err.contains("read-only"), readOnly.err);
        QCOMPARE(runCli({"connections", "add", "shop", "--replace", "--writing", "yes"}).code, 0);
        const CliResult unconfirmed = runCli(append("@shop"));
        QCOMPARE(unconfirmed.code, 5);
        QVERIFY2(unconfirmed.err.contains("--yes-to shop"), unconfirmed.err);
        QVERIFY2(unconfirmed.err.contains("1 event to stream note-1, expected version any"), unconfirmed.err);
        QCOMPARE(runCli(append("@shop", {"--yes-to", "shap"})).code, 5);
        QCOMPARE(runCliInTerminal(append("@shop"), {{"Type shop to go on", "yes"}}).code, 5);
        QCOMPARE(runCliInTerminal(append("@shop", {"--no-input"})).code, 5);
        QCOMPARE(events(path), before);
        const CliResult typed = runCliInTerminal(append("@shop"), {{"Type shop to go on", "shop"}});
        QVERIFY2(typed.code == 0, typed.out);
        QVERIFY(typed.out.contains("PRODUCTION"));
        const CliResult scripted = runCli(append("@shop", {"--yes-to", "shop"}));
        QVERIFY2(scripted.code == 0, scripted.err);
        QVERIFY(scripted.err.contains("production, shop: "));
        QCOMPARE(events(path), before + 2);
    }

    void everythingThatWritesAsks() {
        const QString path = newFile();
        const QString json = file("events.jsonl");
        QCOMPARE(runCli({"--store", path, "export", "--as", "jsonl", "--out", json}).code, 0);
        const QStringList production{"--environment", "production", "--write"};
        const QString made = file("new.evdb");
        for (const QStringList &arguments :
             {QStringList{"--store", path, "import", json}, QStringList{"--store", made, "import", json},
              QStringList{"--store", path, "snapshots", "take", "account-1"},
              QStringList{"sample", made, "--events", "10"}}) {
            const CliResult refused = runCli(production + arguments);
            QVERIFY2(refused.code == 5, refused.err);
            QVERIFY2(refused.err.contains("--yes-to "), refused.err);
            QVERIFY2(refused.err.contains("production, "), refused.err);
        }
        QVERIFY(!QFile::exists(made));
        // In a test system nobody asks, but it is said.
        const CliResult tested = runCli({"--environment", "test", "sample", made, "--events", "10"});
        QVERIFY2(tested.code == 0, tested.err);
        QVERIFY(tested.err.contains("test, new.evdb: make a sample store"));
    }
};

QTEST_GUILESS_MAIN(TestCliConnections)
#include "tst_cli_connections.moc"
