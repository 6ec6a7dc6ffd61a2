// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QtTest>

using namespace eventscope::tests;

/// H16, T16: a vault of another store at hand. Nothing counts as shredded, nothing is made of what cannot be read, and
/// with the right one all is as before.
class TestCliWrongVault : public QObject {
    Q_OBJECT

    std::unique_ptr<CliStore> m_store, m_other;

    [[nodiscard]] static QString vaultOf(const CliStore &store) { return store.path() + ".vault"; }
    [[nodiscard]] CliResult wrong(const QStringList &arguments) const {
        return m_store->run(QStringList{"--vault", vaultOf(*m_other)} + arguments);
    }
    [[nodiscard]] CliResult right(const QStringList &arguments) const {
        return m_store->run(QStringList{"--vault", vaultOf(*m_store)} + arguments);
    }
    /// Errors: the words that must be there.
    static void verifyRefused(const CliResult &result) {
        QCOMPARE(result.code, 5);
        QVERIFY2(result.err.contains("The vault is of another store"), result.err);
        QVERIFY2(result.err.contains("--vault"), result.err);
    }

  private Q_SLOTS:
    void initTestCase() {
        m_store = std::make_unique<CliStore>(QStringLiteral("s.evdb"));
        m_other = std::make_unique<CliStore>(QStringLiteral("o.evdb"));
        if (!m_store->isFile()) QSKIP("The vault of a database lies in the data folder");
        for (const CliStore *store : {m_store.get(), m_other.get()}) {
            const CliResult made = runCli({"sample", store->path(), "--events", "600"});
            QVERIFY2(made.code == 0, made.err);
        }
        QFile file(m_store->file("passphrase"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("sample\n");
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", file.fileName().toUtf8());
    }
    void cleanupTestCase() { qunsetenv("EVENTSCOPE_PASSPHRASE_FILE"); }

    void everyValueIsOfAKeyThatIsNotKnown() {
        const QStringList events{"events", "--where", "type == \"UserRegistered\"", "--json"};
        const CliResult shown = wrong(events);
        QCOMPARE(shown.code, 0);
        QVERIFY2(shown.out.contains(R"("$protected":"keyUnknown")"), shown.out.left(400));
        QVERIFY(!shown.out.contains("shredded") && !shown.out.contains("@"));
        QVERIFY2(shown.err.contains("The vault is of another store"), shown.err);
        const CliResult opened = right(events);
        QVERIFY2(opened.out.contains("@") && !opened.out.contains("$protected"), opened.out.left(400));
        QVERIFY2(!opened.err.contains("another store"), opened.err);
    }

    void exportsStop() {
        const QString file = m_store->file("out.jsonl");
        verifyRefused(wrong({"export", "--out", file}));
        QVERIFY(!QFile::exists(file));
        const CliResult piped = wrong({"export"});
        verifyRefused(piped);
        QVERIFY(piped.out.isEmpty());
        verifyRefused(wrong({"export", "--decrypt", "--reason", "audit", "--out", file}));
        QVERIFY(!QFile::exists(file));
        QCOMPARE(wrong({"--masked", "export", "--limit", "1"}).code, 0); // nothing sealed leaves
        QCOMPARE(right({"export", "--out", file}).code, 0);
        QVERIFY(QFile::exists(file));
    }

    void projectionsStop() {
        QCOMPARE(right({"projections", "run", "user-view"}).code, 0);
        const QByteArray rows = right({"projections", "rows", "user-view", "--json"}).out;
        QVERIFY(rows.contains("@"));
        verifyRefused(wrong({"projections", "run", "candidate-list"}));
        verifyRefused(wrong({"projections", "rebuild", "user-view"}));
        // With the right one they go on, and what there was is as it was.
        QCOMPARE(right({"projections", "run", "candidate-list"}).code, 0);
        QCOMPARE(right({"projections", "rows", "user-view", "--json"}).out, rows);
    }

    void nobodyIsErasedOrFound() {
        for (const QStringList &act : {QStringList{"privacy", "plan", "somebody"}, QStringList{"privacy", "due"},
                                       QStringList{"privacy", "status"}})
            QVERIFY2(wrong(act).err.contains("The vault is of another store"), act.join(' ').toUtf8());
    }
};

QTEST_GUILESS_MAIN(TestCliWrongVault)
#include "tst_cli_wrong_vault.moc"
