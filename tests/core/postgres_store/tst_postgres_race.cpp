// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/postgres/postgres_store.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"
#include "tests/support/tier.h"

#include <QProcess>
#include <QtTest/QtTest>

#include <cstdio>
#include <mutex>
#include <set>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr int kStreams = 3;

/// Appends with exact versions until it has tried `tries` times. Prints "won STREAM VERSION NAME" for every event.
void race(const PgAddress &address, const std::string &name, int tries) {
    StepClock clock;
    auto store = must(openPostgresForWriting(address, clock, false, {}));
    std::map<std::string, Version> expected;
    std::mt19937_64 random(std::hash<std::string>{}(name));
    for (int i = 0; i < tries; ++i) {
        const std::string stream = "race-" + std::to_string(random() % kStreams);
        const std::string event = name + "-" + std::to_string(i);
        const Version at = expected[stream];
        const auto result = store->append({stream}, Expected::exactly(at), eventsNamed({event}), {});
        if (result) {
            expected[stream] = result->last;
            std::printf("won %s %lld %s\n", stream.c_str(), static_cast<long long>(result->last.value), event.c_str());
            if (result->last.value != at.value + 1) std::printf("wrong: not the version behind the expected one\n");
        } else if (result.error().kind == ErrorKind::WrongVersion && result.error().actualVersion &&
                   *result.error().actualVersion > at.value) {
            expected[stream] = {*result.error().actualVersion};
        } else {
            std::printf("wrong: %s\n", describe(result.error()).c_str());
        }
    }
}

int raceInThreads(const QStringList &arguments) {
    const PgAddress address = must(PgAddress::parse(arguments.at(2).toStdString()));
    std::vector<std::thread> threads;
    for (int i = 0; i < arguments.at(4).toInt(); ++i)
        threads.emplace_back(race, address, arguments.at(3).toStdString() + "-" + std::to_string(i),
                             arguments.at(5).toInt());
    for (std::thread &thread : threads)
        thread.join();
    return 0;
}

/// Follows a store in a thread of its own, as a window does.
class Follower {
  public:
    explicit Follower(const PgAddress &address) : m_store(must(openPostgresStore(address, {}))) {
        m_thread = std::thread([this] {
            SinkOf sink([this](const BatchPtr &batch) -> Result<Flow> {
                const std::scoped_lock lock(m_mutex);
                for (std::size_t row = 0; row < batch->rows(); ++row)
                    m_seen.push_back(plain(*batch, row));
                return Flow::More;
            });
            (void)m_store->follow({}, sink, {.stop = m_stop.get_token()});
        });
    }
    ~Follower() {
        m_stop.request_stop();
        m_thread.join();
    }
    [[nodiscard]] std::vector<PlainEvent> seen() const {
        const std::scoped_lock lock(m_mutex);
        return m_seen;
    }
    [[nodiscard]] std::vector<std::string> streams() const {
        std::vector<std::string> names;
        for (const PlainEvent &event : seen())
            names.push_back(event.stream);
        return names;
    }

  private:
    const std::shared_ptr<const EventStore> m_store;
    mutable std::mutex m_mutex;
    std::vector<PlainEvent> m_seen; // guarded by m_mutex
    std::stop_source m_stop;
    std::thread m_thread;
};

/// One append to `stream` by a function that takes what eventscope.append_events() takes.
std::string appendSql(const std::string &function, const std::string &stream) {
    return "SELECT outcome FROM eventscope." + function + "('" + stream +
           "', 'race', 'any', 0, now(), ARRAY[gen_random_uuid()], ARRAY['Happened'], ARRAY[1::bigint], "
           "ARRAY[NULL::timestamptz], ARRAY[sha256('')], ARRAY['json'], ARRAY['{}'], ARRAY[NULL::bytea], "
           "ARRAY['json'], ARRAY['{}'], ARRAY[NULL::bytea])";
}

} // namespace

/// Many writers at once: one winner a version, and nobody who follows misses an event.
class TestPostgresRace : public QObject {
    Q_OBJECT

    std::unique_ptr<PgDatabase> m_database;
    StepClock m_clock;

    PgConnection session() {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        options.lockTimeout = {};
        return must(PgConnection::open(m_database->address(), options, {}));
    }
    /// Replaces one text in `sql`, which must be there.
    static void replace(std::string &sql, const std::string &what, const std::string &by) {
        const auto at = sql.find(what);
        if (at == std::string::npos) throw std::runtime_error("not in the function: " + what);
        sql.replace(at, what.size(), by);
    }
    /// Begins an append, lets another one overtake it if it can, and commits it.
    void overtake(const std::string &function, Follower &follower) {
        PgConnection slow = session();
        must(slow.query("BEGIN", {}));
        must(slow.query(appendSql(function, "race-slow"), {}));
        std::thread fast([&] {
            PgConnection connection = session();
            must(connection.query(appendSql(function, "race-fast"), {}));
        });
        // It waits for the lock, or has been seen.
        QTRY_VERIFY_WITH_TIMEOUT(!follower.streams().empty() ||
                                     *m_database
                                             ->run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND "
                                                   "NOT granted")
                                             .number(0, 0) > 0,
                                 60'000);
        must(slow.query("COMMIT", {}));
        fast.join();
        must(slow.query(appendSql(function, "race-last"), {}));
        QTRY_VERIFY_WITH_TIMEOUT(!follower.streams().empty() && follower.streams().back() == "race-last", 60'000);
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<PgDatabase>(); }
    void init() {
        m_database->clear();
        must(openPostgresForWriting(m_database->address(), m_clock, true, {}));
    }

    void oneWinnerEachVersionAndAFollowerMissesNone() {
        const int processes = rounds("EVENTSCOPE_PG_RACERS", 2, 4);
        const int tries = rounds("EVENTSCOPE_PG_RACE_TRIES", 60, 8000);
        Follower follower(m_database->address());
        std::vector<std::unique_ptr<QProcess>> racers;
        const QString address = QString::fromStdString(m_database->server().address());
        for (int i = 0; i < processes; ++i) {
            racers.push_back(std::make_unique<QProcess>());
            racers.back()->setProcessChannelMode(QProcess::MergedChannels);
            racers.back()->start(
                QCoreApplication::applicationFilePath(),
                {QStringLiteral("--race"), address, QString::number(i), QStringLiteral("4"), QString::number(tries)});
        }
        std::set<std::pair<QByteArray, QByteArray>> won;
        for (const auto &racer : racers) {
            QVERIFY(racer->waitForFinished(-1));
            QCOMPARE(racer->exitCode(), 0);
            for (const QByteArray &line : racer->readAll().split('\n')) {
                if (line.isEmpty()) continue;
                const QList<QByteArray> words = line.split(' ');
                QVERIFY2(words.size() == 4 && words[0] == "won", line.constData());
                QVERIFY2(won.insert({words[1], words[2]}).second, "two winners of one version");
            }
        }
        qInfo("%zu of %d appends won", won.size(), processes * 4 * tries);
        QTRY_VERIFY_WITH_TIMEOUT(follower.seen().size() >= won.size(), 60'000);
        const auto seen = follower.seen();
        QCOMPARE(seen.size(), won.size());
        std::map<std::string, std::int64_t> last;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            QCOMPARE(seen[i].position.minor, i + 1);
            QCOMPARE(seen[i].version.value, ++last[seen[i].stream]);
            QVERIFY(
                won.contains({QByteArray::fromStdString(seen[i].stream), QByteArray::number(seen[i].version.value)}));
        }
    }

    void aSlowAppendIsNotOvertaken() {
        Follower follower(m_database->address());
        overtake("append_events", follower);
        QCOMPARE(follower.streams(), (std::vector<std::string>{"race-slow", "race-fast", "race-last"}));
    }

    /// The control of the test above: with numbers from a sequence and without the store's lock, an event is skipped.
    void withoutTheLockAFollowerSkips() {
        std::string sql(must(m_database
                                 ->run("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'append_events' "
                                       "AND pronamespace = 'eventscope'::regnamespace")
                                 .text(0, 0)));
        replace(sql, "append_events", "append_naively");
        replace(sql, "PERFORM pg_advisory_xact_lock(5005279793550196736);", "");
        replace(sql, "coalesce(log.global_position, 0) + n.i", "nextval('eventscope.naive')");
        m_database->run("CREATE SEQUENCE eventscope.naive");
        m_database->run(sql);
        m_database->run("DROP TRIGGER events_hold_log ON eventscope.events");
        Follower follower(m_database->address());
        overtake("append_naively", follower);
        QCOMPARE(follower.streams(), (std::vector<std::string>{"race-fast", "race-last"}));
        QCOMPARE(*m_database->run("SELECT count(*) FROM eventscope.events").number(0, 0), 3);
    }

    /// Whenever it is stopped: it is open, or there is nothing.
    void whoIsStoppedWhileItMakesTheStoreLeavesNothing() {
        StepClock clock;
        int stopped = 0;
        for (std::chrono::milliseconds delay{0}; delay < std::chrono::milliseconds(80);
             delay += std::chrono::milliseconds(2)) {
            m_database->clear();
            std::stop_source stop;
            std::jthread stopping([&] {
                std::this_thread::sleep_for(delay);
                stop.request_stop();
            });
            const auto opened = openPostgresForWriting(m_database->address(), clock, true, {stop.get_token()});
            stopping.join();
            QCOMPARE(must(holdsPostgresStore(m_database->address(), {})), opened.has_value());
            if (opened) continue;
            QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
            ++stopped;
        }
        QVERIFY(stopped > 0);
    }
};

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--race")) return raceInThreads(arguments);
    TestPostgresRace test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_postgres_race.moc"
