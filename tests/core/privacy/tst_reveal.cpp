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
        return revealValue(sources, *m_keys, *m_ledger, what, m_shop->clock.now(), {});
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
