// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/store_vault.h"

#include "tests/core/vault/vault_fixture.h"

#include <QTest>

#include <chrono>
#include <semaphore>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// A keyring that takes its time once it was told to, until somebody lets it go on.
class SlowSecrets final : public DeviceSecrets {
  public:
    Result<std::optional<Secret>> find(const std::string &name) override { return m_secrets.find(name); }
    Result<void> put(const std::string &name, const Secret &secret) override {
        if (isSlow) {
            m_asked.release();
            // So that a test that waits for whoever waits here comes to an end.
            wasLetGo = m_goOn.try_acquire_for(std::chrono::seconds(20));
        }
        return m_secrets.put(name, secret);
    }
    Result<void> remove(const std::string &name) override { return m_secrets.remove(name); }
    void waitUntilAsked() { m_asked.acquire(); }
    void letGo() { m_goOn.release(); }

    std::atomic<bool> isSlow = false, wasLetGo = false;

  private:
    MemorySecrets m_secrets;
    std::binary_semaphore m_asked{0}, m_goOn{0};
};

} // namespace

/// A vault as who reads a store comes to it, and how it is locked while somebody uses it.
class TestStoreVault : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SimulatedClock m_clock;

    [[nodiscard]] std::string path() const { return m_folder->filePath(QStringLiteral("v")).toStdString(); }
    [[nodiscard]] StoreVault openVault() { return StoreVault(newVault(path(), m_clock), m_clock); }

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsShutIsGivenToNobodyMore() {
        StoreVault vault = openVault();
        const auto keys = must(vault.unlocked());
        std::thread closing;
        {
            KeyVault::Lease inUse(*keys);
            const KeyId key = keyOf(inUse, "p1").id;
            vault.shut();
            QVERIFY(!vault.isUnlocked());
            QCOMPARE(vault.unlocked().error().kind, ErrorKind::Refused);
            QVERIFY(std::holds_alternative<KeyCache::KeyPtr>(inUse.find(key))); // who has it is not disturbed
            closing = std::thread([&] { vault.putAway(); });
            QCOMPARE(vault.unlocked().error().kind, ErrorKind::Refused); // whether or not that has begun
        }
        closing.join();
        QVERIFY(!keys->isUnlocked() && !vault.isUnlocked());
        QCOMPARE(vault.unlocked().error().kind, ErrorKind::Refused);
    }

    void anotherProgramMayHaveItThen() {
        StoreVault vault = openVault();
        vault.shut();
        QVERIFY(!KeyVault::open(path(), m_clock));
        vault.putAway();
        QVERIFY(KeyVault::open(path(), m_clock));
    }

    /// While a new epoch is written nobody else comes to the vault.
    void shuttingWaitsForNobody() {
        SlowSecrets keyring;
        const auto keys = std::shared_ptr<KeyVault>(
            must(KeyVault::create(path(), {"s", UnlockBy::Both, kCheap}, password("p", &keyring), m_clock)));
        StoreVault vault(keys, m_clock);
        keyring.isSlow = true;
        std::thread rotating([&] { must(keys->rotate()); });
        keyring.waitUntilAsked();
        QVERIFY(vault.isUnlocked());
        vault.shut();
        QVERIFY(!vault.isUnlocked());
        QCOMPARE(vault.unlocked().error().kind, ErrorKind::Refused);
        keyring.letGo();
        rotating.join();
        QVERIFY(keyring.wasLetGo);
        vault.putAway();
        QVERIFY(!keys->isUnlocked());
    }

    /// Whoever types the passphrase while the vault is locked opens it, but not who had typed it before.
    void theLatestWins() {
        newVault(path(), m_clock);
        std::optional<StoreVault> vault;
        std::shared_ptr<KeyVault> got;
        const auto shutMeanwhile = [&](KeyVault &) -> Result<void> {
            vault->shut();
            return {};
        };
        vault.emplace(path(), m_clock, StoreVault::AskSecrets(), shutMeanwhile);
        QCOMPARE(vault->unlock(password("p")).error().kind, ErrorKind::Refused);
        QVERIFY(!vault->isUnlocked());
        QVERIFY(KeyVault::open(path(), m_clock));
        vault.emplace(path(), m_clock, StoreVault::AskSecrets());
        must(vault->unlock(password("p")));
        vault->shut();
        must(vault->unlock(password("p")));
        vault->putAway(); // of the shut() before
        QVERIFY(vault->isUnlocked() && must(vault->unlocked())->isUnlocked());
        vault->close();
        QVERIFY(!vault->isUnlocked());
    }

    /// Locked, it wants its secret again.
    void afterwardsTheRightSecretIsWanted() {
        StoreVault vault = openVault();
        vault.shut();
        QCOMPARE(vault.unlock(password("wrong")).error().kind, ErrorKind::Refused);
        QVERIFY(!vault.isUnlocked());
        must(vault.unlock(password("p")));
        QVERIFY(vault.isUnlocked());
    }
};

QTEST_GUILESS_MAIN(TestStoreVault)
#include "tst_store_vault.moc"
