// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/json/protected_state.h"
#include "core/privacy/restored_vault.h"
#include "tests/core/privacy/sealed_shop.h"

#include "core/vault/protected_mark.h"

#include <map>

using namespace eventscope;
using namespace eventscope::testing;

/// Personal values on their way into a store and out of it.
class TestSealingStore : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;

    /// What stands at `member` of the last event.
    [[nodiscard]] Json lastShown(const char *member, std::shared_ptr<StoreVault> through = nullptr) const {
        return must(Json::parse(m_shop->shown(std::move(through)).back())).member(member);
    }
    [[nodiscard]] FieldState lastState(const char *member, std::shared_ptr<StoreVault> through = nullptr) const {
        const auto mark = protectedMarkOf(lastShown(member, std::move(through)));
        return mark ? mark->state : FieldState::Clear;
    }
    [[nodiscard]] std::shared_ptr<StoreVault> vaultAt(const QString &name) const {
        const std::string path = m_shop->folder.filePath(name).toStdString();
        return std::make_shared<StoreVault>(path, m_shop->clock,
                                            [](const KeyVault &) -> Result<UnlockSecrets> { return password("p"); });
    }
    [[nodiscard]] std::uint64_t events() const { return readAll(m_shop->store->reader()).size(); }

    static constexpr int kMany = 10'000, kManyEach = 5; ///< values, and of each person

    /// So many names, of people with several each.
    void fillMany() const {
        std::vector<ImportEvent> all(kMany);
        for (int i = 0; i < kMany; ++i) {
            const std::string person = "p" + std::to_string(i / kManyEach);
            all[static_cast<std::size_t>(i)].event =
                SealedShop::event(std::to_string(i), "Joined", SealedShop::dataOf(person, "Name of " + person));
            all[static_cast<std::size_t>(i)].stream = {"person-" + person};
            all[static_cast<std::size_t>(i)].version = kNoVersion;
        }
        ListSource source(std::move(all));
        QCOMPARE(must(m_shop->store->import(source, {})).events, std::uint64_t{kMany});
    }
    /// One with other keys for the same people.
    void makeWrongVault() const {
        const auto wrong =
            newVault(m_shop->folder.filePath(QStringLiteral("wrong.vault")).toStdString(), m_shop->clock);
        KeyVault::Lease lease(*wrong);
        for (int person = 0; person < 100; ++person)
            (void)keyOf(lease, "p" + std::to_string(person));
    }
    /// The right one, as a later program would have left it.
    void makeNewerVault() const {
        const QString newer = m_shop->folder.filePath(QStringLiteral("newer.vault"));
        QVERIFY(QFile::copy(QString::fromStdString(m_shop->vaultFile()), newer));
        auto file = must(SqliteConnection::open(newer.toStdString(), {.mode = SqliteMode::ReadWrite}));
        must(file.run("PRAGMA user_version = 1000"));
    }
    /// How many names are shown in which state; a clear one as it was given.
    [[nodiscard]] std::map<FieldState, int> states(std::shared_ptr<StoreVault> through = nullptr) const {
        std::map<FieldState, int> counts;
        for (const std::string &text : m_shop->shown(std::move(through))) {
            const Json data = must(Json::parse(text));
            const auto mark = protectedMarkOf(data.member("name"));
            const std::string clear = "Name of " + std::string(data.member("personId").token());
            if (mark)
                ++counts[mark->state];
            else if (data.member("name").token() == clear)
                ++counts[FieldState::Clear];
        }
        return counts;
    }

  private Q_SLOTS:
    /// So that nobody takes a lost vault for none, however long ago the last value was sealed.
    void sealedValuesAreSeenFarBack() {
        SealedShop shop;
        const auto isSealed = [&] { return must(holdsSealedValues(shop.store->reader(), {})); };
        QVERIFY(!isSealed());
        must(shop.append("a", SealedShop::event("1", "Noted", R"({"text":"$pii"})")));
        must(shop.append("a", SealedShop::event("2", "Placed", R"({"personId":"p1","note":"\\u0024pii"})")));
        QVERIFY(!isSealed());
        must(shop.append("a", SealedShop::event("3", "Placed", R"({"personId":"p1","address":"Lane 1"})")));
        QVERIFY(isSealed());
        for (int n = 4; n < 12; ++n)
            must(shop.append("a", SealedShop::event(std::to_string(n), "Placed", R"({"personId":"p1"})")));
        QVERIFY(isSealed());
    }

    void envelopesOfALaterFormAreSealedValues() {
        SealedShop shop;
        const auto put = [&](const char *name, const std::string &data, const std::string &metadata) {
            const NewEvent event = SealedShop::event(name, "Noted", data, metadata);
            must(shop.openRaw()->append({"a"}, Expected::any(), {&event, 1}, {}));
            return must(holdsSealedValues(shop.store->reader(), {}));
        };
        QVERIFY(!put("1", R"({"is":{"$pii":1,"alg":"xc20p","kid":"no key"}})", R"({"is":"$pii"})"));
        QVERIFY(put("2", "{}", R"({"is":{"$pii":2,"alg":"later","kid":"k","sub":"s"}})"));
    }

    void init() { m_shop = std::make_unique<SealedShop>(); }
    void cleanup() { m_shop.reset(); }

    void noPersonalValueIsStoredInClear() {
        const std::string data = R"({ "personId":"p1", "name" : "Ada Lovelace","since":1.50 })";
        must(m_shop->append("person-p1", SealedShop::event("1", "Joined", data)));
        const std::string stored = m_shop->stored();
        QVERIFY(stored.find("Lovelace") == std::string::npos);
        QVERIFY(stored.find(SealedShop::isMapped() ? "\"since\": 1.50" : "\"since\":1.50 }") != std::string::npos);
        QVERIFY(SealedShop::isGiven(m_shop->shown().back(), data));
        // The search does find what is in clear.
        must(m_shop->openRaw()->append({"person-p2"}, Expected::any(),
                                       std::vector{SealedShop::joined("p2", "Grace Hopper")}, {}));
        QVERIFY(m_shop->stored().find("Hopper") != std::string::npos);
    }

    void metadataIsSealedToo() {
        must(m_shop->append("order-1", SealedShop::event("1", "Placed", R"({"personId":"p1","address":"Lane 1"})",
                                                         R"({"ip":"192.0.2.9","userId":"u"})")));
        QVERIFY(m_shop->stored().find("192.0.2.9") == std::string::npos);
        QVERIFY(m_shop->stored().find(SealedShop::isMapped() ? R"("userId": "u")" : R"("userId":"u")") !=
                std::string::npos);
        QVERIFY(SealedShop::isGiven(m_shop->shownMetadata().front(), R"({"ip":"192.0.2.9","userId":"u"})"));
        m_shop->erase("p1");
        const Json after = must(Json::parse(m_shop->shownMetadata().front()));
        QCOMPARE(protectedState(after.member("ip")).value_or("none"), std::string_view("shredded"));
        QCOMPARE(after.member("userId").token(), std::string_view("u"));
    }

    void appendsThatAreRepeatedAreRecognised() {
        for (const Expected &expected : {Expected::any(), Expected::exactly({0}), Expected::noStream()}) {
            m_shop = std::make_unique<SealedShop>();
            const auto first = must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada"), expected));
            const auto second = must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada"), expected));
            QVERIFY(!first.duplicate && second.duplicate);
            const auto other = m_shop->append("person-p1", SealedShop::joined("p1", "Eve"), expected);
            QCOMPARE(other.error().kind, ErrorKind::IdConflict);
        }
    }

    void importsAreSealedAndRecognised() {
        std::vector<ImportEvent> all;
        for (int i = 0; i < 5'000; ++i) { // more than are sealed together, of more people than have room
            ImportEvent each;
            const std::string person = "p" + std::to_string(i % 2'000);
            each.event = SealedShop::event(std::to_string(i), "Joined", SealedShop::dataOf(person, "Name " + person));
            each.stream = {"person-" + person};
            each.version = kNoVersion;
            each.line = static_cast<std::uint64_t>(i) + 1;
            all.push_back(std::move(each));
        }
        ListSource first(all), second(all);
        QCOMPARE(must(m_shop->store->import(first, {})).events, 5'000u);
        QVERIFY(m_shop->stored().find("Name p") == std::string::npos);
        QVERIFY(SealedShop::isGiven(m_shop->shown().at(4'999), all.back().event.data));
        QCOMPARE(must(m_shop->store->import(second, {})).duplicates, 5'000u);

        all.resize(3);
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].event.id = derivedEventId("bad", std::to_string(i));
        all[1].event.data = R"({"name":"Nobody"})";
        ListSource bad(all);
        const auto refused = m_shop->store->import(bad, {});
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        QVERIFY2(refused.error().message.starts_with("line 2: ") &&
                     refused.error().message.find("Nobody") == std::string::npos,
                 refused.error().message.c_str());
        QCOMPARE(events(), 5'000u);
    }

    /// Which cannot be read while it is filled.
    void anImportIntoAnEmptyStoreFindsEarlierEvents() {
        std::vector<ImportEvent> all;
        const auto add = [&](const char *name, const char *type, const char *data) {
            ImportEvent each;
            each.event = SealedShop::event(name, type, data);
            each.stream = {"order-1"};
            each.version = kNoVersion;
            all.push_back(std::move(each));
        };
        add("1", "Placed", R"({"personId":"p1","address":"Lane 1"})");
        add("2", "Delivered", R"({"signature":"A. Lovelace"})");
        ListSource source(all);
        QCOMPARE(must(m_shop->store->import(source, {})).events, 2u);
        QVERIFY(m_shop->stored().find("Lovelace") == std::string::npos);
        QVERIFY(SealedShop::isGiven(m_shop->shown().back(), all.back().event.data));
        add("3", "Delivered", R"({"signature":"A. L."})"); // the store is not empty any more
        ListSource more({all.back()});
        QCOMPARE(must(m_shop->store->import(more, {})).events, 1u);
        QVERIFY(m_shop->stored().find("A. L.") == std::string::npos);
        ListSource nobody([&] {
            ImportEvent each = all.back();
            each.event = SealedShop::event("4", "Delivered", R"({"signature":"B. C."})");
            each.stream = {"order-2"};
            return std::vector{each};
        }());
        QCOMPARE(m_shop->store->import(nobody, {}).error().kind, ErrorKind::Invalid);
    }

    void whatComesBeforeAnErrorOfTheSourceIsNotKept() {
        ImportEvent one;
        one.event = SealedShop::joined("p1", "Ada");
        one.stream = {"person-p1"};
        one.version = kNoVersion;
        ListSource source({one});
        source.error = Error{ErrorKind::Corrupt, "line 2: broken", {}, {}, {}};
        QCOMPARE(m_shop->store->import(source, {}).error().message, std::string("line 2: broken"));
        QCOMPARE(events(), 0u);
    }

    void theSubjectIsTakenFromAnEarlierEvent() {
        const auto placed = SealedShop::event("placed", "Placed", R"({"personId":"p1","address":"Lane 1"})");
        const auto delivered = SealedShop::event("delivered", "Delivered", R"({"signature":"A. L."})");
        must(m_shop->append("order-1", placed)); // another append
        must(m_shop->append("order-1", delivered));
        QCOMPARE(lastShown("signature").token(), std::string_view("A. L."));
        const auto again = SealedShop::event("delivered 2", "Delivered", R"({"signature":"A. L."})");
        const auto together = std::vector{SealedShop::event("placed 2", "Placed", R"({"personId":"p2"})"), again};
        must(m_shop->store->append({"order-2"}, Expected::any(), together, {})); // the same one
        m_shop->erase("p2");
        QCOMPARE(lastState("signature"), FieldState::Shredded);
        const auto nobodys = SealedShop::event("3", "Delivered", R"({"signature":"X"})");
        const auto refused = m_shop->append("order-3", nobodys);
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        QVERIFY(refused.error().message.find("Placed") != std::string::npos);
    }

    /// What was sealed for who was named then is the same event once more, whoever has been named since.
    void anAppendIsKnownAgainWhenSomebodyElseWasNamedSince() {
        const auto placed = SealedShop::event("placed", "Placed", R"({"personId":"p1","address":"Lane 1"})");
        const auto delivered = SealedShop::event("delivered", "Delivered", R"({"signature":"A. L."})");
        const auto moved = SealedShop::event("moved", "Placed", R"({"personId":"p2","address":"Lane 2"})");
        for (const NewEvent &each : {placed, delivered, moved})
            must(m_shop->append("order-1", each));
        QVERIFY(must(m_shop->append("order-1", delivered)).duplicate);
        QVERIFY(
            must(m_shop->store->append({"order-1"}, Expected::any(), std::vector{placed, delivered}, {})).duplicate);
        std::vector<ImportEvent> again(3);
        const NewEvent events[] = {placed, delivered,
                                   SealedShop::event("delivered 2", "Delivered", R"({"signature":"B. M."})")};
        for (std::size_t i = 0; i < again.size(); ++i) {
            again[i].event = events[i];
            again[i].stream = {"order-1"};
            again[i].version = kNoVersion;
        }
        ListSource source(again);
        QCOMPARE(must(m_shop->store->import(source, {})).duplicates, std::uint64_t{2});
        m_shop->erase("p1");
        QCOMPARE(lastShown("signature").token(), std::string_view("B. M.")); // of p2, who was named last
    }

    void anErrorOfSeveralEventsSaysWhichOne() {
        const auto sound = SealedShop::joined("p1", "Ada");
        const auto nobodys = SealedShop::event("2", "Joined", R"({"name":"Ada"})");
        const auto refused = m_shop->store->append({"person-p1"}, Expected::any(), std::vector{sound, nobodys}, {});
        QVERIFY(refused.error().message.find("(event 2 of these)") != std::string::npos);
        QVERIFY(refused.error().detail.empty());
        QVERIFY(m_shop->append("person-p1", nobodys).error().message.find("of these") == std::string::npos);
    }

    /// T16: without the right vault no value of thousands is shown as erased, nor as anything but what it is; with it
    /// all are clear again.
    void eachVaultGivesItsState() {
        fillMany();
        const auto all = [](FieldState state) { return std::map<FieldState, int>{{state, kMany}}; };
        QCOMPARE(states(), all(FieldState::Clear));
        newVault(m_shop->folder.filePath(QStringLiteral("empty.vault")).toStdString(), m_shop->clock);
        makeWrongVault();
        makeNewerVault();
        QVERIFY(QFile(m_shop->folder.filePath(QStringLiteral("nothing.vault"))).open(QIODevice::WriteOnly));
        for (const auto &[name, state] :
             {std::pair("none.vault", FieldState::Locked), std::pair("nothing.vault", FieldState::Locked),
              std::pair("empty.vault", FieldState::KeyUnknown), std::pair("wrong.vault", FieldState::KeyUnknown),
              std::pair("newer.vault", FieldState::Locked)})
            QVERIFY2(states(vaultAt(QString::fromLatin1(name))) == all(state), name);
        const auto newer = vaultAt(QStringLiteral("newer.vault"));
        (void)newer->unlocked();
        QCOMPARE(newer->problem().value().kind, ErrorKind::Unsupported);
        const auto locked =
            std::make_shared<StoreVault>(m_shop->folder.filePath(QStringLiteral("empty.vault")).toStdString(),
                                         m_shop->clock, StoreVault::AskSecrets());
        QCOMPARE(states(locked), all(FieldState::Locked));
        QVERIFY(locked->problem());
        must(m_shop->vault->unlocked())->lock();
        QCOMPARE(states(), all(FieldState::Locked));
        must(m_shop->vault->unlock(password("p")));
        QCOMPARE(states(), all(FieldState::Clear));
        m_shop->vault->close();
        m_shop->reopen();
        QCOMPARE(states(), all(FieldState::Clear));
        // The control: what is erased is counted as such, in this vault and in no other.
        m_shop->erase("p1");
        QCOMPARE(states(), (std::map<FieldState, int>{{FieldState::Clear, kMany - kManyEach},
                                                      {FieldState::Shredded, kManyEach}}));
        QCOMPARE(states(vaultAt(QStringLiteral("wrong.vault"))), all(FieldState::KeyUnknown));
    }

    /// T20, P11: who was erased does not come back by writing, known before or not.
    void nothingMoreIsKeptOfWhoWasErased() {
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        m_shop->erase("p1");
        m_shop->erase("p9"); // never had a key
        for (const char *person : {"p1", "p9"}) {
            const NewEvent again = SealedShop::event("again", "Joined", SealedShop::dataOf(person, "Back"));
            const auto refused = m_shop->append("person-x", again);
            QCOMPARE(refused.error().kind, ErrorKind::Refused);
            ImportEvent each;
            each.event = again;
            each.stream = {"person-x"};
            each.version = kNoVersion;
            ListSource source({each});
            QCOMPARE(m_shop->store->import(source, {}).error().kind, ErrorKind::Refused);
        }
        QCOMPARE(events(), 1u);
        QCOMPARE(lastState("name"), FieldState::Shredded);
        const auto keys = must(m_shop->vault->unlocked());
        must(keys->allowNewKey({"p1"}, "membership")); // a decision of a person
        must(m_shop->append("person-p1", SealedShop::event("2", "Joined", R"({"personId":"p1","name":"Ada II"})")));
        QCOMPARE(lastShown("name").token(), std::string_view("Ada II"));
        QVERIFY(m_shop->shown().front().find("shredded") != std::string::npos);
    }

    void aLockedVaultKeepsNothing() {
        must(m_shop->vault->unlocked())->lock();
        const auto refused = m_shop->append("person-p1", SealedShop::joined("p1", "Ada"));
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QCOMPARE(events(), 0u);
        must(m_shop->append("notes", SealedShop::event("note", "Noted", "{}"))); // nothing personal
        QCOMPARE(events(), 1u);
    }

    void whatIsKeptOfEventsCarriesEnvelopes() {
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada Lovelace")));
        const std::string kept = m_shop->kept().back();
        QVERIFY(kept.find("Ada") == std::string::npos);
        const Json name = must(Json::parse(kept)).member("name");
        const StoreProtection protection = m_shop->protection(nullptr);
        QCOMPARE(must(openedForPeople(protection, name)).token(), std::string_view("Ada Lovelace"));
        m_shop->erase("p1");
        QCOMPARE(protectedMarkOf(must(openedForPeople(protection, name)))->state, FieldState::Shredded);
    }
};

QTEST_GUILESS_MAIN(TestSealingStore)
#include "tst_sealing_store.moc"
