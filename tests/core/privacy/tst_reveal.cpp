// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/reveal.h"

#include "core/vault/protected_mark.h"
#include "tests/core/privacy/sealed_shop.h"

#include <filesystem>

using namespace eventscope;
using namespace eventscope::testing;

/// One value is shown, and the ledger says so first.
class TestReveal : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<ErasureLedger> m_ledger;
    std::shared_ptr<KeyVault> m_keys;
    std::size_t m_people = 0; ///< of the last reveal

    [[nodiscard]] std::string ledgerPath() const {
        return m_shop->folder.filePath(QStringLiteral("shop.ledger")).toStdString();
    }
    [[nodiscard]] Reveal reveal(const std::string &stream, const char *pointer,
                                PersonalField::Part part = PersonalField::Part::Data) const {
        return {readStream(m_shop->store->reader(), stream).front().position, part, must(Pointer::parse(pointer)),
                "the parcel came back"};
    }
    Result<Json> run(const Reveal &what) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection};
        ES_ASSIGN(revealed, revealValue(sources, *m_keys, *m_ledger, what, m_shop->clock.now(), {}));
        m_people = revealed.people;
        return revealed.value;
    }
    [[nodiscard]] std::string ledgerBytes() const {
        std::ifstream in(ledgerPath(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada Jansen")));
        must(m_shop->append("order-1",
                            SealedShop::event("placed", "Placed", R"({"personId":"p1","address":{"street":"Lane 7"}})",
                                              R"({"ip":"192.0.2.77"})")));
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(ledgerPath(), *m_keys)));
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void theValueComesAfterItsLine() {
        const PlainEvent event = readStream(m_shop->store->reader(), "person-p1").front();
        QCOMPARE(print(must(run(reveal("person-p1", "/name")))), std::string("\"Ada Jansen\""));
        QCOMPARE(m_ledger->entries().size(), std::size_t{1});
        const LedgerEntry &line = m_ledger->entries().back();
        QCOMPARE(line.act, std::string("revealed"));
        QVERIFY(line.subject == must(m_keys->bindingOf({"p1"})));
        QCOMPARE(line.details.size(), std::size_t{3});
        QCOMPARE(std::string(line.details.member("event").token()), toString(event.id));
        QCOMPARE(line.details.member("at").token(), std::string_view("/name"));
        QCOMPARE(line.details.member("reason").token(), std::string_view("the parcel came back"));
        QCOMPARE(must(ErasureLedger::open(ledgerPath(), *m_keys)).entries().size(), std::size_t{1}); // on disk
    }

    void nothingOfTheValueIsInTheLedger() {
        using Part = PersonalField::Part;
        QCOMPARE(print(must(run(reveal("order-1", "/address/street")))), std::string("\"Lane 7\""));
        QCOMPARE(print(must(run(reveal("order-1", "/ip", Part::Metadata)))), std::string("\"192.0.2.77\""));
        must(run(reveal("person-p1", "/name")));
        const std::string written = ledgerBytes();
        for (const char *part : {"Ada", "Jansen", "Lane", "192.0.2"})
            QVERIFY2(written.find(part) == std::string::npos, part);
        for (const char *place : {"\"/address/street\"", "\"metadata:/ip\"", "\"/name\""})
            QVERIFY2(written.find(place) != std::string::npos, place); // so that the search does look at it
        for (const LedgerEntry &line : m_ledger->entries())
            QVERIFY(line.subject == must(m_keys->bindingOf({"p1"})));
    }

    /// Written by a program that seals nothing.
    void whatWasNeverSealedIsNotedForWhomThePolicyNames() {
        auto raw = m_shop->openRaw();
        const auto put = [&](const char *stream, const NewEvent &event) {
            must(raw->append({stream}, Expected::any(), {&event, 1}, {}));
        };
        put("person-p2", SealedShop::joined("p2", "Bea Kim"));
        put("order-2", SealedShop::event("placed2", "Placed", R"({"personId":"p2","address":"Lane 8"})",
                                         R"({"ip":"192.0.2.78"})"));
        put("order-2", SealedShop::event("delivered2", "Delivered", R"({"signature":"B. Kim"})"));
        // Another order of the stream, which says nothing of the one before.
        put("order-2", SealedShop::event("placed3", "Placed", R"({"personId":"p3","address":"Lane 9"})"));
        raw.reset();
        const auto subject = [&](const char *id) { return must(m_keys->bindingOf({id})); };
        const auto isNotedFor = [&](const Reveal &what, const char *id) {
            const std::size_t before = m_ledger->entries().size();
            must(run(what));
            return m_ledger->entries().size() == before + 1 && m_people == 1 &&
                   m_ledger->entries().back().subject == subject(id) && m_ledger->entries().back().details.size() == 3;
        };
        using Part = PersonalField::Part;
        QVERIFY(isNotedFor(reveal("person-p2", "/name"), "p2"));
        QVERIFY(isNotedFor(reveal("order-2", "/address"), "p2"));
        QVERIFY(isNotedFor(reveal("order-2", "/ip", Part::Metadata), "p2"));
        Reveal signature = reveal("order-2", "/signature");
        signature.position = readStream(m_shop->store->reader(), "order-2")[1].position;
        QVERIFY(isNotedFor(signature, "p2"));
        QVERIFY(isNotedFor(reveal("person-p2", ""), "p2")); // all of it
        QVERIFY(ledgerBytes().find("Kim") == std::string::npos);
        // Whom nobody names.
        must(run(reveal("person-p2", "/personId")));
        QCOMPARE(m_people, std::size_t{0});
        const LedgerEntry &line = m_ledger->entries().back();
        QVERIFY(line.subject == SubjectBinding());
        QCOMPARE(line.details.member("subject").token(), kNobodyKnown);
    }

    /// Each of them is told.
    void severalPeopleInOneValueAreAllNoted() {
        const PrivacyPolicy both = must(PrivacyPolicy::parse(
            R"({"policy": 1, "events": {"Joined": [{"path": "/name", "subject": "/personId"},
                                                  {"path": "/friend", "subject": "/friendId"}]}})"));
        m_shop->policy = both;
        auto raw = m_shop->openRaw();
        const NewEvent joined =
            SealedShop::event("joined4", "Joined", R"({"personId":"p4","name":"Cy","friendId":"p5","friend":"Di"})");
        must(raw->append({"person-p4"}, Expected::any(), {&joined, 1}, {}));
        raw.reset();
        const std::size_t before = m_ledger->entries().size();
        must(run(reveal("person-p4", "")));
        QCOMPARE(m_people, std::size_t{2});
        QCOMPARE(m_ledger->entries().size(), before + 2);
        std::set<SubjectBinding> noted;
        for (const LedgerEntry &line : m_ledger->entries())
            noted.insert(line.subject);
        QVERIFY(noted == (std::set{must(m_keys->bindingOf({"p4"})), must(m_keys->bindingOf({"p5"}))}));
    }

    void withoutALineThereIsNoValue() {
        Reveal without = reveal("person-p1", "/name");
        without.reason.clear();
        QCOMPARE(run(without).error().kind, ErrorKind::Invalid);
        for (const char *nowhere : {"/nickName", "/name/first"})
            QCOMPARE(run(reveal("person-p1", nowhere)).error().kind, ErrorKind::NotFound);
        Reveal noEvent = reveal("person-p1", "/name");
        noEvent.position.major += 1'000;
        QCOMPARE(run(noEvent).error().kind, ErrorKind::NotFound);
        QVERIFY2(m_ledger->entries().empty(), "what was not shown is not told");
        m_keys->lock(); // the ledger cannot be written, and the value not be read
        const auto locked = run(reveal("person-p1", "/name"));
        QVERIFY(!locked || protectedMarkOf(*locked));
        must(m_keys->unlock(password("p")));
        QVERIFY(must(ErasureLedger::open(ledgerPath(), *m_keys)).entries().empty());
    }

    /// A file that takes no line: nothing is shown.
    void aLedgerThatCannotBeWrittenShowsNothing() {
        must(run(reveal("person-p1", "/name"))); // it can
        const std::string path = ledgerPath();
        std::filesystem::remove(path);
        std::filesystem::create_directory(path);
        const auto shown = run(reveal("person-p1", "/name"));
        QVERIFY2(!shown, "a value without a line");
        std::filesystem::remove(path);
    }

    void whatIsNotClearIsItsMark() {
        m_shop->erase("p1");
        const Json shown = must(run(reveal("person-p1", "/name")));
        QCOMPARE(protectedMarkOf(shown)->state, FieldState::Shredded);
        QCOMPARE(m_ledger->entries().size(), std::size_t{1}); // somebody wanted to see it
    }
};

QTEST_GUILESS_MAIN(TestReveal)
#include "tst_reveal.moc"
