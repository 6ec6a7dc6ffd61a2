// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/retention.h"

#include "core/privacy/legal_hold.h"
#include "core/privacy/transformation.h"
#include "tests/core/privacy/sealed_shop.h"

#include <chrono>
#include <optional>

using namespace eventscope;
using namespace eventscope::testing;
using std::chrono::seconds;

namespace {

constexpr std::string_view kPolicy = R"({"policy": 1,
    "purposes": {"membership": {"keep": "P1M"}, "delivery": {"keep": "P2Y"}, "support": {"retention": "P1D"}},
    "events": {
        "Joined": [{"path": "/name", "subject": "/personId", "purpose": "membership"}],
        "Placed": [{"path": "/address", "subject": "/personId", "purpose": "delivery"},
                   {"path": "/ip", "in": "metadata", "subject": "/personId"}],
        "Delivered": [{"path": "/signature", "subject": {"event": "Placed", "path": "/personId"},
                       "purpose": "delivery"},
                      {"path": "/door", "in": "metadata", "subject": "stream", "purpose": "membership"}],
        "Asked": [{"path": "/text", "subject": "stream", "purpose": "support"}]}})";

Time at(const std::string &text) { return must(parseTime(text)); }

/// "p1 membership 1+0", with the values sealed and in clear.
std::string textOf(const DueData &due) {
    return due.subject.value + " " + due.purpose + " " + std::to_string(due.sealedValues) + "+" +
           std::to_string(due.clearValues) + (due.isHeld ? " held" : "");
}

} // namespace

/// What is kept although its period is over.
class TestRetention : public QObject {
    Q_OBJECT

    using Texts = std::vector<std::string>;
    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::optional<ErasureLedger> m_ledger;

    /// By the shop's policy, or by another one.
    [[nodiscard]] std::vector<DueData> due(Time now, std::string_view policy = kPolicy) {
        StoreProtection protection = m_shop->protection(nullptr);
        protection.policy = must(PrivacyPolicy::parse(policy));
        const SubjectSources sources{m_shop->store->reader(), protection};
        return must(dueData(sources, m_keys.get(), m_ledger ? &*m_ledger : nullptr, now, {}));
    }
    [[nodiscard]] Texts texts(const std::string &now) {
        Texts all;
        for (const DueData &each : due(at(now)))
            all.push_back(textOf(each));
        return all;
    }
    void append(const std::string &time, const std::string &stream, const NewEvent &event) {
        m_shop->clock.advanceTo(at(time));
        must(m_shop->append(stream, event));
    }
    void appendClear(const std::string &time, const std::string &stream, const NewEvent &event) {
        m_shop->clock.advanceTo(at(time));
        must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
    }
    /// As it is, by a transformation.
    void copy(const std::string &stream, const std::string &id) {
        TransformationTask task;
        task.id = id;
        task.source = {stream};
        task.target = transformedStream(task.source, id);
        task.rules = must(TransformationRules::parse(R"({"transformation": 1, "rules": []})"));
        const StoreProtection protection = m_shop->protection(nullptr);
        const TransformationWorld world{*m_shop->store, protection, m_keys.get(), &*m_ledger, m_shop->clock};
        QVERIFY(must(transformStream(world, task, {"dpo", "Art17-1a", {}}, {}, {})).isComplete());
    }
    static NewEvent placed(const std::string &name, const std::string &person) {
        return SealedShop::event(name, "Placed", R"({"address":"Lane 1","personId":)" + quoted(person) + "}",
                                 R"({"ip":"192.0.2.9"})");
    }
    static std::string quoted(const std::string &text) { return '"' + text + '"'; }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_shop->policy = must(PrivacyPolicy::parse(kPolicy));
        m_shop->reopen();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger =
            must(ErasureLedger::open(m_shop->folder.filePath(QStringLiteral("shop.ledger")).toStdString(), *m_keys));
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    /// The month of the event is longer than the next one.
    void dueWhenThePeriodEndsAndNotASecondBefore() {
        append("2026-01-31T10:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        const Time last = readAll(m_shop->store->reader()).front().recordedAt;
        const Time end = last + std::chrono::days(28);
        QCOMPARE(toIso(end), std::string("2026-02-28T10:00:00.000000Z"));
        QVERIFY(due(end - seconds(1)).empty());
        QVERIFY(due(end - std::chrono::microseconds(1)).empty());
        const auto all = due(end);
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(textOf(all[0]), std::string("p1 membership 1+0"));
        QVERIFY(all[0].last == last && all[0].since == end);
        QVERIFY(all[0].binding == must(m_keys->bindingOf({"p1"})));
    }

    void anotherEventBeginsThePeriodAnew() {
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        append("2026-01-20T00:00:00Z", "person-p1",
               SealedShop::event("again", "Joined", SealedShop::dataOf("p1", "Ada L.")));
        append("2026-01-12T00:00:00Z", "person-p2", SealedShop::joined("p2", "Bob"));
        QCOMPARE(texts("2026-02-19T23:00:00Z"), Texts());
        QCOMPARE(texts("2026-02-21T00:00:00Z"), (Texts{"p1 membership 2+0", "p2 membership 1+0"}));
    }

    void whatHasBeenDueForLongestComesFirst() {
        append("2024-01-01T00:00:00Z", "order-1", placed("o1", "p1")); // until 2026
        append("2025-06-01T00:00:00Z", "person-p2", SealedShop::joined("p2", "Bob"));
        append("2025-08-01T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        QCOMPARE(texts("2026-03-01T00:00:00Z"), (Texts{"p2 membership 1+0", "p1 membership 1+0", "p1 delivery 1+0"}));
    }

    void whatWasErasedIsGone() {
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        append("2026-01-11T00:00:00Z", "person-p2", SealedShop::joined("p2", "Bob"));
        QCOMPARE(texts("2026-05-01").size(), std::size_t{2}); // the control
        m_shop->erase("p1");
        QCOMPARE(texts("2026-05-01"), (Texts{"p2 membership 1+0"}));
        must(m_keys->fence(must(m_keys->bindingOf({"p2"})), {}, "e-2")); // which has begun
        QCOMPARE(texts("2026-05-01"), Texts());
    }

    /// Which no key erases.
    void aValueInClearCounts() {
        appendClear("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        appendClear("2026-01-11T00:00:00Z", "person-p2",
                    SealedShop::event("null", "Joined", R"({"personId":"p2","name":null})"));
        QCOMPARE(texts("2026-02-10T00:00:00Z"), (Texts{"p1 membership 0+1"}));
        append("2026-01-20T00:00:00Z", "person-p1",
               SealedShop::event("sealed", "Joined", SealedShop::dataOf("p1", "Ada L.")));
        QCOMPARE(texts("2026-02-11T00:00:00Z"), Texts());
        QCOMPARE(texts("2026-02-21T00:00:00Z"), (Texts{"p1 membership 1+1"}));
        m_shop->erase("p1");
        QCOMPARE(texts("2026-02-21T00:00:00Z"), (Texts{"p1 membership 0+1"}));
        QCOMPARE(toIso(due(at("2027")).front().last, TimeUnit::Day), std::string("2026-01-10"));
    }

    void aHoldMarksWhatItForbids() {
        append("2023-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        append("2023-01-11T00:00:00Z", "order-1", placed("o1", "p1"));
        append("2023-01-12T00:00:00Z", "person-p2", SealedShop::joined("p2", "Bob"));
        const Time now = at("2026-01-01");
        const auto hold = [&](const std::optional<SubjectId> &person, const LegalHold &held) {
            return must(addHold(*m_ledger, *m_keys, m_shop->policy, person, held, now));
        };
        const Texts none{"p1 membership 1+0", "p2 membership 1+0", "p1 delivery 1+0"};
        QCOMPARE(texts("2026-01-01"), none);
        const std::uint64_t number = hold(SubjectId{"p1"}, {.reason = "tax", .purposes = {"delivery"}});
        QCOMPARE(texts("2026-01-01"), (Texts{"p1 membership 1+0", "p2 membership 1+0", "p1 delivery 1+0 held"}));
        must(releaseHold(*m_ledger, number, now));
        QCOMPARE(texts("2026-01-01"), none);
        hold(std::nullopt, {.reason = "audit", .purposes = {"membership"}, .until = at("2026-02-01")});
        QCOMPARE(texts("2026-01-01"), (Texts{"p1 membership 1+0 held", "p2 membership 1+0 held", "p1 delivery 1+0"}));
        QCOMPARE(texts("2026-02-02"), none); // it is over
    }

    void whatHasNoPeriodIsNeverDue() {
        append("2020-01-10T00:00:00Z", "person-p1", SealedShop::event("asked", "Asked", R"({"text":"Where is it?"})"));
        append("2020-01-11T00:00:00Z", "order-1", placed("o1", "p1"));
        QCOMPARE(texts("9000-01-01"), (Texts{"p1 delivery 1+0"})); // and not the address that it was sent from
        QVERIFY(due(at("9000-01-01"), SealedShop::kPolicy).empty());
    }

    void whomAnEarlierEventNames() {
        append("2020-01-10T00:00:00Z", "order-1", placed("o1", "p1"));
        append("2020-01-11T00:00:00Z", "order-1", SealedShop::event("d1", "Delivered", R"({"signature":"A. L."})"));
        append("2020-01-12T00:00:00Z", "order-2", placed("o2", "p2"));
        appendClear("2020-01-13T00:00:00Z", "order-2", SealedShop::event("d2", "Delivered", R"({"signature":"B."})"));
        append("2020-01-14T00:00:00Z", "order-2", placed("o3", "p1")); // later than what was delivered
        QCOMPARE(texts("2026-01-01"), (Texts{"p2 delivery 1+1", "p1 delivery 3+0"}));
    }

    void metadataOfWhomTheStreamNames() {
        append("2020-01-10T00:00:00Z", "order-p9", placed("o1", "p1"));
        append("2020-01-11T00:00:00Z", "order-p9", SealedShop::event("d1", "Delivered", "{}", R"({"door":"blue"})"));
        QCOMPARE(texts("2026-01-01"), (Texts{"p9 membership 1+0", "p1 delivery 1+0"}));
    }

    /// Another one's id never stands where theirs is not to be found.
    void whoIsNotToldAnyMoreHasABindingOnly() {
        append("2020-01-10T00:00:00Z", "person-p1",
               SealedShop::event("1", "Joined", R"({"personId":"p1","name":"Ada","friendId":"p2"})"));
        for (const char *subject : {"/friendId", "/gone"}) {
            const std::string policy = R"({"policy":1,"purposes":{"membership":{"keep":"P1M"}},"events":{"Joined":[)"
                                       R"({"path":"/name","purpose":"membership","subject":)" +
                                       quoted(subject) + "}]}}";
            const auto all = due(at("2026-01-01"), policy);
            QCOMPARE(all.size(), std::size_t{1});
            QCOMPARE(textOf(all[0]), std::string(" membership 1+0"));
            QVERIFY(all[0].binding == must(m_keys->bindingOf({"p1"})));
        }
    }

    /// Somebody's key under the binding of somebody else opens nothing, and keeps nothing any longer.
    void whatOnlyLooksTheirsDoesNotCount() {
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        std::string forged = readAll(m_shop->store->reader()).front().data;
        const auto binding = forged.find(toHex(must(m_keys->bindingOf({"p1"}))));
        QVERIFY(binding != std::string::npos);
        appendClear("2026-01-15T00:00:00Z", "person-p1", SealedShop::event("same", "Joined", forged));
        QCOMPARE(texts("2026-03-01"), (Texts{"p1 membership 2+0"})); // the control
        forged.replace(binding, 32, std::string(32, '0'));
        appendClear("2026-01-20T00:00:00Z", "person-p1", SealedShop::event("forged", "Joined", forged));
        QCOMPARE(texts("2026-02-16T00:00:00Z"), (Texts{"p1 membership 2+0"}));
    }

    /// A copy is no new reason to keep anything: what it holds was recorded when its source was.
    void aTransformedCopyBeginsNoPeriod() {
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        m_shop->clock.advanceTo(at("2026-03-01T00:00:00Z"));
        copy("person-p1", "T-1");
        QCOMPARE(readStream(m_shop->store->reader(), "person-p1~tT-1").size(), std::size_t{1});
        QCOMPARE(texts("2026-02-09T00:00:00Z"), Texts());
        QCOMPARE(texts("2026-02-10T00:01:00Z"), (Texts{"p1 membership 2+0"}));
        m_shop->clock.advanceTo(at("2026-05-01T00:00:00Z"));
        copy("person-p1~tT-1", "T-2");
        QCOMPARE(readStream(m_shop->store->reader(), "person-p1~tT-1~tT-2").size(), std::size_t{1});
        QCOMPARE(texts("2026-02-10T00:01:00Z"), (Texts{"p1 membership 3+0"}));
        QCOMPARE(toIso(due(at("2027")).front().last, TimeUnit::Day), std::string("2026-01-10"));
    }

    /// One that only looks like a copy is as old as it is: nobody makes anything due by a name, or keeps it.
    void whatOnlySaysToBeACopyCountsAsWhatItIs() {
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        m_shop->clock.advanceTo(at("2026-03-01T00:00:00Z"));
        copy("person-p1", "T-1");
        const std::string stamp = readStream(m_shop->store->reader(), "person-p1~tT-1").front().metadata;
        const auto sayingSo = [&](const char *name) {
            return SealedShop::event(name, "Joined", SealedShop::dataOf("p1", "Ada"), stamp);
        };
        QCOMPARE(texts("2026-03-15"), (Texts{"p1 membership 2+0"})); // the control
        append("2026-03-02T00:00:00Z", "person-p1~tT-1", sayingSo("another id"));
        QCOMPARE(texts("2026-03-15"), Texts());
        QCOMPARE(toIso(due(at("2027")).front().last, TimeUnit::Day), std::string("2026-03-02"));
        append("2026-03-03T00:00:00Z", "person-p1", sayingSo("no copy's stream"));
        QCOMPARE(toIso(due(at("2027")).front().last, TimeUnit::Day), std::string("2026-03-03"));
        append("2026-03-04T00:00:00Z", "person-p1~tT-9", sayingSo("another copy's stream"));
        QCOMPARE(toIso(due(at("2027")).front().last, TimeUnit::Day), std::string("2026-03-04"));
    }

    void whatIsNoJsonIsPassedOver() {
        NewEvent cut = SealedShop::event("cut", "Joined", R"({"name":{"$pii":1,)");
        cut.dataEncoding = Encoding::Binary;
        appendClear("2026-01-08T00:00:00Z", "person-p1", cut);
        NewEvent text = SealedShop::event("text", "Joined", SealedShop::dataOf("p1", "Ada"));
        text.dataEncoding = Encoding::Text;
        appendClear("2026-01-09T00:00:00Z", "person-p1", text);
        append("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        QCOMPARE(texts("2026-03-01"), (Texts{"p1 membership 1+0"}));
    }

    void withoutAVaultByTheIdAlone() {
        appendClear("2026-01-10T00:00:00Z", "person-p1", SealedShop::joined("p1", "Ada"));
        appendClear("2026-01-10T00:00:00Z", "person-p2", SealedShop::joined("p2", "Bob"));
        m_ledger.reset();
        m_keys.reset();
        QCOMPARE(texts("2026-03-01"), (Texts{"p1 membership 0+1", "p2 membership 0+1"}));
        QVERIFY(due(at("2026-03-01")).front().binding == SubjectBinding());
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
