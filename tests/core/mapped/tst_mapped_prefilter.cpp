// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memory/memory_store.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/prefilter_generator.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// One event as it stands in a row.
struct Row {
    std::string stream, id, type, data, metadata;
    std::int64_t version = 0;
    Time recordedAt;
};

std::vector<Row> drawnRows(std::mt19937_64 &random) {
    StepClock clock;
    MemoryStore store(clock);
    PrefilterGenerator(random).fill(store);
    std::vector<Row> rows;
    for (const PlainEvent &event : readAll(store.reader()))
        rows.push_back({event.stream, toString(event.id), event.type, event.data, event.metadata, event.version.value,
                        event.recordedAt});
    return rows;
}

std::string insertOf(const std::string &names) {
    return "INSERT INTO events (" + names + ") VALUES ($1, $2, $3, $4, $5, $6, $7::timestamptz)";
}

} // namespace

class TestMappedPrefilter : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    void insert(const std::string &sql, const Row &row) {
        PgParameters values;
        values.text(row.stream).text(row.id).text(row.type).text(row.data);
        // No metadata at all reads as none.
        row.metadata.empty() ? values.null() : values.text(row.metadata);
        values.text(std::to_string(row.version)).text(toIso(row.recordedAt));
        m_database->PgDatabase::run(sql, values);
    }

    /// Exact on header columns, a superset where payloads are concerned, in every range and direction.
    void compareWithNative(const EventStore &store, std::mt19937_64 &random) {
        PrefilterGenerator generator(random);
        const auto all = readAll(store);
        for (int round = 0; round < rounds("EVENTSCOPE_QUERIES", 300, 5'000); ++round) {
            Query query = generator.query();
            // Positions of this store, where the generator draws numbers.
            if (query.after != kBeforeAll) query.after = all[random() % all.size()].position;
            if (query.until != kEnd) query.until = all[random() % all.size()].position;
            const bool headerOnly = query.prefilter == PrefilterGenerator::withoutPayloads(query.prefilter);
            Query everything = query;
            everything.prefilter = {};
            everything.fields = Fields::All;
            std::vector<PlainEvent> wanted;
            const BatchPtr batch = must(store.page(everything, {}));
            for (std::size_t row = 0; row < batch->rows(); ++row)
                if (matches(query.prefilter, (*batch)[row])) wanted.push_back(plain(*batch, row));
            const auto found = readAll(store, query);
            const std::string text = "round " + std::to_string(round);
            if (headerOnly) QVERIFY2(found == wanted, text.c_str());
            for (const PlainEvent &event : wanted)
                QVERIFY2(std::ranges::find(found, event) != found.end(), text.c_str());
            QVERIFY(found.size() <= batch->rows());
        }
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() { m_database->clearAll(); }

    void prefiltersAnswerAsTheNativeOnes_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("names");
        const QString names = QStringLiteral("stream_id, event_id, event_type, event_data, metadata, version, "
                                             "occurred_at");
        QTest::newRow("by clock") << "event_id UUID PRIMARY KEY, stream_id TEXT, version INT, event_type TEXT, "
                                     "event_data TEXT, metadata TEXT, occurred_at TIMESTAMPTZ NOT NULL"
                                  << names;
        QTest::newRow("by clock, without zones")
            << "event_id TEXT PRIMARY KEY, stream_id TEXT, version INT, event_type TEXT, event_data TEXT, "
               "metadata TEXT, occurred_at TIMESTAMP NOT NULL"
            << names;
        QTest::newRow("by number") << "id BIGSERIAL PRIMARY KEY, event_id VARCHAR(80), stream_id VARCHAR(80), "
                                      "version BIGINT, event_type VARCHAR(80), event_data TEXT, metadata TEXT, "
                                      "occurred_at TIMESTAMPTZ"
                                   << names;
    }
    void prefiltersAnswerAsTheNativeOnes() {
        QFETCH(QString, table);
        QFETCH(QString, names);
        std::mt19937_64 random = seededRandom();
        m_database->run("CREATE TABLE events (" + table.toStdString() + ")");
        for (const Row &row : drawnRows(random))
            insert(insertOf(names.toStdString()), row);
        compareWithNative(*m_database->open(), random);
    }

    /// A stream's name of two columns: each is looked for by its own type.
    void streamsOfTwoColumns() {
        std::mt19937_64 random = seededRandom();
        m_database->run("CREATE TABLE events (id UUID PRIMARY KEY, aggregate_type TEXT, aggregate_id TEXT, event_type "
                        "TEXT, data TEXT, metadata TEXT, version INT, created_at TIMESTAMPTZ NOT NULL)");
        for (const Row &row : drawnRows(random)) {
            const auto cut = row.stream.rfind('-');
            if (cut == std::string::npos) continue;
            Row split = row;
            split.stream = row.stream.substr(0, cut);
            insert("INSERT INTO events (aggregate_id, aggregate_type, id, event_type, data, metadata, version, "
                   "created_at) VALUES ('" +
                       QString::fromStdString(row.stream.substr(cut + 1)).replace("'", "''").toStdString() +
                       "', $1, $2, $3, $4, $5, $6, $7::timestamptz)",
                   split);
        }
        compareWithNative(*m_database->open(), random);
    }

    void readingLeavesNoTrace() {
        std::mt19937_64 random = seededRandom();
        m_database->run(kSerialTable);
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) SELECT 'order-' || n % 3, n, "
                        "'Placed', '{}' FROM generate_series(1, 30) n");
        const auto state = [&] {
            const PgResult found = m_database->run(
                "SELECT (SELECT md5(string_agg(e::text, ',' ORDER BY id)) FROM events e) || ' ' || "
                "(SELECT count(*) FROM pg_class) || ' ' || (SELECT last_value FROM events_id_seq) || ' ' || "
                "(SELECT count(*) FROM pg_locks WHERE relation = 'public.events'::regclass AND pid <> "
                "pg_backend_pid()) || ' ' || pg_snapshot_xmax(pg_current_snapshot())");
            return std::string(must(found.text(0, 0)));
        };
        const std::string before = state();
        {
            const auto store = m_database->open();
            compareWithNative(*store, random);
            (void)must(store->head({}));
            for (const auto what :
                 {CatalogueQuery::What::Streams, CatalogueQuery::What::Categories, CatalogueQuery::What::Types}) {
                CatalogueQuery query;
                query.what = what;
                (void)must(store->catalogue(query, {}));
            }
            (void)must(store->snapshots({}, {}));
        }
        QCOMPARE(state(), before);
    }
};

QTEST_GUILESS_MAIN(TestMappedPrefilter)
#include "tst_mapped_prefilter.moc"
