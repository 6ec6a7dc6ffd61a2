// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_session.h"
#include "tests/core/postgres_store/faulty_postgres.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

using Fault = FaultProxy::Fault;
using Way = FaultProxy::Way;

namespace {

constexpr std::size_t kEvents = 400;

/// Ends the program when nothing has been heard of the test for a minute: then something hangs.
class Watchdog {
  public:
    Watchdog() : m_thread([this] { watch(); }) {}
    ~Watchdog() {
        {
            const std::scoped_lock lock(m_mutex);
            m_ends = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    void alive() {
        const std::scoped_lock lock(m_mutex);
        ++m_beats;
        m_changed.notify_all();
    }

  private:
    void watch() {
        std::unique_lock lock(m_mutex);
        while (!m_ends) {
            const int before = m_beats;
            if (!m_changed.wait_for(lock, std::chrono::minutes(1), [&] { return m_ends || m_beats != before; }))
                qFatal("A call does not come back");
        }
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_beats = 0;     // guarded by m_mutex
    bool m_ends = false; // guarded by m_mutex
    std::thread m_thread;
};

/// Somebody who reads a whole store, and begins again where an error came in between.
class Reader {
  public:
    explicit Reader(const PgAddress &address) : m_address(address) {}

    /// Opens, looks at the head, reads two pages, then scans what is left. Throws at an error that is not transient.
    [[nodiscard]] std::vector<PlainEvent> readEverything() {
        m_seen.clear();
        m_failures = 0;
        const auto store = insist<std::shared_ptr<const EventStore>>([&] { return openPostgresStore(m_address, {}); });
        if (insist<Head>([&] { return store->head({}); }).last.minor != kEvents) throw std::runtime_error("other head");
        for (int page = 0; page < 2; ++page) {
            Query query = rest();
            query.rowsMax = 60;
            take(*insist<BatchPtr>([&] { return store->page(query, {}); }));
        }
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            take(*batch);
            return Flow::More;
        });
        insist<ScanEnd>([&] { return store->scan(rest(), sink, {}); });
        return m_seen;
    }
    [[nodiscard]] int failures() const { return m_failures; }

  private:
    [[nodiscard]] Query rest() const {
        Query query;
        query.fields = Fields::All;
        if (!m_seen.empty()) query.after = m_seen.back().position;
        return query;
    }
    void take(const EventBatch &batch) {
        for (std::size_t row = 0; row < batch.rows(); ++row)
            m_seen.push_back(plain(batch, row));
    }
    template <class T, class Call>
    T insist(Call &&call) {
        for (;;) {
            Result<T> result = call();
            if (result) return *std::move(result);
            ++m_failures;
            if (!result.error().isTransient() || m_failures > 20) throw std::runtime_error(describe(result.error()));
        }
    }

    const PgAddress m_address;
    std::vector<PlainEvent> m_seen;
    int m_failures = 0;
};

} // namespace

/// Reading over a network that fails, and stopping what takes long.
class TestPostgresNetwork : public QObject {
    Q_OBJECT

    std::unique_ptr<FaultyPostgres> m_server;
    std::unique_ptr<FaultDice> m_dice;
    Watchdog m_watchdog;
    StepClock m_clock;
    std::vector<PlainEvent> m_truth;

    FaultProxy &proxy() { return m_server->proxy(); }
    /// Reads everything after `arm`; empty when nothing is missing, twice, or otherwise.
    QString readThrough(int *failures = nullptr) {
        m_watchdog.alive();
        Reader reader(m_server->proxied());
        try {
            const auto seen = reader.readEverything();
            if (failures) *failures += reader.failures();
            return seen == m_truth ? QString() : QStringLiteral("%1 other rows").arg(seen.size());
        } catch (const std::exception &problem) {
            return QString::fromUtf8(problem.what());
        }
    }

  private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<FaultyPostgres>();
        m_dice = std::make_unique<FaultDice>(seededRandom());
        const auto writer = m_server->writer(m_clock);
        must(writer->append({"order-1"}, Expected::any(), m_dice->batch("some", 100), {}));
        must(writer->append({"order-2"}, Expected::any(), m_dice->batch("more", kEvents - 100), {}));
        m_truth = readAll(*must(openPostgresStore(m_server->database().address(), {})));
        QCOMPARE(m_truth.size(), kEvents);
    }
    void cleanup() {
        proxy().disarm();
        proxy().delay({});
        proxy().endAll();
    }

    void readsOverASlowNetwork() {
        proxy().delay(std::chrono::milliseconds(5));
        QCOMPARE(readThrough(), QString());
    }

    void readsOnAfterACutAtAnyByte_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("what is sent") << int(Way::ToServer);
        QTest::newRow("what is answered") << int(Way::ToClient);
    }
    void readsOnAfterACutAtAnyByte() {
        QFETCH(const int, way);
        const std::uint64_t before = proxy().passed(Way(way));
        QCOMPARE(readThrough(), QString());
        const std::uint64_t bytes = proxy().passed(Way(way)) - before;
        const int cuts = rounds("EVENTSCOPE_PG_READ_CUTS", 40, 1500);
        int failures = 0;
        for (int round = 0; round < cuts; ++round) {
            // The beginning, where most messages are, as closely as all the rows behind it.
            const std::uint64_t at = m_dice->upTo(m_dice->oneIn(2) ? bytes - 1 : std::min<std::uint64_t>(bytes, 4000));
            const bool isReset = m_dice->oneIn(2);
            proxy().arm(isReset ? Fault::Reset : Fault::Close, Way(way), at);
            const QString wrong = readThrough(&failures);
            proxy().disarm();
            const QString where = QStringLiteral("%1 at %2: ").arg(isReset ? "reset" : "close").arg(at);
            QVERIFY2(wrong.isEmpty(), qPrintable(where + wrong));
        }
        QVERIFY(failures > cuts / 2); // else nothing was cut
    }

    /// Nothing comes any more, and nobody says so: the reader gives up by itself, or when it is stopped.
    void aHalfOpenNetworkEndsByItself() {
        const int cuts = rounds("EVENTSCOPE_PG_SILENCES", 1, 6);
        for (int round = 0; round < cuts; ++round) {
            proxy().arm(Fault::Silence, Way::ToClient, 3000 + m_dice->upTo(20'000));
            int failures = 0;
            QCOMPARE(readThrough(&failures), QString());
            QVERIFY(failures > 0);
        }
    }
    void aHalfOpenNetworkEndsWhenStopped() {
        const int cuts = rounds("EVENTSCOPE_PG_STOPPED_SILENCES", 4, 60);
        const auto store = m_server->reader();
        for (int round = 0; round < cuts; ++round) {
            m_watchdog.alive();
            proxy().arm(Fault::Silence, m_dice->way(), m_dice->upTo(300));
            std::stop_source stop;
            std::thread stopper([&] {
                while (!proxy().idle())
                    std::this_thread::yield();
                stop.request_stop();
            });
            Query query;
            query.fields = Fields::All;
            const auto page = store->page(query, {.stop = stop.get_token()});
            stopper.join();
            QVERIFY(!page);
            QCOMPARE(page.error().kind, ErrorKind::Cancelled);
            QCOMPARE(must(store->page(query, {}))->rows(), kEvents);
        }
    }

    /// A request to cancel that comes late must not hit what runs next.
    void aStoppedQueryStopsNothingElse() {
        PgOptions options;
        options.weakerTls = true;
        const auto session = must(PgReadSession::open(m_server->proxied(), options, {}));
        const int stops = rounds("EVENTSCOPE_PG_STOPS", 60, 1000);
        int cancels = 0;
        for (int round = 0; round < stops; ++round) {
            m_watchdog.alive();
            // Half of them end by themselves, about when they are stopped.
            const bool isLong = m_dice->oneIn(2);
            std::stop_source stop;
            std::thread stopper([&, time = std::chrono::microseconds(m_dice->upTo(20'000))] {
                std::this_thread::sleep_for(time);
                stop.request_stop();
            });
            {
                auto snapshot = must(session->snapshot({}));
                const auto slow = snapshot.query(isLong ? "SELECT pg_sleep(60)" : "SELECT pg_sleep(0.01)",
                                                 {.stop = stop.get_token()});
                if (!slow) {
                    QCOMPARE(slow.error().kind, ErrorKind::Cancelled);
                    ++cancels;
                }
            }
            for (int next = 0; next < 3; ++next) {
                auto snapshot = must(session->snapshot({}));
                const auto answer = snapshot.query("SELECT $1::bigint", PgParameters().number(round), {});
                QVERIFY2(answer, answer ? "" : describe(answer.error()).c_str());
                QCOMPARE(must(answer->number(0, 0)), round);
            }
            stopper.join();
            QCOMPARE(m_server->number("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE "
                                      "'SELECT pg_sleep%'"),
                     0);
        }
        QVERIFY(cancels > stops / 4);
    }

    void aStoppedScanLeavesTheNextPageAlone() {
        const auto store = m_server->reader();
        const int stops = rounds("EVENTSCOPE_PG_SCAN_STOPS", 30, 500);
        for (int round = 0; round < stops; ++round) {
            m_watchdog.alive();
            std::stop_source stop;
            const std::uint64_t passed = proxy().passed(Way::ToClient);
            std::thread stopper([&, bytes = m_dice->upTo(500'000)] {
                while (proxy().passed(Way::ToClient) < passed + bytes && !stop.stop_requested())
                    std::this_thread::yield();
                stop.request_stop();
            });
            std::vector<PlainEvent> seen;
            SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
                for (std::size_t row = 0; row < batch->rows(); ++row)
                    seen.push_back(plain(*batch, row));
                return Flow::More;
            });
            Query query;
            query.fields = Fields::All;
            const auto scanned = store->scan(query, sink, {.stop = stop.get_token()});
            stop.request_stop();
            stopper.join();
            if (!scanned) QCOMPARE(scanned.error().kind, ErrorKind::Cancelled);
            QVERIFY(std::equal(seen.begin(), seen.end(), m_truth.begin()));
            QCOMPARE(must(store->page(query, {}))->rows(), kEvents);
        }
    }

    /// Cuts hit the connection that reads as well as the one that is told of news.
    void followsOnAfterCuts() {
        const int appends = rounds("EVENTSCOPE_PG_FOLLOWED", 40, 600);
        const auto writer = must(openPostgresForWriting(m_server->database().address(), m_clock, false, {}));
        std::vector<PlainEvent> seen;
        std::size_t wanted = kEvents;
        int failures = 0;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            m_watchdog.alive();
            for (std::size_t row = 0; row < batch->rows(); ++row)
                seen.push_back(plain(*batch, row));
            return seen.size() < wanted ? Flow::More : Flow::Enough;
        });
        auto store = m_server->reader();
        for (int round = 0; round < appends; ++round) {
            const auto batch = m_dice->batch("followed" + std::to_string(round), 1 + m_dice->upTo(3));
            if (m_dice->oneIn(2)) proxy().arm(m_dice->cut(), m_dice->way(), m_dice->upTo(6000));
            std::jthread writing([&] { must(writer->append({"followed-1"}, Expected::any(), batch, {})); });
            wanted += batch.size();
            while (seen.size() < wanted) {
                Query query;
                query.fields = Fields::All;
                if (!seen.empty()) query.after = seen.back().position;
                const auto followed = store->follow(query, sink, {});
                if (followed) continue;
                ++failures;
                QCOMPARE(followed.error().kind, ErrorKind::Unavailable);
            }
            writing.join();
            proxy().disarm();
        }
        QVERIFY(failures > 0);
        QCOMPARE(seen, readAll(*must(openPostgresStore(m_server->database().address(), {}))));
    }
};

QTEST_GUILESS_MAIN(TestPostgresNetwork)
#include "tst_postgres_network.moc"
