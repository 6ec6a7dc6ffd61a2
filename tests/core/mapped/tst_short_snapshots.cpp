// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_session.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/executors.h"
#include "tests/support/tier.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// What the server says of the sessions of ours that read, in milliseconds.
struct Held {
    std::int64_t open = 0; ///< transactions
    std::int64_t longestMs = 0;
    std::int64_t idleMs = 0; ///< of a transaction that waits for its client
};

Held heldNow(PgConnection &watcher) {
    const auto found =
        must(watcher.query("SELECT count(xact_start), "
                           "coalesce(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)::bigint, "
                           "coalesce(max(extract(epoch FROM clock_timestamp() - state_change) * 1000) "
                           "FILTER (WHERE state LIKE 'idle in%'), 0)::bigint "
                           "FROM pg_stat_activity WHERE application_name LIKE 'eventscope%read-only'",
                           {}));
    return {must(found.number(0, 0)), must(found.number(0, 1)), must(found.number(0, 2))};
}

} // namespace

/// An old snapshot keeps every dead row of a database: nothing that reads may hold one for long.
class TestShortSnapshots : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    void fill(bool ours, int rows) {
        m_database->clearAll();
        if (ours) {
            makeOurStore(m_database->url(), static_cast<std::size_t>(rows));
        } else {
            m_database->run(kSerialTable);
            m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) SELECT 'cart-' || n % 7, "
                            "n / 7 + 1, 'Added', jsonb_build_object('n', n) FROM generate_series(1, " +
                            std::to_string(rows) + ") n");
        }
    }
    /// A session that holds no transaction while it does not ask.
    PgConnection watcher() const { return m_database->writer(); }

    static void addStores() {
        QTest::addColumn<bool>("ours");
        QTest::newRow("our store") << true;
        QTest::newRow("their table") << false;
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }

    void noneIsHeldWhileTheSinkWorks_data() { addStores(); }
    void noneIsHeldWhileTheSinkWorks() {
        QFETCH(bool, ours);
        fill(ours, 30'000);
        const auto store = m_database->open();
        PgConnection watching = watcher();
        int batches = 0;
        std::int64_t open = 0;
        SinkOf sink([&](BatchPtr) -> Result<Flow> {
            ++batches;
            open = std::max(open, heldNow(watching).open);
            return batches % 3 == 0 ? Flow::Enough : Flow::More;
        });
        for (const Fields fields : {Fields::Header, Fields::All}) {
            Query query;
            query.fields = fields;
            must(store->scan(query, sink, {}));
            must(store->follow(query, sink, {}));
            query.rowsMax = 50;
            must(store->page(query, {}));
            open = std::max(open, heldNow(watching).open);
        }
        QCOMPARE(batches, 12);
        QCOMPARE(open, std::int64_t{0});
    }

    void theWatcherSeesWhatIsHeld() {
        auto session = must(PgReadSession::open(m_database->address(), {}, {}));
        const auto snapshot = must(session->snapshot({}));
        PgConnection watching = watcher();
        QCOMPARE(heldNow(watching).open, std::int64_t{1});
        QTRY_VERIFY(heldNow(watching).idleMs > 1'000);
    }

    /// With a helper, whose snapshots are open while the sink works, the server's clock decides.
    void noneIsOldWhenTwoRead_data() { addStores(); }
    void noneIsOldWhenTwoRead() {
        QFETCH(bool, ours);
        const int rows = rounds("EVENTSCOPE_SNAPSHOT_ROWS", 60'000, 1'000'000);
        fill(ours, rows);
        const auto store = m_database->open();
        Held worst;
        std::atomic<int> samples = 0;
        std::jthread sampler([&](const std::stop_token &stop) {
            PgConnection watching = watcher();
            while (!stop.stop_requested()) {
                const Held held = heldNow(watching);
                worst.longestMs = std::max(worst.longestMs, held.longestMs);
                worst.idleMs = std::max(worst.idleMs, held.idleMs);
                ++samples;
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
        });
        Threads threads;
        std::uint64_t seen = 0;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            seen += batch->rows();
            return Flow::More;
        });
        Query whole;
        whole.fields = Fields::All;
        must(store->scan(whole, sink, {{}, nullptr, &threads}));
        QCOMPARE(seen, static_cast<std::uint64_t>(rows));
        for (int page = 0; page < rows / 100; ++page) {
            Query query;
            query.after = {0, static_cast<std::uint64_t>(page) * 100};
            query.rowsMax = 50;
            query.fields = Fields::All;
            QCOMPARE(must(store->page(query, {}))->rows(), query.rowsMax);
        }
        sampler.request_stop();
        sampler.join();
        QVERIFY(samples > 0);
        QVERIFY2(worst.longestMs <= 10'000, std::to_string(worst.longestMs).c_str());
        QVERIFY2(worst.idleMs <= 1'000, std::to_string(worst.idleMs).c_str());
    }
};

QTEST_GUILESS_MAIN(TestShortSnapshots)
#include "tst_short_snapshots.moc"
