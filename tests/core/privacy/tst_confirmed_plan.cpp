// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"
#include "core/privacy/erasure_plan.h"
#include "tests/core/privacy/sealed_shop.h"

using namespace eventscope;
using namespace eventscope::testing;

/// What is erased is what somebody has confirmed.
class TestConfirmedPlan : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;

    [[nodiscard]] ErasurePlan plan(const std::vector<SubjectId> &aliases = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection};
        SubjectWanted wanted;
        wanted.subject = {"p1"};
        wanted.aliases = aliases;
        return must(planErasure(sources, wanted, {}, m_keys.get(), m_ledger.get(), m_shop->clock.now(), {}));
    }
    [[nodiscard]] Result<ErasureResult> erasePlanned(const std::string &digest,
                                                     const std::vector<SubjectId> &aliases = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, {}};
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {"p1"};
        request.reason = "Art17-1a";
        request.plan = ConfirmedPlan{digest, aliases};
        return erase(world, request, {}, {});
    }
    void place(const char *name, const char *person) {
        must(m_shop->append(
            "order-1", SealedShop::event(name, "Placed",
                                         "{\"personId\":\"" + std::string(person) + "\",\"address\":\"Lane 1\"}")));
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(
            must(ErasureLedger::open(m_shop->folder.filePath(QStringLiteral("shop.ledger")).toStdString(), *m_keys)));
        place("1", "p1");
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void oneThatStillHoldsIsCarriedOut() {
        const std::string digest = digestOf(plan());
        QCOMPARE(digest.size(), std::size_t{32});
        place("2", "p2"); // somebody else's
        QCOMPARE(digestOf(plan()), digest);
        QVERIFY(must(erasePlanned(digest)).isComplete);
        QCOMPARE(m_ledger->find("E-1", acts::kRequested)->details.member("plan").token(), std::string_view(digest));
    }

    void oneThatIsOverIsRefused() {
        const std::string digest = digestOf(plan());
        place("2", "p1");
        QVERIFY(digestOf(plan()) != digest);
        const auto refused = erasePlanned(digest);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(m_ledger->entries().empty()); // not even asked for
        QVERIFY(m_shop->shown().front().find("Lane 1") != std::string::npos);
        QVERIFY(must(erasePlanned(digestOf(plan()))).isComplete);
    }

    /// It is gone on with, whatever has become of the plan.
    void whatIsBegunIsNotPlannedAgain() {
        const std::string digest = digestOf(plan());
        QVERIFY(must(erasePlanned(digest)).isComplete);
        QVERIFY(digestOf(plan()) != digest);
        QVERIFY(must(erasePlanned(digest)).isComplete);
    }

    void itKnowsTheOtherIdsThatItWasMadeWith() {
        place("2", "p9");
        const std::vector<SubjectId> aliases{{"p9"}};
        const std::string digest = digestOf(plan(aliases));
        QVERIFY(digest != digestOf(plan()));
        QCOMPARE(erasePlanned(digest).error().kind, ErrorKind::Refused);
        QVERIFY(must(erasePlanned(digest, aliases)).isComplete);
    }
};

QTEST_GUILESS_MAIN(TestConfirmedPlan)
#include "tst_confirmed_plan.moc"
