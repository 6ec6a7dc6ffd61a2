// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/new_keys.h"

#include "core/privacy/restored_vault.h"
#include "tests/core/privacy/erase_person.h"

#include <optional>

using namespace eventscope;
using namespace eventscope::testing;

/// 7.1: the same person returns.
class TestNewKeys : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::optional<ErasureLedger> m_ledger;

    Result<ErasureResult> erase(const std::string &erasure, std::vector<std::string> purposes = {},
                                std::function<void(std::string_view)> onAct = {}) {
        return erasePerson(*m_shop, *m_keys, *m_ledger, erasure, std::move(purposes), std::move(onAct));
    }
    [[nodiscard]] static NewKeysDecision decision(std::vector<std::string> purposes = {}) {
        return {{"p1"}, std::move(purposes), "new contract", "dpo"};
    }
    Result<std::vector<std::string>> allow(const NewKeysDecision &decision) {
        m_shop->clock.advanceTo(m_shop->clock.now() + std::chrono::hours(1));
        return allowNewKeys(*m_ledger, *m_keys, m_shop->policy, decision, m_shop->clock.now());
    }
    Result<Appended> join(const char *name) {
        return m_shop->append("person-p1", SealedShop::event(name, "Joined", SealedShop::dataOf("p1", name)));
    }
    Result<Appended> place(const char *address) {
        const std::string data = std::string("{'personId':'p1','address':'") + address + "'}";
        const std::string json = QString::fromStdString(data).replace(u'\'', u'"').toStdString();
        return m_shop->append("order-1", SealedShop::event(address, "Placed", json));
    }
    [[nodiscard]] bool isShown(const char *text) {
        const auto isIn = [&](const std::string &each) { return each.find(text) != std::string::npos; };
        return std::ranges::any_of(m_shop->shown(), isIn);
    }
    [[nodiscard]] std::ptrdiff_t linesOf(const char *act) const {
        return std::ranges::count(m_ledger->entries(), act, &LedgerEntry::act);
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys));
        must(join("Ada"));
        must(place("Elm Street"));
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void whoComesBackHasNewKeysAndNothingOfBefore() {
        must(erase("E-1"));
        QCOMPARE(join("Ada again").error().kind, ErrorKind::Refused);
        const std::vector<std::string> all{"", "membership"};
        QVERIFY(must(allow(decision())) == all);
        must(join("Ada again"));
        must(place("Oak Street"));
        QVERIFY(isShown("Ada again") && isShown("Oak Street"));
        QVERIFY(!isShown("\"Ada\"") && !isShown("Elm Street"));
        QCOMPARE(linesOf(acts::kNewKeys), 1);
        const LedgerEntry &line = m_ledger->entries().back();
        QCOMPARE(line.details.member("by").token(), std::string_view("dpo"));
        QVERIFY(line.texts("purposes") == all);
    }

    void whoCameBackCanBeErasedAgain() {
        must(erase("E-1"));
        must(allow(decision()));
        must(join("Ada again"));
        QVERIFY(must(erase("E-1")).isComplete); // has been, and reaches nothing that is new
        QVERIFY(isShown("Ada again"));
        m_shop->clock.advanceTo(m_shop->clock.now() + std::chrono::hours(1));
        QVERIFY(must(erase("E-2")).isComplete);
        QVERIFY(!isShown("Ada again"));
        QCOMPARE(join("Ada for ever").error().kind, ErrorKind::Refused);
        QVERIFY(must(allow(decision())).size() == 2);
    }

    void onePurposeIsAllowedAlone() {
        must(erase("E-1"));
        QVERIFY(must(allow(decision({"membership"}))) == std::vector<std::string>{"membership"});
        must(join("Ada again"));
        QCOMPARE(place("Oak Street").error().kind, ErrorKind::Refused);
        QVERIFY(must(allow(decision())) == std::vector<std::string>{""}); // the other one, later
        must(place("Oak Street"));
    }

    /// For which a field comes later.
    void aPurposeThatIsOnlyDeclaredIsMeantToo() {
        std::string policy(SealedShop::kPolicy);
        policy.insert(1, R"("purposes": {"delivery": {"meaning": "parcels"}}, )");
        m_shop->policy = must(PrivacyPolicy::parse(policy));
        must(erase("E-1"));
        const std::vector<std::string> all{"", "delivery", "membership"};
        QVERIFY(must(allow(decision())) == all);
        QVERIFY(!must(m_keys->isErased(must(m_keys->bindingOf({"p1"})), "delivery")));
    }

    void whoWasErasedForOnePurposeKeepsTheKeyOfTheOther() {
        must(erase("E-1", {"membership"}));
        QVERIFY(must(allow(decision())) == std::vector<std::string>{"membership"});
        QVERIFY(isShown("Elm Street") && !isShown("\"Ada\""));
    }

    void whoWasNotErasedNeedsNothing() {
        QCOMPARE(allow(decision()).error().kind, ErrorKind::Refused);
        must(erase("E-1"));
        must(allow(decision()));
        QCOMPARE(allow(decision()).error().kind, ErrorKind::Refused);
        NewKeysDecision other = decision();
        other.subject = {"p9"};
        QCOMPARE(allow(other).error().kind, ErrorKind::Refused);
        QCOMPARE(linesOf(acts::kNewKeys), 1);
    }

    void aDecisionIsWhole() {
        must(erase("E-1"));
        NewKeysDecision wrong = decision();
        wrong.reason.clear();
        QCOMPARE(allow(wrong).error().kind, ErrorKind::Invalid);
        wrong = decision();
        wrong.by.clear();
        QCOMPARE(allow(wrong).error().kind, ErrorKind::Invalid);
        wrong = decision({"no such"});
        QCOMPARE(allow(wrong).error().kind, ErrorKind::Invalid);
        wrong = decision();
        wrong.subject = {"p1-of-the-shop"};
        wrong.reason = "asked for by P1-of-the-shop";
        QCOMPARE(allow(wrong).error().kind, ErrorKind::Invalid);
        QCOMPARE(linesOf(acts::kNewKeys), 0);
    }

    /// Before its keys are destroyed an erasure has no end yet that somebody could come back after.
    void notWhileAnErasureIsUnderWay() {
        struct Killed {};
        const auto killAfter = [](std::string_view act) {
            if (act == acts::kFenced) throw Killed();
        };
        QVERIFY_EXCEPTION_THROWN((void)erase("E-1", {}, killAfter), Killed);
        QCOMPARE(allow(decision()).error().kind, ErrorKind::Refused);
        must(erase("E-1"));
        must(allow(decision()));
    }

    /// A crash came after the line: the decision is taken once more, and what is missing is made.
    void aCrashAfterTheLineIsMadeGood() {
        must(erase("E-1"));
        must(m_ledger->add(m_shop->clock.now(), acts::kNewKeys, {}, must(m_keys->bindingOf({"p1"})), Json::object({})));
        must(m_keys->allowNewKey({"p1"}, "membership"));
        QVERIFY(must(allow(decision())) == std::vector<std::string>{""});
        must(place("Oak Street"));
    }

    /// A vault from before the erasure never opens what was erased; one from before the new keys does not know them.
    void aRestoredVaultBringsNobodyBack() {
        const QString from = QString::fromStdString(m_shop->path("shop.vault"));
        const QString copy = QString::fromStdString(m_shop->path("old.vault"));
        QVERIFY(QFile::copy(from, copy));
        must(erase("E-1"));
        must(allow(decision()));
        must(join("Ada again"));
        auto old = must(KeyVault::open(copy.toStdString(), m_shop->clock));
        must(old->unlock(password("p")));
        const auto ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *old));
        QVERIFY(isBehind(*old, ledger) && !isBehind(*m_keys, ledger));
        QCOMPARE(must(eraseAgain(ledger, *old)), std::size_t{2});
        QVERIFY(!isBehind(*old, ledger));
        QVERIFY(must(old->isErased(must(old->bindingOf({"p1"})), "membership")));
        const auto through = std::make_shared<StoreVault>(std::shared_ptr<KeyVault>(std::move(old)), m_shop->clock);
        const auto shown = m_shop->shown(through);
        QVERIFY(shown.front().find("shredded") != std::string::npos);
        QVERIFY(shown.back().find("keyUnknown") != std::string::npos ||
                shown[2].find("keyUnknown") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestNewKeys)
#include "tst_new_keys.moc"
