// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/vault_fixture.h"
#include "tests/support/tier.h"

#include <QProcess>
#include <QtTest>

#include <filesystem>
#include <map>
#include <set>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

/// A vault whose program is killed at any moment: it opens with the old or the new passphrase, no live key is lost, and
/// none that was destroyed is there again.
class TestVaultKills : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::string m_secret = "p";
    std::optional<std::string> m_maybeSecret; ///< being changed to, when the program was killed
    std::map<std::string, KeyId> m_live;
    std::set<std::string> m_erased, m_inDoubt;

    [[nodiscard]] std::string path() const { return m_folder.filePath(QStringLiteral("v.vault")).toStdString(); }

    /// Runs the child and kills it; takes down what it said.
    void runAndKill(std::uint64_t seed, int first, std::chrono::microseconds after) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/vault_child"),
                    {QString::fromStdString(path()), QString::number(seed), QString::fromStdString(m_secret),
                     QString::number(first)});
        QVERIFY2(child.waitForStarted(), "vault_child does not start");
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
        if (!begun) return;
        if (begun->first == "passphrase")
            m_maybeSecret = begun->second;
        else
            m_inDoubt.insert(begun->second);
    }
    void note(const std::string &act, const std::string &what) {
        if (act == "key") m_live.emplace(what, KeyId{});
        if (act == "passphrase") m_secret = what;
        if (act != "erase") return;
        m_live.erase(what);
        m_erased.insert(what);
    }

    void unlock(KeyVault &vault) {
        if (vault.unlock(password(m_secret))) return m_maybeSecret.reset();
        QVERIFY2(m_maybeSecret && vault.unlock(password(*m_maybeSecret)),
                 "neither the old nor the new passphrase opens it");
        m_secret = *std::exchange(m_maybeSecret, std::nullopt);
    }

    void check() {
        if (!std::filesystem::exists(path())) {
            QVERIFY(m_live.empty() && m_erased.empty());
            return;
        }
        auto opened = KeyVault::open(path(), m_clock);
        if (!opened) {
            // One that was killed while it was made is no vault yet, and nothing was promised.
            QVERIFY2(m_live.empty() && m_erased.empty(), opened.error().message.c_str());
            std::filesystem::remove(path());
            return;
        }
        KeyVault &vault = **opened;
        unlock(vault);
        QVERIFY(must(vault.allKeys()).size() >= m_live.size() + m_erased.size());
        for (auto &[subject, known] : m_live) {
            if (m_inDoubt.contains(subject)) continue;
            const auto rows = must(vault.keysOf(must(vault.bindingOf({subject}))));
            QVERIFY2(rows.size() == 1 && rows.front().state == KeyState::Active, subject.c_str());
            QVERIFY2(known == KeyId{} || known == rows.front().key, subject.c_str());
            known = rows.front().key;
            KeyVault::Lease lease(vault);
            QVERIFY2(std::holds_alternative<KeyCache::KeyPtr>(lease.find(known)), subject.c_str());
        }
        for (const std::string &subject : m_erased) {
            const auto rows = must(vault.keysOf(must(vault.bindingOf({subject}))));
            QVERIFY2(rows.size() == 1 && rows.front().state == KeyState::Destroyed, subject.c_str());
        }
    }

  private Q_SLOTS:
    void killsAtAnyMoment() {
        const int kills = rounds("EVENTSCOPE_KILLS", 40, 1'000);
        auto random = seededRandom();
        for (int i = 0; i < kills; ++i) {
            runAndKill(random(), i * 1'000, std::chrono::microseconds(random() % 150'000));
            if (QTest::currentTestFailed()) return;
            check();
            if (QTest::currentTestFailed()) return;
        }
        qInfo("%d kills: %zu live keys, %zu erased, %zu in doubt", kills, m_live.size(), m_erased.size(),
              m_inDoubt.size());
        QVERIFY2(!m_live.empty() && !m_erased.empty(), "the kills came too early to prove anything");
    }
};

QTEST_GUILESS_MAIN(TestVaultKills)
#include "tst_vault_kills.moc"
