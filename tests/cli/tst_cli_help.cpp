// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

using namespace eventscope::tests;

/// What is made from the command table: help, manual page, completions.
class TestCliHelp : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void everyCommandHasHelp();
    void helpIsTheSameEverywhere();
    void globalOptionsStandAnywhere();
    void version();
    void filterLanguageIsExplained();
    void manualPageIsCurrent();
    void manualPageFormats();
    void completionsNameEveryCommand();
    void bashCompletionCompletes_data();
    void bashCompletionCompletes();
    void everythingIsInstalled();

  private:
    QStringList m_commands;
};

void TestCliHelp::initTestCase() {
    const QString help = QString::fromUtf8(runCli({"help"}).out);
    const QString list = help.section("Commands:\n", 1).section("\n\n", 0, 0);
    for (const QString &line : list.split('\n'))
        m_commands += line.trimmed().section(' ', 0, 0);
    for (const char *wanted : {"sample",    "info",  "streams",     "types", "events",     "append",    "import",
                               "export",    "state", "history",     "diff",  "blame",      "intervals", "compare",
                               "snapshots", "bench", "connections", "notes", "completion", "help"}) {
        QVERIFY2(m_commands.contains(wanted), wanted);
    }
}

void TestCliHelp::everyCommandHasHelp() {
    for (const QString &command : m_commands) {
        const CliResult help = runCli({"help", command});
        QCOMPARE(help.code, 0);
        QVERIFY2(help.out.contains("Usage: eventscope-cli " + command.toUtf8()), help.out);
        QVERIFY2(help.out.count("\n  eventscope-cli ") >= 3, help.out);
    }
}

void TestCliHelp::helpIsTheSameEverywhere() {
    QCOMPARE(runCli({"--help"}).out, runCli({"help"}).out);
    QCOMPARE(runCli({"events", "--help"}).out, runCli({"help", "events"}).out);
    QCOMPARE(runCli({"append", "-h"}).out, runCli({"help", "append"}).out);
    QVERIFY(runCli({"help"}).out.contains("130"));
    QVERIFY(runCli({"help", "intervals"}).out.contains("intervals STREAM --when EXPR [--fold NAME]\n"));
}

void TestCliHelp::globalOptionsStandAnywhere() {
    const CliStore store;
    QVERIFY(store.makeAccount());
    const CliResult before = runCli({"--store", store.path(), "--json", "types"});
    QCOMPARE(before.code, 0);
    QCOMPARE(runCli({"types", "--json", "--store", store.path()}).out, before.out);
    QCOMPARE(runCli({"types", "--store=" + store.path(), "--format=json"}).out, before.out);
}

void TestCliHelp::version() {
    const CliResult version = runCli({"--version"});
    QCOMPARE(version.code, 0);
    QVERIFY(
        QRegularExpression("^eventscope-cli \\d+\\.\\d+\\.\\d+\n").match(QString::fromUtf8(version.out)).hasMatch());
    for (const char *library : {"SQLite 3.", "simdjson ", "libsodium "})
        QVERIFY2(version.out.contains(library), version.out);
}

void TestCliHelp::filterLanguageIsExplained() {
    const CliResult help = runCli({"help", "filter"});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("data.items[*].sku"));
}

void TestCliHelp::manualPageIsCurrent() {
    QFile page(QStringLiteral(EVENTSCOPE_MAN_PAGE));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY2(page.readAll() == runCli({"man"}).out, "renew it: eventscope-cli man > packaging/eventscope-cli.1");
}

void TestCliHelp::manualPageFormats() {
    if (QStandardPaths::findExecutable("groff").isEmpty()) QSKIP("groff is not installed");
    QProcess groff;
    groff.start("groff", {"-man", "-Tutf8", "-ww", "-z", QStringLiteral(EVENTSCOPE_MAN_PAGE)});
    QVERIFY(groff.waitForFinished(30'000));
    QCOMPARE(groff.exitCode(), 0);
    QCOMPARE(groff.readAllStandardError(), QByteArray());
}

void TestCliHelp::completionsNameEveryCommand() {
    for (const QString &shell : {QString("bash"), QString("zsh"), QString("fish")}) {
        const CliResult script = runCli({"completion", shell});
        QCOMPARE(script.code, 0);
        for (const QString &command : m_commands)
            QVERIFY2(script.out.contains(command.toUtf8()), qPrintable(shell + command));
        QVERIFY(script.out.contains("jsonl"));
    }
    QCOMPARE(runCli({"completion", "tcsh"}).code, 2);
}

void TestCliHelp::bashCompletionCompletes_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("answer");
    QTest::newRow("command") << "inf"
                             << "info";
    QTest::newRow("command behind a global option") << "--store x inte"
                                                    << "intervals";
    QTest::newRow("option") << "events --foll"
                            << "--follow";
    QTest::newRow("global option behind a command") << "events --qu"
                                                    << "--quiet";
    QTest::newRow("choice of a global option") << "--format csv"
                                               << "csv";
    QTest::newRow("choice of an option") << "streams --sort rec"
                                         << "recent";
    QTest::newRow("choice of an argument") << "snapshots au"
                                           << "audit";
}

void TestCliHelp::bashCompletionCompletes() {
    QFETCH(QString, line);
    const QString script = "source <(\"$0\" completion bash); COMP_WORDS=(eventscope-cli $1); "
                           "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _eventscope_cli; echo \"${COMPREPLY[*]}\"";
    QProcess bash;
    bash.start("bash", {"-c", script, QStringLiteral(EVENTSCOPE_CLI), line});
    QVERIFY(bash.waitForFinished(30'000));
    QCOMPARE(bash.readAllStandardError(), QByteArray());
    QTEST(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(), "answer");
}

void TestCliHelp::everythingIsInstalled() {
    const CliStore folder;
    QProcess install;
    install.start(QStringLiteral(EVENTSCOPE_CMAKE), {"--install", QStringLiteral(EVENTSCOPE_BUILD), "--component",
                                                     "cli", "--prefix", folder.file("usr")});
    QVERIFY(install.waitForFinished(60'000));
    QVERIFY2(install.exitCode() == 0, install.readAllStandardError());
    const auto content = [&](const QString &path) {
        QFile file(folder.file("usr/share/" + path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    };
    QVERIFY(content("man/man1/eventscope-cli.1") == runCli({"man"}).out);
    QVERIFY(content("bash-completion/completions/eventscope-cli") == runCli({"completion", "bash"}).out);
    QVERIFY(content("zsh/site-functions/_eventscope-cli") == runCli({"completion", "zsh"}).out);
    QVERIFY(content("fish/vendor_completions.d/eventscope-cli.fish") == runCli({"completion", "fish"}).out);
}

QTEST_GUILESS_MAIN(TestCliHelp)
#include "tst_cli_help.moc"
