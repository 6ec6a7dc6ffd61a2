// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QtTest>

using namespace eventscope::tests;

/// The reading commands on a small store: what they answer, and the JSON keys that scripts rely on.
class TestCliRead : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void keys_data();
    void keys();
    void infoCounts();
    void cutOffLineIsAFinding();
    void eventsKeepDigitsAndBytes();
    void eventsByPositionTimeAndFilter();
    void statsCountWhatMatches();
    void followGoesOn();
    void limitIsKept();
    void tablesStopAtAThousand();
    void stateAsOf_data();
    void stateAsOf();
    void timeAnswersSayHow();
    void historyOfOneValue();
    void diffIsAPatch();
    void blameNamesTheEvent();
    void intervalsAreHalfOpen();
    void compareAligns();
    void snapshotsTakenMatch();
    void csvDefusesFormulas();

  private:
    CliStore m_store;
};

void TestCliRead::initTestCase() { QVERIFY(m_store.makeAccount()); }

void TestCliRead::keys_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isList");
    QTest::addColumn<QStringList>("keys");
    const auto list = [](const char *name, const QString &arguments, const QString &keys) {
        QTest::newRow(name) << arguments.split(' ') << true << keys.split(' ');
    };
    const auto object = [](const char *name, const QString &arguments, const QString &keys) {
        QTest::newRow(name) << arguments.split(' ') << false << keys.split(' ');
    };
    object("info", "info", "layout capabilities versionBase head safeHead events streams readOnly");
    list("streams", "streams", "stream category version events first last");
    list("types", "types", "type schemaVersion events first last");
    object("stats", "stats",
           "events streams first last perSecond perMinute perHour perDay busiest gaps types categories longestStreams "
           "sizes");
    list("stats by type", "stats --by type", "type events share");
    list("stats by stream", "stats --by stream", "stream events share");
    list("events", "events", "position stream version id type schemaVersion recordedAt data metadata");
    object("state", "state account-1", "stream version position recordedAt provenance state failed");
    list("history", "history account-1", "version type recordedAt changes");
    list("value history", "history account-1 /balance", "version type recordedAt value");
    object("diff", "diff account-1 1 2", "changes");
    list("blame", "blame account-1", "pointer value version type id recordedAt");
    QTest::newRow("intervals") << QStringList{"intervals", "account-1", "--when", "state.balance < 0"} << true
                               << QStringList{"from", "to", "fromTime", "toTime"};
}

void TestCliRead::keys() {
    QFETCH(QStringList, arguments);
    QFETCH(bool, isList);
    QFETCH(QStringList, keys);
    const CliResult result = m_store.run(arguments + QStringList{"--json"});
    QVERIFY2(result.code == 0, result.err);
    const QJsonObject object = result.object();
    QCOMPARE(object.value("schema").toInt(), 1);
    QVERIFY2(result.out.startsWith("{\"schema\":1,"), result.out);
    if (isList) QVERIFY2(!result.rows().isEmpty(), result.out);
    const QJsonObject keyed = isList ? result.rows().first().toObject() : object;
    for (const QString &key : keys)
        QVERIFY2(keyed.contains(key), qPrintable(key + " missing in " + result.out));
}

void TestCliRead::infoCounts() {
    const QJsonObject info = m_store.run({"info", "--json"}).object();
    QCOMPARE(info.value("events").toInt(), 4);
    QCOMPARE(info.value("streams").toInt(), 1);
    QCOMPARE(info.value("head").toString(), QString("4"));
    QCOMPARE(info.value("versionBase").toInt(), 1);
    QVERIFY(info.value("readOnly").toObject().value("value").toBool());
    QVERIFY(!info.value("readOnly").toObject().value("evidence").toArray().isEmpty());
}

void TestCliRead::cutOffLineIsAFinding() {
    const CliStore folder;
    QFile file(folder.file("cut.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"stream\":\"a\",\"type\":\"A\"}\n{\"stream\":\"a\",\"ty");
    file.close();
    const CliResult info = runCli({"--store", file.fileName(), "info", "--json"});
    QCOMPARE(info.code, 0);
    const QJsonArray findings = info.object().value("findings").toArray();
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings.first().toString().startsWith("line 2: "));
    QVERIFY2(info.err.contains("cut.jsonl, line 2: "), info.err);
    QVERIFY(runCli({"--store", file.fileName(), "events"}).err.contains("line 2: "));
    QVERIFY(m_store.run({"info", "--json"}).object().value("findings").toArray().isEmpty());
}

void TestCliRead::eventsKeepDigitsAndBytes() {
    const CliStore store;
    QVERIFY(store.append("n-1", "Noted", R"({ "big":12345678901234567890,"long":1.10,"dup":1,"dup":2 })").code == 0);
    const CliResult result = store.run({"events", "--format", "jsonl"});
    QVERIFY2(result.out.contains(R"({ "big":12345678901234567890,"long":1.10,"dup":1,"dup":2 })"), result.out);
    QCOMPARE(result.out.count('\n'), 1);
    QVERIFY(result.out.startsWith("{\"position\":\"1\""));
}

void TestCliRead::eventsByPositionTimeAndFilter() {
    const auto versions = [&](const QStringList &arguments) {
        QString text;
        const CliResult result = m_store.run(QStringList{"events", "--json"} + arguments);
        for (const auto row : result.rows())
            text += QString::number(row.toObject().value("version").toInt());
        return result.code == 0 ? text : QString::fromUtf8(result.err);
    };
    QCOMPARE(versions({}), QString("1234"));
    QCOMPARE(versions({"--after", "1", "--until", "3"}), QString("23"));
    QCOMPARE(versions({"--reverse"}), QString("4321"));
    QCOMPARE(versions({"--reverse", "--limit", "2"}), QString("43"));
    QCOMPARE(versions({"--stream", "account-1", "--limit", "1"}), QString("1"));
    QCOMPARE(versions({"--stream", "account-2"}), QString());
    QCOMPARE(versions({"--where", "type == \"MoneyDeposited\" && data.amount > 50"}), QString("4"));
    QCOMPARE(versions({"--since", "2020-01-01"}), QString("1234"));
    QCOMPARE(versions({"--to", "2020-01-01"}), QString());
    const QString third = m_store.run({"events", "--json"}).rows().at(2).toObject().value("recordedAt").toString();
    QCOMPARE(versions({"--since", third, "--to", third}), QString("3"));
}

void TestCliRead::statsCountWhatMatches() {
    const QJsonArray events = m_store.run({"events", "--json"}).object()["rows"].toArray();
    const QJsonObject all = m_store.run({"stats", "--json"}).object();
    QCOMPARE(all["events"].toInteger(), events.size());
    qint64 bytes = 0, ofType = 0;
    const QString type = events[0].toObject()["type"].toString();
    for (const auto &event : events)
        ofType += event.toObject()["type"].toString() == type ? 1 : 0;
    for (const auto &group : all["types"].toArray())
        bytes += group.toObject()["events"].toInteger();
    QCOMPARE(bytes, events.size());
    QCOMPARE(all["first"].toString(), events[0].toObject()["recordedAt"].toString());
    QVERIFY(all["sizes"].toObject()["sum"].toInteger() > 0);
    const QJsonObject some = m_store.run({"stats", "--json", "--where", "type == \"" + type + "\""}).object();
    QCOMPARE(some["events"].toInteger(), ofType);
    QCOMPARE(some["sizes"].toObject()["events"].toInteger(), ofType);
    const QJsonObject none = m_store.run({"stats", "--json", "--where", "type == \"No\""}).object();
    QCOMPARE(none["events"].toInteger(), 0);
    QVERIFY(none["first"].isNull() && none["perDay"].isNull() && none["sizes"].toObject()["largest"].isNull());
}

void TestCliRead::followGoesOn() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    const auto following =
        startCli({"--store", store.path(), "events", "--follow", "--format", "jsonl", "--limit", "6"});
    QByteArray seen;
    const auto lines = [&] {
        seen += following->readAllStandardOutput();
        return seen.count('\n');
    };
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 4, 20'000);
    QVERIFY(
        store.append("account-1", "MoneyDeposited", R"({"accountId":"1","amount":1.00,"balanceAfter":51.00})").code ==
        0);
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 5, 20'000);
    QVERIFY(store.append("order-1", "OrderCreated", R"({"orderId":"1","customerId":"2"})").code == 0);
    QVERIFY(following->waitForFinished(20'000));
    QCOMPARE(following->exitCode(), 0);
    QCOMPARE(lines(), 6);
}

void TestCliRead::limitIsKept() {
    QCOMPARE(m_store.run({"events", "--limit", "3", "--format", "jsonl"}).out.count('\n'), 3);
    QCOMPARE(m_store.run({"history", "account-1", "--limit", "2", "--json"}).rows().size(), 2);
    QCOMPARE(m_store.run({"events", "--limit", "0", "--json"}).rows().size(), 0);
}

void TestCliRead::tablesStopAtAThousand() {
    const CliStore store;
    QByteArray lines;
    for (int i = 0; i < 1001; ++i)
        lines += R"({"type":"Noted","data":{}})"
                 "\n";
    QVERIFY(store.write({"append", "--stream", "n-1", "--expect", "none", "--file", "-"}, lines).code == 0);
    const CliResult table = store.run({"events"});
    QCOMPARE(table.out.count('\n'), 1 + 1000);
    QVERIFY2(table.err.contains("1,000"), table.err);
    QCOMPARE(store.run({"events", "--format", "jsonl"}).out.count('\n'), 1001);
    const CliResult exact = store.run({"events", "--until", "1000"});
    QCOMPARE(exact.out.count('\n'), 1 + 1000);
    QVERIFY2(exact.err.isEmpty(), exact.err);
}

void TestCliRead::stateAsOf_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("balance");
    QTest::newRow("now") << QStringList{} << "50.00";
    QTest::newRow("version") << QStringList{"--version", "3"} << "-50.00";
    QTest::newRow("position") << QStringList{"--position", "2"} << "150.00";
    QTest::newRow("time after all") << QStringList{"--at", "2200"} << "50.00";
}

void TestCliRead::stateAsOf() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, balance);
    const CliResult result = m_store.run(QStringList{"state", "account-1", "--json"} + arguments);
    QVERIFY2(result.code == 0, result.err);
    QVERIFY2(result.out.contains(("\"balance\":" + balance + ",").toUtf8()), result.out);
    const QJsonObject provenance = result.object().value("provenance").toObject();
    QCOMPARE(provenance.value("kind").toString(), QString("domain"));
}

void TestCliRead::timeAnswersSayHow() {
    const CliResult result = m_store.run({"state", "account-1", "--at", "2200-01", "--utc", "--json"});
    QVERIFY2(result.err.contains("recorded time") && result.err.contains("position 4"), result.err);
    QVERIFY2(result.err.contains("2200-01-31 23:59:59.999999 Z"), result.err);
    const CliResult before = m_store.run({"state", "account-1", "--at", "2001-01-01", "--json"});
    QCOMPARE(before.code, 0);
    QVERIFY2(before.err.contains("before the first event"), before.err);
    QVERIFY(before.object().value("version").isNull());
}

void TestCliRead::historyOfOneValue() {
    const QJsonArray rows = m_store.run({"history", "account-1", "/balance", "--json"}).rows();
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(2).toObject().value("value").toDouble(), -50.0);
    QCOMPARE(rows.at(2).toObject().value("version").toInt(), 3);
}

void TestCliRead::diffIsAPatch() {
    const CliResult result = m_store.run({"diff", "account-1", "1", "2", "--json"});
    bool found = false;
    for (const auto step : result.object().value("changes").toArray()) {
        const QJsonObject change = step.toObject();
        if (change.value("path").toString() != "/balance") continue;
        found = true;
        QCOMPARE(change.value("op").toString(), QString("replace"));
        QCOMPARE(change.value("was").toDouble(), 100.0);
        QCOMPARE(change.value("value").toDouble(), 150.0);
    }
    QVERIFY2(found, result.out);
}

void TestCliRead::blameNamesTheEvent() {
    const QJsonArray rows = m_store.run({"blame", "account-1", "/balance", "--version", "3", "--json"}).rows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().toObject().value("version").toInt(), 3);
    QCOMPARE(rows.first().toObject().value("type").toString(), QString("MoneyWithdrawn"));
}

void TestCliRead::intervalsAreHalfOpen() {
    const QJsonArray below = m_store.run({"intervals", "account-1", "--when", "state.balance < 0", "--json"}).rows();
    QCOMPARE(below.size(), 1);
    QCOMPARE(below.first().toObject().value("from").toInt(), 3);
    QCOMPARE(below.first().toObject().value("to").toInt(), 4);
    const QJsonArray above = m_store.run({"intervals", "account-1", "--when", "state.balance >= 0", "--json"}).rows();
    QCOMPARE(above.size(), 2);
    QVERIFY(above.last().toObject().value("to").isNull());
    QVERIFY(above.last().toObject().value("toTime").isNull());
}

void TestCliRead::compareAligns() {
    const CliStore store;
    for (const QString &stream : {QString("n-1"), QString("n-2")}) {
        QVERIFY(store.append(stream, "A", R"({"x":1})").code == 0);
        QVERIFY(store.append(stream, "B", stream == "n-1" ? R"({"x":1})" : R"({"x":2})").code == 0);
    }
    QVERIFY(store.append("n-2", "C", "{}").code == 0);
    QStringList kinds;
    for (const auto row : store.run({"compare", "n-1", "n-2", "--json"}).rows())
        kinds += row.toObject().value("kind").toString();
    QCOMPARE(kinds, (QStringList{"same", "differs", "onlyB"}));
}

void TestCliRead::snapshotsTakenMatch() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    QCOMPARE(store.run({"snapshots", "list", "--json"}).rows().size(), 0);
    QVERIFY(store.run({"snapshots", "audit"}).err.contains("no snapshot"));
    QCOMPARE(store.run({"snapshots", "take", "account-1"}).code, 5);
    QVERIFY(store.write({"snapshots", "take", "account-1"}).code == 0);
    QCOMPARE(store.run({"snapshots", "list", "--json"}).rows().size(), 1);
    const CliResult audit = store.run({"snapshots", "audit", "--json"});
    QCOMPARE(audit.code, 0);
    const QJsonObject row = audit.rows().first().toObject();
    QVERIFY(row.value("matches").toBool());
    QVERIFY(row.value("firstDifference").isNull());
    QCOMPARE(row.value("version").toInt(), 4);
}

void TestCliRead::csvDefusesFormulas() {
    const CliStore store;
    const QStringList hostile{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"};
    for (const QString &name : hostile)
        QCOMPARE(store.importEvent(name, name, {{"x", "=1"}}).code, 0);
    for (const QString &command : {QString("streams"), QString("types"), QString("events")}) {
        const CliResult result = store.run({command, "--format", "csv"});
        QVERIFY2(result.code == 0, result.err);
        QVERIFY2(result.out.contains(",leadingApostropheIsAdded\r\n"), result.out);
        for (const QString &name : hostile) {
            const QByteArray cell = name.toUtf8();
            QVERIFY2(!result.out.contains("," + cell) && !result.out.contains("\n" + cell) &&
                         !result.out.contains("\"" + cell),
                     result.out);
        }
    }
}

QTEST_GUILESS_MAIN(TestCliRead)
#include "tst_cli_read.moc"
