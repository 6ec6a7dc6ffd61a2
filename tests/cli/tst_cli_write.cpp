// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QtTest>

#include <csignal>
#include <vector>

using namespace eventscope::tests;

/// What changes a store, and how runs end: exit codes, round trips, races, Ctrl+C.
class TestCliWrite : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void wrongUse_data();
    void wrongUse();
    void unknownWordsAreNamed_data();
    void unknownWordsAreNamed();
    void missingStore();
    void missingThings();
    void appendNeedsWrite();
    void appendAnswers();
    void wrongVersionIsRefused();
    void repeatedIdIsADuplicate();
    void badDataIsFour();
    void exportImportExport();
    void importIsAllOrNothing();
    void importNamesTheLineAtFault();
    void failedImportLeavesNoStore();
    void exportToCsvBeyondAs();
    void exportToTables();
    void sourceOfCloudEvents();
    void exportAppearsWholeOrNotAtAll();
    void exportSparesItsStore();
    void racingWriters();
    void interruptEndsWith130();
    void interruptWhileWaitingForInput();
    void readerThatGoesAwayIsQuiet();
};

void TestCliWrite::wrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"frobnicate"};
    QTest::newRow("unknown option") << QStringList{"info", "--frobnicate"};
    QTest::newRow("no store") << QStringList{"info"};
    QTest::newRow("missing argument") << QStringList{"--store", "x.evdb", "state"};
    QTest::newRow("surplus argument") << QStringList{"--store", "x.evdb", "info", "surplus"};
    QTest::newRow("unknown format") << QStringList{"--format", "xml", "info"};
    QTest::newRow("unknown act") << QStringList{"--store", "x.evdb", "snapshots", "burn"};
    QTest::newRow("no number") << QStringList{"--limit", "ten", "--store", "x.evdb", "info"};
    QTest::newRow("bad filter") << QStringList{"--store", "x.evdb", "events", "--where", "type =="};
    QTest::newRow("bad zone") << QStringList{"--tz", "Europe/Nowhere", "--store", "x.evdb", "info"};
    QTest::newRow("bad time") << QStringList{"--store", "x.evdb", "events", "--since", "yesterday"};
    QTest::newRow("bad expectation") << QStringList{"--store",  "x.evdb", "--write", "append", "--stream", "s",
                                                    "--expect", "maybe",  "--type",  "T",      "--data",   "{}"};
    QTest::newRow("nothing to append") << QStringList{"--store",  "x.evdb", "--write",  "append",
                                                      "--stream", "s",      "--expect", "any"};
    QTest::newRow("unknown help") << QStringList{"help", "frobnicate"};
}

void TestCliWrite::wrongUse() {
    QFETCH(QStringList, arguments);
    const CliResult result = runCli(arguments);
    QVERIFY2(result.code == 2, QByteArray::number(result.code) + " " + result.err);
    QVERIFY2(result.out.isEmpty(), result.out);
    QVERIFY(result.err.startsWith("eventscope-cli: "));
}

void TestCliWrite::unknownWordsAreNamed_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("command of another version")
        << QStringList{"whatif", "order-1", "--skip", "3"} << "has no command \"whatif\". See eventscope-cli help\n";
    QTest::newRow("behind a global option") << QStringList{"--json", "whence", "list"} << "has no command \"whence\"";
    QTest::newRow("option in front") << QStringList{"--strongbox", "x", "info"}
                                     << "has no option \"--strongbox\" for info. See eventscope-cli help info";
    QTest::newRow("option behind") << QStringList{"info", "--frobnicate"} << "has no option \"--frobnicate\" for info";
    QTest::newRow("surplus") << QStringList{"diff", "s-1", "1", "2", "3", "4"} << "\"3\" is one argument too many";
    QTest::newRow("required option") << QStringList{"intervals", "s-1"} << "--when is required";
    QTest::newRow("filter") << QStringList{"--store", "x.evdb", "events", "--where", "type =="}
                            << "--where, column 8: expected a string, found the end. See eventscope-cli help filter\n";
}

void TestCliWrite::unknownWordsAreNamed() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const CliResult result = runCli(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY2(result.err.contains(message.toUtf8()), result.err);
}

void TestCliWrite::missingStore() {
    const CliStore store;
    for (const QString &command : {QString("info"), QString("streams"), QString("types"), QString("events")}) {
        QCOMPARE(store.run({command}).code, 3);
    }
    QCOMPARE(store.write({"snapshots", "take", "a-1"}).code, 3);
    QVERIFY(!QFile::exists(store.path()));
}

void TestCliWrite::missingThings() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    QCOMPARE(store.run({"state", "account-2"}).code, 3);
    QCOMPARE(store.run({"state", "account-1", "--version", "9"}).code, 3);
    QCOMPARE(store.run({"state", "account-1", "--fold", "Nope"}).code, 3);
}

void TestCliWrite::appendNeedsWrite() {
    const CliStore store;
    const QStringList append{"append", "--stream", "s-1", "--expect", "any", "--type", "T", "--data", "{}"};
    const CliResult refused = store.run(append);
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("--write"), refused.err);
    QVERIFY(!QFile::exists(store.path()));
    QCOMPARE(store.run({"import", "/dev/null"}).code, 5);
    QCOMPARE(store.write(append).code, 0);
}

void TestCliWrite::appendAnswers() {
    const CliStore store;
    const QJsonObject first = store.append("s-1", "T", "{}").object();
    QCOMPARE(first.value("firstVersion").toInt(), 1);
    QCOMPARE(first.value("lastVersion").toInt(), 1);
    QCOMPARE(first.value("position").toString(), QString("1"));
    QCOMPARE(first.value("duplicate").toBool(true), false);
    const CliResult batch = store.write({"append", "--stream", "s-1", "--expect", "1", "--file", "-", "--json"},
                                        "{\"type\":\"A\",\"data\":{}}\n{\"type\":\"B\",\"data\":{}}\n");
    QCOMPARE(batch.object().value("firstVersion").toInt(), 2);
    QCOMPARE(batch.object().value("lastVersion").toInt(), 3);
}

void TestCliWrite::wrongVersionIsRefused() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    const auto expecting = [&](const QString &expected, const QString &stream) {
        return store.write({"append", "--stream", stream, "--expect", expected, "--type", "T", "--data", "{}"}).code;
    };
    QCOMPARE(expecting("none", "s-1"), 5);
    QCOMPARE(expecting("0", "s-1"), 5);
    QCOMPARE(expecting("2", "s-1"), 5);
    QCOMPARE(expecting("exists", "s-2"), 5);
    QCOMPARE(expecting("1", "s-1"), 0);
    QCOMPARE(expecting("0", "s-2"), 0);
    QCOMPARE(expecting("exists", "s-2"), 0);
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), 4);
}

void TestCliWrite::repeatedIdIsADuplicate() {
    const CliStore store;
    const auto append = [&](const QString &data) {
        return store.write({"append", "--stream", "s-1", "--expect", "any", "--type", "T", "--data", data, "--id",
                            "018f4e2a-7c1b-7d3e-9a55-0c6b1f2d3e4f", "--json"});
    };
    QVERIFY(append("{}").code == 0);
    const CliResult again = append("{}");
    QCOMPARE(again.code, 0);
    QVERIFY(again.object().value("duplicate").toBool());
    QCOMPARE(append(R"({"other":1})").code, 5);
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), 1);
}

void TestCliWrite::badDataIsFour() {
    const CliStore store;
    QCOMPARE(store.append("s-1", "T", "{\"a\":").code, 4);
    QCOMPARE(store.write({"append", "--stream", "s-1", "--expect", "any", "--file", "-"}, "{\"type\":").code, 4);
    QCOMPARE(store.append("s-1", "T", '"' + QString(2 << 20, 'x') + '"').code == 0, false);
    const QByteArray large = R"({"type":"T","data":")" + QByteArray(2 << 20, 'x') + "\"}\n";
    QCOMPARE(store.write({"append", "--stream", "s-1", "--expect", "any", "--file", "-"}, large).code, 4);
}

void TestCliWrite::exportImportExport() {
    const CliStore store, copy;
    QVERIFY(store.makeAccount());
    QVERIFY(store.append("n-1", "Noted", "{ \"spaces\" : [1.10, 12345678901234567890] ,\n \"line\":true}").code == 0);
    for (const QString &form : {QString("jsonl"), QString("cloudevents")}) {
        const CliStore target(form + ".other.evdb");
        const QString first = store.file("first." + form), second = store.file("second." + form);
        QVERIFY(store.run({"export", "--as", form, "--out", first}).code == 0);
        const CliResult import = target.write({"import", first, "--json"});
        QVERIFY2(import.code == 0, import.err);
        QCOMPARE(import.object().value("events").toInt(), 5);
        QVERIFY(import.object().value("rejected").toArray().isEmpty());
        QVERIFY(target.run({"export", "--as", form, "--out", second}).code == 0);
        QFile a(first), b(second);
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QString one = QString::fromUtf8(a.readAll()), two = QString::fromUtf8(b.readAll());
        // In a CloudEvent JSON of several lines stands as base64, since nothing else keeps every byte on one line.
        QVERIFY(one.contains(form == "jsonl" ? "12345678901234567890" : "data_base64"));
        const QRegularExpression positions("\"position\":\"[0-9]+\"");
        QCOMPARE(two.remove(positions), one.remove(positions));
        const CliResult again = target.write({"import", first, "--json"});
        QCOMPARE(again.object().value("duplicates").toInt(), 5);
    }
}

void TestCliWrite::importIsAllOrNothing() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    const QByteArray lines =
        "{\"stream\":\"n-1\",\"type\":\"A\",\"data\":{}}\n{\"stream\":\"n-1\",\"type\":\"B\",\"data\":{]}\n";
    const CliResult result = store.write({"import", "-", "--json"}, lines);
    QCOMPARE(result.code, 4);
    QCOMPARE(result.object().value("events").toInt(-1), 0);
    QCOMPARE(result.object().value("rejected").toArray().size(), 1);
    QVERIFY2(result.err.contains("line 2"), result.err);
    QCOMPARE(result.object().value("rejected").toArray().first().toObject().value("line").toInt(), 2);
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), 1);
}

void TestCliWrite::importNamesTheLineAtFault() {
    const CliStore store;
    QByteArray lines;
    for (int version = 1; version <= 1000; ++version) {
        const int told = version == 700 ? 9 : version;
        lines += R"({"stream":"n-1","type":"A","data":{},"version":)" + QByteArray::number(told) + "}\n";
    }
    const CliResult result = store.write({"import", "-", "--json"}, lines);
    QCOMPARE(result.code, 4);
    QCOMPARE(result.object().value("rejected").toArray().first().toObject().value("line").toInt(), 700);
    QVERIFY2(result.err.contains("line 700: "), result.err);
}

void TestCliWrite::failedImportLeavesNoStore() {
    const CliStore store;
    for (const QByteArray &lines : {QByteArray("no event\n"), QByteArray(R"({"stream":"n-1","type":"A","data":{}})"
                                                                         "\n{\n")}) {
        const CliResult result = store.write({"import", "-", "--json"}, lines);
        QCOMPARE(result.code, 4);
        QCOMPARE(result.object().value("rejected").toArray().size(), 1);
        QCOMPARE(QDir(store.file(".")).entryList(QDir::Files), QStringList());
    }
    QCOMPARE(store.write({"import", "-"}, R"({"stream":"n-1","type":"A","data":{}})").code, 0);
    QCOMPARE(QDir(store.file(".")).entryList(QDir::Files), store.isFile() ? QStringList{"s.evdb"} : QStringList());
}

void TestCliWrite::exportToCsvBeyondAs() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    const QByteArray csv = store.run({"export", "--as", "csv"}).out;
    QVERIFY2(csv.startsWith("position,stream,"), csv);
    QCOMPARE(store.run({"export", "--format", "csv"}).out, csv);
    const QString path = store.file("e.csv");
    QCOMPARE(store.run({"export", "--out", path}).code, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), csv);
    QVERIFY(store.run({"export", "--as", "jsonl", "--format", "csv"}).out.startsWith("{\"position\""));
}

void TestCliWrite::exportToTables() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{\"a\":1}").code == 0);
    const QByteArray tsv = store.run({"export", "--as", "tsv"}).out;
    QVERIFY2(tsv.startsWith("position\tstream\t"), tsv);
    const QByteArray markdown = store.run({"export", "--as", "markdown"}).out;
    QVERIFY2(markdown.startsWith("|") && markdown.contains("{\"a\":1}"), markdown);
    for (const auto &[name, text] : {std::pair("e.tsv", tsv), std::pair("e.md", markdown)}) {
        QCOMPARE(store.run({"export", "--out", store.file(name)}).code, 0);
        QFile file(store.file(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
    QVERIFY(store.run({"export", "--as", "xlsx"}).code != 0);
}

void TestCliWrite::sourceOfCloudEvents() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    const QStringList exported{"export", "--as", "cloudevents", "--source"};
    QVERIFY(store.run(exported + QStringList{"/shop?a=1"}).out.contains(R"("source":"/shop?a=1")"));
    for (const QString &wrong : {QString(), QString("my shop"), QString("<a>"), QString::fromUtf8("\u00e9")})
        QCOMPARE(store.run(exported + QStringList{wrong}).code, 2);
    QCOMPARE(store.run({"export", "--source", "/shop"}).code, 2);
}

void TestCliWrite::exportAppearsWholeOrNotAtAll() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    QCOMPARE(store.run({"export", "--where", "data.amount >", "--out", store.file("x.jsonl")}).code, 2);
    QCOMPARE(store.run({"export", "--out", store.file("none/x.jsonl")}).code, 3);
    QCOMPARE(QDir(store.file(".")).entryList({"x*"}), QStringList());
}

void TestCliWrite::exportSparesItsStore() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    if (store.isFile()) {
        QCOMPARE(store.run({"export", "--out", store.path()}).code, 5);
        QCOMPARE(store.run({"export", "--out", store.file("./s.evdb")}).code, 5);
    }
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), 4);
}

void TestCliWrite::racingWriters() {
    constexpr int kWriters = 8, kVersions = 10;
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    for (int version = 1; version <= kVersions; ++version) {
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int i = 0; i < kWriters; ++i) {
            writers.push_back(startCli({"--store", store.path(), "--write", "append", "--stream", "s-1", "--expect",
                                        QString::number(version), "--type", "T", "--data", QString::number(i)}));
        }
        int winners = 0;
        for (const auto &writer : writers) {
            QVERIFY(writer->waitForFinished(60'000));
            if (writer->exitCode() == 0)
                ++winners;
            else
                QCOMPARE(writer->exitCode(), 5);
        }
        QCOMPARE(winners, 1);
    }
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), kVersions + 1);
}

void TestCliWrite::interruptEndsWith130() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    const auto following = startCli({"--store", store.path(), "events", "--follow", "--format", "jsonl"});
    QVERIFY(following->waitForReadyRead(20'000));
    ::kill(static_cast<pid_t>(following->processId()), SIGINT);
    QVERIFY(following->waitForFinished(20'000));
    QCOMPARE(following->exitStatus(), QProcess::NormalExit);
    QCOMPARE(following->exitCode(), 130);
}

void TestCliWrite::interruptWhileWaitingForInput() {
    const CliStore store;
    QVERIFY(store.append("s-1", "T", "{}").code == 0);
    // Into a store that is there and, with a file, into one that is made by it.
    QStringList targets{store.path()};
    if (store.isFile()) targets.append(store.file("new.evdb"));
    for (const QString &target : std::as_const(targets)) {
        QFile::remove(store.path() + ".lock");
        const auto waiting = startCli({"--store", target, "--write", "import", "-"});
        waiting->write("{\"stream\":\"n-1\",\"type\":\"A\",\"data\":{}}\n");
        QTRY_VERIFY_WITH_TIMEOUT(store.isBeingWritten(), 20'000); // it waits for its input now
        ::kill(static_cast<pid_t>(waiting->processId()), SIGINT);
        QVERIFY(waiting->waitForFinished(20'000));
        QCOMPARE(waiting->exitStatus(), QProcess::NormalExit);
        QCOMPARE(waiting->exitCode(), 130);
    }
    QCOMPARE(QDir(store.file(".")).entryList({"new.evdb*"}), QStringList());
    QCOMPARE(store.run({"info", "--json"}).object().value("events").toInt(), 1);
}

void TestCliWrite::readerThatGoesAwayIsQuiet() {
    const CliStore store;
    QByteArray lines;
    const QByteArray text(1000, 'x');
    for (int i = 0; i < 2000; ++i)
        lines += "{\"type\":\"Noted\",\"data\":\"" + text + "\"}\n";
    QVERIFY(store.write({"append", "--stream", "n-1", "--expect", "none", "--file", "-"}, lines).code == 0);
    QProcess shell;
    shell.start("bash", {"-c", "set -o pipefail; \"$0\" --store \"$1\" events --format jsonl | head -n 1",
                         QStringLiteral(EVENTSCOPE_CLI), store.path()});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.exitCode(), 0);
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

QTEST_GUILESS_MAIN(TestCliWrite)
#include "tst_cli_write.moc"
