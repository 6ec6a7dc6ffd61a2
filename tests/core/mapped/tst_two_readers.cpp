// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/executors.h"

#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

/// A log that is long enough to be read by two sessions, in our own store and in a table with gaps and large rows.
class TestTwoReaders : public QObject {
    Q_OBJECT

    static constexpr std::int64_t kRows = 60'000;
    std::unique_ptr<ForeignDatabase> m_database;

    void makeTheirs() {
        m_database->run(kSerialTable);
        // Numbers 1 to 20,000 dense, then one of three, then far away; some rows fill a batch by their size.
        m_database->run(
            "INSERT INTO events (id, stream_id, version, event_type, event_data) SELECT CASE WHEN n <= 20000 THEN n "
            "WHEN n <= 50000 THEN n * 3 ELSE n * 3 + 5000000000 END, 'cart-' || n % 7, n / 7 + 1, 'Added', "
            "jsonb_build_object('n', n, 'filler', CASE WHEN n BETWEEN 30000 AND 30020 THEN repeat('x', 1000000) END) "
            "FROM generate_series(1, 60000) n");
        m_database->run("SELECT setval('events_id_seq', (SELECT max(id) FROM events))");
    }

    struct Seen {
        std::vector<std::uint64_t> positions;
        std::uint64_t bytes = 0;
        bool operator==(const Seen &) const = default;
    };
    static Result<Seen> scan(const EventStore &store, const Query &query, Executor *workers,
                             std::stop_source *stopAt = nullptr) {
        Seen seen;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                seen.positions.push_back((*batch)[row].position().minor);
                seen.bytes += (*batch)[row].data().bytes.size();
            }
            if (stopAt && seen.positions.size() > 20'000) stopAt->request_stop();
            return Flow::More;
        });
        const JobControl job{stopAt ? stopAt->get_token() : std::stop_token(), nullptr, workers};
        ES_TRY(store.scan(query, sink, job));
        return seen;
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }

    void everyRowComesOnceInOrder_data() {
        QTest::addColumn<bool>("ours");
        QTest::newRow("our store") << true;
        QTest::newRow("their table") << false;
    }
    void everyRowComesOnceInOrder() {
        QFETCH(bool, ours);
        m_database->clearAll();
        ours ? makeOurStore(m_database->url(), kRows) : makeTheirs();
        const auto store = m_database->open();
        Query whole, backward, part;
        backward.direction = Direction::Backward;
        part.after = {0, 5'000};
        part.until = {0, 52'000};
        for (Query query : {whole, backward, part}) {
            query.fields = Fields::All;
            const Seen alone = must(scan(*store, query, nullptr));
            Threads threads;
            const Seen together = must(scan(*store, query, &threads));
            QVERIFY(together == alone);
            QVERIFY(alone.positions.size() > 10'000);
            QVERIFY(query.direction == Direction::Forward
                        ? std::ranges::is_sorted(alone.positions)
                        : std::ranges::is_sorted(alone.positions, std::ranges::greater()));
        }
        Threads threads;
        std::stop_source stopping;
        const auto stopped = scan(*store, whole, &threads, &stopping);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QCOMPARE(must(scan(*store, whole, &threads)).positions.size(), static_cast<std::size_t>(kRows));
    }
};

QTEST_GUILESS_MAIN(TestTwoReaders)
#include "tst_two_readers.moc"
