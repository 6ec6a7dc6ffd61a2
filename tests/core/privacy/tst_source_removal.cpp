// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/index/log_feed.h"
#include "core/models/memory_read_model_store.h"
#include "core/open/open_removal.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_report.h"
#include "core/privacy/source_removal.h"
#include "core/privacy/source_traces.h"
#include "core/privacy/transformation_account.h"
#include "core/store/sqlite/verify_chain.h"
#include "tests/core/privacy/transformed_shop.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kRules = R"([{"event":"*","path":"/text","do":"remove"}])";
constexpr const char *kLiteral = "Zebediah of Lower Street";

/// Ends the process, as a crash would, before or after what it stands before.
class CrashingRemoval final : public StreamRemoval {
  public:
    CrashingRemoval(std::unique_ptr<StreamRemoval> inner, bool isBefore)
        : m_inner(std::move(inner)), m_isBefore(isBefore) {}
    [[nodiscard]] Result<RemovedStream> remove(const StreamToRemove &wanted, const JobControl &job) override {
        if (m_isBefore) ::_exit(9);
        static_cast<void>(m_inner->remove(wanted, job));
        ::_exit(9);
    }
    [[nodiscard]] Result<RemovedSnapshots> removeSnapshots(std::span<const Snapshot> wanted,
                                                           const JobControl &job) override {
        return m_inner->removeSnapshots(wanted, job);
    }

  private:
    const std::unique_ptr<StreamRemoval> m_inner;
    const bool m_isBefore;
};

} // namespace

/// A stream that goes for good, once its copy stands.
class TestSourceRemoval : public QObject {
    Q_OBJECT

    std::unique_ptr<TransformedShop> m_made;
    MemoryReadModelStore m_models;
    std::vector<std::string> m_otherFiles, m_literals;

    SealedShop &shop() { return m_made->shop; }
    void append(const std::string &stream, const NewEvent &event) { must(shop().append(stream, event)); }
    std::unique_ptr<StreamRemoval> removal() {
        return must(openStreamRemoval({.address = shop().address()}, shop().clock, "test", {}));
    }
    std::vector<std::string> files() {
        return SealedShop::isOnServer() ? std::vector<std::string>() : std::vector{shop().file().toStdString()};
    }
    Result<TransformationResult> removeBy(StreamRemoval &by, const TransformationTask &task,
                                          const std::string &reason = "Art17-1a") {
        const StoreProtection protection = shop().protection(nullptr);
        const TransformationWorld world{*shop().store,        protection,   m_made->keys.get(),
                                        m_made->ledger.get(), shop().clock, &m_models};
        SearchedFiles searched{files(), {}};
        searched.files.insert(searched.files.end(), m_otherFiles.begin(), m_otherFiles.end());
        for (const std::string &file : m_otherFiles)
            searched.roles[file] = "read models";
        return eventscope::removeSource(world, task, {"dpo", reason, {}}, by, m_literals, searched, {});
    }
    Result<TransformationResult> remove(const TransformationTask &task, const std::string &reason = "Art17-1a") {
        const auto by = removal();
        return removeBy(*by, task, reason);
    }
    SqliteConnection open() {
        return must(SqliteConnection::open(shop().file().toStdString(), {.mode = SqliteMode::ReadWrite}));
    }
    static TransformationTask task() { return TransformedShop::task("note-1", kRules); }
    /// Events of the stream lie between those of others.
    void fill() {
        for (int i = 0; i < 40; ++i) {
            const std::string n = std::to_string(i);
            append("note-1",
                   SealedShop::event("one " + n, "Noted", "{\"n\":" + n + ",\"text\":\"" + kLiteral + " came\"}"));
            append("note-2", SealedShop::event("two " + n, "Noted", "{\"n\":" + n + "}"));
        }
        append("person-p1", SealedShop::joined("p1", "Ada"));
        const Snapshot snapshot{
            {"note-1"}, {40}, {0, 79}, shop().clock.now(), "notes", 1, std::string("{\"last\":\"") + kLiteral + "\"}"};
        must(shop().store->putSnapshot(snapshot, {}));
    }
    std::vector<PlainEvent> others() {
        auto all = readAll(shop().store->reader());
        std::erase_if(all, [](const PlainEvent &event) {
            return event.stream == "note-1" || event.stream.starts_with("transformation-");
        });
        return all;
    }
    /// A read model with a row that carries the name of the person of a stream, sealed, from where it stands there.
    void project(const std::string &stream, const std::vector<DeadLetter> &letters = {}) {
        Query query;
        query.from = Selector::stream({stream});
        const auto lens = must(lensesOf({}, shop().protection(nullptr))).forKeeping;
        query.fields = Fields::Data | lens->fields();
        Json row;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(readable, lens->open(std::move(batch)));
            row = must(Json::parse(readable[0].payload().bytes));
            return Flow::More;
        });
        must(shop().store->reader().scan(query, sink, {}));
        const ModelInfo model = must(m_models.create({"people", {}}, ModelRole::Live, {"f"}, {}));
        must(m_models.commit(model, {kBeforeAll, {{0, 9}, 9, {}, {}}, {{stream, row, {0, 9}, 1}}, letters}, {}));
    }
    DeadLetter letterOf(const std::string &stream) {
        DeadLetter letter;
        letter.event = must(m_made->shop.store->reader().page(
                                [&] {
                                    Query query;
                                    query.from = Selector::stream({stream});
                                    query.fields = Fields::Id;
                                    return query;
                                }(),
                                {}))
                           ->ids()
                           .front();
        letter.position = {0, 9};
        letter.stream = {stream};
        letter.version = {1};
        letter.reason = "no such row";
        return letter;
    }
    Json evidenceData(std::string_view type) {
        Json data;
        for (const PlainEvent &event : m_made->stream("transformation-T-2"))
            if (event.type == type) data = must(Json::parse(event.data));
        return data;
    }
    std::uint64_t filesWithLiteral() { return must(searchBytes(files(), writingsOf(kLiteral), {})).hits.size(); }

  private Q_SLOTS:
    void init() {
        m_made = std::make_unique<TransformedShop>();
        m_otherFiles.clear();
        m_literals = {kLiteral};
        fill();
    }
    void cleanup() {
        must(m_models.drop("people", ModelRole::Live, {}));
        m_made.reset();
    }

    void itGoesAndAllElseStays() {
        QVERIFY(must(m_made->apply(task(), {kLiteral})).isComplete());
        const auto before = others();
        if (!SealedShop::isOnServer()) QVERIFY(filesWithLiteral() > 0); // the control
        const TransformationResult done = must(remove(task()));
        QVERIFY2(done.isComplete(), done.open.empty() ? "" : done.open.front().c_str());
        QCOMPARE(done.removed.events, std::uint64_t{40});
        QCOMPARE(done.removed.snapshots, std::uint64_t{1});
        QVERIFY(m_made->stream("note-1").empty());
        QVERIFY(others() == before);
        QVERIFY(must(shop().store->reader().snapshots({"note-1"}, {})).empty());
        QCOMPARE(m_made->stream("note-1~tT-1").size(), std::size_t{40});
        const auto evidence = m_made->stream("transformation-T-1");
        QCOMPARE(evidence.back().type, std::string("SourceRemoved"));
        QVERIFY(evidence.back().data.find("\"events\":40") != std::string::npos);
        QCOMPARE(m_made->acts(), (std::vector<std::string>{"transformation begun", "transformation verified",
                                                           "source tombstoned", "source removed"}));
        if (SealedShop::isOnServer()) {
            QVERIFY(done.removed.remaining.front().find("write-ahead log") != std::string::npos);
        } else {
            QCOMPARE(filesWithLiteral(), std::uint64_t{0});
            const StoreVerdict verdict = must(verifyChain(shop().file().toStdString(), {}));
            QVERIFY2(verdict.isSound(), verdict.faults.empty() ? "" : verdict.faults.front().what.c_str());
        }
        // What is gone is no hole, and nothing is drawn again.
        const Head head = must(shop().store->reader().head({}));
        QVERIFY(head.holes.empty() && head.settled == head.last);
        append("note-1", SealedShop::event("again", "Noted", "{}"));
        QVERIFY(m_made->stream("note-1").front().position > head.last);
        QVERIFY(must(remove(task())).isComplete()); // it was done
        QCOMPARE(m_made->apply(task()).error().kind, ErrorKind::Refused);
        QCOMPARE(m_made->stream("note-1").size(), std::size_t{1});
        QCOMPARE(m_made->stream("transformation-T-1").size(), evidence.size());
        shop().reopen();
        QVERIFY(others() == before);
    }

    /// Who has read the log before goes on, and nothing waits for what is gone.
    void readersLiveWithIt() {
        QVERIFY(must(m_made->apply(task())).isComplete());
        const std::shared_ptr<const EventStore> store(&shop().store->reader(), [](const EventStore *) {});
        Query first;
        first.rowsMax = 1;
        const auto names = must(store->page(first, {}))->dictionaryPtr();
        const auto feedOf = [&] { return LogFeed(store, std::make_shared<LogIndex>(names)); };
        LogFeed known = feedOf(), fresh = feedOf();
        must(known.read({}, {}));
        QVERIFY(must(remove(task())).isComplete());
        append("note-3", SealedShop::event("new", "Noted", "{}"));
        for (LogFeed *feed : {&known, &fresh}) {
            must(feed->read({}, {}));
            QVERIFY(!feed->state().hole);
            QCOMPARE(feed->state().settledRows, feed->state().rows);
            const Position last = feed->state().index->position(feed->state().rows - 1);
            QVERIFY(last == must(store->head({})).last);
        }
        QCOMPARE(fresh.state().rows, readAll(*store).size());
        std::uint64_t streams = 0;
        for (const auto &stream : must(store->catalogue({}, {})).streams)
            streams += stream.stream == "note-1" ? 1 : 0;
        QCOMPARE(streams, std::uint64_t{0});
    }

    void eventsStillNeverGo() {
        QVERIFY(must(m_made->apply(task())).isComplete());
        QVERIFY(must(remove(task())).isComplete());
        if (SealedShop::isOnServer()) {
            must(openForWriting(shop().address(), shop().clock, {.purpose = "test"}, {})); // looks at the triggers
            return;
        }
        SqliteConnection file = open();
        QVERIFY(!file.run("DELETE FROM events"));
        QVERIFY(!file.run("UPDATE events SET version = 9"));
        QVERIFY(!readAll(shop().store->reader()).empty());
    }

    /// The control of the check that lets gaps be.
    void aGapWithoutAnAccountIsTold() {
        if (SealedShop::isOnServer()) QSKIP("The check is of files");
        QVERIFY(must(m_made->apply(task())).isComplete());
        QVERIFY(must(remove(task())).isComplete());
        m_made->closeAll();
        must(open().run("DELETE FROM store_info WHERE name LIKE 'removed/%'"));
        QVERIFY(!must(verifyChain(shop().file().toStdString(), {})).isSound());
        shop().reopen();
    }

    void notBeforeTheCopyStands() {
        QCOMPARE(remove(task()).error().kind, ErrorKind::Refused); // there is none
        QVERIFY(must(m_made->apply(task())).isComplete());
        QCOMPARE(remove(task(), "").error().kind, ErrorKind::Invalid);
        append("note-1", SealedShop::event("late", "Noted", "{}"));
        QCOMPARE(remove(task()).error().kind, ErrorKind::Refused); // it has grown
        QVERIFY(must(m_made->apply(task())).isComplete());
        append("note-1~tT-1", SealedShop::event("foreign", "Noted", "{}"));
        QCOMPARE(remove(task()).error().kind, ErrorKind::Refused); // not sound any more
        QCOMPARE(m_made->stream("note-1").size(), std::size_t{41});
    }

    void holdsForbidIt() {
        const auto persons = TransformedShop::task("person-p1", "[]", "T-2");
        QVERIFY(must(m_made->apply(persons)).isComplete());
        const Json why = Json::object({{"reason", Json::string("court order")}});
        const auto binding = must(m_made->keys->bindingOf({"p1"}));
        const std::uint64_t hold = must(m_made->ledger->add(shop().clock.now(), acts::kHold, {}, binding, why));
        const auto refused = remove(persons);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("court order") != std::string::npos);
        QVERIFY(must(m_made->apply(task())).isComplete());
        QVERIFY(must(remove(task())).isComplete()); // nobody else is held
        must(m_made->ledger->add(shop().clock.now(), acts::kRelease, {}, binding,
                                 Json::object({{"hold", Json::number(static_cast<std::int64_t>(hold))}})));
        QVERIFY(must(remove(persons)).isComplete());
    }

    void onlyWhatIsFollowedGoes() {
        const auto by = removal();
        const auto last = m_made->stream("person-p1").back();
        QCOMPARE(by->remove({{"person-p1"}, last.version, "x"}, {}).error().kind, ErrorKind::Refused);
        QCOMPARE(by->remove({{"note-1"}, {39}, "x"}, {}).error().kind, ErrorKind::WrongVersion);
        QCOMPARE(must(by->remove({{"nothing"}, {1}, "x"}, {})).events, std::uint64_t{0});
        QCOMPARE(m_made->stream("note-1").size(), std::size_t{40});
        QCOMPARE(openStreamRemoval({.address = "memory:"}, shop().clock, "test", {}).error().kind,
                 ErrorKind::Unsupported);
        const StoreAccess readOnly{.address = shop().address(), .mayWrite = false};
        QCOMPARE(openStreamRemoval(readOnly, shop().clock, "test", {}).error().kind, ErrorKind::Refused);
        QVERIFY(removalInstructions(shop().store->reader().info(), {"note-1"}, {40}).size() >= 5);
    }

    /// Remnants stay while a reader holds the old state, and then it is said not to be over.
    void aReaderKeepsItOpen() {
        if (SealedShop::isOnServer()) QSKIP("A server's readers do not hold files");
        QVERIFY(must(m_made->apply(task(), {kLiteral})).isComplete());
        SqliteConnection reader = open();
        must(reader.run("BEGIN; SELECT count(*) FROM events"));
        const TransformationResult kept = must(remove(task()));
        QVERIFY(!kept.isComplete());
        QVERIFY(kept.open.back().find("Another reader") != std::string::npos);
        QVERIFY(m_made->stream("transformation-T-1").back().type == "SourceTombstoned");
        must(reader.run("COMMIT"));
        const TransformationResult done = must(remove(task()));
        QVERIFY2(done.isComplete(), done.open.empty() ? "" : done.open.front().c_str());
        QCOMPARE(filesWithLiteral(), std::uint64_t{0});
    }

    /// Rows carry what was sealed in the removed stream, and it opens there as before.
    void whatReadModelsKeepOfItIsTold() {
        m_literals.clear(); // of another stream
        const auto persons =
            TransformedShop::task("person-p1", R"([{"event":"*","path":"/name","do":"remove"}])", "T-2");
        QVERIFY(must(m_made->apply(persons)).isComplete());
        project("person-p1", {letterOf("person-p1")});
        const TransformationResult kept = must(remove(persons));
        QCOMPARE(kept.removed.events, std::uint64_t{1});
        QCOMPARE(kept.open.size(), std::size_t{1});
        QVERIFY2(kept.open.front().starts_with("1 row and 1 dead letter of the read model people still hold") &&
                     kept.open.front().find("projections rebuild people --drop-old") != std::string::npos,
                 kept.open.front().c_str());
        // What was told is what is recorded.
        QVERIFY(evidenceData("SourceRemoved").member("open") == Json::array({Json::string(kept.open.front())}));
        QCOMPARE(evidenceData("SourceRemoved").member("remaining").size(), kept.removed.remaining.size());
        const auto account = [&] {
            return must(transformationAccount(shop().store->reader(), {"person-p1"}, "T-2", {}));
        };
        QCOMPARE(account().open, kept.open);
        QVERIFY(account().isSourceRemoved);
        QCOMPARE(account().steps.back().by, std::string("dpo"));

        const TransformationResult again = must(remove(persons));
        QCOMPARE(again.open, kept.open);
        QCOMPARE(again.removed.events, std::uint64_t{0});
        QCOMPARE(m_made->stream("transformation-T-2").size(), std::size_t{4}); // nothing new to be told

        project("person-p1~tT-2"); // made anew
        QVERIFY(must(remove(persons)).isComplete());
        QCOMPARE(evidenceData("SourceRemovalVerified").member("open").size(), std::size_t{0});
        QCOMPARE(m_made->acts().back(), std::string("source removal verified"));
        QVERIFY(account().isComplete());
        QVERIFY(must(remove(persons)).isComplete());
        QCOMPARE(m_made->stream("transformation-T-2").size(), std::size_t{5});

        // Who begins anew under that name is another one.
        append("person-p1", SealedShop::event("again", "Joined", SealedShop::dataOf("p1", "Ada")));
        project("person-p1", {letterOf("person-p1")});
        QVERIFY(must(remove(persons)).isComplete());
        QCOMPARE(m_made->stream("person-p1").size(), std::size_t{1});
    }

    void tablesBesideTheLiveOneGoTheirOwnWay() {
        const LeftInModel live{"people", ModelRole::Live, 2, 0}, shadow{"people", ModelRole::Shadow, 0, 3},
            old{"people", ModelRole::Old, 1, 0};
        QVERIFY(sentenceOf(live).starts_with("2 rows of the read model people still hold "));
        QVERIFY(sentenceOf(shadow).find("projections cancel people") != std::string::npos);
        QVERIFY(sentenceOf(old).find("projections drop-old people") != std::string::npos);
    }

    void aFileThatHoldsATextIsToldByWhatItIs() {
        const std::string file = m_made->path("rows.sqlite");
        std::ofstream(file + "-wal") << "a row of " << kLiteral;
        m_otherFiles = {file};
        QVERIFY(must(m_made->apply(task(), {kLiteral})).isComplete());
        const TransformationResult kept = must(remove(task()));
        QVERIFY(!kept.isComplete());
        QVERIFY2(kept.open.back().starts_with("1 file still holds a text that was looked for (read models)"),
                 kept.open.back().c_str());
        QCOMPARE(kept.remnants, std::vector{file + "-wal"});
        for (const PlainEvent &event : m_made->stream("transformation-T-1"))
            QVERIFY(event.data.find("rows.sqlite") == std::string::npos);
        for (const LedgerEntry &entry : m_made->ledger->entries())
            QVERIFY(print(entry.details).find("rows.sqlite") == std::string::npos);
        std::filesystem::remove(file + "-wal");
        m_literals.clear();
        const TransformationResult unsearched = must(remove(task()));
        QCOMPARE(unsearched.open.size(), std::size_t{1});
        QVERIFY(unsearched.open.front().find("not this time") != std::string::npos);
        m_literals = {kLiteral};
        QVERIFY(must(remove(task())).isComplete());
        QVERIFY(must(transformationAccount(shop().store->reader(), {"note-1"}, "T-1", {})).isComplete());
    }

    void itsAccountSaysHowFarItHasCome() {
        const auto account = [&](const char *source = "note-1") {
            return transformationAccount(shop().store->reader(), {source}, "T-1", {});
        };
        QCOMPARE(account().error().kind, ErrorKind::NotFound);
        QVERIFY(must(m_made->apply(task())).isComplete());
        QVERIFY(must(account()).isComplete());
        QVERIFY(!must(account()).isSourceRemoved);
        QCOMPARE(must(account()).target, task().target);
        QCOMPARE(must(account()).steps.front().reason, std::string("Art17-1a"));
        QCOMPARE(account("note-2").error().kind, ErrorKind::Refused);
        const auto report = erasureReport(*m_made->ledger, *m_made->keys, "T-1");
        QCOMPARE(report.error().kind, ErrorKind::NotFound);
        QVERIFY2(report.error().hint.find("privacy transform STREAM --id T-1") != std::string::npos,
                 report.error().hint.c_str());
        QVERIFY(erasureReport(*m_made->ledger, *m_made->keys, "T-9").error().hint.find("ledger") != std::string::npos);
    }

    void afterACrashItGoesOn() {
        QVERIFY(must(m_made->apply(task(), {kLiteral})).isComplete());
        const auto before = others();
        const std::string ledgerPath = m_made->path("shop.ledger"), vaultPath = shop().vaultFile();
        for (const bool isBefore : {true, false}) {
            m_made->closeAll();
            const pid_t child = ::fork();
            if (child == 0) {
                SystemClock system;
                auto keys = std::shared_ptr<KeyVault>(must(KeyVault::open(vaultPath, system)));
                must(keys->unlock(password("p")));
                auto ledger = must(ErasureLedger::open(ledgerPath, *keys));
                const auto vault = std::make_shared<StoreVault>(keys, system);
                const auto store = sealingStore(shop().openRaw(), shop().policy, vault);
                const StoreProtection protection{store->reader().info().identity.id, vault, shop().policy};
                const TransformationWorld world{*store, protection, keys.get(), &ledger, system};
                CrashingRemoval crashing(must(openStreamRemoval({.address = shop().address()}, system, "test", {})),
                                         isBefore);
                static_cast<void>(
                    eventscope::removeSource(world, task(), {"dpo", "Art17-1a", {}}, crashing, {}, {}, {}));
                ::_exit(7);
            }
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 9);
            shop().reopen();
            m_made->openLedger();
            QVERIFY(others() == before);
            QCOMPARE(m_made->stream("note-1").size(), isBefore ? std::size_t{40} : std::size_t{0});
            QVERIFY(m_made->stream("transformation-T-1").back().type == "SourceTombstoned");
        }
        const TransformationResult done = must(remove(task()));
        QVERIFY(done.isComplete());
        const auto evidence = m_made->stream("transformation-T-1");
        QCOMPARE(evidence.size(), std::size_t{4});
        QVERIFY(evidence.back().data.find("\"events\":40") != std::string::npos);
        QCOMPARE(std::ranges::count(m_made->acts(), std::string("source tombstoned")), std::ptrdiff_t{1});
    }
};

QTEST_GUILESS_MAIN(TestSourceRemoval)
#include "tst_source_removal.moc"
