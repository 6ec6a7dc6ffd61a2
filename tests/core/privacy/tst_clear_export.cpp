// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/clear_export.h"

#include "core/base/atomic_file.h"
#include "core/privacy/export_register.h"
#include "tests/core/privacy/sealed_shop.h"

#include <QFileInfo>

#include <cstdlib>

using namespace eventscope;
using namespace eventscope::testing;

/// What was sealed, written out in clear: byte for byte as it was given, known to the register, or not at all.
class TestClearExport : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<ErasureLedger> m_ledger;
    std::shared_ptr<KeyVault> m_keys;
    const std::unique_ptr<Encoder> m_encoder = makeEncoder(FileFormat::JsonLines);

    [[nodiscard]] ClearExportRequest request(std::string_view filter = {}) const {
        return {.path = m_shop->path("clear.jsonl"),
                .reason = "audit",
                .receiver = "auditor 3",
                .by = "dpo",
                .filter = must(Filter::parse(filter)),
                .encoder = *m_encoder};
    }
    Result<ClearExportMade> make(const ClearExportRequest &wanted, const JobControl &job = {}) {
        const std::shared_ptr<WritableEventStore> raw = m_shop->openRaw();
        const std::shared_ptr<const EventStore> reader(raw, &raw->reader());
        const ClearExportWorld world{reader, m_shop->protection(nullptr), *m_keys, *m_ledger, m_shop->clock};
        return exportInClear(world, wanted, job);
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all;
        std::istringstream in(must(readFile(m_shop->path("clear.jsonl"), 1u << 26)));
        for (std::string line; std::getline(in, line);)
            all.push_back(line);
        return all;
    }
    [[nodiscard]] std::vector<RegisteredExport> exportsOfPerson(const std::string &person) const {
        return must(exportsOf(*m_ledger, *m_keys, must(m_keys->bindingOf({person}))));
    }
    void checkNothingWasMade() const {
        QVERIFY(!QFileInfo::exists(QString::fromStdString(m_shop->path("clear.jsonl"))));
        QVERIFY(m_ledger->entries().empty());
        QCOMPARE(QDir(m_shop->folder.path()).entryList({QStringLiteral("clear*")}).size(), 0);
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys)));
    }

    void everyByteIsAsItWasGiven() {
        const std::vector<NewEvent> given{
            SealedShop::event("a", "Joined", R"({ "personId":"p1" , "name" : "Ada \u004c" })"),
            SealedShop::event("b", "Joined", R"({"personId":"p2","name":{"$protected":"locked","n":1.50}})"),
            SealedShop::event("c", "Placed", R"({"personId":"p1","address":["x",{"y":1e3}],"z":1.10})",
                              R"({"ip":"192.0.2.1"})"),
            SealedShop::event("d", "Noted", R"({"$protected":"shredded"})"),
            SealedShop::event("e", "Joined", R"({"personId":"p3","name":null})")};
        for (const NewEvent &each : given)
            must(m_shop->append("s", each));
        const ClearExportMade made = must(make(request()));
        QCOMPARE(made.events, std::uint64_t{5});
        QCOMPARE(made.values, std::uint64_t{5});
        const auto all = lines();
        QCOMPARE(all.size(), given.size());
        for (std::size_t at = 0; at < all.size(); ++at) {
            QVERIFY2(all[at].find("\"data\":" + given[at].data) != std::string::npos, all[at].c_str());
            QVERIFY2(all[at].find("\"metadata\":" + given[at].metadata) != std::string::npos, all[at].c_str());
        }
    }

    void aFilterSeesWhatIsClear() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("s", SealedShop::joined("p2", "Bob")));
        QCOMPARE(must(make(request("data.name == \"Bob\""))).events, std::uint64_t{1});
        QVERIFY(lines().front().find("Bob") != std::string::npos);
        ClearExportRequest first = request();
        first.limit = 1;
        QCOMPARE(must(make(first)).events, std::uint64_t{1});
    }

    void chosenEventsAndNoOthers() {
        for (const char *person : {"p1", "p2", "p3"})
            must(m_shop->append("s", SealedShop::joined(person, person)));
        ClearExportRequest chosen = request("data.name == \"nobody\"");
        chosen.positions = {{{0, 1}, {0, 3}, {0, 9}}};
        QCOMPARE(must(make(chosen)).events, std::uint64_t{2});
        QCOMPARE(lines().size(), std::size_t{2});
        QVERIFY(exportsOfPerson("p2").empty());
        QCOMPARE(exportsOfPerson("p3").size(), std::size_t{1});
    }

    void nothingWithoutAReason() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        ClearExportRequest silent = request();
        silent.reason.clear();
        const auto refused = make(silent);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        checkNothingWasMade();
    }

    void whatIsKeptNamesNobody() {
        must(m_shop->append("s", SealedShop::joined("person-51f0", "Ada")));
        for (const char *naming : {"asked by person-51f0", "of a PERSON-51F0 (1)"}) {
            for (const auto kept :
                 {&ClearExportRequest::reason, &ClearExportRequest::receiver, &ClearExportRequest::by}) {
                ClearExportRequest wanted = request();
                wanted.*kept = naming;
                QCOMPARE(make(wanted).error().kind, ErrorKind::Invalid);
            }
        }
        checkNothingWasMade();
        ClearExportRequest other = request();
        other.reason = "of person-51f1"; // nobody in it
        must(make(other));
    }

    /// Nobody's but of what is in the file.
    void onlyWhatIsWrittenCounts() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("s", SealedShop::joined("p2", "Bob")));
        const PlainEvent sealed = readAll(m_shop->openRaw()->reader()).front();
        const NewEvent moved = SealedShop::event("moved", "Joined", sealed.data);
        must(m_shop->openRaw()->append({"t"}, Expected::any(), {&moved, 1}, {}));
        QCOMPARE(must(make(request("data.name == \"Bob\""))).values, std::uint64_t{1});
        QVERIFY(exportsOfPerson("p1").empty());
        QCOMPARE(exportsOfPerson("p2").size(), std::size_t{1});
    }

    /// Never sealed, but personal all the same.
    void whatIsInClearIsSomebodysToo() {
        const auto raw = m_shop->openRaw();
        const NewEvent clear = SealedShop::joined("p1", "Ada");
        must(raw->append({"s"}, Expected::any(), {&clear, 1}, {}));
        QCOMPARE(must(make(request())).values, std::uint64_t{0});
        QCOMPARE(exportsOfPerson("p1").size(), std::size_t{1});
        QVERIFY(exportsOfPerson("p2").empty());
        const NewEvent unnamed = SealedShop::event("d", "Delivered", R"({"signature":"A. L."})");
        must(raw->append({"s"}, Expected::any(), {&unnamed, 1}, {}));
        must(make(request()));
        QCOMPARE(exportsOfPerson("p2").size(), std::size_t{1}); // it may be anybody's
    }

    /// Two files with the same bytes: one that was moved away was not deleted.
    void theSameBytesAreNotTheSameFile() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(make(request()));
        std::filesystem::rename(m_shop->path("clear.jsonl"), m_shop->path("moved.jsonl"));
        must(make(request()));
        auto exports = exportsOfPerson("p1");
        QCOMPARE(exports.size(), std::size_t{2}); // at the same place
        std::filesystem::rename(m_shop->path("moved.jsonl"), m_shop->path("kept.jsonl"));
        ClearExportRequest other = request();
        other.path = m_shop->path("other.jsonl");
        must(make(other));
        std::filesystem::remove(m_shop->path("other.jsonl"));
        exports = exportsOfPerson("p1");
        QCOMPARE(exports.size(), std::size_t{3});
        QVERIFY(must(deleteExport(*m_ledger, m_shop->clock.now(), "E-1", exports[0], {})) == ExportState::Deleted);
        QVERIFY(must(deleteExport(*m_ledger, m_shop->clock.now(), "E-1", exports[2], {})) == ExportState::Gone);
        QVERIFY(must(stateOf(*m_ledger, exports[2], {})) == ExportState::Gone);
        QVERIFY(must(stateOf(*m_ledger, exports[0], {})) == ExportState::Deleted);
    }

    /// Something else than the later export of the same place is no export that is known to be there.
    void anotherExportMovedThereIsAChange() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(make(request()));
        must(m_shop->append("s", SealedShop::joined("p2", "Bob")));
        ClearExportRequest other = request();
        other.path = m_shop->path("other.jsonl");
        must(make(other));
        std::filesystem::rename(m_shop->path("other.jsonl"), m_shop->path("clear.jsonl"));
        QVERIFY(must(stateOf(*m_ledger, exportsOfPerson("p1")[0], {})) == ExportState::Changed);
        must(make(request()));
        must(m_shop->append("s", SealedShop::joined("p3", "Eve")));
        must(make(request()));
        QVERIFY(must(stateOf(*m_ledger, exportsOfPerson("p1")[0], {})) == ExportState::Overwritten);
    }

    void nobodyElseMayReadIt() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(make(request()));
        QCOMPARE(static_cast<unsigned>(std::filesystem::status(m_shop->path("clear.jsonl")).permissions()), 0600u);
    }

    void theRegisterKnowsWhoIsInIt() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("s", SealedShop::joined("p2", "Bob")));
        const ClearExportMade made = must(make(request()));
        QVERIFY(made.exportNo > 0);
        for (const char *person : {"p1", "p2"}) {
            const auto exports = exportsOfPerson(person);
            QCOMPARE(exports.size(), std::size_t{1});
            QCOMPARE(exports[0].path, m_shop->path("clear.jsonl"));
            QCOMPARE(exports[0].reason, std::string("audit"));
            QCOMPARE(exports[0].receiver, std::string("auditor 3"));
            QCOMPARE(exports[0].kind, std::string("events in clear"));
            QVERIFY(must(stateOf(*m_ledger, exports[0], {})) == ExportState::There);
        }
        QVERIFY(exportsOfPerson("p3").empty());
        const auto mine = exportsOfPerson("p1");
        QVERIFY(must(deleteExport(*m_ledger, m_shop->clock.now(), "E-1", mine[0], {})) == ExportState::Deleted);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(m_shop->path("clear.jsonl"))));
    }

    void manyPeopleAreEverybody() {
        for (std::size_t n = 0; n <= kExportedPeopleMax; ++n)
            must(m_shop->append("s", SealedShop::joined("p" + std::to_string(n), "x")));
        must(make(request()));
        QCOMPARE(m_ledger->entries().size(), std::size_t{1});
        QCOMPARE(exportsOfPerson("p1").size(), std::size_t{1});
        QCOMPARE(exportsOfPerson("who comes later").size(), std::size_t{1});
    }

    void whatWasShreddedStaysSealed() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("s", SealedShop::joined("p2", "Bob")));
        m_shop->erase("p1");
        const ClearExportMade made = must(make(request()));
        QCOMPARE(made.values, std::uint64_t{1});
        const auto all = lines();
        QVERIFY(all[0].find("\"$pii\":") != std::string::npos);
        QVERIFY(all[1].find("Bob") != std::string::npos);
        QVERIFY(exportsOfPerson("p1").empty()); // what of them is in it nobody can read
    }

    void whatCannotBeOpenedStopsIt() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        const PlainEvent sealed = readAll(m_shop->openRaw()->reader()).front();
        const NewEvent moved = SealedShop::event("moved", "Joined", sealed.data);
        must(m_shop->openRaw()->append({"t"}, Expected::any(), {&moved, 1}, {}));
        const auto refused = make(request());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Corrupt);
        QVERIFY2(refused.error().message.find("/name of the event at 2") != std::string::npos,
                 refused.error().message.c_str());
        checkNothingWasMade();
        m_keys->lock();
        const auto locked = make(request());
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, ErrorKind::Refused);
        checkNothingWasMade();
    }

    void aKeyThatIsNotThereStopsIt() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        const auto other = newVault(m_shop->path("other.vault"), m_shop->clock, "p", m_shop->protection(nullptr).store);
        const std::shared_ptr<WritableEventStore> raw = m_shop->openRaw();
        const std::shared_ptr<const EventStore> reader(raw, &raw->reader());
        const ClearExportWorld world{reader, m_shop->protection(nullptr), *other, *m_ledger, m_shop->clock};
        const auto refused = exportInClear(world, request(), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("not in this vault") != std::string::npos);
        checkNothingWasMade();
    }

    void cancelled() {
        must(m_shop->append("s", SealedShop::joined("p1", "Ada")));
        std::stop_source stop;
        stop.request_stop();
        const auto made = make(request(), JobControl{stop.get_token()});
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Cancelled);
        checkNothingWasMade();
    }
};

QTEST_GUILESS_MAIN(TestClearExport)
#include "tst_clear_export.moc"
