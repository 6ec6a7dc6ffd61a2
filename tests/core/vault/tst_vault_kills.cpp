// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "tests/core/vault/vault_expectation.h"
#include "tests/core/vault/vault_keys.h"
#include "tests/support/tier.h"

#include <QProcess>
#include <QtTest>

#include <chrono>
#include <filesystem>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

/// T47: a vault whose program is killed at any moment, also while it is being made: it opens with the old or the new
/// passphrase, no live key is lost, and none that was destroyed is there again.
class TestVaultKills : public QObject {
    Q_OBJECT

    static constexpr int kKillsEach = 10; ///< of a vault, then it is made anew

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::string m_secret = "p";
    std::optional<std::string> m_maybeSecret; ///< being changed to, when the program was killed
    VaultExpectation m_expected;
    int m_killedInCreation = 0;

    [[nodiscard]] std::string path() const { return m_folder.filePath(QStringLiteral("v.vault")).toStdString(); }

    /// Runs the child and kills it; takes down what it said.
    void runAndKill(std::uint64_t seed, int first, std::chrono::microseconds after) {
        const bool isNew = !std::filesystem::exists(path());
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/vault_child"),
                    {QString::fromStdString(path()), QString::number(seed), QString::fromStdString(m_secret),
                     QString::number(first)});
        QVERIFY2(child.waitForStarted(), "vault_child does not start");
        if (isNew) QVERIFY2(child.waitForReadyRead(), "vault_child does not begin"); // or it is killed before that
        std::this_thread::sleep_for(after);
        child.kill();
        child.waitForFinished();
        QVERIFY2(child.exitStatus() == QProcess::CrashExit, "vault_child ended by itself");
        std::optional<std::pair<std::string, std::string>> begun;
        while (child.canReadLine()) {
            const QList<QByteArray> words = child.readLine().trimmed().split(' ');
            const std::string act = words[1].toStdString(), what = words[2].toStdString();
            begun.reset();
            if (words[0] == "begin")
                begun.emplace(act, what);
            else
                note(act, what);
        }
        if (begun) noteBegun(begun->first, begun->second);
    }
    void note(const std::string &act, const std::string &what) {
        if (act == "key") m_expected.live.emplace(what, std::nullopt);
        if (act == "passphrase") m_secret = what;
        if (act != "erase") return;
        m_expected.live.erase(what);
        m_expected.erased.insert(what);
    }
    void noteBegun(const std::string &act, const std::string &what) {
        if (act == "create") ++m_killedInCreation;
        if (act == "passphrase") m_maybeSecret = what;
        if (act == "erase") m_expected.inDoubt.insert(what);
    }

    void unlock(KeyVault &vault) {
        if (vault.unlock(password(m_secret))) return m_maybeSecret.reset();
        QVERIFY2(m_maybeSecret && vault.unlock(password(*m_maybeSecret)),
                 "neither the old nor the new passphrase opens it");
        m_secret = *std::exchange(m_maybeSecret, std::nullopt);
    }

    void check() {
        if (!std::filesystem::exists(path())) {
            QVERIFY(m_expected.live.empty() && m_expected.erased.empty());
            return;
        }
        auto opened = KeyVault::open(path(), m_clock);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        unlock(**opened);
        if (QTest::currentTestFailed()) return;
        const std::string fault = m_expected.faultIn(**opened);
        QVERIFY2(fault.empty(), fault.c_str());
    }
    /// On this machine, as busy as it is.
    [[nodiscard]] std::uint64_t timeOfCreationUs() {
        const auto begin = std::chrono::steady_clock::now();
        newVault(m_folder.filePath(QStringLiteral("timed.vault")).toStdString(), m_clock);
        const auto passed = std::chrono::steady_clock::now() - begin;
        return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(passed).count()) + 1;
    }
    /// What the kills have left beside it stays.
    void removeVault() {
        std::filesystem::remove(path());
        m_maybeSecret.reset();
        m_expected = {};
    }

  private Q_SLOTS:
    void killsAtAnyMoment() {
        const int kills = rounds("EVENTSCOPE_KILLS", 40, 1'000);
        auto random = seededRandom();
        const std::uint64_t creationUs = timeOfCreationUs();
        std::size_t live = 0, erased = 0, inDoubt = 0;
        for (int i = 0; i < kills; ++i) {
            const bool isNew = i % kKillsEach == 0;
            runAndKill(random(), i * 1'000, std::chrono::microseconds(random() % (isNew ? creationUs : 150'000)));
            if (QTest::currentTestFailed()) return;
            check();
            if (QTest::currentTestFailed()) return;
            if ((i + 1) % kKillsEach != 0 && i + 1 != kills) continue;
            live += m_expected.live.size();
            erased += m_expected.erased.size();
            inDoubt += m_expected.inDoubt.size();
            removeVault();
        }
        qInfo("%d kills, %d while it was made: %zu live keys, %zu erased, %zu in doubt", kills, m_killedInCreation,
              live, erased, inDoubt);
        QVERIFY2(live > 0 && erased > 0, "the kills came too early to prove anything");
        QVERIFY2(m_killedInCreation > 0, "no vault was killed while it was made");
    }

    /// The controls: a check that does not see these proves nothing.
    void theCheckSeesWhatIsSpoilt_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *what, const char *fault) {
            QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(fault);
        };
        row("nothing", "");
        row("a lost row", "kept has lost its key");
        row("another key", "kept has another key");
        row("an old row", "a row is none of the vault's");
        row("the destroyed key", "gone is there again");
    }
    void theCheckSeesWhatIsSpoilt() {
        QFETCH(const QString, what);
        QFETCH(const QString, fault);
        const std::string file = m_folder.filePath(QStringLiteral("control.vault")).toStdString();
        std::filesystem::remove(file);
        VaultExpectation expected;
        expected.live = {{"kept", std::nullopt}, {"gone", std::nullopt}};
        auto vault = newVault(file, m_clock);
        {
            KeyVault::Lease lease(*vault);
            (void)keyOf(lease, "kept");
            (void)keyOf(lease, "gone");
        }
        QCOMPARE(expected.faultIn(*vault), std::string());
        const KeyId kept = expected.live["kept"]->id, gone = expected.live["gone"]->id;
        const std::string goneKey = keyBytes(*vault, gone);
        const VaultFile::Row before = *must(must(VaultFile::openToLook(file)).find(gone));
        must(vault->fence(must(vault->bindingOf({"gone"})), {}, "E"));
        must(vault->destroy("E"));
        must(vault->rotate());
        expected.live.erase("gone");
        expected.erased = {"gone"};
        vault.reset();
        spoil(file, what, kept, before, goneKey);
        vault = must(KeyVault::open(file, m_clock));
        must(vault->unlock(password("p")));
        QCOMPARE(QString::fromStdString(expected.faultIn(*vault)), fault);
    }
    static void spoil(const std::string &file, const QString &what, const KeyId &kept, const VaultFile::Row &gone,
                      const std::string &goneKey) {
        const VaultKeys keys = keysOfFile(file, "p");
        if (what == u"a lost row") {
            auto connection = must(SqliteConnection::open(file, {.mode = SqliteMode::ReadWrite}));
            must(connection.run("DELETE FROM keys WHERE key_id = x'" + toHex(kept) + "'"));
        }
        auto vault = must(VaultFile::open(file));
        if (what == u"another key")
            must(vault.put(wrappedAnew(keys, must(vault.find(kept))->key, std::string(kKeyBytes, 'k'))));
        if (what == u"an old row") must(vault.put(gone));
        if (what == u"the destroyed key") must(vault.put(wrappedAnew(keys, gone.key, goneKey)));
    }
};

QTEST_GUILESS_MAIN(TestVaultKills)
#include "tst_vault_kills.moc"
