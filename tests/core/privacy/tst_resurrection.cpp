// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"
#include "core/vault/protected_mark.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/core/vault/vault_keys.h"

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// What somebody puts into a vault's file, who has kept a copy of it, its passphrase, or even the key.
enum class Act : std::uint8_t {
    OldRow,          ///< the row as it stood before
    OldRowTaggedNow, ///< the same, as if the vault had written it in this epoch
    SameKeyAnew,     ///< the key itself, wrapped and tagged as the vault does it now, under another name
};

/// Puts a row back into a vault's file as soon as its key was destroyed: an erasure asks the time between any two
/// steps.
class PuttingBack final : public Clock {
  public:
    PuttingBack(std::string vault, const VaultFile::Row &row) : m_vault(std::move(vault)), m_row(row) {}
    Time now() override {
        if (isDone) return {};
        auto file = must(VaultFile::open(m_vault));
        isDone = must(file.find(m_row.key.key))->key.state == KeyState::Destroyed;
        if (isDone) must(file.put(m_row));
        return {};
    }
    bool isDone = false;

  private:
    const std::string m_vault;
    const VaultFile::Row m_row;
};

} // namespace

/// T20: what was erased does not come back by what somebody puts into the vault's file.
class TestResurrection : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    VaultFile::Row m_row; ///< of the person's key, before
    std::string m_key;
    KeyId m_anew = randomly<KeyId>();

    [[nodiscard]] std::string ledgerFile() const {
        return m_shop->folder.filePath(QStringLiteral("shop.ledger")).toStdString();
    }
    std::shared_ptr<KeyVault> vault() { return must(m_shop->vault->unlocked()); }
    /// How the name of the one whose key it is, or was, is shown.
    [[nodiscard]] FieldState state() {
        const Json name = must(Json::parse(m_shop->shown().front())).member("name");
        if (const auto mark = protectedMarkOf(name)) return mark->state;
        return name.token() == "Ada" ? FieldState::Clear : FieldState::Unsupported;
    }
    /// While no program has the vault open.
    template <class Change>
    void changeFile(Change change) {
        m_shop->store.reset();
        m_shop->vault->close();
        change(m_shop->vaultFile());
        m_shop->reopen();
    }
    void put(Act act) {
        changeFile([&](const std::string &path) {
            const VaultKeys keys = keysOfFile(path, "p");
            VaultFile::Row row = m_row;
            if (act == Act::OldRowTaggedNow) {
                row.key.epoch = keys.header.epoch;
                row = tagged(keys, row.key);
            }
            if (act == Act::SameKeyAnew) {
                row.key.key = m_anew;
                row = wrappedAnew(keys, row.key, m_key);
            }
            auto file = must(VaultFile::open(path));
            must(file.put(row));
        });
    }
    /// The row of the key itself, as the vault would write it with the key in it.
    void overwrite(const std::string &path) const {
        const VaultKeys keys = keysOfFile(path, "p");
        auto file = must(VaultFile::open(path));
        must(file.put(wrappedAnew(keys, m_row.key, m_key)));
    }
    /// With the shop's clock, or another one.
    Result<ErasureResult> erase(Clock *clock = nullptr) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        auto ledger = must(ErasureLedger::open(ledgerFile(), *vault()));
        const auto keys = vault();
        Clock &now = clock ? *clock : m_shop->clock;
        const ErasureWorld world{*raw, protection, *keys, ledger, nullptr, now, {m_shop->vaultFile()}};
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {"p1"};
        request.reason = "Art17-1a";
        return eventscope::erase(world, request, {}, {});
    }
    /// The keys that are to be had for this person now, by any name that was ever theirs.
    [[nodiscard]] std::size_t keysToBeHad() {
        std::size_t count = 0;
        for (const KeyId &id : {m_row.key.key, m_anew})
            count += keyBytes(*vault(), id) == m_key ? 1 : 0;
        return count;
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("person-p2", SealedShop::joined("p2", "Bob")));
        const KeyId id = must(vault()->keysOf(must(vault()->bindingOf({"p1"})))).front().key;
        m_key = keyBytes(*vault(), id);
        m_row = *must(must(VaultFile::openToLook(m_shop->vaultFile())).find(id));
    }
    void cleanup() { m_shop.reset(); }

    void whatIsPutBackOpensNothing_data() {
        QTest::addColumn<int>("act");
        QTest::addColumn<bool>("isErased");
        for (const bool isErased : {true, false}) {
            const char *control = isErased ? "" : "control: ";
            QTest::addRow("%san old row", control) << static_cast<int>(Act::OldRow) << isErased;
            QTest::addRow("%san old row, tagged now", control) << static_cast<int>(Act::OldRowTaggedNow) << isErased;
            QTest::addRow("%sthe same key", control) << static_cast<int>(Act::SameKeyAnew) << isErased;
        }
    }
    void whatIsPutBackOpensNothing() {
        QFETCH(const int, act);
        QFETCH(const bool, isErased);
        QCOMPARE(state(), FieldState::Clear);
        if (isErased) QVERIFY(must(erase()).isComplete);
        if (isErased) QCOMPARE(state(), FieldState::Shredded);
        put(static_cast<Act>(act));
        const bool isAnew = static_cast<Act>(act) == Act::SameKeyAnew;
        if (!isErased) {
            // The same act, but nobody was erased: there is a key.
            QCOMPARE(state(), FieldState::Clear);
            QCOMPARE(keysToBeHad(), std::size_t{isAnew ? 2u : 1u});
            return;
        }
        QCOMPARE(keysToBeHad(), std::size_t{0});
        QCOMPARE(state(), isAnew ? FieldState::Shredded : FieldState::Tampered);
        if (isAnew) {
            // Its bytes are refused by their fingerprint: what the vault wrote it is, and gives no key all the same.
            KeyVault::Lease lease(*vault());
            QVERIFY(std::holds_alternative<KeyDamaged>(lease.find(m_anew)));
        }
        const auto appended =
            m_shop->append("person-p1", SealedShop::event("again", "Joined", SealedShop::dataOf("p1", "Back")));
        QVERIFY(!appended);
        const auto others = m_shop->shown();
        QVERIFY(others[1].find("Bob") != std::string::npos);
        (void)vault()->rotate(); // nor by a new epoch, should it come to one
        QCOMPARE(keysToBeHad(), std::size_t{0});
        QVERIFY(state() != FieldState::Clear);
    }

    /// Over the row of the destroyed key itself, and its fingerprint with it, whoever has passphrase and key can write
    /// what the vault takes for its own: then the ledger knows better, before the first value is shown.
    void whatTheVaultHasForgottenTheLedgerKnows() {
        QVERIFY(must(erase()).isComplete);
        changeFile([&](const std::string &path) { overwrite(path); });
        QVERIFY2(state() == FieldState::Clear, "control: without the ledger it would");
        {
            const auto ledger = must(ErasureLedger::open(ledgerFile(), *vault()));
            QCOMPARE(must(eraseAgain(ledger, *vault())), std::size_t{1});
        }
        QCOMPARE(keysToBeHad(), std::size_t{0});
        QCOMPARE(state(), FieldState::Shredded);
    }

    /// Nor while the vault is open in a process that had nothing to erase, and has only compared it with the ledger.
    void underAnOpenVaultTheRowIsNotTaken_data() {
        QTest::addColumn<bool>("isToldOfIt");
        QTest::newRow("beside its ledger") << true;
        QTest::newRow("control: without") << false;
    }
    void underAnOpenVaultTheRowIsNotTaken() {
        QFETCH(const bool, isToldOfIt);
        QVERIFY(must(erase()).isComplete);
        changeFile([](const std::string &) {});
        if (isToldOfIt) {
            const auto ledger = must(ErasureLedger::open(ledgerFile(), *vault()));
            QCOMPARE(must(eraseAgain(ledger, *vault())), std::size_t{0});
        }
        QCOMPARE(state(), FieldState::Shredded);
        overwrite(m_shop->vaultFile());
        QCOMPARE(keysToBeHad(), std::size_t{isToldOfIt ? 0u : 1u});
        QCOMPARE(state(), isToldOfIt ? FieldState::Tampered : FieldState::Clear);
        if (!isToldOfIt) return;
        must(vault()->rotate());
        QCOMPARE(state(), FieldState::Shredded);
    }

    /// Between destroying the key and the next epoch, too, while the erasure is under way or cut off there.
    void anOldRowPutBackMeanwhileIsGoneAtTheEnd() {
        PuttingBack clock(m_shop->vaultFile(), m_row);
        QVERIFY(must(erase(&clock)).isComplete);
        QVERIFY2(clock.isDone, "the control: it was put back behind the destroyed one");
        QCOMPARE(keysToBeHad(), std::size_t{0});
        QCOMPARE(state(), FieldState::Shredded);
        m_shop->vault->close();
        m_shop->reopen();
        QCOMPARE(keysToBeHad(), std::size_t{0});
        QCOMPARE(state(), FieldState::Shredded);
    }

    /// A new key is another one, and opens nothing from before.
    void aNewKeyIsAnother() {
        QVERIFY(must(erase()).isComplete);
        const KeyId made = must(vault()->allowNewKey({"p1"}, "membership"));
        QVERIFY(made != m_row.key.key);
        QVERIFY(!keyBytes(*vault(), made).empty() && keyBytes(*vault(), made) != m_key);
        QCOMPARE(state(), FieldState::Shredded);
    }
};

QTEST_GUILESS_MAIN(TestResurrection)
#include "tst_resurrection.moc"
