// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QJsonDocument>
#include <QtTest>

using namespace eventscope::tests;

/// Names and payloads that want to steer a terminal, seen through one.
class TestCliHostile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void terminalStaysCalm_data();
    void terminalStaysCalm();
    void errorsStayCalm();
    void pipesGetTheBytes();

  private:
    CliStore m_store;
};

namespace {

/// The first byte that a terminal could take as an order, or -1. A terminal turns line ends into CR LF by itself.
qsizetype firstOrder(QByteArray printed) {
    printed.replace("\r\n", "\n");
    for (qsizetype i = 0; i < printed.size(); ++i) {
        const auto byte = static_cast<unsigned char>(printed[i]);
        const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
        const bool c1 = byte == 0xc2 && i + 1 < printed.size() && static_cast<unsigned char>(printed[i + 1]) < 0xa0;
        if (control || c1) return i;
    }
    return -1;
}

} // namespace

void TestCliHostile::initTestCase() {
    const QList<QString> texts{
        QString::fromUtf8("\x1b[31mred\x1b[0m"),
        QString::fromUtf8("\x1b]0;owned\x07"),
        QString::fromUtf8("\xc2\x9b"
                          "31m"),
        QString::fromUtf8("\xc2\x9d"
                          "0;owned\xc2\x9c"),
        QString::fromUtf8("gpj.\xe2\x80\xae"
                          "exe"),
        QString::fromUtf8("back\b\b\bspace"),
        QString::fromUtf8("safe\rover"),
        QString::fromUtf8("del\x7f"),
        QString::fromUtf8("<script>alert(1)</script>"),
        QString::fromUtf8("=cmd|' /C calc'!A0"),
    };
    for (const QString &text : texts) {
        const CliResult imported = m_store.importEvent("evil-" + text, text, {{"text", text}});
        QVERIFY2(imported.code == 0, imported.err);
    }
}

void TestCliHostile::terminalStaysCalm_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString stream = QString::fromUtf8("evil-\x1b[31mred\x1b[0m");
    for (const char *format : {"table", "json", "jsonl", "csv"}) {
        const auto row = [&](const QStringList &arguments) {
            QTest::addRow("%s %s", qPrintable(arguments.first()), format)
                << arguments + QStringList{"--format", format};
        };
        row({"info"});
        row({"streams"});
        row({"types"});
        row({"events"});
        row({"events", "--raw"});
        row({"state", stream});
        row({"history", stream});
        row({"history", stream, "/text"});
        row({"diff", stream, "0", "1"});
        row({"blame", stream});
    }
    QTest::newRow("export") << QStringList{"export"};
    QTest::newRow("export cloudevents") << QStringList{"export", "--as", "cloudevents"};
    QTest::newRow("export csv") << QStringList{"export", "--as", "csv"};
    QTest::newRow("export tsv") << QStringList{"export", "--as", "tsv"};
    QTest::newRow("export markdown") << QStringList{"export", "--as", "markdown"};
}

/// Without progress, which returns the carriage where a machine is slow.
void TestCliHostile::terminalStaysCalm() {
    QFETCH(QStringList, arguments);
    const CliResult result = runCliInTerminal(QStringList{"--store", m_store.path(), "--quiet"} + arguments);
    QVERIFY2(result.code == 0, result.out);
    QVERIFY(!result.out.isEmpty());
    const qsizetype at = firstOrder(result.out);
    QVERIFY2(at < 0, result.out.mid(at - 40, 80).toHex(' '));
    QVERIFY(!result.out.contains("\xe2\x80\xae"));
}

void TestCliHostile::errorsStayCalm() {
    const QString evil = QString::fromUtf8("\x1b[31m\xc2\x9b\xe2\x80\xae");
    for (const QStringList &arguments : {QStringList{"--store", m_store.path(), "state", evil}, QStringList{evil},
                                         QStringList{"--store", evil, "info"}, QStringList{"info", "--" + evil},
                                         QStringList{"--store", m_store.path(), "events", "--where", evil}}) {
        const CliResult result = runCliInTerminal(arguments);
        QVERIFY(result.code != 0);
        QVERIFY2(firstOrder(result.out) < 0, result.out.toHex(' '));
        QVERIFY(!result.out.contains("\xe2\x80\xae"));
    }
}

void TestCliHostile::pipesGetTheBytes() {
    const CliResult result = m_store.run({"events", "--raw", "--format", "jsonl"});
    QVERIFY(result.out.contains("gpj.\xe2\x80\xae"
                                "exe"));
}

QTEST_GUILESS_MAIN(TestCliHostile)
#include "tst_cli_hostile.moc"
