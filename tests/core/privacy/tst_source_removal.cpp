// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/index/log_feed.h"
#include "core/open/open_removal.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/source_removal.h"
#include "core/store/sqlite/verify_chain.h"
#include "tests/core/privacy/transformed_shop.h"

#include <algorithm>
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
        const TransformationWorld world{*shop().store, protection, m_made->keys.get(), m_made->ledger.get(),
                                        shop().clock};
        return eventscope::removeSource(world, task, {"dpo", reason, {}}, by, {kLiteral}, files(), {});
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
    std::uint64_t filesWithLiteral() { return must(searchBytes(files(), writingsOf(kLiteral), {})).hits.size(); }

  private Q_SLOTS:
    void init() {
        m_made = std::make_unique<TransformedShop>();
        fill();
    }
    void cleanup() { m_made.reset(); }

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
        QCOMPARE(remove(task()).error().kind, ErrorKind::Refused); // it was done
        QCOMPARE(m_made->stream("note-1").size(), std::size_t{1});
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
        must(m_made->ledger->add(shop().clock.now(), acts::kHold, {}, binding, why));
        const auto refused = remove(persons);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("court order") != std::string::npos);
        QVERIFY(must(m_made->apply(task())).isComplete());
        QVERIFY(must(remove(task())).isComplete()); // nobody else is held
        must(m_made->ledger->add(shop().clock.now(), acts::kRelease, {}, binding,
                                 Json::object({{"hold", Json::number(std::int64_t{3})}})));
        for (const LedgerEntry &entry : m_made->ledger->entries())
            if (entry.act == acts::kHold)
                must(m_made->ledger->add(
                    shop().clock.now(), acts::kRelease, {}, binding,
                    Json::object({{"hold", Json::number(static_cast<std::int64_t>(entry.number))}})));
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
