// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/vault_fit.h"
#include "tests/core/privacy/sealed_shop.h"

#include <QFile>

#include <functional>

using namespace eventscope;
using namespace eventscope::testing;

/// H16: a vault that is not that of the store is told as such, whoever has it open and without its passphrase.
class TestVaultFit : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;

    [[nodiscard]] const EventStore &store() const { return m_shop->store->reader(); }
    [[nodiscard]] std::string id() const { return store().info().identity.id; }
    /// One that nobody has unlocked.
    [[nodiscard]] StoreProtection protectionAt(const std::string &vault) const {
        return {id(), std::make_shared<StoreVault>(vault, m_shop->clock, StoreVault::AskSecrets()), m_shop->policy};
    }
    [[nodiscard]] VaultFit fitOf(const std::string &vault) const {
        return must(vaultFitOf(store(), protectionAt(vault), {}));
    }

    /// More than are looked at from one end: `make` makes them of their numbers.
    void fill(WritableEventStore &store, const std::function<NewEvent(std::size_t)> &make) const {
        constexpr std::size_t kAtOnce = 4'000;
        for (std::size_t made = 0; made <= kFitEventsMax;) {
            std::vector<NewEvent> events;
            while (events.size() < kAtOnce)
                events.push_back(make(made++));
            must(store.append({"visit-1"}, Expected::any(), events, {}));
        }
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("person-p2", SealedShop::joined("p2", "Bob")));
    }

    void itsOwnFits() {
        QCOMPARE(fitOf(m_shop->vaultFile()), VaultFit::Fits);
        must(checkVaultFits(store(), protectionAt(m_shop->vaultFile()), {}));
        m_shop->erase("p1"); // the keys of who was erased are known as such
        m_shop->erase("p2");
        QCOMPARE(fitOf(m_shop->vaultFile()), VaultFit::Fits);
    }

    void thatOfAnotherStoreIsTold() {
        newVault(m_shop->path("other.vault"), m_shop->clock);
        QCOMPARE(fitOf(m_shop->path("other.vault")), VaultFit::OfAnotherStore);
        const auto checked = checkVaultFits(store(), protectionAt(m_shop->path("other.vault")), {});
        QCOMPARE(checked.error().kind, ErrorKind::Refused);
        QVERIFY(checked.error().message.find("of another store (" + m_shop->path("other.vault")) != std::string::npos);
    }

    void oneWithoutAnyOfItsKeysIsTold() {
        const auto other = newVault(m_shop->path("new.vault"), m_shop->clock, "p", id());
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::KnowsNoKey);
        QVERIFY(!checkVaultFits(store(), protectionAt(m_shop->path("new.vault")), {}));
        KeyVault::Lease lease(*other);
        (void)keyOf(lease, "p1"); // another key for the same person
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::KnowsNoKey);
    }

    /// What was written since is unknown to it, and says so value by value.
    void anOlderCopyFits() {
        m_shop->vault->close();
        QVERIFY(QFile::copy(QString::fromStdString(m_shop->vaultFile()),
                            QString::fromStdString(m_shop->path("old.vault"))));
        m_shop->reopen();
        must(m_shop->append("person-p3", SealedShop::joined("p3", "Cy")));
        QCOMPARE(fitOf(m_shop->path("old.vault")), VaultFit::Fits);
    }

    /// So many events are newer than the copy that none of its keys is met from that end.
    void aMuchOlderCopyFits() {
        m_shop->vault->close();
        QVERIFY(QFile::copy(QString::fromStdString(m_shop->vaultFile()),
                            QString::fromStdString(m_shop->path("old.vault"))));
        m_shop->reopen();
        must(m_shop->append("person-p3", SealedShop::joined("p3", "Cy")));
        const std::string sealed = readStream(store(), "person-p3").front().data;
        fill(*m_shop->openRaw(),
             [&sealed](std::size_t i) { return SealedShop::event("sealed " + std::to_string(i), "Joined", sealed); });
        QCOMPARE(fitOf(m_shop->path("old.vault")), VaultFit::Fits);
        newVault(m_shop->path("new.vault"), m_shop->clock, "p", id());
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::KnowsNoKey); // the control
    }

    /// A store in which nothing was sealed for long.
    void whatWasSealedLateIsFound() {
        m_shop = std::make_unique<SealedShop>();
        fill(*m_shop->store, [](std::size_t i) {
            return SealedShop::event("plain " + std::to_string(i), "Visited", R"({"visits":1})");
        });
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        newVault(m_shop->path("new.vault"), m_shop->clock, "p", id());
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::KnowsNoKey);
        QCOMPARE(fitOf(m_shop->vaultFile()), VaultFit::Fits);
    }

    /// These are other problems, which are told by who opens it.
    void whatIsNoVaultIsNotCalledWrong() {
        QCOMPARE(fitOf(m_shop->path("none.vault")), VaultFit::Fits);
        QFile file(QString::fromStdString(m_shop->path("nothing.vault")));
        QVERIFY(file.open(QFile::WriteOnly) && file.write("no vault") > 0);
        file.close();
        QCOMPARE(fitOf(m_shop->path("nothing.vault")), VaultFit::Fits);
        QCOMPARE(must(vaultFitOf(store(), {id(), nullptr, {}}, {})), VaultFit::Fits);
    }

    void withoutSealedValuesThereIsNothingToKnow() {
        m_shop = std::make_unique<SealedShop>();
        newVault(m_shop->path("new.vault"), m_shop->clock, "p", id());
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::Fits);
        must(m_shop->append("person-p1", SealedShop::event("1", "Visited", R"({"visits":1})")));
        QCOMPARE(fitOf(m_shop->path("new.vault")), VaultFit::Fits);
    }
};

QTEST_GUILESS_MAIN(TestVaultFit)
#include "tst_vault_fit.moc"
