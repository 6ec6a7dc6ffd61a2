// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"

#include "core/open/open_removal.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_report.h"
#include "core/privacy/export_register.h"
#include "core/privacy/restored_vault.h"

#include "core/base/base64.h"
#include "core/vault/cipher.h"
#include "core/vault/protected_mark.h"
#include "tests/core/privacy/crash_clock.h"
#include "tests/core/privacy/ledger_shop.h"

#include <QFileInfo>
#include <QProcess>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

/// Erasing a person, also when it is cut off at any step.
class TestErasure : public QObject, LedgerShop {
    Q_OBJECT

    Result<ErasureResult> run(const ErasureRequest &what, const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        return erase(world, what, literals, {});
    }
    Result<ErasureResult> verifyWith(const std::vector<std::string> &literals) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        return verifyErasure(world, "E-1", {"p1"}, literals, {});
    }
    [[nodiscard]] std::vector<std::string> files() const {
        return {m_shop->path("shop.evdb"), m_shop->path("shop.vault"), m_shop->path("shop.ledger")};
    }
    void fill() {
        for (const char *person : {"p1", "p2", "p3"}) {
            must(m_shop->append("person-" + std::string(person),
                                SealedShop::joined(person, "Name of " + std::string(person))));
            must(m_shop->append("order-" + std::string(person),
                                SealedShop::event("placed " + std::string(person), "Placed",
                                                  "{\"personId\":\"" + std::string(person) + "\",\"address\":\"Lane " +
                                                      person + "\"}")));
        }
    }
    /// Where `more` is searched, too, and who reads anew looks at the vault in `vaultFile`. `isVerified`: verifies
    /// only.
    Result<ErasureResult> runWith(const std::vector<std::string> &more, const std::string &vaultFile,
                                  bool isVerified = false) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        world.files.insert(world.files.end(), more.begin(), more.end());
        world.readAnew = [&](const std::vector<KeyId> &keys, const JobControl &job) {
            return readErased(raw->reader(), nullptr, vaultFile, keys, job);
        };
        if (isVerified) return verifyErasure(world, "E-1", {"p1"}, {}, {});
        return erase(world, request(), {}, {});
    }
    /// As a new process finds what was done meanwhile.
    template <class Change>
    void reopenAfter(Change change) {
        closeLedger();
        m_shop->reopen();
        change();
        openLedger();
    }
    [[nodiscard]] std::vector<KeyRow> rowsOf(const std::string &person) const {
        return must(m_keys->keysOf(must(m_keys->bindingOf({person}))));
    }
    /// A key of this person, whom nobody has erased yet.
    [[nodiscard]] std::string keyOf(const std::string &person) const {
        KeyVault::Lease lease(*m_keys);
        const KeyLookup found = lease.find(rowsOf(person).front().key);
        return std::string(textOf(std::get<KeyCache::KeyPtr>(found)->bytes()));
    }
    static std::string hexOf(const std::string &bytes) { return toHex(std::as_bytes(std::span(bytes))); }
    static std::string contentOf(const std::string &file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// What the last verification told the ledger.
    [[nodiscard]] std::string told(const char *member) const {
        const auto lines = m_ledger->entriesOf("E-1");
        const auto verified = std::ranges::find(lines.rbegin(), lines.rend(), "verified", &LedgerEntry::act);
        return std::string(verified->details.member(member).token());
    }
    [[nodiscard]] std::string outcomeOf(const char *check) const {
        for (const ErasureCheck &each : erasureChecks(*m_ledger, "E-1"))
            if (each.what.find(check) != std::string::npos) return each.outcome;
        return {};
    }
    [[nodiscard]] std::vector<std::string> acts(const std::string &id = "E-1") const {
        std::vector<std::string> all;
        for (const LedgerEntry &entry : m_ledger->entriesOf(id))
            all.push_back(entry.act);
        return all;
    }
    [[nodiscard]] std::size_t typed(const std::string &type) const {
        std::size_t count = 0;
        for (const PlainEvent &event : readAll(m_shop->store->reader()))
            count += event.type == type ? 1 : 0;
        return count;
    }
    /// How many texts are shown that tell something of this person.
    [[nodiscard]] std::size_t readable(const std::string &person) const {
        std::size_t count = 0;
        for (const std::string &text : m_shop->shown())
            count +=
                text.find("Name of " + person) != std::string::npos || text.find("Lane " + person) != std::string::npos;
        return count;
    }
    [[nodiscard]] std::vector<PlainEvent> ofOthers() const {
        std::vector<PlainEvent> all = readAll(m_shop->store->reader());
        std::erase_if(all, [](const PlainEvent &event) { return event.stream.starts_with("erasure-"); });
        return all;
    }

    /// So that nobody knows of it.
    void removeOneOrder() const {
        if (SealedShop::isMapped()) return m_shop->runTheirs("DELETE FROM events WHERE stream_id = 'order-p2'");
        const auto removal = must(openStreamRemoval({.address = m_shop->address()}, m_shop->clock, "nobody knows", {}));
        must(removal->remove({{"order-p2"}, {1}, "nobody knows"}, {}));
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        fill();
        openLedger();
    }
    void cleanup() {
        closeLedger();
        m_shop.reset();
    }

    void whoIsErasedIsGoneAndNobodyElse() {
        const auto before = ofOthers();
        QCOMPARE(readable("p1"), std::size_t{2});
        const std::uint32_t epoch = m_keys->epoch();
        const ErasureResult result = must(run(request()));
        QVERIFY(result.isComplete);
        QVERIFY(result.open.empty());
        QCOMPARE(readable("p1"), std::size_t{0});
        QCOMPARE(readable("p2") + readable("p3"), std::size_t{4});
        QVERIFY(ofOthers() == before); // not a byte of any event
        QCOMPARE(m_keys->epoch(), epoch + 1);
        QCOMPARE(acts(), (std::vector<std::string>{"requested", "fenced", "destroyed", "rotated", "derived",
                                                   "tombstoned", "verified", "complete"}));
        const auto evidence = readStream(m_shop->store->reader(), "erasure-E-1");
        QCOMPARE(evidence.size(), std::size_t{2});
        QCOMPARE(evidence[0].type, std::string("ErasureRequested"));
        QCOMPARE(evidence[1].type, std::string("SubjectErased"));
        QVERIFY(evidence[1].data.find("p1") == std::string::npos);
        const Json verified = m_ledger->find("E-1", "verified")->details;
        QCOMPARE(verified.member("values").token(), std::string_view("2"));
        QCOMPARE(verified.member("notShredded").token(), std::string_view("0"));
        QCOMPARE(verified.member("byteSearch").token(), std::string_view("not performed"));
    }

    /// 7, step 7 (c), with its control.
    void theLogIsWhatItWasBefore() {
        must(run(request()));
        QCOMPARE(outcomeOf("order of events"), std::string("passed"));
        must(m_shop->append("person-late", SealedShop::joined("late", "Who came later")));
        QVERIFY(must(run(request())).isComplete);
        QCOMPARE(outcomeOf("order of events"), std::string("passed"));
        removeOneOrder();
        const ErasureResult found = must(run(request()));
        QVERIFY(!found.isComplete);
        QVERIFY(outcomeOf("order of events").starts_with("failed: "));
        QVERIFY(outcomeOf("order of events").ends_with("(6 then, 5 now)"));
    }

    void aLogThatTheLedgerSaysWasChangedIsNotCompared() {
        must(run(request()));
        must(m_ledger->add(m_shop->clock.now(), acts::kSourceTombstoned, "T-1", {}, Json::object({})));
        QVERIFY(must(run(request())).isComplete);
        QVERIFY(outcomeOf("order of events").starts_with("not performed: a stream was removed"));
    }

    /// T19: the process ends before each thing that the ledger is told.
    void afterACrashAnywhereItGoesOn() {
        for (int crash = 1; crash <= 11; ++crash) {
            cleanup();
            init();
            const auto before = ofOthers();
            closeAll();
            const std::string vaultPath = m_shop->path("shop.vault"), ledgerPath = m_shop->path("shop.ledger");
            const pid_t child = ::fork();
            if (child == 0) {
                CrashClock clock(crash);
                SystemClock system;
                auto keys = must(KeyVault::open(vaultPath, system));
                must(keys->unlock(password("p")));
                auto ledger = must(ErasureLedger::open(ledgerPath, *keys));
                const auto raw = m_shop->openRaw();
                const StoreProtection protection{raw->reader().info().identity.id, nullptr, m_shop->policy};
                const ErasureWorld world{*raw, protection, *keys, ledger, nullptr, clock, {}};
                const auto done = erase(world, request(), {}, {});
                ::_exit(done ? 0 : 7);
            }
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFEXITED(status));
            QVERIFY2(WEXITSTATUS(status) == (crash <= 10 ? 9 : 0), std::to_string(WEXITSTATUS(status)).c_str());
            reopen();
            const bool wasFenced = m_ledger->find("E-1", "fenced");
            const bool isLost = rowsOf("p1").front().state == KeyState::Destroyed; // with it what there is to look for
            if (wasFenced) QCOMPARE(readable("p1"), std::size_t{0});
            const ErasureResult result = must(run(request()));
            QVERIFY(result.isComplete);
            QCOMPARE(outcomeOf("destroyed keys").starts_with("not performed: "), isLost);
            QCOMPARE(readable("p1"), std::size_t{0});
            QVERIFY(ofOthers() == before);
            QCOMPARE(typed("ErasureRequested"), std::size_t{1});
            QCOMPARE(typed("SubjectErased"), std::size_t{1});
            const auto all = acts();
            for (const char *once : {"requested", "fenced", "destroyed", "rotated", "tombstoned"})
                QCOMPARE(std::ranges::count(all, once), std::ptrdiff_t{1});
        }
    }

    void whatIsInClearIsToldAndKeepsItOpen() {
        NewEvent note = SealedShop::event("note", "Noted", R"({"text":"call Name of p1 back"})");
        must(m_shop->append("notes", note));
        const auto first = must(run(request(), {"Name of p1"}));
        QVERIFY(!first.isComplete);
        QVERIFY2(first.open.front().find("in clear in events") != std::string::npos, first.open.front().c_str());
        QVERIFY2(SealedShop::isOnServer() || first.open.size() == 2, "its bytes are in the file, too");
        QCOMPARE(acts().back(), std::string("incomplete"));
        QCOMPARE(readable("p1"), std::size_t{1}); // the note; what was sealed is gone
        for (const LedgerEntry &entry : m_ledger->entries())
            QVERIFY(print(entry.details).find("Name") == std::string::npos);
    }

    /// Their key is destroyed, but whether that is all of it nobody here can tell.
    void valuesOfALaterFormKeepItOpen() {
        m_shop->appendLaterForm("person-p1", "later");
        m_shop->appendLaterForm("person-p2", "later of somebody else");
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto planned = [&](const char *person) {
            return must(planErasure({m_shop->store->reader(), protection}, {{person}, {}, {}}, {}, m_keys.get(),
                                    m_ledger.get(), m_shop->clock.now(), {}));
        };
        QCOMPARE(planned("p1").outOfReach, std::uint64_t{1});
        QCOMPARE(planned("p3").outOfReach, std::uint64_t{0});
        const ErasureResult result = must(run(request()));
        QVERIFY(!result.isComplete);
        QCOMPARE(result.open.size(), std::size_t{1});
        QVERIFY2(result.open.front().starts_with("1 value is sealed in a form"), result.open.front().c_str());
        QCOMPARE(rowsOf("p1").front().state, KeyState::Destroyed);
        QVERIFY(outcomeOf("sealed values answer as shredded").starts_with("failed: 1 "));
        const std::string report = must(erasureReport(*m_ledger, *m_keys, "E-1")).json;
        QVERIFY(report.find("values in a form that this version does not know") != std::string::npos);
        QVERIFY(must(run(request("p3", "E-3"))).isComplete); // theirs is nobody else's
    }

    /// P9, with its control: before the erasure the search does find what is in clear.
    void noFileHoldsItAnyMore() {
        if (SealedShop::isOnServer()) return;
        const auto needles = writingsOf("Name of p1");
        must(
            m_shop->openRaw()->append({"x"}, Expected::any(), std::vector{SealedShop::joined("p9", "Name of p9")}, {}));
        QVERIFY(!must(searchBytes(files(), writingsOf("Name of p9"), {})).hits.empty());
        QVERIFY(must(run(request(), {"Name of p1"})).isComplete);
        const ByteSearch found = must(searchBytes(files(), needles, {}));
        QVERIFY(found.hits.empty());
        QVERIFY(found.files >= 3 && found.bytes > 10'000);
    }

    /// Step 7 d and its control: a key that somebody kept, in every way in which it may stand in a file.
    void aKeyThatIsLeftInAFileIsFound_data() {
        QTest::addColumn<int>("writing");
        int number = 0;
        for (const char *name : {"raw", "hexadecimal", "upper case", "base64", "a byte before", "two bytes before"})
            QTest::newRow(name) << number++;
    }
    void aKeyThatIsLeftInAFileIsFound() {
        QFETCH(int, writing);
        const std::string key = keyOf("p1"), plant = m_shop->path("plant");
        std::string upper = hexOf(key);
        std::ranges::transform(upper, upper.begin(),
                               [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        const std::vector<std::string> writings{key,           hexOf(key),          upper,
                                                toBase64(key), toBase64("a" + key), toBase64("ab" + key)};
        std::ofstream(plant, std::ios::binary)
            << std::string(5000, 'x') << writings[static_cast<std::size_t>(writing)] << std::string(100, 'y');
        const ErasureResult result = must(runWith({plant}, m_shop->path("shop.vault")));
        QVERIFY(!result.isComplete);
        QCOMPARE(result.open.size(), std::size_t{1});
        QVERIFY2(result.open.front().starts_with("1 file holds a key"), result.open.front().c_str());
        QCOMPARE(outcomeOf("destroyed keys"), std::string("failed: 1 file holds one"));
        QVERIFY(!must(erasureReport(*m_ledger, *m_keys, "E-1")).isComplete);
        const std::string ledger = contentOf(m_shop->path("shop.ledger"));
        for (const std::string &each : {key, hexOf(key), toBase64(key), plant, std::string("plant")})
            QVERIFY(ledger.find(each) == std::string::npos);
        // It can be looked for no more; as long as that file is there it may hold it still.
        QVERIFY(!must(runWith({plant}, m_shop->path("shop.vault"), true)).isComplete);
        QVERIFY(outcomeOf("destroyed keys").starts_with("failed: 1 file that held one"));
        QVERIFY(QFile::remove(QString::fromStdString(plant)));
        QVERIFY(must(runWith({}, m_shop->path("shop.vault"), true)).isComplete);
        QVERIFY(outcomeOf("destroyed keys").starts_with("not performed: "));
        const std::string report = must(erasureReport(*m_ledger, *m_keys, "E-1")).json;
        QVERIFY(report.find("\"failed: 1 file holds one on ") != std::string::npos); // what it found is told
    }

    /// The other control: whoever has the passphrase of its time opens it with that.
    void aWrappedKeyInAnOldCopyOfTheVaultIsFound() {
        const auto vault = QString::fromStdString(m_shop->path("shop.vault")),
                   copy = QString::fromStdString(m_shop->path("shop.vault.old"));
        QVERIFY(QFile::copy(vault, copy));
        const auto beside = filesBeside(m_shop->path("shop.vault"), files());
        QVERIFY(std::ranges::find(beside, m_shop->path("shop.vault.old")) != beside.end());
        QVERIFY(std::ranges::find(beside, m_shop->path("shop.vault")) == beside.end());
        QVERIFY(!must(runWith(beside, m_shop->path("shop.vault"))).isComplete);
        QCOMPARE(told("keyHits"), std::string("1"));
        QVERIFY(QFile::remove(copy));
        QVERIFY(must(runWith({}, m_shop->path("shop.vault"), true)).isComplete);
    }

    void noFileHoldsADestroyedKey() {
        QVERIFY(must(runWith({}, m_shop->path("shop.vault"))).isComplete);
        QCOMPARE(outcomeOf("destroyed keys"), std::string("passed"));
        QCOMPARE(told("keys"), std::string("2"));
        QVERIFY(std::stoull(told("keyBytes")) > 10'000);
        // Others' keys stay where they are, and are not what is looked for.
        QVERIFY(readable("p2") > 0);
        QVERIFY(must(runWith({}, m_shop->path("shop.vault"), true)).isComplete);
        QVERIFY(outcomeOf("destroyed keys").starts_with("not performed: "));
        const std::string report = must(erasureReport(*m_ledger, *m_keys, "E-1")).json;
        QVERIFY(report.find("\"passed on ") != std::string::npos);
    }

    /// Step 7 e and its control: a vault in which the keys are still there.
    void whoKnowsNothingReadsNothing() {
        const auto vault = QString::fromStdString(m_shop->path("shop.vault")),
                   copy = QString::fromStdString(m_shop->path("before"));
        QVERIFY(QFile::copy(vault, copy));
        const ErasureResult open = must(runWith({}, m_shop->path("before")));
        QVERIFY(!open.isComplete);
        QVERIFY2(open.open.front().starts_with("2 values"), open.open.front().c_str());
        QCOMPARE(outcomeOf("fresh process"), std::string("failed: 2 values do not"));
        QVERIFY(!must(erasureReport(*m_ledger, *m_keys, "E-1")).isComplete);
        QVERIFY(must(runWith({}, m_shop->path("shop.vault"), true)).isComplete);
        QCOMPARE(outcomeOf("fresh process"), std::string("passed"));
        QCOMPARE(told("freshValues"), std::string("2"));
        // One that does not answer, and none.
        QVERIFY(must(runWith({}, m_shop->path("none"), true)).isComplete);
        QVERIFY(outcomeOf("fresh process").starts_with("not performed: "));
        QVERIFY(must(run(request())).isComplete);
        QCOMPARE(outcomeOf("fresh process"), std::string("not performed: nobody was asked to"));
    }

    void theVaultOfAnotherStoreIsNotTakenForThisOne() {
        newVault(m_shop->path("other.vault"), m_shop->clock);
        const auto read = readErased(m_shop->store->reader(), nullptr, m_shop->path("other.vault"), {}, {});
        QCOMPARE(read.error().kind, ErrorKind::Refused);
    }

    /// Without the texts nobody has looked for them again.
    void whatWasFoundStaysOpenUntilItIsLookedForAgain() {
        must(m_shop->append("notes", SealedShop::event("note", "Noted", R"({"text":"call Name of p1 back"})")));
        QVERIFY(!must(run(request(), {"Name of p1"})).isComplete);
        const auto again = must(run(request()));
        QVERIFY(!again.isComplete);
        QVERIFY2(again.open.front().find("not searched") != std::string::npos, again.open.front().c_str());
        // Another text is not that one.
        const auto other = must(verifyWith({"somebody else"}));
        QVERIFY(!other.isComplete);
        QVERIFY2(other.open.front().find("not searched") != std::string::npos, other.open.front().c_str());
        QVERIFY(!must(verifyWith({"somebody else", "Name of p1"})).isComplete); // it still stands there
        for (const LedgerEntry &entry : m_ledger->entries())
            QVERIFY(print(entry.details).find("Name of p1") == std::string::npos);
    }

    /// Nor what only a verification was told to look for.
    void whatAVerificationFoundStaysOpenToo() {
        must(m_shop->append("notes", SealedShop::event("note", "Noted", R"({"text":"call Name of p1 back"})")));
        QVERIFY(must(run(request())).isComplete); // nobody knew of it
        QVERIFY(must(verifyWith({"nowhere at all"})).isComplete);
        QVERIFY(must(verifyWith({})).isComplete); // what was not found need not be named again
        QVERIFY(!must(verifyWith({"Name of p1"})).isComplete);
        for (const std::vector<std::string> &texts : {std::vector<std::string>{}, {"nowhere at all"}, {}})
            QVERIFY(!must(verifyWith(texts)).isComplete);
    }

    void theSameIdIsForTheSamePurposes() {
        ErasureRequest some = request();
        some.purposes = {"membership"};
        QVERIFY(must(run(some)).isComplete);
        QCOMPARE(run(request()).error().kind, ErrorKind::Refused);
        QVERIFY(must(run(request("p1", "E-2"))).isComplete);
        QCOMPARE(readable("p1"), std::size_t{0});
    }

    /// Keys that the vault had lost when it was fenced, and has again.
    void whatComesBackLaterIsErasedToo_data() {
        QTest::addColumn<bool>("isCutOff");
        QTest::addColumn<bool>("isRetired");
        QTest::newRow("at once") << false << false;
        QTest::newRow("after a crash") << true << false;
        QTest::newRow("retired at once") << false << true;
    }
    void whatComesBackLaterIsErasedToo() {
        QFETCH(bool, isCutOff);
        QFETCH(bool, isRetired);
        // A vault without the order's key: a copy from before it.
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Name of p1")));
        const auto early = m_shop->folder.filePath(QStringLiteral("early.vault"));
        QVERIFY(QFile::copy(m_shop->folder.filePath(QStringLiteral("shop.vault")), early));
        must(m_shop->append("order-p1",
                            SealedShop::event("placed", "Placed", "{\"personId\":\"p1\",\"address\":\"Lane p1\"}")));
        m_ledger.reset();
        m_keys = must(m_shop->vault->unlocked());
        if (isRetired) must(m_keys->retire(must(m_keys->bindingOf({"p1"})), {}));
        m_keys.reset();
        m_shop->vault->close();
        const auto now = m_shop->folder.filePath(QStringLiteral("shop.vault"));
        const auto later = m_shop->folder.filePath(QStringLiteral("later.vault"));
        QVERIFY(QFile::rename(now, later) && QFile::rename(early, now));
        reopen();
        const auto first = must(run(request()));
        QVERIFY(!first.isComplete); // the order's key is unknown here
        closeLedger();
        m_shop->vault->close();
        QVERIFY(QFile::remove(now) && QFile::rename(later, now));
        reopen();
        QVERIFY(readable("p1") > 0);
        if (isCutOff) { // right behind their destruction
            std::vector<KeyId> back;
            for (const KeyRow &row : rowsOf("p1"))
                if (row.state == KeyState::Active) back.push_back(row.key);
            QCOMPARE(must(m_keys->destroyAgain(back, must(m_keys->bindingOf({"p1"})), {}, "E-1", m_shop->clock.now())),
                     back.size());
        }
        QVERIFY(must(run(request())).isComplete);
        QCOMPARE(readable("p1"), std::size_t{0});
        for (const KeyRow &row : rowsOf("p1"))
            QVERIFY(row.state == KeyState::Destroyed && row.epoch < m_keys->epoch());
    }

    /// Anybody who may append can write such an event; only the vault can prove it.
    void forgedEvidenceLocksNobodyOut() {
        const NewEvent forged = SealedShop::event(
            "forged", "SubjectErased", R"({"erasureId":"X-1","subject":"af4d9ab1c019134f1f22974f4efdfe05"})");
        must(m_shop->append("evil", forged));
        QCOMPARE(must(catchUpWithErasures(m_shop->store->reader(), *m_ledger, *m_keys, {})), std::size_t{0});
        QVERIFY(must(run(request())).isComplete);
        // The real one, without its ledger, in front of a vault from before.
        auto fresh = must(ErasureLedger::openCopy(m_shop->path("none.ledger"), *m_keys));
        QCOMPARE(must(catchUpWithErasures(m_shop->store->reader(), fresh, *m_keys, {})), std::size_t{0});
    }

    /// A mistyped id or purpose must not read as somebody who was erased.
    void whoIsNotKnownIsRefused() {
        fill();
        ErasureRequest nobody = request("nobody");
        const auto refused = run(nobody);
        QCOMPARE(refused.error().kind, ErrorKind::NotFound);
        QVERIFY(refused.error().hint.find("Check the id") != std::string::npos);
        ErasureRequest other = request();
        other.purposes = {"nosuch"};
        const auto wrong = run(other);
        QCOMPARE(wrong.error().kind, ErrorKind::Invalid);
        QVERIFY2(wrong.error().hint.find("membership") != std::string::npos, wrong.error().hint.c_str());
        QVERIFY(m_ledger->entries().empty());
        nobody.unknown = UnknownSubject::Allow;
        QVERIFY(must(run(nobody)).isComplete);
        QVERIFY(must(m_keys->isErased(must(m_keys->bindingOf({"nobody"})), "membership")));
        QVERIFY(must(run(request("p1", "E-2"))).isComplete);
    }

    /// It would be found everywhere, and take every snapshot with it.
    void textsThatAreTooShortAreNotLookedFor() {
        fill();
        const auto refused = run(request(), {"Name of p1", "abc"});
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        QVERIFY2(refused.error().message.find("4 bytes") != std::string::npos, refused.error().message.c_str());
        QVERIFY(m_ledger->entries().empty());
        QVERIFY(run(request(), {"Name of p1", "abcd"}).has_value());
    }

    void idsOfErasuresAreNoOptions() {
        fill();
        for (const char *id : {"-E", "_E", "", "E 1"})
            QCOMPARE(run(request("p1", id)).error().kind, ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
    }

    void whatIsKeptNamesNobody() {
        fill();
        const auto kind = [&](const std::function<void(ErasureRequest &)> &change) {
            ErasureRequest what = request();
            change(what);
            const auto done = run(what, {"Name of p1"});
            return done ? std::string("done") : done.error().hint;
        };
        const std::string names = "It is kept for ever: keep names out of the ledger";
        QCOMPARE(kind([](auto &what) { what.reason = "asked by name of P1 himself"; }), names);
        QCOMPARE(kind([](auto &what) { what.by = "P1"; }), names);
        QCOMPARE(kind([](auto &what) { what.second = "p1"; }), names);
        QCOMPARE(kind([](auto &what) { what.caseNumber = "Name of p1"; }), names);
        QCOMPARE(kind([](auto &what) { what.erasure = "p1"; }), names);
        QVERIFY(m_ledger->entries().empty());
        QCOMPARE(kind([](auto &what) { what.caseNumber = "p17"; }), std::string("done")); // a short id, by chance
    }

    void timesAndPeopleMakeSense() {
        fill();
        const Time now = m_shop->clock.now();
        const auto kind = [&](const std::function<void(ErasureRequest &)> &change) {
            ErasureRequest what = request();
            change(what);
            const auto done = run(what);
            return done ? ErrorKind::Internal : done.error().kind;
        };
        QCOMPARE(kind([&](auto &what) { what.receivedAt = now + std::chrono::hours(48); }), ErrorKind::Invalid);
        QCOMPARE(kind([&](auto &what) {
                     what.receivedAt = now - std::chrono::hours(48);
                     what.dueAt = now - std::chrono::hours(72);
                 }),
                 ErrorKind::Invalid);
        QCOMPARE(kind([](auto &what) { what.second = " DPO"; }), ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
        QCOMPARE(kind([&](auto &what) {
                     what.receivedAt = now - std::chrono::hours(48);
                     what.dueAt = now + std::chrono::hours(72);
                     what.second = "controller";
                 }),
                 ErrorKind::Internal);
    }

    void holdsForbidIt() {
        const SubjectBinding subject = must(m_keys->bindingOf({"p1"}));
        const Json why = Json::object({{"reason", Json::string("court order")}});
        must(m_ledger->add(m_shop->clock.now(), "hold", {}, subject, why));
        const auto refused = run(request());
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("court order") != std::string::npos);
        QCOMPARE(readable("p1"), std::size_t{2});
        QVERIFY(must(run(request("p2", "E-2"))).isComplete); // others are not held
        const auto number = static_cast<std::int64_t>(m_ledger->entries().front().number);
        must(
            m_ledger->add(m_shop->clock.now(), "release", {}, subject, Json::object({{"hold", Json::number(number)}})));
        QVERIFY(must(run(request())).isComplete);
    }

    void oneOfAPersonAtATime() {
        must(m_ledger->add(m_shop->clock.now(), "requested", "E-0", must(m_keys->bindingOf({"p1"})),
                           Json::object({{"purposes", Json::array({})}})));
        const auto refused = run(request());
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("E-0") != std::string::npos);
        QCOMPARE(run(request("p2", "E-0")).error().kind, ErrorKind::Refused); // and an id is one person's
        QVERIFY(must(run(request("p1", "E-0"))).isComplete);
    }

    void onlySomePurposes() {
        ErasureRequest some = request();
        some.purposes = {"membership"};
        QVERIFY(must(run(some)).isComplete);
        const auto shown = m_shop->shown();
        QVERIFY(shown[0].find("shredded") != std::string::npos);
        QVERIFY(shown[1].find("Lane p1") != std::string::npos); // kept for another purpose
    }

    /// T22. The store's log cannot be emptied while a reader of an older state is there.
    void aReaderOfTheStoreKeepsItOpen() {
        if (SealedShop::isOnServer()) return;
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        world.settle = [this](const JobControl &job) {
            return settleStore(m_shop->path("shop.evdb"), std::chrono::milliseconds(300), job);
        };
        const auto logBytes = [this] {
            return QFileInfo(QString::fromStdString(m_shop->path("shop.evdb-wal"))).size();
        };
        QProcess reader;
        reader.start(QStringLiteral("sqlite3"), {QString::fromStdString(m_shop->path("shop.evdb"))});
        QVERIFY2(reader.waitForStarted(), "sqlite3 does not start; sh tests/run.sh installs it");
        reader.write("BEGIN; SELECT count(*) FROM events;\n");
        QVERIFY(reader.waitForReadyRead());
        const std::string who = "process " + std::to_string(reader.processId()) + " (sqlite3)";
        const ErasureResult held = must(erase(world, request(), {}, {}));
        QVERIFY(!held.isComplete);
        QCOMPARE(held.open.size(), std::size_t{1});
        QVERIFY2(held.open.front().find("remnants are possible") != std::string::npos &&
                     held.open.front().find(who) != std::string::npos,
                 held.open.front().c_str());
        QVERIFY(logBytes() > 0);
        QVERIFY(!must(verifyErasure(world, "E-1", {"p1"}, {}, {})).isComplete); // still there
        const ErasureReport told = must(erasureReport(*m_ledger, *m_keys, "E-1"));
        QVERIFY(!told.isComplete && told.json.find(who) != std::string::npos);
        QVERIFY(told.json.find("shop.evdb") == std::string::npos);
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished());
        QVERIFY(must(verifyErasure(world, "E-1", {"p1"}, {}, {})).isComplete);
        QCOMPARE(logBytes(), qint64{0});
        QVERIFY(must(erasureReport(*m_ledger, *m_keys, "E-1")).isComplete);
    }

    /// Reading never writes.
    void aVerificationThatOnlyLooksWritesNothing() {
        fill();
        must(run(request()));
        const std::string copy = m_shop->path("copy.jsonl");
        const auto exported = [&] { // by somebody who had it from before, and put it back
            std::ofstream(copy) << "Name of p1";
            RegisteredExport made;
            made.kind = "test";
            made.path = copy;
            made.bytes = 10;
            made.hash = must(hashOfFile(copy, {}));
            const SubjectBinding person = must(m_keys->bindingOf({"p1"}));
            must(registerExport(*m_ledger, *m_keys, m_shop->clock.now(), {&person, 1}, made));
        };
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const auto verify = [&](const ErasureStore &store) {
            const ErasureWorld world{store, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
            return must(verifyErasure(world, "E-1", {"p1"}, {}, {}));
        };
        const auto written = [&] {
            return std::tuple(contentOf(m_shop->path("shop.ledger")), m_ledger->entries().size(), m_keys->epoch(),
                              readAll(raw->reader()).size());
        };
        const auto before = written();
        const ErasureResult looked = verify(raw->reader());
        QVERIFY(looked.isComplete && !looked.checks.empty());
        QVERIFY(written() == before);
        exported();
        const auto withCopy = written();
        const ErasureResult found = verify(raw->reader());
        QVERIFY(!found.isComplete && found.open.size() == 1);
        QVERIFY2(found.open.front().find("--write deletes") != std::string::npos, found.open.front().c_str());
        QVERIFY(std::filesystem::exists(copy));
        QVERIFY(written() == withCopy);
        // The control: with a pen it is done, and told.
        QVERIFY(verify(*raw).isComplete);
        QVERIFY(!std::filesystem::exists(copy));
        QVERIFY(written() != withCopy);
    }

    /// What an interrupted erasure has not done is not done by looking.
    void lookingTellsWhichStepsAreMissing() {
        fill();
        struct Killed {};
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        world.onAct = [](std::string_view act) {
            if (act == acts::kDestroyed) throw Killed();
        };
        QVERIFY_EXCEPTION_THROWN((void)erase(world, request(), {}, {}), Killed);
        const ErasureWorld looking{raw->reader(), protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        const auto before = m_ledger->entries().size();
        const ErasureResult found = must(verifyErasure(looking, "E-1", {"p1"}, {}, {}));
        QVERIFY(!found.isComplete);
        QCOMPARE(found.open.size(), std::size_t{2}); // a new epoch, and the evidence
        QCOMPARE(m_ledger->entries().size(), before);
        world.onAct = nullptr;
        QVERIFY(must(verifyErasure(world, "E-1", {"p1"}, {}, {})).isComplete);
    }

    void aLogThatCannotBeLookedAtKeepsItOpen() {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        world.settle = [](const JobControl &) -> Result<std::vector<std::string>> {
            return fail(ErrorKind::Unavailable, "the disk does not answer (/home/anna.meier/shop.evdb)");
        };
        const ErasureResult held = must(erase(world, request(), {}, {}));
        QVERIFY(!held.isComplete && held.open.back().find("does not answer") != std::string::npos);
        // What is kept tells of it without the names in an error.
        QVERIFY(print(m_ledger->find("E-1", "incomplete")->details).find("cannot be emptied") != std::string::npos);
        for (const LedgerEntry &entry : m_ledger->entries())
            QVERIFY(print(entry.details).find("anna.meier") == std::string::npos);
    }

    void thePolicyMayWantASecondPerson() {
        const auto raw = m_shop->openRaw();
        const auto run = [&](const ErasureRequest &what, const char *secondPerson) {
            StoreProtection protection = m_shop->protection(nullptr);
            protection.policy = must(PrivacyPolicy::parse(
                "{\"policy\": 1, \"confirmation\": {\"secondPerson\": " + std::string(secondPerson) + "}, " +
                std::string(SealedShop::kPolicy.substr(SealedShop::kPolicy.find("\"events\"")))));
            const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
            return erase(world, what, {}, {});
        };
        ErasureRequest what = request();
        for (const char *second : {"", "dpo", " DPO "}) {
            what.second = second;
            QCOMPARE(run(what, "true").error().kind, ErrorKind::Refused);
        }
        what.second = "controller 2";
        what.by.clear();
        QCOMPARE(run(what, "true").error().kind, ErrorKind::Refused);
        QVERIFY(m_ledger->entries().empty());
        QCOMPARE(readable("p1"), std::size_t{2});
        what.by = "dpo";
        QVERIFY(must(run(what, "true")).isComplete);
        QCOMPARE(m_ledger->find("E-1", "requested")->details.member("second").token(),
                 std::string_view("controller 2"));
        // One that was asked for before the policy wanted it, and one where it does not.
        must(m_ledger->add(m_shop->clock.now(), "requested", "E-2", must(m_keys->bindingOf({"p2"})),
                           Json::object({{"by", Json::string("dpo")}, {"purposes", Json::array({})}})));
        QCOMPARE(run(request("p2", "E-2"), "true").error().kind, ErrorKind::Refused);
        ErasureRequest two = request("p2", "E-2");
        two.second = "controller 2";
        QVERIFY(must(run(two, "true")).isComplete);
        QCOMPARE(m_ledger->find("E-2", "decided")->details.member("second").token(), std::string_view("controller 2"));
        QVERIFY(must(erasureReport(*m_ledger, *m_keys, "E-2")).json.find("controller 2") != std::string::npos);
        must(m_ledger->add(m_shop->clock.now(), "requested", "E-3", must(m_keys->bindingOf({"p3"})),
                           Json::object({{"by", Json::string("dpo")}, {"purposes", Json::array({})}})));
        QVERIFY(must(run(request("p3", "E-3"), "false")).isComplete);
        QVERIFY(!m_ledger->find("E-3", "decided"));
        for (const char *wrong : {R"({"secondPerson": "yes"})", R"({"second": true})", "{}", "true"})
            QVERIFY(
                !PrivacyPolicy::parse(R"({"policy": 1, "events": {}, "confirmation": )" + std::string(wrong) + "}"));
    }

    void badRequestsAreRefused() {
        for (const char *id :
             {"", "a b", "../x", "1234567890123456789012345678901234567890123456789012345678901234567"})
            QCOMPARE(run(request("p1", id)).error().kind, ErrorKind::Invalid);
        ErasureRequest without = request();
        without.reason.clear();
        QCOMPARE(run(without).error().kind, ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
    }

    /// 7.1: a vault from before the erasure does not bring anybody back.
    void aRestoredVaultIsErasedAgain() {
        const auto from = m_shop->folder.filePath(QStringLiteral("shop.vault"));
        const auto copy = m_shop->folder.filePath(QStringLiteral("old.vault"));
        QVERIFY(QFile::copy(from, copy));
        QVERIFY(must(run(request())).isComplete);
        auto old = must(KeyVault::open(copy.toStdString(), m_shop->clock));
        must(old->unlock(password("p")));
        const auto ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *old));
        const auto through = std::make_shared<StoreVault>(std::shared_ptr<KeyVault>(std::move(old)), m_shop->clock);
        QVERIFY(m_shop->shown(through).front().find("Name of p1") != std::string::npos); // it would
        QCOMPARE(must(eraseAgain(ledger, *must(through->unlocked()))), std::size_t{2});
        QVERIFY(m_shop->shown(through).front().find("shredded") != std::string::npos);
        QVERIFY(m_shop->shown(through)[2].find("Name of p2") != std::string::npos);
        QCOMPARE(must(eraseAgain(ledger, *must(through->unlocked()))), std::size_t{0});
    }

    /// A crash came between destroying again and the new epoch: the next one who looks makes it good.
    void aRotationThatIsMissingIsMade() {
        QVERIFY(must(run(request())).isComplete);
        const SubjectBinding subject = must(m_keys->bindingOf({"p1"}));
        const KeyId extra = must(m_keys->allowNewKey({"p1"}, {}));
        must(m_keys->destroyAgain(std::span(&extra, 1), subject, {}, "E-1", m_shop->clock.now()));
        const std::uint32_t before = m_keys->epoch();
        QCOMPARE(must(eraseAgain(*m_ledger, *m_keys)), std::size_t{0});
        QCOMPARE(m_keys->epoch(), before + 1);
        QCOMPARE(must(eraseAgain(*m_ledger, *m_keys)), std::size_t{0});
        QCOMPARE(m_keys->epoch(), before + 1);
    }

    /// What somebody else did to one person's key is told where it matters, and stops nobody else.
    void aChangedRowOfTheVaultIsOfOnePerson() {
        const auto rows = rowsOf("p2");
        const KeyId key = std::ranges::find(rows, std::string("membership"), &KeyRow::purpose)->key;
        reopenAfter([&] {
            auto file = must(VaultFile::open(m_shop->path("shop.vault")));
            auto row = *must(file.find(key));
            row.key.createdAt = row.key.createdAt + std::chrono::hours(1);
            must(file.put(row));
        });
        const auto shown = m_shop->shown();
        const auto holds = [&](const char *text) {
            return std::ranges::count_if(shown,
                                         [&](const std::string &each) { return each.find(text) != std::string::npos; });
        };
        QCOMPARE(holds("tampered"), 1);
        QCOMPARE(holds("Name of p2"), 0);
        QCOMPARE(holds("Name of p1"), 1);
        QCOMPARE(holds("Name of p3"), 1);
        QVERIFY(must(run(request())).isComplete);
        const auto hers = must(run(request("p2", "E-2")));
        QVERIFY(!hers.isComplete);
        QVERIFY(std::ranges::any_of(hers.open, [&](const std::string &each) {
            return each.find(toHex(key)) != std::string::npos && each.find("changed") != std::string::npos;
        }));
        QVERIFY(must(run(request("p3", "E-3"))).isComplete);
    }

    void anErasureThatTheLedgerHasLostIsTakenUp_data() {
        QTest::addColumn<bool>("isCaughtUp");
        QTest::newRow("by what the store tells of") << true;
        QTest::newRow("by what the vault says") << false;
    }
    void anErasureThatTheLedgerHasLostIsTakenUp() {
        QFETCH(const bool, isCaughtUp);
        QVERIFY(must(run(request())).isComplete);
        m_shop->clock.advanceTo(m_shop->clock.now() + std::chrono::hours(1));
        must(m_keys->allowNewKey({"p1"}, {})); // they came back: what is new is not of that erasure
        QVERIFY(QFile::remove(QString::fromStdString(m_shop->path("shop.ledger"))));
        QVERIFY(!ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys));
        const EventStore &reader = m_shop->store->reader();
        *m_ledger = must(acceptLoss(reader, m_shop->path("shop.ledger"), *m_keys, m_shop->clock.now(), {}));
        if (isCaughtUp) {
            QCOMPARE(must(catchUpWithErasures(reader, *m_ledger, *m_keys, {})), std::size_t{0});
            const StoreProtection protection = m_shop->protection(nullptr);
            const auto raw = m_shop->openRaw();
            const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
            QVERIFY(must(verifyErasure(world, "E-1", {"p1"}, {}, {})).isComplete);
        }
        QVERIFY(must(run(request())).isComplete);
        QVERIFY(must(run(request())).isComplete);
        const auto isTakenUp = [](const LedgerEntry &entry) { return entry.act == acts::kTakenUp; };
        QCOMPARE(std::ranges::count_if(m_ledger->entries(), isTakenUp), 1);
        QVERIFY(must(erasureReport(*m_ledger, *m_keys, "E-1")).isComplete);
        const auto rows = rowsOf("p1");
        QCOMPARE(std::ranges::count(rows, KeyState::Active, &KeyRow::state), 1);
        QVERIFY(must(run(request("p1", "E-2"))).isComplete);
        QCOMPARE(m_shop->shown().size(), std::size_t{10});
    }

    /// The vault is from before the erasure and the ledger is lost: the store alone tells of it, with its proof.
    void whatOnlyTheStoreTellsOfIsDestroyedOnceTheLossIsAccepted() {
        const QString from = QString::fromStdString(m_shop->path("shop.vault"));
        const QString copy = QString::fromStdString(m_shop->path("old.vault"));
        QVERIFY(QFile::copy(from, copy));
        QVERIFY(must(run(request())).isComplete);
        reopenAfter([&] {
            QVERIFY(QFile::remove(from) && QFile::rename(copy, from));
            QVERIFY(QFile::remove(QString::fromStdString(m_shop->path("shop.ledger"))));
        });
        const EventStore &reader = m_shop->store->reader();
        // The same proof over other keys is none.
        NewEvent forged = SealedShop::event("forged", "SubjectErased", {});
        for (const PlainEvent &each : readAll(reader))
            if (each.type == "SubjectErased") forged.data = each.data;
        const std::string gone = toHex(rowsOf("p1").front().key), kept = toHex(rowsOf("p2").front().key);
        const auto at = forged.data.find(gone);
        QVERIFY(at != std::string::npos);
        forged.data.replace(at, gone.size(), kept);
        must(m_shop->append("evil", forged));
        QCOMPARE(catchUpWithErasures(reader, *m_ledger, *m_keys, {}).error().kind, ErrorKind::Refused);
        *m_ledger = must(acceptLoss(reader, m_shop->path("shop.ledger"), *m_keys, m_shop->clock.now(), {}));
        QCOMPARE(must(catchUpWithErasures(reader, *m_ledger, *m_keys, {})), std::size_t{2});
        QCOMPARE(must(catchUpWithErasures(reader, *m_ledger, *m_keys, {})), std::size_t{0});
        for (const KeyRow &row : rowsOf("p1"))
            QVERIFY(row.state == KeyState::Destroyed && row.epoch < m_keys->epoch());
        for (const KeyRow &row : rowsOf("p2"))
            QCOMPARE(row.state, KeyState::Active);
        QVERIFY(must(run(request())).isComplete);
        QCOMPARE(acceptLoss(reader, m_shop->path("shop.ledger"), *m_keys, m_shop->clock.now(), {}).error().kind,
                 ErrorKind::Refused);
    }

    void theLedgerTellsWhoTouchedIt() {
        QVERIFY(must(run(request())).isComplete);
        QFile file(QString::fromStdString(m_shop->path("shop.ledger")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        const auto reading = [&](const QByteArray &bytes) {
            QFile changed(QString::fromStdString(m_shop->path("changed.ledger")));
            if (!changed.open(QIODevice::WriteOnly)) return ErrorKind::Internal;
            changed.write(bytes);
            changed.close();
            const auto read = ErasureLedger::openCopy(m_shop->path("changed.ledger"), *m_keys);
            return read ? ErrorKind::Cancelled : read.error().kind; // Cancelled: it was taken
        };
        QCOMPARE(reading(whole), ErrorKind::Cancelled);
        QCOMPARE(reading(whole.left(whole.size() - 5)), ErrorKind::Cancelled); // cut off by a crash
        for (const int at : {10, 60, 120, 200, static_cast<int>(whole.size()) - 20}) {
            QByteArray flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 1);
            QCOMPARE(reading(flipped), ErrorKind::Corrupt);
        }
        QList<QByteArray> lines = whole.split('\n');
        lines.removeAt(2);
        QCOMPARE(reading(lines.join('\n')), ErrorKind::Corrupt);
        const auto other = newVault(m_shop->path("other.vault"), m_shop->clock);
        QCOMPARE(ErasureLedger::open(m_shop->path("shop.ledger"), *other).error().kind, ErrorKind::Corrupt);
    }

    void everyWritingIsFound() {
        const std::string literal = "Zoë O'Hara-Łuk";
        const auto writings = writingsOf(literal);
        QVERIFY(writings.size() >= 10);
        for (const std::string &writing : writings) {
            for (const std::size_t before : {std::size_t{0}, std::size_t{7}, (std::size_t{4} << 20) - 3}) {
                const std::string file = m_shop->path("haystack");
                {
                    std::ofstream out(file, std::ios::binary);
                    out << std::string(before, 'x') << writing << std::string(100, 'y');
                }
                const ByteSearch found = must(searchBytes(std::vector{file}, writings, {}));
                QCOMPARE(found.hits.size(), std::size_t{1});
                QCOMPARE(found.hits.front().offset, static_cast<std::uint64_t>(before));
            }
        }
        {
            std::ofstream out(m_shop->path("haystack"), std::ios::binary);
            out << std::string(10'000'000, 'x');
        }
        QVERIFY(must(searchBytes(std::vector{m_shop->path("haystack")}, writings, {})).hits.empty());
    }
};

QTEST_GUILESS_MAIN(TestErasure)
#include "tst_erasure.moc"
