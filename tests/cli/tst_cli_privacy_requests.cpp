// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_sealed_sample.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace eventscope::tests;

/// What is asked of the privacy commands, and what they refuse or say before anything is done.
class TestCliPrivacyRequests : public QObject, CliSealedSample {
    Q_OBJECT

  private Q_SLOTS:
    void init() { makeSample(); }
    void cleanup() { unlock(false); }

    void anAccessReportKeepsNoNames() {
        const PassphraseFile given("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE", m_store->file("archive"), "twelve or more\n");
        const QString file = m_store->file("answer.zip");
        const QStringList access{"privacy", "access", m_person, "--out", file, "--alias", "another-id"};
        for (const QStringList &naming : {QStringList{"--for", "for " + m_person},
                                          {"--by", m_person.toUpper()},
                                          {"--for", "Another-Id"},
                                          {"--for", m_email},
                                          {"--by", "who wrote " + m_email.toUpper()},
                                          {"--for", "known as Heron", "--literal", "heron"}}) {
            const CliResult refused = run(access + naming);
            QVERIFY2(refused.code == 2 && refused.err.contains("keep names out of the ledger"),
                     naming.join(' ').toUtf8() + refused.err);
            QVERIFY(!QFile::exists(file));
        }
        QVERIFY(ledger().isEmpty());
        QCOMPARE(run(access + QStringList{"--for", "the person", "--by", "dpo-4711"}).code, 0);
    }

    void anExportInClearKeepsNoNames() {
        const QString file = m_store->file("clear.jsonl");
        const QStringList clear{"export", "--decrypt", "--out", file};
        for (const QStringList &naming : {QStringList{"--reason", "asked by user-" + m_person},
                                          {"--reason", "audit", "--for", m_person.toUpper()}}) {
            const CliResult refused = run(clear + naming);
            QVERIFY2(refused.code == 2 && refused.err.contains("keep names out of the ledger"), refused.err);
            QVERIFY(!QFile::exists(file));
        }
        QVERIFY(ledger().isEmpty());
        QCOMPARE(run(clear + QStringList{"--reason", "audit of 2026-01-31", "--for", "auditor 3"}).code, 0);
    }

    void aRestoredVaultWantsALongPassphrase() {
        const PassphraseFile backups("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", m_store->file("of-backup"),
                                     "for the backups\n");
        const PassphraseFile escrow("EVENTSCOPE_ESCROW_PASSPHRASE_FILE", m_store->file("of-escrow"),
                                    "of the escrow key\n");
        const QString file = m_store->file("backup"), sealed = m_store->file("sealed"), key = m_store->file("e.key");
        QCOMPARE(run({"privacy", "backup", "--out", file}).code, 0);
        QCOMPARE(run({"privacy", "escrow-key", "--out", key}).code, 0);
        QCOMPARE(run({"privacy", "backup", "--out", sealed, "--escrow-to", key + ".pub"}).code, 0);
        const QStringList yes{"--force", "--yes"};
        for (const QStringList &from : {QStringList{file}, {sealed, "--escrow-key", key}}) {
            const QStringList restore = QStringList{"privacy", "restore"} + from + yes;
            const CliResult refused = run(restore); // under "sample"
            QVERIFY2(refused.code == 5 && refused.err.contains("12 characters"), refused.err);
            const PassphraseFile tooShort("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("new"), "ab\n");
            QCOMPARE(run(restore).code, 5);
            QCOMPARE(run({"privacy", "status"}).code, 0); // as it was
        }
        {
            const PassphraseFile given("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("new"),
                                       "a passphrase that is new\n");
            const CliResult restored = run(QStringList{"privacy", "restore", file} + yes);
            QVERIFY2(restored.code == 0, restored.err);
        }
        QCOMPARE(run({"privacy", "status"}).code, 5);
        put(m_store->file("passphrase"), "a passphrase that is new\n");
        QCOMPARE(run({"privacy", "status"}).code, 0);
    }

    void anErasureThatFailsSaysWhereItStands() {
        if (!m_store->isFile()) QSKIP("What cannot be read here lies beside the store's file");
        const QString unreadable = m_store->path() + ".vault-shm"; // SQLite never looks there for a vault
        QVERIFY(QDir().mkdir(unreadable));
        const QStringList again = erase({"--yes"});
        const CliResult failed = write(again);
        QVERIFY2(failed.code > 1 && failed.err.contains("Cannot read"), failed.err);
        QVERIFY2(failed.err.contains("The keys are destroyed already") && failed.err.contains("erasure E-1") &&
                     failed.err.contains("run the same command again"),
                 failed.err);
        QVERIFY(QDir().rmdir(unreadable));
        QCOMPARE(write(again).code, 0);
    }

    /// Nobody types an id to be told then that it was for nothing.
    void whatIsRefusedIsNotAskedFor() {
        const auto refused = [&](const QStringList &arguments, const QByteArray &why) {
            const CliResult told = inTerminal(arguments, {{"anything else to stop: ", "no"}});
            QVERIFY2(told.code > 1 && told.out.contains(why) && !told.out.contains("Type "), told.out);
        };
        refused({"privacy", "erase", m_person, "--id", "E 1", "--reason", "Art17", "--by", "dpo"}, "An erasure's id");
        refused({"privacy", "erase", "nobody", "--id", "E-1", "--reason", "Art17", "--by", "dpo"}, "Nothing is known");
        refused(erase({"--purpose", "nosuch"}), "nosuch");
        refused(erase({"--plan", "0123"}), "not what the plan said");
        refused(erase({"--received", "2999-01-01"}), "in the future");
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court order 7"}).code, 0);
        refused(erase(), "court order 7");
        QCOMPARE(run({"privacy", "hold", "remove", "1"}).code, 0);
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--purpose",
                        "login", "--yes"})
                     .code,
                 0);
        refused(erase(), "with other purposes");
    }

    void theQuestionSaysWhatItIsAbout() {
        const CliResult all = inTerminal(erase(), {{"anything else to stop: ", "no"}});
        QVERIFY2(all.code == 5 && all.out.contains("The keys of " + m_person.toUtf8() + " will be destroyed") &&
                     !all.out.contains("backup"),
                 all.out);
        const PassphraseFile backups("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", m_store->file("of-backup"),
                                     "for the backups\n");
        QCOMPARE(run({"privacy", "backup", "--out", m_store->file("backup")}).code, 0);
        const CliResult some = inTerminal(erase({"--purpose", "login"}), {{"anything else to stop: ", "no"}});
        QVERIFY2(some.out.contains("for login alone") && some.out.contains("1 backup of the vault still holds them"),
                 some.out);
        QCOMPARE(run({"privacy", "ledger", "--json"}).rows().size(), 1); // the backup
        const CliResult done =
            inTerminal(erase({"--purpose", "login"}), {{"anything else to stop: ", m_person.toUtf8()}});
        QVERIFY2(done.code == 0 && done.out.contains("COMPLETE"), done.out);
    }

    void somebodyDecides() {
        const CliResult erased = write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--yes"});
        QVERIFY2(erased.code == 2 && erased.err.contains("--by"), erased.err);
        const CliResult unreasoned = run({"privacy", "retire", m_person, "--by", "dpo"});
        QVERIFY2(unreasoned.code == 2 && unreasoned.err.contains("--reason"), unreasoned.err);
        const CliResult undecided = run({"privacy", "retire", m_person, "--reason", "a copy was lost"});
        QVERIFY2(undecided.code == 2 && undecided.err.contains("--by"), undecided.err);
        QVERIFY(ledger().isEmpty());
    }

    void whoIsNotKnownMayBeMistyped() {
        const PassphraseFile given("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE", m_store->file("archive"), "twelve or more\n");
        const auto asked = [&](const QString &who, bool isKnown) {
            for (const QStringList &act : {QStringList{"hold", "add", who, "--reason", "court"},
                                           {"access", who, "--out", m_store->file("a.zip"), "--force"},
                                           {"find", who}}) {
                const CliResult done = run(QStringList{"privacy"} + act);
                QVERIFY2(done.code == 0 && done.err.contains("Check the id") != isKnown,
                         act.join(' ').toUtf8() + done.err);
            }
        };
        asked("nobody", false);
        asked(m_person, true);
    }

    /// What is appended next would be written in clear.
    void aFailedInitLeavesNoStore() {
        const CliStore none;
        const QStringList init{"--domain", "sample", "privacy", "init"};
        const CliResult tooShort = none.write(init); // "sample"
        QVERIFY2(tooShort.code == 5 && tooShort.err.contains("12 characters"), tooShort.err);
        QVERIFY(isMissing(none));
        put(m_store->file("passphrase"), "a longer passphrase\n");
        const CliResult noKeyring = none.write(init + QStringList{"--keyring"});
        QVERIFY2(noKeyring.code > 1, noKeyring.err);
        QVERIFY(isMissing(none));
        QCOMPARE(none.write({"privacy", "init"}).code, 5); // without a policy
        QVERIFY(isMissing(none));
        QCOMPARE(none.write(init).code, 0);
    }

    void shortTextsAreNotLookedForInFiles() {
        const CliResult refused = write(erase({"--yes", "--literal", "Bo"}));
        QVERIFY2(refused.code == 2 && refused.err.contains("4 bytes"), refused.err);
        QVERIFY(ledger().isEmpty());
        QVERIFY(run({"privacy", "find", m_person, "--literal", "Bo"}).code == 0);
        QVERIFY(run({"privacy", "plan", m_person, "--literal", "zz9"}).code <= 1);
        put(m_store->file("empty"), "\n\n");
        for (const QStringList &act :
             {QStringList{"privacy", "find", m_person}, {"privacy", "plan", m_person}, erase({"--yes"})}) {
            QCOMPARE(write(act + QStringList{"--literal", ""}).code, 2);
            const CliResult empty = write(act + QStringList{"--literals-file", m_store->file("empty")});
            QVERIFY2(empty.code == 2 && empty.err.contains("holds no text"), empty.err);
        }
        QVERIFY(ledger().isEmpty());
        QCOMPARE(write(erase({"--yes"})).code, 0);
        const auto entries = ledger().size();
        QCOMPARE(write({"privacy", "verify", "E-1", m_person, "--literal", "Bo"}).code, 2);
        QCOMPARE(ledger().size(), entries);
    }

    void progressMakesPlace() {
        // Looking for keys takes a while where this lies beside the store.
        QFile large(m_store->file("s.evdb.large"));
        QVERIFY(large.open(QFile::WriteOnly) && large.resize(qint64(1) << 30));
        const CliResult done = inTerminal(erase({"--yes"}));
        QVERIFY2(done.code == 0, done.out);
        const qsizetype at = done.out.indexOf("erasureId");
        QVERIFY2(at >= 0, done.out);
        QVERIFY2(at == 0 || done.out[at - 1] == '\r' || done.out[at - 1] == '\n', done.out);
        static const QRegularExpression kBareRate("[0-9]/s");
        QVERIFY2(!kBareRate.match(QString::fromUtf8(done.out)).hasMatch(), done.out);
    }

    void whoWasErasedComesBackByADecision() {
        QCOMPARE(write(erase({"--yes"})).code, 0);
        const CliResult refused =
            write({"append", "--stream", "user-" + m_person, "--expect", "any", "--type", "UserEmailChanged", "--data",
                   QString(R"({"userId":"%1","email":"back@example.com"})").arg(m_person)});
        QVERIFY2(refused.code == 5 && refused.err.contains("privacy allow"), refused.err);
    }

    void anIdOfAnErasureIsNoOption() {
        for (const char *id : {"-E", "_1"}) {
            const CliResult refused = write({"privacy", "erase", m_person, QString("--id=%1").arg(id), "--reason",
                                             "Art17", "--by", "dpo", "--yes"});
            QVERIFY2(refused.code == 2 && refused.err.contains("begins with a letter or digit"), refused.err);
        }
        QVERIFY(ledger().isEmpty());
    }

    void theHelpSaysWhatExitCodeOneOfAPlanIs() {
        const QString help = QString::fromUtf8(run({"help", "privacy"}).out).simplified();
        QVERIFY2(help.contains("Exit code 1 of plan"), qPrintable(help));
    }

  private:
    [[nodiscard]] CliResult inTerminal(const QStringList &arguments, const QList<Typed> &typed = {}) const {
        return runCliInTerminal(QStringList{"--store", m_store->path(), "--write"} + arguments, typed);
    }
    [[nodiscard]] QStringList erase(const QStringList &more = {}) const {
        return QStringList{"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo"} + more;
    }
    [[nodiscard]] QJsonArray ledger() const { return run({"privacy", "ledger", "--json"}).rows(); }
    [[nodiscard]] static bool isMissing(const CliStore &store) { return store.run({"info"}).code == 3; }
};

QTEST_GUILESS_MAIN(TestCliPrivacyRequests)
#include "tst_cli_privacy_requests.moc"
