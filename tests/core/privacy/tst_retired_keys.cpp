// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/new_keys.h"
#include "core/privacy/restored_vault.h"
#include "core/privacy/retention.h"
#include "core/vault/sealing.h"
#include "tests/core/privacy/erase_person.h"

#include <algorithm>
#include <optional>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

/// 5.3: active, then retired: no new encryption, still decrypts.
class TestRetiredKeys : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::optional<ErasureLedger> m_ledger;

    [[nodiscard]] SubjectBinding person() const { return must(m_keys->bindingOf({"p1"})); }
    [[nodiscard]] std::vector<KeyRow> rows() const { return must(m_keys->keysOf(person())); }
    [[nodiscard]] std::vector<KeyState> statesFor(const std::string &purpose) const {
        std::vector<KeyState> states;
        for (const KeyRow &row : rows())
            if (row.purpose == purpose) states.push_back(row.state);
        return states;
    }
    [[nodiscard]] static NewKeysDecision decision(std::vector<std::string> purposes = {}) {
        return {{"p1"}, std::move(purposes), "a copy was lost", "dpo"};
    }
    void pass() { m_shop->clock.advanceTo(m_shop->clock.now() + std::chrono::hours(1)); }
    Result<std::vector<std::string>> retire(const NewKeysDecision &decision) {
        pass();
        auto retired = retireKeys(*m_ledger, *m_keys, m_shop->policy, decision, m_shop->clock.now());
        pass();
        return retired;
    }
    Result<ErasureResult> erase(const std::string &erasure, std::vector<std::string> purposes = {},
                                std::function<void(std::string_view)> onAct = {}) {
        return erasePerson(*m_shop, *m_keys, *m_ledger, erasure, std::move(purposes), std::move(onAct));
    }
    static NewEvent joined(const char *name) {
        return SealedShop::event(name, "Joined", SealedShop::dataOf("p1", name));
    }
    static NewEvent placed(const std::string &address) {
        return SealedShop::event(address, "Placed", json("{'personId':'p1','address':'" + address + "'}"),
                                 json("{'ip':'::1'}"));
    }
    /// Written with other quotes.
    static std::string json(std::string text) {
        std::ranges::replace(text, '\'', '"');
        return text;
    }
    [[nodiscard]] bool isShown(const char *text) const {
        const auto isIn = [&](const std::string &each) { return each.find(text) != std::string::npos; };
        return std::ranges::any_of(m_shop->shown(), isIn);
    }
    /// Which keys the envelopes of the store are of.
    [[nodiscard]] std::set<KeyId> keysInStore() const {
        std::set<KeyId> keys;
        for (const PlainEvent &each : readAll(m_shop->store->reader()))
            for (const auto &[part, text] : {std::pair(PersonalField::Part::Data, each.data),
                                             std::pair(PersonalField::Part::Metadata, each.metadata)})
                for (const SealedField &field : must(sealedFields(m_shop->policy.fieldsOf(each.type), part, text)))
                    keys.insert(field.envelope.value().key);
        return keys;
    }
    [[nodiscard]] std::int64_t layoutOf(const char *name) const {
        auto file = must(SqliteConnection::open(m_shop->path(name), {.mode = SqliteMode::ReadOnly}));
        return must(file.number("PRAGMA user_version"));
    }

    static constexpr const char *kAda = R"("Ada")"; ///< and not Ada II

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys));
        must(m_shop->append("person-p1", joined("Ada")));
        must(m_shop->append("order-1", placed("Elm Street")));
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void whatIsNewHasAnotherKeyAndWhatIsOldOpens() {
        const auto before = keysInStore();
        QCOMPARE(before.size(), std::size_t{2});
        const std::vector<std::string> both{"", "membership"};
        QVERIFY(must(retire(decision())) == both);
        QVERIFY(isShown("Ada") && isShown("Elm Street"));
        QVERIFY(!must(m_keys->isErased(person(), "membership")));
        must(m_shop->append("person-p1", joined("Ada II")));
        must(m_shop->append("order-2", placed("Oak Street")));
        QVERIFY(isShown(kAda) && isShown("Ada II") && isShown("Oak Street"));
        auto after = keysInStore();
        QCOMPARE(after.size(), std::size_t{4});
        const std::vector<KeyState> each{KeyState::Retired, KeyState::Active};
        QVERIFY(statesFor("membership") == each && statesFor("") == each);
        // And once more after that: of one purpose only.
        QVERIFY(must(retire(decision({"membership"}))) == std::vector<std::string>{"membership"});
        must(m_shop->append("person-p1", joined("Ada III")));
        QVERIFY(statesFor("membership") == (std::vector{KeyState::Retired, KeyState::Retired, KeyState::Active}));
        QVERIFY(statesFor("") == each);
        // As a new process finds it, in a new epoch.
        must(m_keys->rotate());
        m_ledger.reset();
        m_keys.reset();
        m_shop->vault->close();
        m_shop->reopen();
        QVERIFY(isShown(kAda) && isShown("Ada II") && isShown("Ada III") && isShown("Elm Street"));
    }

    void theLedgerKeepsTheDecision() {
        QVERIFY(!must(retire(decision())).empty());
        const LedgerEntry &line = m_ledger->entries().back();
        QCOMPARE(line.act, std::string(acts::kRetired));
        QVERIFY(line.subject == person());
        QCOMPARE(line.details.member("by").token(), std::string_view("dpo"));
        QCOMPARE(line.details.member("reason").token(), std::string_view("a copy was lost"));
        QVERIFY(line.texts("purposes") == (std::vector<std::string>{"", "membership"}));
        const std::size_t lines = m_ledger->entries().size();
        QVERIFY(must(retire(decision())).empty()); // once more changes nothing
        QCOMPARE(m_ledger->entries().size(), lines);
        QVERIFY(statesFor("membership") == std::vector{KeyState::Retired});
        must(m_shop->append("person-p1", joined("Ada II")));
        QVERIFY(must(retire(decision())) == std::vector<std::string>{"membership"});
    }

    void whatCannotBeRetiredIsSaid() {
        const auto kind = [&](NewKeysDecision decision) { return retire(decision).error().kind; };
        QCOMPARE(kind({{"nobody"}, {}, "a copy was lost", "dpo"}), ErrorKind::NotFound);
        QCOMPARE(kind({{"p1"}, {}, {}, "dpo"}), ErrorKind::Invalid);
        QCOMPARE(kind({{"p1"}, {}, "a copy was lost", {}}), ErrorKind::Invalid);
        QCOMPARE(kind(decision({"tax"})), ErrorKind::Invalid);
        QCOMPARE(kind({{"person-51f0"}, {}, "for person-51f0", "dpo"}), ErrorKind::Invalid);
        QCOMPARE(kind({{"person-51f0"}, {}, "a copy was lost", "person-51f0"}), ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
        must(erase("E-1", {"membership"}));
        QCOMPARE(kind(decision({"membership"})), ErrorKind::Refused);
        QVERIFY(must(retire(decision())) == std::vector<std::string>{""}); // the other one
        must(erase("E-2"));
        QCOMPARE(kind(decision()), ErrorKind::Refused);
        QVERIFY(statesFor("") == std::vector{KeyState::Destroyed});
    }

    void notWhileAnErasureIsUnderWay() {
        struct Killed {};
        const auto killAfter = [](std::string_view act) {
            if (act == acts::kFenced) throw Killed();
        };
        QVERIFY_EXCEPTION_THROWN((void)erase("E-1", {}, killAfter), Killed);
        QCOMPARE(retire(decision()).error().kind, ErrorKind::Refused);
        const auto refused = m_keys->retire(person(), {});
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("E-1") != std::string::npos);
        QVERIFY(statesFor("membership") == std::vector{KeyState::Fenced});
        QVERIFY(must(erase("E-1")).isComplete);
    }
    /// Nor what it does not destroy, and the ledger does not say so.
    void notWhatAnErasureUnderWayKeeps() {
        struct Killed {};
        const auto killAfter = [](std::string_view act) {
            if (act == acts::kFenced) throw Killed();
        };
        QVERIFY_EXCEPTION_THROWN((void)erase("E-1", {"membership"}, killAfter), Killed);
        QCOMPARE(retire(decision({""})).error().kind, ErrorKind::Refused);
        QCOMPARE(std::ranges::count(m_ledger->entries(), acts::kRetired, &LedgerEntry::act), std::ptrdiff_t{0});
        QVERIFY(must(erase("E-1", {"membership"})).isComplete);
        QVERIFY(must(retire(decision({""}))) == std::vector<std::string>{""}); // the control
    }

    /// Idempotent appends: the nonce is a keyed hash under the key that sealed it then.
    void whatIsRepeatedIsRecognised() {
        const NewEvent first = joined("Ada"), order = placed("Elm Street");
        const NewEvent delivered = SealedShop::event("d", "Delivered", json("{'signature':'A. L.'}"));
        must(m_shop->append("order-1", delivered));
        const std::size_t events = readAll(m_shop->store->reader()).size();
        must(retire(decision()));
        const auto again = [&](const std::string &stream, const NewEvent &event) {
            return must(m_shop->append(stream, event)).duplicate;
        };
        QVERIFY(again("person-p1", first) && again("order-1", order) && again("order-1", delivered));
        QVERIFY(must(m_shop->store->append({"order-1"}, Expected::any(), std::vector{order, delivered}, {})).duplicate);
        must(m_shop->append("person-p1", joined("Ada II"))); // now there is an active key beside it
        QVERIFY(again("person-p1", first) && again("person-p1", joined("Ada II")));
        must(retire(decision()));
        QVERIFY(again("person-p1", first) && again("person-p1", joined("Ada II")));
        // What is not the same is not taken for it.
        NewEvent other = first;
        other.data = SealedShop::dataOf("p1", "Eve");
        QCOMPARE(m_shop->append("person-p1", other).error().kind, ErrorKind::IdConflict);
        QCOMPARE(m_shop->append("person-p2", first).error().kind, ErrorKind::IdConflict);
        QCOMPARE(readAll(m_shop->store->reader()).size(), events + 1);
        // Nor is anything new sealed with a key that is retired.
        const auto known = keysInStore();
        must(m_shop->append("person-p1", joined("Ada III")));
        QCOMPARE(keysInStore().size(), known.size() + 1);
    }

    void whatIsImportedOnceMoreIsRecognised() {
        must(retire(decision()));
        std::vector<ImportEvent> all(3);
        const NewEvent events[] = {joined("Ada"), placed("Elm Street"), joined("Ada II")};
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].event = events[i];
            all[i].stream = {i == 1 ? "order-1" : "person-p1"};
            all[i].version = kNoVersion;
        }
        ListSource first(all), second(all);
        const Imported imported = must(m_shop->store->import(first, {}));
        QCOMPARE(imported.duplicates, std::uint64_t{2});
        QCOMPARE(imported.events, std::uint64_t{1});
        must(retire(decision()));
        QCOMPARE(must(m_shop->store->import(second, {})).duplicates, std::uint64_t{3});
    }

    /// An empty table is locked while it is filled, and must not be read then.
    void aStoreThatIsEmptyIsFilled() {
        must(retire(decision()));
        SealedShop empty;
        const auto keys = must(empty.vault->unlocked());
        {
            KeyVault::Lease lease(*keys);
            (void)lease.keysFor(std::vector<SubjectId>{{"p1"}}, "membership");
        }
        must(keys->retire(must(keys->bindingOf({"p1"})), {}));
        ImportEvent one;
        one.event = joined("Ada");
        one.stream = {"person-p1"};
        one.version = kNoVersion;
        ListSource source({one});
        QCOMPARE(must(empty.store->import(source, {})).events, std::uint64_t{1});
    }

    void anErasureReachesAllOfThem() {
        must(retire(decision()));
        must(m_shop->append("person-p1", joined("Ada II")));
        const StoreProtection protection = m_shop->protection(nullptr);
        SubjectWanted wanted;
        wanted.subject = {"p1"};
        const auto plan = must(planErasure({m_shop->store->reader(), protection}, wanted, {}, m_keys.get(), &*m_ledger,
                                           m_shop->clock.now(), {}));
        QCOMPARE(plan.keys.size(), std::size_t{3});
        QVERIFY(must(erase("E-1")).isComplete);
        for (const KeyRow &row : rows())
            QCOMPARE(row.state, KeyState::Destroyed);
        QCOMPARE(rows().size(), std::size_t{3});
        QVERIFY(!isShown("Ada") && !isShown("Elm Street"));
        QCOMPARE(m_shop->append("person-p1", joined("Ada III")).error().kind, ErrorKind::Refused);
        // Who comes back after that, and has keys retired once more, is not taken for erased.
        must(allowNewKeys(*m_ledger, *m_keys, m_shop->policy, decision(), m_shop->clock.now()));
        must(retire(decision({"membership"})));
        QVERIFY(!must(m_keys->isErased(person(), "membership")));
        must(m_shop->append("person-p1", joined("Ada IV")));
        QVERIFY(isShown("Ada IV"));
    }

    /// One purpose goes, the other one has nothing but a retired key.
    void oneIsNoneThatWasErased() {
        must(retire(decision()));
        QVERIFY(must(erase("E-1", {""})).isComplete);
        QVERIFY(isShown(kAda) && !isShown("Elm Street"));
        must(m_shop->append("person-p1", joined("Ada II")));
        QCOMPARE(m_shop->append("order-2", placed("Oak Street")).error().kind, ErrorKind::Refused);
    }

    /// A copy of the vault from before seals nothing with what is retired either.
    void aRestoredVaultRetiresAgain() {
        const QString copy = QString::fromStdString(m_shop->path("old.vault"));
        QVERIFY(QFile::copy(QString::fromStdString(m_shop->vaultFile()), copy));
        must(retire(decision()));
        auto old = must(KeyVault::open(copy.toStdString(), m_shop->clock));
        must(old->unlock(password("p")));
        auto ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *old));
        const auto states = [&] {
            std::set<KeyState> all;
            for (const KeyRow &row : must(old->keysOf(person())))
                all.insert(row.state);
            return all;
        };
        QVERIFY(states() == std::set{KeyState::Active}); // the control
        must(catchUpWithErasures(m_shop->store->reader(), ledger, *old, {}));
        QVERIFY(states() == std::set{KeyState::Retired});
        // What has been made since stays.
        KeyId made;
        {
            KeyVault::Lease lease(*old);
            made = must(lease.keysFor(std::vector<SubjectId>{{"p1"}}, "membership")).front().id;
        }
        must(catchUpWithErasures(m_shop->store->reader(), ledger, *old, {}));
        KeyVault::Lease lease(*old);
        QVERIFY(must(lease.keysFor(std::vector<SubjectId>{{"p1"}}, "membership")).front().id == made);
    }

    /// What an erasure has fenced since is left to it.
    void aRestoredVaultIsNotHeldUp() {
        struct Killed {};
        const auto killAfter = [](std::string_view act) {
            if (act == acts::kFenced) throw Killed();
        };
        must(retire(decision({"membership"})));
        QVERIFY_EXCEPTION_THROWN((void)erase("E-1", {}, killAfter), Killed);
        must(catchUpWithErasures(m_shop->store->reader(), *m_ledger, *m_keys, {}));
        QVERIFY(must(erase("E-1")).isComplete);
    }

    /// Programs from before say that the file is newer, instead of taking the row for one that somebody has changed;
    /// and go on opening vaults in which there is no such key.
    void olderProgramsAreTold() {
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{1});
        must(m_keys->rotate());
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{1});
        must(retire(decision()));
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{2});
        must(m_keys->rotate());
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{2});
        must(erase("E-1"));
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{1}); // a new file, without one
        QVERIFY(!QFile::exists(QString::fromStdString(m_shop->path("shop.vault.layout1.backup"))));
    }

    /// It still opens something: what is kept for too long.
    void itIsDueLikeAnyOther() {
        m_shop->policy = must(PrivacyPolicy::parse(
            json("{'policy': 1, 'purposes': {'membership': {'meaning': 'm', 'keep': 'P1M'}}, 'events': {'Joined': "
                 "[{'path': '/name', 'subject': '/personId', 'purpose': 'membership'}]}}")));
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto due = [&] {
            return must(dueData({m_shop->store->reader(), protection}, m_keys.get(), &*m_ledger,
                                m_shop->clock.now() + std::chrono::days(4'000), {}))
                .size();
        };
        QCOMPARE(due(), std::size_t{1});
        must(retire(decision()));
        QCOMPARE(due(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestRetiredKeys)
#include "tst_retired_keys.moc"
