// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"

#include "core/open/open_models.h"
#include "core/open/open_removal.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/derived_traces.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_report.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/models/memory_read_model_store.h"
#include "tests/core/privacy/crash_clock.h"
#include "tests/core/privacy/ledger_shop.h"

#include <algorithm>
#include <functional>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kInClear = "Adalbert Quux";

/// What happens where snapshots are taken out.
enum class Does : std::uint8_t { CrashBefore, CrashAfter, Refuse, DeletePlainly };

class OtherRemoval final : public StreamRemoval {
  public:
    OtherRemoval(std::unique_ptr<StreamRemoval> inner, std::string path, Does what)
        : m_inner(std::move(inner)), m_path(std::move(path)), m_does(what) {}
    [[nodiscard]] Result<RemovedStream> remove(const StreamToRemove &wanted, const JobControl &job) override {
        return m_inner->remove(wanted, job);
    }
    [[nodiscard]] Result<RemovedSnapshots> removeSnapshots(std::span<const Snapshot> wanted,
                                                           const JobControl &job) override {
        if (m_does == Does::Refuse) return fail(ErrorKind::Refused, "Another program writes to /home/anna/shop.evdb");
        if (m_does == Does::CrashBefore) ::_exit(9);
        if (m_does == Does::DeletePlainly) return deletePlainly(wanted);
        static_cast<void>(m_inner->removeSnapshots(wanted, job));
        ::_exit(9);
    }

  private:
    /// As one takes rows from any table.
    Result<RemovedSnapshots> deletePlainly(std::span<const Snapshot> wanted) {
        auto plain = must(SqliteConnection::open(m_path, {.mode = SqliteMode::ReadWrite}));
        must(plain.run("PRAGMA secure_delete = OFF"));
        for (const Snapshot &each : wanted)
            must(plain.run("DELETE FROM snapshots WHERE stream_id = '" + each.stream.value + "'"));
        return RemovedSnapshots{wanted.size(), true, {}};
    }

    const std::unique_ptr<StreamRemoval> m_inner;
    const std::string m_path;
    const Does m_does;
};

} // namespace

/// Step 5 of an erasure: what was made of a person's events and may say more than the events do, since nobody can tell
/// what it says.
class TestErasureDerived : public QObject, LedgerShop {
    Q_OBJECT

    std::unique_ptr<ReadModelStore> m_models;
    std::function<void(std::string_view)> m_onAct; ///< told of each line of the ledger

    void open() {
        openLedger();
        m_models = must(openReadModels(m_shop->store->reader().info().identity, m_shop->path("data")));
    }
    void close() {
        m_models.reset();
        closeLedger();
    }

    void putSnapshot(const std::string &stream, const std::string &fold, const std::string &state,
                     Time takenAt = Time()) {
        Snapshot snapshot;
        snapshot.stream = {stream};
        snapshot.version = {1};
        snapshot.position = readStream(m_shop->store->reader(), stream).front().position;
        snapshot.fold = fold;
        snapshot.state = state;
        snapshot.takenAt = takenAt;
        must(m_shop->store->putSnapshot(snapshot, {}));
    }
    static std::string stateOf(const std::string &name) { return print(Json::object({{"name", Json::string(name)}})); }
    static DeadLetter letter(const std::string &person, int position, const std::string &reason) {
        DeadLetter made;
        made.event = derivedEventId("sealed", "joined " + person);
        made.position = {0, static_cast<std::uint64_t>(position)};
        made.stream = {"person-" + person};
        made.version = {1};
        made.type = "Joined";
        made.key = person;
        made.reason = reason;
        return made;
    }
    static void putLetters(ReadModelStore &models, const std::vector<DeadLetter> &letters) {
        const ModelInfo model = must(models.create({"people", {}}, ModelRole::Live, {"f"}, {}));
        must(models.commit(model, {kBeforeAll, {{0, 9}, 9, {}, {}}, {}, letters}, {}));
    }
    static std::vector<DeadLetter> lettersIn(ReadModelStore &models) {
        return must(models.letters(*must(models.find("people", ModelRole::Live, {})), kBeforeAll, 10, {}));
    }

    using OpenRemoval = decltype(ErasureWorld::openRemoval);
    [[nodiscard]] OpenRemoval removal(Clock &clock) const {
        return [this, &clock](const JobControl &job) {
            return openStreamRemoval({.address = m_shop->address()}, clock, "test", job);
        };
    }
    [[nodiscard]] OpenRemoval otherRemoval(Clock &clock, Does what) const {
        return [this, &clock, what](const JobControl &job) -> Result<std::unique_ptr<StreamRemoval>> {
            ES_ASSIGN(inner, removal(clock)(job));
            return std::make_unique<OtherRemoval>(std::move(inner), m_shop->address(), what);
        };
    }
    [[nodiscard]] std::vector<std::string> files() const {
        return {m_shop->path("shop.evdb"), m_shop->path("shop.vault"), m_shop->path("shop.ledger"), m_models->place()};
    }
    /// In the world that a program makes, but for `openRemoval`.
    Result<ErasureResult> run(const OpenRemoval &openRemoval, const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        return erase(worldOf(*raw, protection, openRemoval), request(), literals, {});
    }
    Result<ErasureResult> run(const std::vector<std::string> &literals = {}) {
        return run(removal(m_shop->clock), literals);
    }
    Result<ErasureResult> look(const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        ErasureWorld world{raw->reader(), protection, *m_keys, *m_ledger, m_models.get(), m_shop->clock, files()};
        world.openRemoval = removal(m_shop->clock);
        return verifyErasure(world, "E-1", {"p1"}, literals, {});
    }
    ErasureWorld worldOf(WritableEventStore &raw, const StoreProtection &protection, const OpenRemoval &openRemoval) {
        ErasureWorld world{raw, protection, *m_keys, *m_ledger, m_models.get(), m_shop->clock, files()};
        if (!SealedShop::isOnServer())
            world.settle = [this](const JobControl &job) {
                return settleStore(m_shop->path("shop.evdb"), std::chrono::milliseconds(300), job);
            };
        world.openRemoval = openRemoval;
        world.onAct = m_onAct;
        world.settleModels = [this](const JobControl &job) {
            if (!QFile::exists(QString::fromStdString(m_models->place()))) return Result<std::vector<std::string>>();
            return settleStore(m_models->place(), std::chrono::milliseconds(300), job, "the read models'");
        };
        return world;
    }
    ErasurePlan planned(const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection, m_models.get(), true};
        SubjectWanted wanted{{"p1"}, {}, literals};
        return must(planErasure(sources, wanted, {}, m_keys.get(), m_ledger.get(), m_shop->clock.now(), {}));
    }
    /// Of which streams and folds: "person-p2 Person".
    [[nodiscard]] std::set<std::string> snapshots() const {
        std::set<std::string> all;
        for (const Snapshot &each : must(m_shop->store->reader().snapshots({}, {})))
            all.insert(each.stream.value + ' ' + each.fold);
        return all;
    }
    [[nodiscard]] std::vector<std::string> actsWith(std::string_view part) const {
        std::vector<std::string> all;
        for (const LedgerEntry &entry : m_ledger->entriesOf("E-1"))
            if (entry.act.find(part) != std::string::npos) all.push_back(entry.act);
        return all;
    }
    [[nodiscard]] std::string report() const { return must(erasureReport(*m_ledger, *m_keys, "E-1")).json; }
    /// What the report says of an item of derived data: "2 deleted".
    [[nodiscard]] std::string tickOf(const std::string &what) const {
        const Json all = must(Json::parse(report())).member("derived");
        for (const auto &[index, item] : all.children())
            if (item.member("item").token() == what)
                return std::string(item.member("found").token()) + ' ' + std::string(item.member("result").token());
        return {};
    }
    [[nodiscard]] bool isTold(const std::string &what) const { return report().find(what) != std::string::npos; }
    static bool isOpen(const ErasureResult &result, const char *what) {
        return std::ranges::any_of(result.open,
                                   [&](const std::string &each) { return each.find(what) != std::string::npos; });
    }
    [[nodiscard]] std::size_t filesWith(const std::string &text) const {
        return must(searchBytes(files(), writingsOf(text), {})).hits.size();
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        for (const char *person : {"p1", "p2"}) {
            const std::string name(person);
            must(m_shop->append("person-" + name, SealedShop::joined(name, "Name of " + name)));
            must(m_shop->append("order-" + name, SealedShop::event("placed " + name, "Placed",
                                                                   "{\"personId\":\"" + name +
                                                                       "\",\"address\":\"Lane " + name + "\"}")));
        }
        putSnapshot("person-p1", "Person", stateOf(kInClear));
        putSnapshot("order-p1", "Order", m_shop->kept().at(1));
        putSnapshot("person-p2", "Person", stateOf("Eve Foo"));
        open();
        putLetters(*m_models,
                   {letter("p1", 1, "no row for " + std::string(kInClear)), letter("p2", 3, "no row for Eve")});
    }
    void cleanup() {
        close();
        m_shop.reset();
    }

    /// Nobody has to type what they say.
    void snapshotsOfTouchedStreamsGo() {
        const ErasurePlan plan = planned();
        QCOMPARE(plan.snapshots, std::uint64_t{2});
        QCOMPARE(snapshots().size(), std::size_t{3});
        if (!SealedShop::isOnServer()) QVERIFY(filesWith(kInClear) > 0); // the control
        const ErasureResult done = must(run());
        QVERIFY2(done.isComplete, done.open.empty() ? "" : done.open.front().c_str());
        QCOMPARE(snapshots(), (std::set<std::string>{"person-p2 Person"}));
        QCOMPARE(actsWith("snapshots"), (std::vector<std::string>{"deleting snapshots", "snapshots deleted"}));
        QVERIFY(tickOf("snapshots of touched streams").starts_with("2 deleted"));
        QVERIFY(isTold("snapshots of touched streams are gone"));
        QVERIFY(report().find(R"("state":"COMPLETE")") != std::string::npos);
        QCOMPARE(isTold("write-ahead log and its archives"), SealedShop::isOnServer());
        QCOMPARE(planned().snapshots, std::uint64_t{0});
        if (!SealedShop::isOnServer()) QCOMPARE(filesWith(kInClear), std::size_t{0});
    }

    /// T17 and its control: a row that is deleted as any other is leaves what it said in the file.
    void whatADeletedSnapshotSaidIsNowhere() {
        if (SealedShop::isOnServer()) return;
        const ErasureResult plain = must(run(otherRemoval(m_shop->clock, Does::DeletePlainly), {kInClear}));
        QVERIFY(!plain.isComplete);
        QVERIFY(isOpen(plain, "file still holds a text"));
        cleanup();
        init();
        const ErasureResult done = must(run({kInClear}));
        QVERIFY2(done.isComplete, done.open.empty() ? "" : done.open.front().c_str());
    }

    void oneThatWasTakenLaterStays() {
        QVERIFY(must(run()).isComplete);
        const Time later = m_shop->clock.now() + std::chrono::hours(1);
        putSnapshot("person-p1", "Person", "{}", later);
        QVERIFY(must(look()).isComplete);
        QVERIFY(must(run()).isComplete);
        QCOMPARE(snapshots().count("person-p1 Person"), std::size_t{1});
        // A copy of the store from before, and one that says something of them all the same.
        putSnapshot("order-p1", "Order", "{}", m_shop->clock.now() - std::chrono::hours(1));
        putSnapshot("person-p1", "Person", stateOf(kInClear), later);
        QVERIFY(!must(look({kInClear})).isComplete);
        QVERIFY(isOpen(must(look({kInClear})), "2 snapshots of streams that hold something of theirs are still there"));
        QVERIFY(!isTold("not deleted"));
        QVERIFY(must(run({kInClear})).isComplete);
        QCOMPARE(snapshots(), (std::set<std::string>{"person-p2 Person"}));
    }

    void thoseOfAnotherProgramAreTold() {
        const ErasureResult done = must(run(OpenRemoval(), {kInClear}));
        QVERIFY(!done.isComplete);
        QVERIFY(isOpen(done, "value is in clear in snapshots"));
        QCOMPARE(snapshots().size(), std::size_t{3});
        QVERIFY(actsWith("snapshots").empty());
        QVERIFY(isTold("delete them by the means of that program"));
    }

    /// T48: a removal that fails, and a reader that keeps the file from being written anew (T22).
    void whatCannotBeDeletedKeepsItOpen() {
        const ErasureResult refused = must(run(otherRemoval(m_shop->clock, Does::Refuse)));
        QVERIFY(!refused.isComplete);
        QVERIFY(isOpen(refused, "snapshots of streams that hold something of theirs are still there"));
        for (const LedgerEntry &entry : m_ledger->entries())
            QVERIFY(print(entry.details).find("/home/anna") == std::string::npos);
        QVERIFY(isTold("snapshots of touched streams that are still there") && isTold("failed: 2 are still there"));
        QVERIFY(isTold(R"("state":"INCOMPLETE")"));
        QVERIFY(must(run()).isComplete);
        QVERIFY(isTold(R"("state":"COMPLETE")"));
        QVERIFY(tickOf("snapshots of touched streams").starts_with("2 deleted"));
    }

    /// Once it was begun with what there was.
    void whatOthersPutThereMeanwhileKeepsItOpen() {
        DeadLetter placed = letter("p1", 2, "no row");
        placed.event = derivedEventId("sealed", "placed p1");
        placed.stream = {"order-p1"};
        m_onAct = [&](std::string_view act) {
            if (act == acts::kDeletingSnapshots) putSnapshot("order-p1", "Other", "{}");
            if (act == acts::kRedactingLetters) putLetters(*m_models, {letter("p1", 1, "no row"), placed});
        };
        const ErasureResult left = must(run());
        m_onAct = nullptr;
        QVERIFY(!left.isComplete);
        QVERIFY(isOpen(left, "1 snapshots of streams that hold something of theirs are still there"));
        QVERIFY(isOpen(left, "dead letters that may tell of them are still there"));
        QVERIFY(isTold(R"("state":"INCOMPLETE")"));
        QCOMPARE(actsWith("snapshots"), (std::vector<std::string>{"deleting snapshots"}));
        QCOMPARE(actsWith("dead letters"), (std::vector<std::string>{"redacting dead letters"}));
        QVERIFY(must(run()).isComplete);
        QCOMPARE(snapshots(), (std::set<std::string>{"person-p2 Person"}));
        for (const DeadLetter &each : lettersIn(*m_models))
            QCOMPARE(each.reason, std::string(kWithheldReason));
        QVERIFY(tickOf("snapshots of touched streams").starts_with("2 deleted"));
    }

    void aReaderKeepsItOpen() {
        if (SealedShop::isOnServer()) return;
        {
            auto reader = must(SqliteConnection::open(m_shop->path("shop.evdb"), {.mode = SqliteMode::ReadOnly}));
            must(reader.run("BEGIN; SELECT count(*) FROM snapshots"));
            const ErasureResult held = must(run());
            QVERIFY(!held.isComplete);
            QVERIFY(isOpen(held, "what deleted snapshots said may still be in the files of the store"));
        }
        QCOMPARE(actsWith("snapshots"), (std::vector<std::string>{"deleting snapshots"}));
        QVERIFY(must(run()).isComplete); // there are none any more, and the file is cleaned
        QCOMPARE(actsWith("snapshots"), (std::vector<std::string>{"deleting snapshots", "snapshots deleted"}));
        QVERIFY(tickOf("snapshots of touched streams").starts_with("2 deleted"));
    }

    void deadLettersAreRedacted_data() {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("in the user's file") << false;
        QTest::newRow("in memory") << true;
    }
    void deadLettersAreRedacted() {
        QFETCH(const bool, isInMemory);
        if (isInMemory) {
            m_models = std::make_unique<MemoryReadModelStore>();
            putLetters(*m_models,
                       {letter("p1", 1, "no row for " + std::string(kInClear)), letter("p2", 3, "no row for Eve")});
        }
        const auto before = lettersIn(*m_models);
        must(m_models->skip(*must(m_models->find("people", ModelRole::Live, {})), before.front().event,
                            std::string(kInClear) + " left", m_shop->clock.now(), {}));
        QCOMPARE(planned().letters, (std::map<std::string, std::uint64_t>{{"people", 1}}));
        QVERIFY(planned({kInClear}).inClear.empty());
        const ErasureResult done =
            must(run(isInMemory ? std::vector<std::string>{} : std::vector{std::string(kInClear)}));
        QVERIFY2(done.isComplete, done.open.empty() ? "" : done.open.front().c_str());
        const auto after = lettersIn(*m_models);
        QCOMPARE(after.size(), std::size_t{2});
        QCOMPARE(after[0].reason, std::string(kWithheldReason));
        QCOMPARE(after[0].skipReason.value_or(""), std::string(kWithheldReason));
        QVERIFY(after[0].event == before[0].event && after[0].position == before[0].position);
        QVERIFY(after[0].stream == before[0].stream && after[0].key == "p1" && after[0].type == "Joined");
        QVERIFY(after[1] == before[1]); // somebody else's
        QVERIFY(must(m_models->find("people", ModelRole::Live, {}))->checkpoint.position == (Position{0, 9}));
        QCOMPARE(actsWith("dead letters"),
                 (std::vector<std::string>{"redacting dead letters", "dead letters redacted"}));
        QCOMPARE(tickOf("dead letters of people"), std::string("1 redacted"));
        QVERIFY(isTold("dead letters that may tell of them are redacted"));
        QVERIFY(planned().letters.empty());
        QVERIFY(must(run({kInClear})).isComplete);
        QCOMPARE(actsWith("dead letters").size(), std::size_t{2}); // once
    }

    /// A key that is a text of theirs goes, too; one that is their id stays, as it does in rows.
    void aKeyThatSaysSomethingGoes() {
        DeadLetter named = letter("p2", 3, "no row");
        named.key = kInClear;
        putLetters(*m_models, {letter("p1", 1, "no row"), named});
        QVERIFY(must(run({kInClear})).isComplete);
        const auto after = lettersIn(*m_models);
        QVERIFY(after[0].key == "p1" && after[1].key.empty());
    }

    /// Whoever looks says what would be done, and does it not.
    void lookingRedactsNothing() {
        QVERIFY(must(run()).isComplete);
        putLetters(*m_models, {letter("p1", 1, "no row for " + std::string(kInClear))});
        const auto before = lettersIn(*m_models);
        const ErasureResult found = must(look());
        QVERIFY(!found.isComplete && isOpen(found, "dead letters that may tell of them are still there"));
        QVERIFY(lettersIn(*m_models) == before);
        QVERIFY(must(run()).isComplete);
        QCOMPARE(lettersIn(*m_models).front().reason, std::string(kWithheldReason));
    }

    /// T19 with something to take away: the process ends before each thing that the ledger is told.
    void afterACrashAnywhereItGoesOn() {
        bool isDone = false;
        for (int crash = 1; !isDone; ++crash) {
            QVERIFY(crash < 30);
            cleanup();
            init();
            isDone = runAndCrash([&](Clock &clock) { return removal(clock); }, crash);
            checkItWentOn();
        }
    }
    void afterACrashInTheRemovalItGoesOn() {
        for (const Does what : {Does::CrashBefore, Does::CrashAfter}) {
            cleanup();
            init();
            QVERIFY(!runAndCrash([&](Clock &clock) { return otherRemoval(clock, what); }, 1000));
            QCOMPARE(snapshots().size(), std::size_t{what == Does::CrashBefore ? 3U : 1U});
            checkItWentOn();
        }
    }

  private:
    /// In a process of its own, which dies; true: it came to its end.
    bool runAndCrash(const std::function<OpenRemoval(Clock &)> &removalWith, int crash) {
        m_models.reset();
        closeAll();
        const pid_t child = ::fork();
        if (child == 0) {
            CrashClock clock(crash);
            SystemClock system;
            const std::shared_ptr<KeyVault> keys = must(KeyVault::open(m_shop->path("shop.vault"), system));
            must(keys->unlock(password("p")));
            auto ledger = must(ErasureLedger::open(m_shop->path("shop.ledger"), *keys));
            const auto raw = m_shop->openRaw();
            const auto models = must(openReadModels(raw->reader().info().identity, m_shop->path("data")));
            const StoreProtection protection{raw->reader().info().identity.id,
                                             std::make_shared<StoreVault>(keys, system), m_shop->policy};
            ErasureWorld world{*raw, protection, *keys, ledger, models.get(), clock, {}};
            world.openRemoval = removalWith(system);
            world.settleModels = [&](const JobControl &job) {
                return settleStore(models->place(), std::chrono::milliseconds(300), job);
            };
            const auto done = erase(world, request(), {}, {});
            ::_exit(done && done->isComplete ? 0 : 7);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        m_shop->reopen();
        open();
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 9))
            qFatal("it ended with %d", status);
        return WEXITSTATUS(status) == 0;
    }
    void checkItWentOn() {
        const ErasureResult result = must(run({kInClear}));
        QVERIFY2(result.isComplete, result.open.empty() ? "" : result.open.front().c_str());
        QCOMPARE(snapshots(), (std::set<std::string>{"person-p2 Person"}));
        const auto letters = lettersIn(*m_models);
        QCOMPARE(letters[0].reason, std::string(kWithheldReason));
        QCOMPARE(letters[1].reason, std::string("no row for Eve"));
        for (const char *once : {"deleting snapshots", "snapshots deleted", "redacting dead letters",
                                 "dead letters redacted", "tombstoned"})
            QCOMPARE(actsWith(once).size(), std::size_t{1});
        QVERIFY(tickOf("snapshots of touched streams").starts_with("2 deleted"));
        QCOMPARE(tickOf("dead letters of people"), std::string("1 redacted"));
    }
};

QTEST_GUILESS_MAIN(TestErasureDerived)
#include "tst_erasure_derived.moc"
