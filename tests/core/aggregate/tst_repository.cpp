// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/repository.h"

#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/first_release_user.h"
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/user.h"
#include "core/base/simulated_clock.h"
#include "core/event/metadata.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/aggregate/rival_store.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const StreamId kStream{"account-1"};
const OpenAccount kOpen{"1", "Ada", Money{10'000}};

/// A clock that moves on each time somebody looks, so that every load takes time.
class TickingClock final : public Clock {
  public:
    Time now() override { return m_now += m_step; }

  private:
    Time m_now{};
    Duration m_step{std::chrono::milliseconds(10)};
};

Snapshot snapshotOf(std::int64_t version, std::string state, int foldVersion = BankAccount::kFoldVersion) {
    return {kStream, {version}, {}, Time(), std::string(BankAccount::kName), foldVersion, std::move(state)};
}

} // namespace

class TestRepository : public QObject {
    Q_OBJECT

    using Accounts = Repository<BankAccount>;

    /// What a test stands on.
    struct World {
        SimulatedClock clock{timeOfUs(1'700'000'000'000'000)};
        MemoryStore memory{clock};
        RivalStore store{memory};
        RandomEventIds ids{clock};

        Accounts accounts(RepositoryOptions options = {}) { return {store, clock, ids, std::move(options)}; }
        /// Another writer deposits behind everybody's back.
        void deposit(Money amount) {
            Accounts other(memory, clock, ids);
            QVERIFY(other.execute(kStream, Deposit{amount}, {}, {}).has_value());
        }
        std::int64_t events() {
            Query query;
            query.from = Selector::stream(kStream);
            query.rowsMax = 1000;
            return static_cast<std::int64_t>((*memory.reader().page(query, {}))->rows());
        }
        SnapshotList snapshots() { return *memory.reader().snapshots(kStream, {}); }
    };
    static std::int64_t balance(Accounts &accounts) { return (*accounts.load(kStream, {}))->state.balance.cents; }

  private Q_SLOTS:
    void loadsNothingAsTheFirstState() {
        World world;
        auto accounts = world.accounts();
        const auto loaded = accounts.load(kStream, {});
        QVERIFY(loaded.has_value());
        QVERIFY((*loaded)->state == BankAccount::State());
        QCOMPARE((*loaded)->stream.version.value, std::int64_t(0));
    }

    void appendsWhatTheCommandMakes() {
        World world;
        auto accounts = world.accounts();
        const auto opened = accounts.execute(kStream, kOpen, {"corr", "cause", "user"}, {});
        QVERIFY(opened.has_value());
        QCOMPARE(opened->ids.size(), std::size_t(1));
        QCOMPARE(opened->appended.last.value, std::int64_t(1));
        const auto found = findEvent(world.memory.reader(), opened->ids.front(), Fields::All, {});
        const EventView event = (**found)[0];
        QVERIFY(event.type() == "AccountOpened" && event.schemaVersion() == 1);
        QVERIFY(event.data().bytes == R"({"accountId":"1","owner":"Ada","initialDeposit":100.00})");
        QVERIFY(event.metadata().bytes == R"({"correlationId":"corr","causationId":"cause","userId":"user"})");
        QVERIFY((readMetadata(event.metadata()) == MetadataFields{"corr", "cause", "user"}));
    }
    void anEventWithoutCauseNamesItself() {
        World world;
        auto accounts = world.accounts();
        const auto opened = accounts.execute(kStream, kOpen, {}, {});
        const auto found = findEvent(world.memory.reader(), opened->ids.front(), Fields::All, {});
        const std::string id = toString(opened->ids.front());
        QVERIFY((readMetadata((**found)[0].metadata()) == MetadataFields{id, id, ""}));
    }

    void refusesInPlainWordsAndWritesNothing() {
        World world;
        auto accounts = world.accounts();
        const auto refused = accounts.execute(kStream, Deposit{Money{1}}, {}, {});
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::Refused);
        QCOMPARE(refused.error().message, std::string("account-1: the account is not open"));
        QCOMPARE(world.store.appends, 0);
    }

    void decidesAnewAfterAConcurrentAppend() {
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        world.store.beforeAppend = [&] {
            world.store.beforeAppend = nullptr;
            world.deposit(Money{500});
        };
        const auto done = accounts.execute(kStream, Withdraw{Money{9'000}}, {}, {});
        QVERIFY(done.has_value());
        QCOMPARE(done->appended.last.value, std::int64_t(3));
        const auto found = findEvent(world.memory.reader(), done->ids.front(), Fields::Data, {});
        QVERIFY((**found)[0].data().bytes.ends_with(R"("balanceAfter":15.00})")); // with the other's deposit in it
        QCOMPARE(balance(accounts), std::int64_t(1'500));
    }
    void aConcurrentAppendMayMakeItRefuse() {
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        world.store.beforeAppend = [&] {
            world.store.beforeAppend = nullptr;
            Accounts other(world.memory, world.clock, world.ids);
            QVERIFY(other.execute(kStream, Withdraw{Money{9'000}}, {}, {}).has_value());
        };
        const auto done = accounts.execute(kStream, Withdraw{Money{5'000}}, {}, {});
        QVERIFY(!done && done.error().kind == ErrorKind::Refused);
        QCOMPARE(balance(accounts), std::int64_t(1'000));
    }
    void givesUpAfterItsAttempts() {
        World world;
        auto accounts = world.accounts({.attemptsMax = 3});
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        world.store.appends = 0;
        world.store.beforeAppend = [&] { world.deposit(Money{100}); };
        const auto done = accounts.execute(kStream, Deposit{Money{1}}, {}, {});
        QVERIFY(!done && done.error().kind == ErrorKind::WrongVersion);
        QCOMPARE(world.store.appends, 3);
        QCOMPARE(world.events(), std::int64_t(4));
    }

    void aWarmAggregateMeetsTheTruth_data() {
        QTest::addColumn<qint64>("withdrawn");
        QTest::newRow("decides wrongly at first") << qint64(10'000);
        QTest::newRow("would refuse wrongly") << qint64(10'300);
    }
    void aWarmAggregateMeetsTheTruth() {
        QFETCH(qint64, withdrawn);
        World world;
        auto accounts = world.accounts({.warmMax = 10});
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        world.deposit(Money{500});
        QCOMPARE(balance(accounts), std::int64_t(10'000)); // as it saw it last
        QVERIFY(accounts.execute(kStream, Withdraw{Money{withdrawn}}, {}, {}).has_value());
        QCOMPARE(balance(accounts), std::int64_t(10'500 - withdrawn));
    }
    void forgetsWarmAggregatesBeyondTheLimit() {
        World world;
        auto accounts = world.accounts({.warmMax = 2});
        for (const char *stream : {"account-1", "account-2", "account-3"}) {
            QVERIFY(accounts.execute({stream}, kOpen, {}, {}).has_value());
        }
        world.deposit(Money{500});
        QCOMPARE(balance(accounts), std::int64_t(10'500)); // read again
    }

    void goesOnFromASnapshot() {
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        world.deposit(Money{500});
        // It lies, so that one sees that it was used.
        const std::string lie = R"({"id":"1","owner":"Ada","balance":7.00,"isOpen":true,"version":1})";
        QVERIFY(world.memory.putSnapshot(snapshotOf(1, lie), {}).has_value());
        QCOMPARE(balance(accounts), std::int64_t(700 + 500));
    }
    void passesOverSnapshotsItCannotUse_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("foldVersion");
        QTest::newRow("of another fold version")
            << QByteArray(R"({"id":"1","owner":"Ada","balance":7.00,"isOpen":true,"version":1})") << 2;
        QTest::newRow("broken") << QByteArray("{") << 1;
        QTest::newRow("of another shape") << QByteArray(R"({"id":"1"})") << 1;
    }
    void passesOverSnapshotsItCannotUse() {
        QFETCH(QByteArray, state);
        QFETCH(int, foldVersion);
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        QVERIFY(world.memory.putSnapshot(snapshotOf(1, state.toStdString(), foldVersion), {}).has_value());
        QCOMPARE(balance(accounts), std::int64_t(10'000));
    }

    void takesSnapshotsByNumber() {
        World world;
        auto accounts = world.accounts({.snapshots = {.everyEvents = 3}, .warmMax = 1});
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        for (int i = 0; i < 6; ++i)
            QVERIFY(accounts.execute(kStream, Deposit{Money{100}}, {}, {}).has_value());
        const SnapshotList snapshots = world.snapshots();
        QCOMPARE(snapshots.size(), std::size_t(2));
        QCOMPARE(snapshots[0].version.value, std::int64_t(3));
        QCOMPARE(snapshots[1].version.value, std::int64_t(6));
        QCOMPARE(snapshots[1].state,
                 std::string(R"({"id":"1","owner":"Ada","balance":105.00,"isOpen":true,"version":6})"));
        QCOMPARE(snapshots[1].position.minor, std::uint64_t(6));
        QCOMPARE(snapshots[1].fold, std::string("BankAccount"));
    }
    void takesASnapshotAfterALongLoad() {
        SimulatedClock clock;
        TickingClock ticking;
        MemoryStore memory(clock);
        RandomEventIds ids(clock);
        const auto kept = [&](Duration limit) {
            Accounts accounts(memory, ticking, ids, {.snapshots = {.loadOver = limit}});
            if (!accounts.execute(kStream, Deposit{Money{100}}, {}, {})) return std::size_t(99);
            return memory.reader().snapshots(kStream, {})->size();
        };
        Accounts accounts(memory, ticking, ids);
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        QCOMPARE(kept(std::chrono::hours(1)), std::size_t(0));
        QCOMPARE(kept(std::chrono::milliseconds(1)), std::size_t(1));
    }
    void takesASnapshotByAge() {
        World world;
        auto accounts = world.accounts({.snapshots = {.ageOver = std::chrono::days(10)}});
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        const auto depositAfter = [&](std::chrono::days wait) {
            world.clock.advanceTo(world.clock.now() + wait);
            QVERIFY(accounts.execute(kStream, Deposit{Money{100}}, {}, {}).has_value());
        };
        depositAfter(std::chrono::days(9));
        QCOMPARE(world.snapshots().size(), std::size_t(0));
        depositAfter(std::chrono::days(2));
        QCOMPARE(world.snapshots().size(), std::size_t(1));
        depositAfter(std::chrono::days(9));
        QCOMPARE(world.snapshots().size(), std::size_t(1));
        depositAfter(std::chrono::days(2));
        QCOMPARE(world.snapshots().size(), std::size_t(2));
    }
    void aSnapshotThatFailsDoesNotUndoTheCommand() {
        World world;
        world.store.snapshotError = Error{ErrorKind::Unavailable, "disk full", {}, {}, {}};
        auto accounts = world.accounts({.snapshots = {.everyEvents = 1}});
        const auto done = accounts.execute(kStream, kOpen, {}, {});
        QVERIFY(done.has_value());
        QVERIFY(done->snapshotFailure && done->snapshotFailure->kind == ErrorKind::Unavailable);
        QCOMPARE(world.events(), std::int64_t(1));
    }

    void doesNotDecideOnHalfAState() {
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        NewEvent broken;
        broken.id = world.ids.next();
        broken.type = "MoneyDeposited";
        broken.data = R"({"accountId":"1"})";
        QVERIFY(world.memory.append(kStream, Expected::any(), {&broken, 1}, {}).has_value());
        const auto done = accounts.execute(kStream, Deposit{Money{1}}, {}, {});
        QVERIFY(!done && done.error().kind == ErrorKind::Corrupt);
        QVERIFY(done.error().message.find("version 2") != std::string::npos);
    }
    void passesOverTypesItDoesNotKnow() {
        World world;
        auto accounts = world.accounts();
        QVERIFY(accounts.execute(kStream, kOpen, {}, {}).has_value());
        NewEvent strange;
        strange.id = world.ids.next();
        strange.type = "LoyaltyPointsGranted";
        QVERIFY(world.memory.append(kStream, Expected::any(), {&strange, 1}, {}).has_value());
        const auto done = accounts.execute(kStream, Deposit{Money{1}}, {}, {});
        QVERIFY(done.has_value());
        QCOMPARE(done->appended.last.value, std::int64_t(3));
        const auto loaded = accounts.load(kStream, {});
        QCOMPARE((*loaded)->state.version, std::int64_t(2)); // counts the events that it knows
        QCOMPARE((*loaded)->stream.version.value, std::int64_t(3));
    }

    void readsOldReleasesThroughItsLens() {
        World world;
        Repository<FirstReleaseUser> old(world.store, world.clock, world.ids);
        QVERIFY(old.execute({"user-1"}, RegisterUser{"1", "a@example.org", "app"}, {}, {}).has_value());
        Repository<User> plain(world.store, world.clock, world.ids);
        QVERIFY(plain.execute({"user-1"}, ActivateUser{}, {}, {}).error().kind == ErrorKind::Corrupt);
        Repository<User> users(world.store, world.clock, world.ids, {.lens = *upcastingLens(sampleUpcasters())});
        QVERIFY(users.execute({"user-1"}, ActivateUser{}, {}, {}).has_value());
        QCOMPARE((*users.load({"user-1"}, {}))->state.source, std::string("unknown"));
    }
};

QTEST_APPLESS_MAIN(TestRepository)
#include "tst_repository.moc"
