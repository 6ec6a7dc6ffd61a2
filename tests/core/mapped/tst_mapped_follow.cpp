// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

#include <deque>
#include <mutex>
#include <set>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr int kWriters = 3;
constexpr int kSteps = 40;
constexpr std::size_t kPreparedMax = 10;

/// Writers whose transactions overlap at random: numbers drawn early, late commits, rollbacks, prepared transactions.
/// Every event has a version of its own in its writer's stream, so that nobody waits for anybody.
class RandomWriters {
  public:
    RandomWriters(const ForeignDatabase &database, std::mt19937_64 &random) : m_random(random) {
        for (int i = 0; i < kWriters; ++i)
            m_writers.push_back({database.writer(), false, {}});
    }

    void step() {
        Writer &writer = m_writers[draw(kWriters)];
        if (!writer.isOpen) {
            if (!m_prepared.empty() && draw(4) == 0) return finishPrepared(writer);
            run(writer, "BEGIN");
            writer.isOpen = true;
            return;
        }
        switch (draw(10)) {
        case 0:
        case 1:
        case 2:
            run(writer, "SELECT nextval('public.events_id_seq')");
            writer.drawn.push_back(must(m_result.number(0, 0)));
            break;
        case 3:
        case 4:
        case 5:
            insert(writer);
            break;
        case 6:
        case 7:
            end(writer, "COMMIT");
            break;
        case 8:
            end(writer, "ROLLBACK");
            break;
        default:
            if (m_prepared.size() == kPreparedMax) return end(writer, "COMMIT");
            end(writer, "PREPARE TRANSACTION 'p" + std::to_string(++m_names) + "'");
            m_prepared.push_back("p" + std::to_string(m_names));
        }
    }
    void endAll() {
        for (Writer &writer : m_writers)
            if (writer.isOpen) end(writer, draw(3) == 0 ? "ROLLBACK" : "COMMIT");
        while (!m_prepared.empty())
            finishPrepared(m_writers[0]);
    }

  private:
    struct Writer {
        PgConnection connection;
        bool isOpen;
        std::deque<std::int64_t> drawn;
    };
    std::size_t draw(std::size_t below) { return m_random() % below; }
    void run(Writer &writer, const std::string &sql) { m_result = must(writer.connection.query(sql, {})); }
    void end(Writer &writer, const std::string &sql) {
        run(writer, sql);
        writer.isOpen = false;
        writer.drawn.clear();
    }
    void insert(Writer &writer) {
        std::string id = "DEFAULT";
        if (!writer.drawn.empty()) {
            id = std::to_string(writer.drawn.front()); // the oldest, so that holes last
            writer.drawn.pop_front();
        }
        const std::string version = std::to_string(++m_names);
        run(writer, "INSERT INTO public.events (id, stream_id, version, event_type, event_data) VALUES (" + id +
                        ", 'w-" + std::to_string(&writer - m_writers.data()) + "', " + version + ", 'X', '{}')");
    }
    void finishPrepared(Writer &writer) {
        const auto which = m_prepared.begin() + static_cast<std::ptrdiff_t>(draw(m_prepared.size()));
        run(writer, (draw(3) == 0 ? "ROLLBACK PREPARED '" : "COMMIT PREPARED '") + *which + "'");
        m_prepared.erase(which);
    }

    std::mt19937_64 &m_random;
    std::vector<Writer> m_writers;
    std::vector<std::string> m_prepared;
    int m_names = 0;
    PgResult m_result;
};

/// Reads what is settled, a piece at a time, as an index does that is kept up to date.
class SettledReader {
  public:
    explicit SettledReader(std::shared_ptr<const EventStore> store) : m_store(std::move(store)) {}
    Head look() {
        Head head = must(m_store->head({}));
        Query query;
        query.after = m_at;
        query.until = head.settled;
        if (m_at < head.settled) {
            for (const PlainEvent &event : readAll(*m_store, query))
                events.push_back(event.position.minor);
            m_at = head.settled;
        }
        return head;
    }
    std::vector<std::uint64_t> events;

  private:
    std::shared_ptr<const EventStore> m_store;
    Position m_at;
};

} // namespace

class TestMappedFollow : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    std::vector<std::uint64_t> committed(std::uint64_t after = 0) {
        std::vector<std::uint64_t> numbers;
        const PgResult found =
            m_database->run("SELECT id FROM events WHERE id > " + std::to_string(after) + " ORDER BY id");
        for (std::size_t row = 0; row < found.rows(); ++row)
            numbers.push_back(static_cast<std::uint64_t>(must(found.number(row, 0))));
        return numbers;
    }
    void insert(const std::string &stream, int version) {
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) VALUES ('" + stream + "', " +
                        std::to_string(version) + ", 'X', '{}')");
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() { m_database->clearAll(); }

    void everyEventIsReadOnceOverRandomSchedules() {
        std::mt19937_64 random = seededRandom();
        m_database->run(kSerialTable);
        RandomWriters writers(*m_database, random);
        const auto store = m_database->open();
        SettledReader reader(store);
        std::size_t skippedByNaive = 0;
        for (int schedule = rounds("EVENTSCOPE_SCHEDULES", 500, 10'000); schedule > 0; --schedule) {
            std::uint64_t naiveAt = 0; // reads what is there, and goes on behind it
            std::set<std::uint64_t> naive;
            const std::uint64_t floor = reader.events.empty() ? 0 : reader.events.back();
            const std::size_t readBefore = reader.events.size();
            for (int step = 0; step < kSteps; ++step) {
                if (random() % 3 != 0) {
                    writers.step();
                    continue;
                }
                const Head head = reader.look();
                QVERIFY(head.settled <= head.last);
                for (const Hole &hole : head.holes)
                    QVERIFY(!hole.evidence.empty() &&
                            (hole.position <= head.settled) == (hole.state == Hole::State::Dead));
                const PgResult found = m_database->run("SELECT id FROM events WHERE id > " +
                                                       std::to_string(std::max(naiveAt, floor)) + " ORDER BY id");
                for (std::size_t row = 0; row < found.rows(); ++row)
                    naive.insert(naiveAt = static_cast<std::uint64_t>(must(found.number(row, 0))));
            }
            writers.endAll();
            const Head head = reader.look();
            QVERIFY(head.settled == head.last);
            const auto wanted = committed(floor);
            const std::vector<std::uint64_t> read(reader.events.begin() + static_cast<std::ptrdiff_t>(readBefore),
                                                  reader.events.end());
            const std::string text = "schedule " + std::to_string(schedule) + ": read " + std::to_string(read.size()) +
                                     " of " + std::to_string(wanted.size());
            QVERIFY2(read == wanted, text.c_str());
            for (const std::uint64_t id : wanted)
                if (id <= naiveAt && !naive.contains(id)) ++skippedByNaive;
        }
        QVERIFY(reader.events == committed());
        QVERIFY2(skippedByNaive > 0, "the schedules must fool a naive reader, else they prove nothing");
    }

    void aFollowerYieldsEverySettledEventOnce() {
        std::mt19937_64 random = seededRandom();
        m_database->run(kSerialTable);
        const auto store = m_database->open();
        std::mutex mutex;
        std::vector<std::uint64_t> followed; // guarded by mutex
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            const std::scoped_lock lock(mutex);
            followed.insert(followed.end(), batch->minor().begin(), batch->minor().end());
            return Flow::More;
        });
        std::optional<ErrorKind> ended;
        std::jthread follower([&](const std::stop_token &stop) {
            const auto end = store->follow({}, sink, {.stop = stop});
            if (!end) ended = end.error().kind;
        });
        const auto count = [&] {
            const std::scoped_lock lock(mutex);
            return followed.size();
        };
        RandomWriters writers(*m_database, random);
        for (int step = 0; step < rounds("EVENTSCOPE_FOLLOW_STEPS", 3'000, 30'000); ++step)
            writers.step();
        writers.endAll();
        const auto wanted = committed();
        QTRY_VERIFY_WITH_TIMEOUT(count() >= wanted.size(), 60'000);
        follower.request_stop();
        follower.join();
        QVERIFY(followed == wanted);
        QVERIFY(ended == ErrorKind::Cancelled);
    }

    void aFollowerWaitsBeforeAnOpenHole() {
        m_database->run(kSerialTable);
        PgConnection early = m_database->writer();
        must(early.query("BEGIN", {}));
        must(early.query("SELECT nextval('public.events_id_seq')", {}));
        insert("a", 1);
        const auto store = m_database->open();
        const Head head = must(store->head({}));
        QVERIFY(head.last == (Position{0, 2}) && head.settled == kBeforeAll);
        QVERIFY(head.holes.size() == 1 && head.holes[0].state == Hole::State::Open);
        QCOMPARE(readAll(*store).size(), std::size_t{1}); // what is committed is shown all the same
        must(early.query("INSERT INTO public.events (id, stream_id, version, event_type, event_data) VALUES "
                         "(1, 'b', 1, 'X', '{}')",
                         {}));
        must(early.query("COMMIT", {}));
        Query query;
        query.until = {0, 2};
        std::vector<std::uint64_t> followed;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            followed.insert(followed.end(), batch->minor().begin(), batch->minor().end());
            return Flow::More;
        });
        QVERIFY(must(store->follow(query, sink, {})).reachedUntil);
        QCOMPARE(followed, (std::vector<std::uint64_t>{1, 2}));
    }

    /// A stream is followed in the order of the log, in which its events settle; read, it comes by version.
    void oneStreamIsFollowedByItself() {
        m_database->run(kSerialTable);
        for (const auto &[stream, version] : {std::pair("a", 2), {"b", 1}, {"a", 1}, {"a", 3}})
            insert(stream, version);
        const auto store = m_database->open();
        const auto followed = [&](const Selector &from) {
            Query query;
            query.from = from;
            query.until = {0, 4};
            std::vector<std::int64_t> versions;
            SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
                versions.insert(versions.end(), batch->version().begin(), batch->version().end());
                return Flow::More;
            });
            must(store->follow(query, sink, {}));
            return versions;
        };
        QCOMPARE(followed(Selector::stream({"a"})), (std::vector<std::int64_t>{2, 1, 3}));
        QCOMPARE(followed(Selector::category("b")), (std::vector<std::int64_t>{1}));
        std::vector<std::int64_t> read;
        for (const PlainEvent &event : readStream(*store, "a"))
            read.push_back(event.version.value);
        QCOMPARE(read, (std::vector<std::int64_t>{1, 2, 3}));
    }

    void numbersDrawnInAdvanceStayUnsettled() {
        m_database->run(kSerialTable);
        m_database->run("ALTER SEQUENCE events_id_seq CACHE 10");
        PgConnection other = m_database->writer();
        for (const char *version : {"1", "2"})
            must(other.query(std::string("INSERT INTO public.events (stream_id, version, event_type, event_data) "
                                         "VALUES ('b', ") +
                                 version + ", 'X', '{}')",
                             {}));
        insert("a", 1); // draws from 11 on
        const auto store = m_database->open();
        QVERIFY(!store->info().findings.empty() && store->info().findings[0].find("CACHE 10") != std::string::npos);
        const Head head = must(store->head({}));
        QVERIFY(head.settled == (Position{0, 2}) && head.last == (Position{0, 11}));
        QCOMPARE(head.holes.size(), std::size_t{8});
        QVERIFY(head.holes[0].state == Hole::State::Unsettled);
    }

    /// There the writers cannot be seen, so nothing behind a missing number is ever said to be final.
    void onAStandbyHolesStayUnsettled() {
        m_database->run(kSerialTable);
        for (int version = 1; version <= 4; ++version)
            insert("a", version);
        m_database->run("DELETE FROM events WHERE id = 3");
        QString why;
        const auto standby = PgServer::startStandby(m_database->server(), &why);
        QVERIFY2(standby, qPrintable(why));
        const auto address = must(PgAddress::parse(standby->address()));
        const auto store = must(openStore(must(PgConnection::open(address, {}, {})).address(), {}));
        const auto &findings = store->info().findings;
        QVERIFY(findings.size() == 1 && findings[0].find("is a standby") != std::string::npos);
        QCOMPARE(readAll(*store).size(), std::size_t{3});
        Query beyond;
        beyond.after = {0, 2};
        QCOMPARE(must(store->page(beyond, {}))->rows(), std::size_t{1});
        QVERIFY(!store->info().has(Capability::Append));
        StepClock clock;
        const auto writer = openForWriting(store->info().identity.address, clock, {.purpose = "append"}, {});
        QVERIFY(!writer && writer.error().kind == ErrorKind::Refused);
        QVERIFY(writer.error().message.find("standby") != std::string::npos);
        for (int look = 0; look < 2; ++look) {
            const Head head = must(store->head({}));
            QVERIFY(head.last == (Position{0, 4}) && head.settled == (Position{0, 2}));
            QVERIFY(head.holes.size() == 1 && head.holes[0].state == Hole::State::Unsettled);
        }
        m_database->run("INSERT INTO events (id, stream_id, version, event_type, event_data) VALUES (3, 'b', 1, 'X', "
                        "'{}')");
        QTRY_VERIFY_WITH_TIMEOUT(must(store->head({})).settled == (Position{0, 4}), 60'000);
    }

    /// By the clock, a transaction that began earlier gives an earlier time, whenever it commits.
    void byTheClockLateCommitsAreWaitedFor() {
        m_database->run(kAggregateTable);
        const auto store = m_database->open();
        const std::string insert =
            "INSERT INTO public.events (aggregate_id, aggregate_type, event_type, data, version) "
            "VALUES (gen_random_uuid(), 'Order', 'X', '{}', 1)";
        PgConnection early = m_database->writer();
        must(early.query("BEGIN", {}));
        must(early.query("SELECT 1", {}));
        m_database->run(insert);
        const auto isPast = [&] {
            return must(
                m_database->run("SELECT max(created_at) < clock_timestamp() - interval '2 s' FROM events").flag(0, 0));
        };
        QTRY_VERIFY_WITH_TIMEOUT(isPast(), 60'000);
        const Head held = must(store->head({}));
        QVERIFY(held.settled < held.last);
        must(early.query(insert, {}));
        must(early.query("COMMIT", {}));
        const Head head = must(store->head({}));
        QVERIFY(head.settled == head.last && head.last == held.last);
        const auto all = readAll(*store);
        QVERIFY(all.size() == 2 && all[0].recordedAt < all[1].recordedAt && all[0].position > held.settled);
    }
};

QTEST_GUILESS_MAIN(TestMappedFollow)
#include "tst_mapped_follow.moc"
