// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QtTest>

#include <csignal>

using namespace eventscope::tests;

/// The sample store, and benchmarks, as the command line makes them.
class TestCliSample : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void countsAreTrue();
    void sameSeedSameEvents();
    void onlySampleStoresHaveTheSampleDomain();
    void nothingIsOverwritten();
    void plantedFaultsAreFound();
    void interruptLeavesNothing();
    void benchMeasures();

  private:
    CliStore m_store;
    CliResult m_made;
};

void TestCliSample::initTestCase() {
    m_made = runCli({"sample", m_store.path(), "--events", "20000", "--json"});
    QVERIFY2(m_made.code == 0, m_made.err);
}

void TestCliSample::countsAreTrue() {
    const QJsonObject made = m_made.object();
    const QJsonObject info = m_store.run({"info", "--json"}).object();
    QVERIFY(made.value("events").toInt() >= 20000);
    QCOMPARE(info.value("events").toInt(), made.value("events").toInt());
    QCOMPARE(info.value("streams").toInt(), made.value("streams").toInt());
    QVERIFY(made.contains("seconds"));
    QCOMPARE(m_store.run({"events", "--format", "jsonl"}).out.count('\n'), made.value("events").toInt());
}

void TestCliSample::sameSeedSameEvents() {
    const CliStore one, again, other;
    QCOMPARE(runCli({"sample", one.path(), "--events", "20000", "--no-vault"}).code, 0);
    QCOMPARE(runCli({"sample", again.path(), "--events", "20000", "--no-vault"}).code, 0);
    QCOMPARE(runCli({"sample", other.path(), "--events", "20000", "--no-vault", "--seed", "2"}).code, 0);
    const QByteArray first = one.run({"export"}).out;
    QVERIFY(again.run({"export"}).out == first);
    QVERIFY(other.run({"export"}).out != first);
}

void TestCliSample::onlySampleStoresHaveTheSampleDomain() {
    QCOMPARE(m_store.run({"info", "--json"}).object().value("domain").toString(), QString("sample"));
    const QString stream =
        m_store.run({"streams", "--category", "account", "--limit", "1", "--json"}).rows().first()["stream"].toString();
    const auto foldOf = [&](const CliStore &store, const QStringList &options) {
        const CliResult state = store.run(options + QStringList{"state", stream, "--json"});
        return state.object().value("provenance").toObject().value("fold").toString();
    };
    QVERIFY(foldOf(m_store, {}).startsWith("BankAccount"));
    // The same events in a store that does not say that they are the sample's.
    const CliStore copy;
    QVERIFY(m_store.run({"export", "--out", copy.file("e.jsonl")}).code == 0);
    QVERIFY(copy.write({"import", copy.file("e.jsonl")}).code == 0);
    QVERIFY(copy.run({"info", "--json"}).object().value("domain").isNull());
    QVERIFY(!foldOf(copy, {}).startsWith("BankAccount"));
    QVERIFY(foldOf(copy, {"--domain", "sample"}).startsWith("BankAccount"));
    QVERIFY(copy.run({"events"}).out == m_store.run({"events", "--raw"}).out);
}

void TestCliSample::nothingIsOverwritten() {
    const CliResult refused = runCli({"sample", m_store.path()});
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("already"), refused.err);
    QCOMPARE(runCli({"sample", m_store.file("none/s.evdb")}).code, 3);
    QCOMPARE(runCli({"sample", m_store.file("x.evdb"), "--events", "0"}).code, 2);
    QVERIFY(!QFile::exists(m_store.file("x.evdb")));
}

void TestCliSample::plantedFaultsAreFound() {
    QVERIFY2(m_made.err.contains("Planted faults"), m_made.err);
    const CliResult faulty = m_store.run({"snapshots", "audit", "--json"});
    QCOMPARE(faulty.code, 1);
    int lies = 0;
    for (const auto row : faulty.rows()) {
        if (row.toObject().value("matches").toBool()) continue;
        ++lies;
        QCOMPARE(row.toObject().value("firstDifference").toObject().value("path").toString(), QString("/balance"));
        QVERIFY(row.toObject().value("problem").isNull());
    }
    QCOMPARE(lies, 1);
    const CliStore clean;
    const CliResult made = runCli({"sample", clean.path(), "--events", "20000", "--clean"});
    QVERIFY(!made.err.contains("Planted faults"));
    const CliResult audit = clean.run({"snapshots", "audit", "--json"});
    QVERIFY2(audit.code == 0, audit.out);
    QVERIFY(!audit.rows().isEmpty());
}

void TestCliSample::interruptLeavesNothing() {
    const CliStore store;
    const auto making = startCli({"sample", store.path(), "--events", "300000"});
    const QDir folder(store.file("."));
    const auto isAtWork = [&] {
        return store.isFile() ? !folder.entryList({"*.part*"}).isEmpty() : store.isBeingWritten();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAtWork(), 120'000);
    ::kill(static_cast<pid_t>(making->processId()), SIGINT);
    QVERIFY(making->waitForFinished(20'000));
    QCOMPARE(making->exitCode(), 130);
    QCOMPARE(folder.entryList(QDir::Files), QStringList());
    QCOMPARE(store.run({"info"}).code, 3);
}

void TestCliSample::benchMeasures() {
    const QString scratch = m_store.file("scratch");
    QVERIFY(QDir().mkpath(scratch));
    qputenv("TMPDIR", scratch.toUtf8());
    const CliResult bench = runCli({"bench", "all", "--events", "200", "--writers", "2", "--json"});
    QVERIFY2(bench.code == 0, bench.err);
    QVERIFY2(bench.err.contains("fsync"), bench.err);
    QStringList names;
    for (const auto row : bench.rows()) {
        const QJsonObject result = row.toObject();
        names += result.value("name").toString();
        for (const char *key : {"name", "events", "seconds", "perSecond", "p50", "p95", "p99"})
            QVERIFY(result.contains(key));
        QVERIFY(result.value("events").toInt() > 0);
        QVERIFY(result.value("p50").toDouble() <= result.value("p99").toDouble());
    }
    QCOMPARE(names, (QStringList{"append-single", "append-batch-100", "read-stream", "log-headers", "log-payloads",
                                 "fold-stream", "concurrent-2"}));
    QVERIFY(QDir(scratch).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliSample)
#include "tst_cli_sample.moc"
