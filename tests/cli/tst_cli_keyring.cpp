// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"
#include "core/keyring/keyring_secrets.h"
#include "tests/support/secret_service.h"

#include <QFile>
#include <QtTest>

using namespace eventscope::tests;

/// Vaults and the desktop's keyring: a real Secret Service where EVENTSCOPE_TEST_KEYRING is "service", else none.
class TestCliKeyring : public QObject {
    Q_OBJECT

    std::unique_ptr<eventscope::testing::SecretService> m_service;
    QTemporaryDir m_home;
    std::unique_ptr<CliStore> m_store;

    [[nodiscard]] CliResult run(const QStringList &arguments) const { return m_store->run(arguments); }
    void give(const QByteArray &passphrase) {
        if (passphrase.isEmpty()) {
            qunsetenv("EVENTSCOPE_PASSPHRASE_FILE");
            return;
        }
        QFile file(m_store->file("passphrase"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(passphrase + "\n");
        file.close();
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", file.fileName().toUtf8());
    }
    [[nodiscard]] int planCode() const { return run({"privacy", "ledger", "verify"}).code; }

    enum class Keyring : bool { Here, Away };
    /// Under this passphrase from then on; answers what was said.
    QByteArray backUpAndRestore(const CliStore &store, const char *passphrase, Keyring keyring) {
        QFile file(m_store->file("of the backup"));
        if (!file.open(QFile::WriteOnly) || file.write("the backup's own\n") < 0) return "cannot write";
        file.close();
        qputenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", file.fileName().toUtf8());
        const QString backup = store.file("backup");
        const CliResult made = store.run({"privacy", "backup", "--out", backup, "--expires", "2999-01-31"});
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        if (keyring == Keyring::Away) qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        give(passphrase);
        const CliResult restored = store.run({"privacy", "restore", backup, "--force", "--yes"});
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        qunsetenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE");
        return made.code == 0 && restored.code == 0 ? QByteArray(restored.err) : "FAILED " + made.err + restored.err;
    }

  private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariable("EVENTSCOPE_TEST_KEYRING") == QLatin1String("service")) {
            m_service = std::make_unique<eventscope::testing::SecretService>();
            const QString problem = m_service->start();
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
            return;
        }
        for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_home.path().toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    }
    void init() {
        m_store = std::make_unique<CliStore>();
        QCOMPARE(runCli({"sample", m_store->path(), "--events", "500"}).code, 0);
        give("sample");
        // Its name appears on the bus some time after it was started.
        if (m_service) QTRY_COMPARE_WITH_TIMEOUT(run({"privacy", "lock"}).code, 0, 30'000);
    }
    void cleanup() { qunsetenv("EVENTSCOPE_PASSPHRASE_FILE"); }
    void cleanupTestCase() { m_service.reset(); }

    void withoutAKeyringItSaysSo() {
        if (m_service) return;
        const CliResult unlock = run({"privacy", "unlock"});
        QCOMPARE(unlock.code, 3);
        QVERIFY2(unlock.err.contains("No keyring answers") && unlock.err.contains("asked for each time"), unlock.err);
        QVERIFY(!unlock.err.contains("sample\n"));
        QCOMPARE(planCode(), 0); // as before
        const CliStore clear;
        QCOMPARE(runCli({"sample", clear.path(), "--events", "500", "--no-vault"}).code, 0);
        give("a longer passphrase");
        const CliResult made = clear.run({"privacy", "init", "--keyring"});
        QCOMPARE(made.code, 3);
        QVERIFY(!QFile::exists(clear.path() + ".vault"));
    }

    void unlockedUntilItIsLocked() {
        if (!m_service) return;
        give({});
        QCOMPARE(planCode(), 5);
        give("wrong");
        QCOMPARE(run({"privacy", "unlock"}).code, 5);
        give({});
        QCOMPARE(planCode(), 5); // what does not open it is not kept
        give("sample");
        const CliResult unlocked = run({"privacy", "unlock", "--json"});
        QVERIFY2(unlocked.code == 0, unlocked.err);
        QCOMPARE(unlocked.object()["state"].toString(), QString("unlocked"));
        give({});
        QCOMPARE(planCode(), 0);
        QVERIFY(run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1"}).out.contains("@"));
        QCOMPARE(run({"privacy", "lock"}).code, 0);
        QCOMPARE(planCode(), 5);
    }

    /// Also when nobody told the keyring: the vault was restored on another computer, or by hand.
    void aStalePassphraseIsTakenAwayAndSaid() {
        if (!m_service) return;
        QCOMPARE(run({"privacy", "unlock"}).code, 0);
        backUpAndRestore(*m_store, "another passphrase", Keyring::Away);
        give({});
        const CliResult stale = run({"privacy", "ledger", "verify"});
        QCOMPARE(stale.code, 5);
        QVERIFY2(stale.err.contains("kept for this session does not open") && stale.err.contains("taken out"),
                 stale.err);
        QVERIFY2(stale.err.contains("wants its passphrase"), stale.err);
        const CliResult again = run({"privacy", "ledger", "verify"});
        QCOMPARE(again.code, 5);
        QVERIFY2(!again.err.contains("kept for this session"), again.err); // it is gone
        give("another passphrase");
        QCOMPARE(run({"privacy", "unlock"}).code, 0);
        give({});
        QCOMPARE(planCode(), 0);
        // One that was given, and not kept, says nothing of the keyring, and leaves what it keeps.
        give("wrong");
        const CliResult wrong = run({"privacy", "ledger", "verify"});
        QCOMPARE(wrong.code, 5);
        QVERIFY2(!wrong.err.contains("kept for this session"), wrong.err);
        give({});
        QCOMPARE(planCode(), 0);
    }

    void aRestoredVaultLeavesNothingOfTheOldOneInTheKeyring() {
        if (!m_service) return;
        QCOMPARE(run({"privacy", "unlock"}).code, 0);
        backUpAndRestore(*m_store, "another passphrase", Keyring::Here);
        give({});
        const CliResult locked = run({"privacy", "ledger", "verify"});
        QCOMPARE(locked.code, 5);
        QVERIFY2(!locked.err.contains("kept for this session"), locked.err);
    }

    void theSecretOfAReplacedVaultGoesWithIt_data() {
        QTest::addColumn<bool>("isAway");
        QTest::newRow("here") << false;
        QTest::newRow("no keyring") << true;
    }
    void theSecretOfAReplacedVaultGoesWithIt() {
        if (!m_service) return;
        QFETCH(const bool, isAway);
        const CliStore store;
        QCOMPARE(runCli({"sample", store.path(), "--events", "500", "--no-vault"}).code, 0);
        give("a longer passphrase");
        QCOMPARE(store.run({"privacy", "init", "--keyring"}).code, 0);
        const QString id = store.run({"privacy", "unlock", "--json"}).object()["id"].toString();
        const std::string name = "vault " + id.toStdString() + " epoch 1";
        const auto isKept = [&name] {
            const auto found = eventscope::KeyringSecrets(eventscope::KeyringSecrets::Keep::Always).find(name);
            return found && found->has_value();
        };
        QVERIFY(isKept());
        const QByteArray notes = backUpAndRestore(store, "another passphrase", isAway ? Keyring::Away : Keyring::Here);
        QCOMPARE(isKept(), isAway);
        QVERIFY2(notes.contains(QByteArray::fromStdString(name)) == isAway, notes); // so that somebody can remove it
        QCOMPARE(store.run({"privacy", "ledger", "verify"}).code, 0);
    }

    void passphraseAndKeyringTogether() {
        if (!m_service) return;
        const CliStore store;
        QCOMPARE(runCli({"sample", store.path(), "--events", "500", "--no-vault"}).code, 0);
        give("a longer passphrase");
        const CliResult made = store.run({"privacy", "init", "--keyring", "--json"});
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(made.object()["unlockBy"].toString(), QString("both"));
        QVERIFY2(made.err.contains("backup"), made.err);
        QCOMPARE(store.run({"privacy", "ledger", "verify"}).code, 0);
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // another computer
        const CliResult elsewhere = store.run({"privacy", "ledger", "verify"});
        // A backup opens there, too.
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        QCOMPARE(elsewhere.code, 3);
        QVERIFY2(elsewhere.err.contains("No keyring answers"), elsewhere.err);
        qputenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", m_store->file("passphrase").toUtf8());
        const QString backup = store.file("backup");
        QCOMPARE(store.run({"privacy", "backup", "--out", backup}).code, 0);
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        const CliResult restored = store.run({"privacy", "restore", backup, "--force", "--yes"});
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        qunsetenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE");
        QVERIFY2(restored.code == 0, restored.err);
    }
};

QTEST_GUILESS_MAIN(TestCliKeyring)
#include "tst_cli_keyring.moc"
