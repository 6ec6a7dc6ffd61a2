// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"

#include "core/models/memory_read_model_store.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_report.h"
#include "tests/core/privacy/crash_clock.h"
#include "tests/core/privacy/ledger_shop.h"
#include "tests/core/privacy/other_stores.h"

#include <algorithm>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kType = "PersonAnonymized";

PrivacyPolicy policyWith(const std::string &tombstones) {
    const std::string plain(SealedShop::kPolicy);
    return must(PrivacyPolicy::parse("{\"policy\": 1, \"tombstones\": " + tombstones + ", " +
                                     plain.substr(plain.find("\"events\""))));
}

PrivacyPolicy closingPolicy() {
    return policyWith(
        R"({"person": {"type": "PersonAnonymized", "data": {"personId": "$subject", "at": "$now", "reason": "asked"}}})");
}

} // namespace

/// Step 6 of an erasure: the event with which the domain closes a stream of whom is erased.
class TestErasureTombstones : public QObject, LedgerShop {
    Q_OBJECT

    std::unique_ptr<ReadModelStore> m_models;      ///< null: none
    std::function<void(std::string_view)> m_onAct; ///< told of each line of the ledger

    [[nodiscard]] StoreProtection protection(PrivacyPolicy policy) {
        StoreProtection made = m_shop->protection(nullptr);
        made.policy = std::move(policy);
        return made;
    }
    Result<ErasureResult> runIn(WritableEventStore &store, const ErasureRequest &what, const PrivacyPolicy &policy) {
        const StoreProtection made = protection(policy);
        ErasureWorld world{store, made, *m_keys, *m_ledger, m_models.get(), m_shop->clock, {}};
        world.onAct = m_onAct;
        return erase(world, what, {}, {});
    }
    Result<ErasureResult> run(const ErasureRequest &what = request(), const PrivacyPolicy &policy = closingPolicy()) {
        return runIn(*m_shop->openRaw(), what, policy);
    }
    ErasurePlan planned(const std::vector<std::string> &purposes = {}) {
        return plannedWith(m_keys.get(), m_ledger.get(), purposes);
    }
    ErasurePlan plannedWith(const KeyVault *keys, const ErasureLedger *ledger,
                            const std::vector<std::string> &purposes = {}) {
        const StoreProtection made = protection(closingPolicy());
        return must(planErasure({m_shop->store->reader(), made, m_models.get()}, {{"p1"}, {}, {}}, purposes, keys,
                                ledger, m_shop->clock.now(), {}));
    }
    /// In which streams one is, each as often.
    [[nodiscard]] std::vector<std::string> closed() const {
        std::vector<std::string> all;
        for (const PlainEvent &event : readAll(m_shop->store->reader()))
            if (event.type == kType) all.push_back(event.stream);
        std::ranges::sort(all);
        return all;
    }
    [[nodiscard]] Json toldTombstones() const {
        const Json report = must(Json::parse(must(erasureReport(*m_ledger, *m_keys, "E-1")).json));
        return report.member("counts").member("tombstones");
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        for (const std::string person : {"p1", "p2", "p11"}) {
            must(m_shop->append("person-" + person, SealedShop::joined(person, "Name of " + person)));
            must(m_shop->append("order-" + person,
                                SealedShop::event("placed " + person, "Placed",
                                                  "{\"personId\":\"" + person + "\",\"address\":\"Lane\"}")));
        }
        must(m_shop->append("person-p1~tT-1", SealedShop::event("copy", "Noted", R"({"of":"p1"})")));
        must(m_shop->append("person-x-p1", SealedShop::event("other", "Noted", R"({"of":"p1"})")));
        openLedger();
    }
    void cleanup() {
        m_models.reset();
        closeAll();
        m_shop.reset();
    }

    void theirStreamsAreClosed() {
        const std::map<StreamId, std::string> both{{{"person-p1"}, kType}, {{"person-p1~tT-1"}, kType}};
        QVERIFY(planned().tombstones == both);
        QVERIFY(must(run()).isComplete);
        QCOMPARE(closed(), (std::vector<std::string>{"person-p1", "person-p1~tT-1"}));
        const auto all = readAll(m_shop->store->reader());
        const auto at = [&](const std::string &type) {
            return std::ranges::find(all, type, &PlainEvent::type) - all.begin();
        };
        QVERIFY(at(kType) < at("SubjectErased"));
        const Json data = must(Json::parse(readStream(m_shop->store->reader(), "person-p1").back().data));
        QCOMPARE(data.member("personId").token(), std::string_view("p1"));
        QCOMPARE(data.member("reason").token(), std::string_view("asked"));
        QCOMPARE(data.member("at").token(), std::string_view(toIso(m_ledger->find("E-1", "destroyed")->at)));
        QCOMPARE(toldTombstones().member(kType).token(), std::string_view("2"));
        for (const LedgerEntry &entry : m_ledger->entries())
            QVERIFY(print(entry.details).find("person-p1") == std::string::npos);
        QVERIFY(planned().tombstones.empty());
    }

    void onceHoweverOften() {
        QVERIFY(must(run()).isComplete);
        QVERIFY(must(run()).isComplete);
        QVERIFY(must(run(request("p1", "E-2"))).isComplete); // closed already
        QCOMPARE(closed().size(), std::size_t{2});
        // Who comes back is not closed anew by the erasure of then.
        must(m_shop->openRaw()->append({"person-p1"}, Expected::any(),
                                       std::vector{SealedShop::event("back", "Noted", "{}")}, {}));
        QVERIFY(must(run()).isComplete);
        QCOMPARE(closed().size(), std::size_t{2});
    }

    /// It was removed: an event that a read model could not take still names it.
    void aStreamThatIsGoneIsNotClosed() {
        m_models = std::make_unique<MemoryReadModelStore>();
        DeadLetter letter;
        letter.event = derivedEventId("sealed", "gone");
        letter.position = {0, 9};
        letter.stream = {"person-p1~tT-0"};
        letter.version = {1};
        letter.type = "Joined";
        letter.key = "p1";
        letter.reason = "no row";
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        must(m_models->commit(model, {kBeforeAll, {{0, 9}, 9, {}, {}}, {}, {letter}}, {}));
        QCOMPARE(planned().letters.size(), std::size_t{1}); // the control
        QCOMPARE(planned().tombstones.size(), std::size_t{2});
        QVERIFY(must(run()).isComplete);
        QCOMPARE(closed(), (std::vector<std::string>{"person-p1", "person-p1~tT-1"}));
    }

    void whatThePolicyDoesNotSayIsNotDone() {
        QVERIFY(must(run(request(), m_shop->policy)).isComplete);
        QVERIFY(closed().empty());
        QVERIFY(toldTombstones().isNull());
        QVERIFY(must(run()).isComplete); // it says so since
        QVERIFY(closed().empty());
    }

    /// What is kept for another purpose is still theirs.
    void anErasureOfOnePurposeClosesNothing() {
        QVERIFY(planned({"membership"}).tombstones.empty());
        ErasureRequest part = request();
        part.purposes = {"membership"};
        QVERIFY(must(run(part)).isComplete);
        QVERIFY(closed().empty());
    }

    /// Without a vault there is nothing to erase, and nobody who closes a stream.
    void aStoreWithoutAVaultClosesNothing() {
        const ErasurePlan plan = plannedWith(nullptr, nullptr);
        QVERIFY(plan.isKnown && plan.identifiers > 0); // the control: they were met
        QVERIFY(plan.tombstones.empty());
    }

    void anotherProgramMayWriteInBetween() {
        const auto raw = m_shop->openRaw();
        RivalStore faster(*raw, kType, RivalStore::Does::Append, 3);
        QVERIFY(must(runIn(faster, request(), closingPolicy())).isComplete);
        QCOMPARE(closed().size(), std::size_t{2});
        const auto all = readStream(m_shop->store->reader(), "person-p1");
        QCOMPARE(std::ranges::count(all, std::string("Noted"), &PlainEvent::type), std::ptrdiff_t{3}); // the control
        QCOMPARE(all.back().type, std::string(kType));
    }
    void whatOthersClosedMeanwhileIsNotOurs() {
        m_onAct = [this](std::string_view act) {
            const NewEvent theirs = SealedShop::event("theirs", kType, "{}");
            if (act == acts::kDerived)
                must(m_shop->openRaw()->append({"person-p1"}, Expected::any(), {&theirs, 1}, {}));
        };
        const auto done = run();
        m_onAct = nullptr;
        QVERIFY(must(done).isComplete);
        QCOMPARE(closed(), (std::vector<std::string>{"person-p1", "person-p1~tT-1"}));
        QCOMPARE(toldTombstones().member(kType).token(), std::string_view("1"));
    }
    void aWrongVersionIsNotSkipped_data() {
        QTest::addColumn<bool>("isLost");
        QTest::newRow("another version each time") << false;
        QTest::newRow("the store is lost") << true;
    }
    void aWrongVersionIsNotSkipped() {
        QFETCH(const bool, isLost);
        {
            const auto raw = m_shop->openRaw();
            LostStore lost(*raw, kType);
            RivalStore rival(*raw, kType, RivalStore::Does::Refuse);
            WritableEventStore &store = isLost ? static_cast<WritableEventStore &>(lost) : rival;
            const auto failed = runIn(store, request(), closingPolicy());
            QVERIFY(!failed);
            QCOMPARE(failed.error().kind, isLost ? ErrorKind::Unavailable : ErrorKind::WrongVersion);
        }
        QVERIFY(closed().empty());
        QVERIFY(!m_ledger->find("E-1", "tombstoned"));
        QVERIFY(!must(erasureReport(*m_ledger, *m_keys, "E-1")).isComplete);
        QVERIFY(must(run()).isComplete);
        QCOMPARE(closed().size(), std::size_t{2});
    }

    /// T19: the process ends before each thing that the ledger or the store is told.
    void afterACrashAnywhereItGoesOn() {
        bool isDone = false;
        for (int crash = 1; !isDone; ++crash) {
            QVERIFY(crash < 30);
            cleanup();
            init();
            closeAll();
            const pid_t child = ::fork();
            if (child == 0) {
                CrashClock clock(crash);
                SystemClock system;
                auto keys = must(KeyVault::open(m_shop->path("shop.vault"), system));
                must(keys->unlock(password("p")));
                auto ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *keys));
                const auto raw = m_shop->openRaw();
                const StoreProtection made{raw->reader().info().identity.id, nullptr, closingPolicy()};
                const ErasureWorld world{*raw, made, *keys, ledger, nullptr, clock, {}};
                const auto done = erase(world, request(), {}, {});
                ::_exit(done ? 0 : 7);
            }
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) != 7);
            isDone = WEXITSTATUS(status) == 0;
            reopen();
            QVERIFY(must(run()).isComplete);
            QCOMPARE(closed(), (std::vector<std::string>{"person-p1", "person-p1~tT-1"}));
            QCOMPARE(toldTombstones().member(kType).token(), std::string_view("2"));
        }
    }

    void wrongOnesAreRefused() {
        for (const char *wrong :
             {R"({"person": {}})", R"({"person": "X"})", R"({"a-b": {"type": "X"}})",
              R"({"person": {"type": "Joined"}})", R"({"person": {"type": "X", "data": {"a": {}}}})",
              R"({"person": {"type": "X", "data": {"a": "$name"}}})", R"({"person": {"type": "X", "more": 1}})"}) {
            const std::string plain(SealedShop::kPolicy);
            const auto parsed = PrivacyPolicy::parse("{\"policy\": 1, \"tombstones\": " + std::string(wrong) + ", " +
                                                     plain.substr(plain.find("\"events\"")));
            QVERIFY2(!parsed, wrong);
        }
    }
};

QTEST_GUILESS_MAIN(TestErasureTombstones)
#include "tst_erasure_tombstones.moc"
