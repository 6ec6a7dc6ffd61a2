// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/mapped/mapped_fixture.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const std::string kA = "6ba7b810-9dad-11d1-80b4-00c04fd430c8", kB = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/// "order-7 1 Placed {"n": 1} {} 2026-03-01T00:00:01.000000Z"
std::string line(const PlainEvent &event) {
    return event.stream + " " + std::to_string(event.version.value) + " " + event.type + " " + event.data + " " +
           event.metadata + " " + toIso(event.recordedAt);
}

std::vector<std::string> lines(const std::vector<PlainEvent> &events) {
    std::vector<std::string> made;
    for (const PlainEvent &event : events)
        made.push_back(line(event));
    return made;
}

std::string textOf(const StoreInfo &info) {
    std::string text;
    for (const std::string &finding : info.findings)
        text += finding + "\n";
    return text;
}

bool mentions(const std::string &text, const char *part) { return text.find(part) != std::string::npos; }

/// All pages of three events, in this direction.
std::vector<PlainEvent> pages(const EventStore &store, Query query) {
    query.rowsMax = 3;
    query.fields = Fields::All;
    std::vector<PlainEvent> events;
    for (;;) {
        const BatchPtr batch = must(store.page(query, {}));
        if (batch->rows() == 0) return events;
        for (std::size_t row = 0; row < batch->rows(); ++row)
            events.push_back(plain(*batch, row));
        if (query.direction == Direction::Forward)
            query.after = events.back().position;
        else
            query.until = below(events.back().position);
    }
}

} // namespace

class TestMappedStore : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    void compareError(ErrorKind kind, std::initializer_list<const char *> parts) const {
        const auto store = m_database->tryOpen();
        QVERIFY(!store);
        const std::string text = describe(store.error());
        QVERIFY2(store.error().kind == kind, text.c_str());
        for (const char *part : parts)
            QVERIFY2(mentions(text, part), (std::string(part) + " is not in " + text).c_str());
    }
    /// What every walk over the store agrees on.
    void checkWalks(const EventStore &store, const std::vector<PlainEvent> &all) const {
        QVERIFY(pages(store, {}) == all);
        Query backward;
        backward.direction = Direction::Backward;
        auto reversed = all;
        std::ranges::reverse(reversed);
        QVERIFY(pages(store, backward) == reversed);
        for (const PlainEvent &event : all) {
            const BatchPtr found = must(findEvent(store, event.id, Fields::All, {}));
            QVERIFY(found->rows() == 1 && plain(*found, 0) == event);
        }
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() { m_database->clearAll(); }

    void theAggregateTutorial() {
        m_database->run(kAggregateTable);
        for (const std::string &row : {"'" + kA + "', 'Placed', '{\"n\": 1}', '{}', 1, '2026-03-01 00:00:01+00'",
                                       "'" + kB + "', 'Placed', '{\"n\": 2}', NULL, 1, '2026-03-01 00:00:02+00'",
                                       "'" + kA + "', 'Paid', '{\"n\": 3}', '{}', 2, '2026-03-01 00:00:03.000004+00'",
                                       "'" + kB + "', 'Shipped', '{\"n\": 4}', '{}', 2, '2026-03-01 00:00:04+00'"}) {
            m_database->run("INSERT INTO events (aggregate_type, aggregate_id, event_type, data, metadata, version, "
                            "created_at) VALUES ('Order', " +
                            row + ")");
        }
        const auto store = m_database->open();
        QCOMPARE(store->info().layout, std::string("mapped: tutorial (aggregate_id)"));
        QVERIFY(store->info().order == OrderKind::Clock);
        QCOMPARE(store->info().versionBase, 1);
        QVERIFY(store->info().has(Capability::Append) && !store->info().has(Capability::Snapshots));
        QVERIFY(mentions(textOf(store->info()), "ordered by the clock in \"created_at\""));
        QVERIFY(mentions(textOf(store->info()), "no index that begins with \"created_at\""));
        const auto all = readAll(*store);
        QCOMPARE(lines(all),
                 (std::vector<std::string>{"Order-" + kA + " 1 Placed {\"n\": 1} {} 2026-03-01T00:00:01.000000Z",
                                           "Order-" + kB + " 1 Placed {\"n\": 2}  2026-03-01T00:00:02.000000Z",
                                           "Order-" + kA + " 2 Paid {\"n\": 3} {} 2026-03-01T00:00:03.000004Z",
                                           "Order-" + kB + " 2 Shipped {\"n\": 4} {} 2026-03-01T00:00:04.000000Z"}));
        checkWalks(*store, all);
        QCOMPARE(lines(readStream(*store, "Order-" + kB)), (std::vector<std::string>{line(all[1]), line(all[3])}));
        const Head head = must(store->head({}));
        QVERIFY(head.last == all.back().position && head.settled == head.last);
        const auto streams = must(store->catalogue({}, {})).streams;
        QCOMPARE(streams.size(), std::size_t{2});
        QCOMPARE(streams[1].stream, "Order-" + kB);
        QVERIFY(streams[1].version.value == 2 && streams[1].events == 2);
        QVERIFY(streams[1].lastPosition == all[3].position && streams[1].last == all[3].recordedAt);
    }

    void theStreamTutorial() {
        m_database->run(kStreamTable);
        m_database->run("CREATE INDEX ON events (occurred_at)");
        m_database->run("INSERT INTO events SELECT gen_random_uuid(), 'cart-' || n % 2, n / 2, 'Added', "
                        "json_build_object('n', n)::jsonb, '{}', '2026-03-01Z'::timestamptz + n / 4 * interval '1 s' "
                        "FROM generate_series(0, 9) n");
        const auto store = m_database->open();
        QCOMPARE(store->info().layout, std::string("mapped: tutorial (stream_id)"));
        QCOMPARE(store->info().versionBase, 0);
        QVERIFY(!mentions(textOf(store->info()), "no index"));
        const auto all = readAll(*store);
        QCOMPARE(all.size(), std::size_t{10});
        QVERIFY(std::ranges::is_sorted(all, {}, &PlainEvent::position));
        checkWalks(*store, all);
        CatalogueQuery categories;
        categories.what = CatalogueQuery::What::Categories;
        QVERIFY(must(store->catalogue(categories, {})).categories == (std::vector<CategoryEntry>{{"cart", 2, 10}}));
        CatalogueQuery asOf;
        asOf.until = all[3].position;
        QCOMPARE(must(store->catalogue(asOf, {})).streams[0].events, std::uint64_t{2});
    }

    void aNumberOfTheServer() {
        m_database->run(kSerialTable);
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) SELECT 'cart-' || n % 3, "
                        "n / 3 + 1, 'Added', json_build_object('n', n)::jsonb FROM generate_series(0, 9) n");
        m_database->run("DELETE FROM events WHERE id = 4");
        const auto store = m_database->open();
        QVERIFY(store->info().order == OrderKind::Holes);
        QVERIFY2(store->info().findings.empty(), textOf(store->info()).c_str());
        const auto all = readAll(*store);
        QCOMPARE(all.size(), std::size_t{9});
        QVERIFY(all[0].position == (Position{0, 1}) && all[8].position == (Position{0, 10}));
        checkWalks(*store, all);
        const Head head = must(store->head({}));
        QVERIFY(head.last == (Position{0, 10}) && head.settled == head.last);
        QCOMPARE(head.holes.size(), std::size_t{1});
        QVERIFY(head.holes[0].position == (Position{0, 4}) && head.holes[0].state == Hole::State::Dead);
        QVERIFY(!head.holes[0].evidence.empty());
    }

    void otherTypesOfColumns_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("insert");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("texts and smallint")
            << "id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, event_type TEXT, data TEXT, "
               "version SMALLINT, created_at TIMESTAMP"
            << "'evt_1', '7', 'Order', 'Placed', '{\"n\":1.50}', 1, '2026-03-01 00:00:01'"
            << "Order-7 1 Placed {\"n\":1.50}  2026-03-01T00:00:01.000000Z";
        QTest::newRow("a number, without an event id")
            << "id SERIAL PRIMARY KEY, aggregate_id CHAR(4), event_type TEXT, data JSON, version BIGINT, "
               "timestamp TIMESTAMPTZ"
            << "1, '7', 'Placed', '{\"n\":  1}', 1, '2026-03-01 01:00:01+01'"
            << "7 1 Placed {\"n\":  1}  2026-03-01T00:00:01.000000Z";
        QTest::newRow("an identity, an integer stream, a domain")
            << "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, stream_id INTEGER, version INT, "
               "event_type kind, event_data JSONB, occurred_at TIMESTAMPTZ"
            << "1, -7, 1, 'Placed', '{}', '2026-03-01 00:00:01+00'"
            << "-7 1 Placed {}  2026-03-01T00:00:01.000000Z";
        QTest::newRow("the event id is the number")
            << "event_id BIGSERIAL PRIMARY KEY, stream_id UUID, version INT, event_type TEXT, event_data JSONB, "
               "occurred_at TIMESTAMPTZ"
            << "1, '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 1, 'Placed', '{}', '2026-03-01 00:00:01+00'"
            << "6ba7b810-9dad-11d1-80b4-00c04fd430c8 1 Placed {}  2026-03-01T00:00:01.000000Z";
        QTest::newRow("text that is a uuid")
            << "event_id VARCHAR(36), stream_id TEXT, version INT, event_type TEXT, event_data VARCHAR, "
               "occurred_at TIMESTAMPTZ"
            << "'6BA7B8109DAD11D180B400C04FD430C8', 'a', 1, 'Placed', 'not json', '2026-03-01 00:00:01+00'"
            << "a 1 Placed not json  2026-03-01T00:00:01.000000Z";
    }
    void otherTypesOfColumns() {
        QFETCH(QString, table);
        QFETCH(QString, insert);
        QFETCH(QString, wanted);
        m_database->run("CREATE DOMAIN kind AS varchar(40)");
        m_database->run("CREATE TABLE journal (" + table.toStdString() + ")");
        m_database->run("INSERT INTO journal VALUES (" + insert.toStdString() + ")");
        const auto store = m_database->open();
        const auto all = readAll(*store);
        QCOMPARE(lines(all), (std::vector<std::string>{wanted.toStdString()}));
        QVERIFY(!all[0].id.isNull());
        if (wanted.startsWith(QStringLiteral("a 1"))) QCOMPARE(toString(all[0].id), kA);
        checkWalks(*store, all);
        QCOMPARE(lines(readStream(*store, all[0].stream)), lines(all));
    }

    void columnsOfAnotherTypeAreNamed_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("says");
        QTest::newRow("version") << "version TYPE numeric"
                                 << "\"version\" of public.events has the type numeric";
        QTest::newRow("data") << "event_data TYPE text[] USING '{}'"
                              << "\"event_data\" of public.events has the type text[]";
        QTest::newRow("time") << "timestamp TYPE date"
                              << "\"timestamp\" of public.events has the type date";
        QTest::newRow("type") << "event_type TYPE bytea USING ''"
                              << "\"event_type\" of public.events has the type bytea";
        QTest::newRow("stream") << "stream_id TYPE boolean USING true"
                                << "\"stream_id\" of public.events has the type boolean";
    }
    void columnsOfAnotherTypeAreNamed() {
        QFETCH(QString, change);
        QFETCH(QString, says);
        m_database->run(kSerialTable);
        m_database->run("ALTER TABLE events ALTER " + change.toStdString());
        compareError(ErrorKind::Unsupported, {says.toUtf8().constData(), "It can be"});
    }

    void whatIsNoStoreIsSaid() {
        compareError(ErrorKind::Unsupported, {"no event store that is known", "it has no tables"});
        m_database->run("CREATE TABLE invoices (id int)");
        compareError(ErrorKind::Unsupported, {"its tables: public.invoices"});
        m_database->run(kSerialTable);
        m_database->run("CREATE TABLE other (LIKE events)");
        compareError(ErrorKind::Unsupported, {"2 tables of events", "public.events", "public.other"});
    }

    void theAddressChoosesATable() {
        m_database->run(kSerialTable);
        m_database->run("CREATE SCHEMA shop");
        m_database->run("CREATE TABLE shop.log (LIKE events INCLUDING ALL)");
        m_database->run("INSERT INTO shop.log (stream_id, version, event_type, event_data) VALUES ('a', 1, 'X', '1')");
        const auto chosen = must(openStore(m_database->url() + "#shop.log", {}));
        QCOMPARE(readAll(*chosen).size(), std::size_t{1});
        QCOMPARE(readAll(*must(openStore(chosen->info().identity.address, {}))).size(), std::size_t{1});
        QVERIFY(readAll(*must(openStore(m_database->url() + "#events", {}))).empty());
        QVERIFY(openStore(m_database->url() + "#none", {}).error().kind == ErrorKind::NotFound);
        StepClock clock;
        const auto writing = must(openForWriting(m_database->url() + "#shop.log", clock, {true, "append"}, {}));
        must(writing->append({"a"}, Expected::exactly({1}), eventsNamed({"b"}), {}));
        QCOMPARE(readAll(*chosen).size(), std::size_t{2});
        m_database->run("DROP SCHEMA shop CASCADE");
    }

    void ourOwnStoreComesFirst() {
        StepClock clock;
        m_database->run(kSerialTable);
        const WriteIntent ours{.createIfMissing = true, .purpose = "sample", .oursOnly = true};
        QVERIFY(openForWriting(m_database->url(), clock, ours, {}));
        QCOMPARE(m_database->open()->info().layout, std::string("eventscope-postgresql 1"));
        QVERIFY(openForWriting(m_database->url(), clock, {true, "append"}, {}));
        QCOMPARE(*m_database->run("SELECT count(*) FROM events").number(0, 0), 0);
    }

    void lookalikesAndViewsAreFindings() {
        m_database->run(kSerialTable);
        m_database->run("ALTER TABLE events DROP CONSTRAINT events_stream_id_version_key");
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) VALUES "
                        "('a', 1, 'X', '1'), ('a', 1, 'Y', '2'), ('a', 2, 'X', '3')");
        const auto store = m_database->open();
        QVERIFY(mentions(textOf(store->info()), "no unique index over stream_id, version"));
        QCOMPARE(readStream(*store, "a").size(), std::size_t{3});
        m_database->run("CREATE VIEW shown AS SELECT * FROM events");
        QVERIFY(!mentions(textOf(m_database->open()->info()), "view"));
        m_database->run("ALTER TABLE events RENAME COLUMN event_type TO kind");
        const auto view = m_database->open();
        QVERIFY2(mentions(textOf(view->info()), "public.shown is a view"), textOf(view->info()).c_str());
        QVERIFY(mentions(textOf(view->info()), "following stops before the first missing one"));
        QCOMPARE(readAll(*view).size(), std::size_t{3});
        QVERIFY(must(view->head({})).settled == (Position{0, 3}));
    }

    void partitionsAreReadByTheirParent() {
        m_database->run("CREATE TABLE events (id BIGSERIAL, stream_id TEXT, version INT, event_type TEXT, event_data "
                        "JSONB, occurred_at TIMESTAMPTZ DEFAULT now(), PRIMARY KEY (id, stream_id), UNIQUE (stream_id, "
                        "version)) PARTITION BY HASH (stream_id)");
        for (const char *part : {"0", "1", "2"})
            m_database->run(std::string("CREATE TABLE events_") + part +
                            " PARTITION OF events FOR VALUES WITH (MODULUS 3, REMAINDER " + part + ")");
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) SELECT 'cart-' || n, 1, 'X', "
                        "'{}' FROM generate_series(1, 20) n");
        const auto store = m_database->open();
        QVERIFY2(store->info().findings.empty(), textOf(store->info()).c_str());
        const auto all = readAll(*store);
        QCOMPARE(all.size(), std::size_t{20});
        checkWalks(*store, all);
    }

    void inheritingTablesAreReadByTheirParent() {
        m_database->run(kStreamTable);
        m_database->run("CREATE TABLE events_2026 (CHECK (true)) INHERITS (events)");
        m_database->run("INSERT INTO events_2026 VALUES (gen_random_uuid(), 'a', 1, 'X', '{}', '{}')");
        QCOMPARE(readAll(*m_database->open()).size(), std::size_t{1});
    }

    void emptyTables() {
        for (const std::string &table : {kAggregateTable, kStreamTable, kSerialTable}) {
            m_database->clearAll();
            m_database->run(table);
            const auto store = m_database->open();
            QCOMPARE(store->info().versionBase, 1);
            QVERIFY(readAll(*store).empty() && readStream(*store, "a").empty());
            const Head head = must(store->head({}));
            QVERIFY(head.last == kBeforeAll && head.settled == kBeforeAll && !head.lastRecordedAt);
            QVERIFY(must(store->catalogue({}, {})).streams.empty());
            QVERIFY(must(store->snapshots({"a"}, {})).empty());
        }
    }

    void missingValuesAreErrors_data() {
        QTest::addColumn<QString>("column");
        for (const char *column : {"timestamp", "event_id"})
            QTest::newRow(column) << column;
    }
    void missingValuesAreErrors() {
        QFETCH(QString, column);
        m_database->run(kSerialTable);
        m_database->run("INSERT INTO events (stream_id, version, event_type, event_data) VALUES ('a', 1, 'X', '{}')");
        m_database->run("ALTER TABLE events ALTER " + column.toStdString() + " DROP NOT NULL");
        m_database->run("UPDATE events SET " + column.toStdString() + " = NULL");
        Query query;
        query.fields = Fields::All;
        const auto page = m_database->open()->page(query, {});
        QVERIFY(!page && page.error().kind == ErrorKind::Corrupt);
        QVERIFY2(mentions(page.error().message, column.toUtf8().constData()), page.error().message.c_str());
    }

    void rowsThatAreNoEventsAreLeftOutAndCounted_data() {
        QTest::addColumn<QString>("table");
        QTest::newRow("by the clock") << QString::fromStdString(kStreamTable);
        QTest::newRow("by numbers") << QString::fromStdString(kSerialTable);
    }
    void rowsThatAreNoEventsAreLeftOutAndCounted() {
        QFETCH(QString, table);
        m_database->run(table.toStdString());
        m_database->run("ALTER TABLE events ALTER stream_id DROP NOT NULL, ALTER version DROP NOT NULL, ALTER "
                        "event_type DROP NOT NULL");
        const auto insert = [&](const char *values) {
            m_database->run("INSERT INTO events (event_id, stream_id, version, event_type, event_data) VALUES "
                            "(gen_random_uuid(), " +
                            std::string(values) + ", '{}')");
        };
        for (const char *values : {"'a-1', 1, 'X'", "'a-1', 2, 'X'", "'b-1', 1, 'X'"})
            insert(values);
        QVERIFY(!mentions(textOf(m_database->open()->info()), "left out"));
        for (const char *values : {"NULL, 3, 'X'", "'a-1', NULL, 'X'", "'a-1', 3, NULL", "NULL, NULL, NULL"})
            insert(values);
        const auto store = m_database->open();
        const std::string findings = textOf(store->info());
        QVERIFY2(mentions(findings, "4 rows of public.events lack a stream, a type or a version"), findings.c_str());
        const auto all = readAll(*store);
        QCOMPARE(all.size(), std::size_t{3});
        checkWalks(*store, all);
        QCOMPARE(readStream(*store, "a-1").size(), std::size_t{2});
        const Head head = must(store->head({}));
        QVERIFY(head.last == all.back().position && head.lastRecordedAt == all.back().recordedAt);
        QCOMPARE(must(store->catalogue({}, {})).streams.size(), std::size_t{2});
        for (const auto what : {CatalogueQuery::What::Categories, CatalogueQuery::What::Types}) {
            CatalogueQuery query;
            query.what = what;
            const Catalogue found = must(store->catalogue(query, {}));
            QCOMPARE(found.categories.size() + found.types.size(),
                     what == CatalogueQuery::What::Types ? std::size_t{1} : std::size_t{2});
        }
        // What is appended goes on from the last version, even of a row that is no event: the rule counts it.
        StepClock clock;
        const auto writer = must(openForWriting(m_database->url(), clock, {.purpose = "append"}, {}));
        QCOMPARE(must(writer->append({"a-1"}, Expected::any(), eventsNamed({"e"}), {})).first.value, 4);
    }

    /// The type of an aggregate is the category; a bare uuid has none but itself up to its first hyphen.
    void categoriesOfBothTutorials() {
        CatalogueQuery query;
        query.what = CatalogueQuery::What::Categories;
        m_database->run(kAggregateTable);
        for (const char *stream : {"'Order', 1", "'Order', 2", "'Cart', 3"}) {
            m_database->run("INSERT INTO events (aggregate_type, version, aggregate_id, event_type, data) VALUES (" +
                            std::string(stream) + ", gen_random_uuid(), 'X', '{}')");
        }
        QVERIFY(must(m_database->open()->catalogue(query, {})).categories ==
                (std::vector<CategoryEntry>{{"Cart", 1, 1}, {"Order", 2, 2}}));
        Query ofOrders;
        ofOrders.from = Selector::category("Order");
        QCOMPARE(readAll(*m_database->open(), ofOrders).size(), std::size_t{2});
        for (const PlainEvent &event : readAll(*m_database->open()))
            QVERIFY(event.stream.starts_with("Order-") || event.stream.starts_with("Cart-"));
        m_database->run("ALTER TABLE events DROP COLUMN aggregate_type");
        QVERIFY(mentions(textOf(m_database->open()->info()), "has no column for a stream's category"));
        QCOMPARE(must(m_database->open()->catalogue(query, {})).categories.size(), std::size_t{3});
    }

    void eventsWithoutATimeHaveNoPlace() {
        m_database->run(kStreamTable);
        m_database->run("ALTER TABLE events ALTER occurred_at DROP NOT NULL");
        m_database->run("INSERT INTO events VALUES (gen_random_uuid(), 'a', 1, 'X', '{}', '{}', NULL)");
        const auto page = m_database->open()->page({}, {});
        QVERIFY(!page && page.error().kind == ErrorKind::Corrupt);
        QVERIFY(mentions(page.error().message, "no value in \"occurred_at\""));
    }

    void snapshotsAreRead() {
        m_database->run(kAggregateTable);
        m_database->run("CREATE TABLE snapshots (aggregate_id UUID PRIMARY KEY, aggregate_type VARCHAR(255), version "
                        "INTEGER, data JSONB, created_at TIMESTAMP)");
        m_database->run("INSERT INTO snapshots VALUES ('" + kA + "', 'Order', 7, '{\"n\": 1}', '2026-03-01 00:00:01')");
        const auto store = m_database->open();
        QVERIFY(store->info().has(Capability::Snapshots));
        const auto found = must(store->snapshots({"Order-" + kA}, {}));
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].version.value == 7 && found[0].state == "{\"n\": 1}");
        QCOMPARE(toIso(found[0].takenAt), std::string("2026-03-01T00:00:01.000000Z"));
        QVERIFY(must(store->snapshots({"Order-" + kB}, {})).empty());
        QCOMPARE(must(store->snapshots({}, {})).size(), std::size_t{1});
    }

    void roleAndRightsAreShown() {
        m_database->run(kSerialTable);
        const auto ladder = m_database->open()->info().readOnly;
        QVERIFY(ladder.readOnly && ladder.evidence.size() >= 4);
        m_database->run("DROP ROLE IF EXISTS nobody_here");
        m_database->run("CREATE ROLE nobody_here LOGIN");
        m_database->run("GRANT USAGE ON SCHEMA public TO nobody_here");
        const std::string url = m_database->url();
        const auto at = url.find("eventscope@");
        const std::string other = at == std::string::npos ? url : std::string(url).replace(at, 10, "nobody_here");
        const auto refused = openStore(other, {});
        QVERIFY2(!refused && refused.error().kind == ErrorKind::Refused, url.c_str());
        QVERIFY(mentions(refused.error().message, "may not read public.events"));
        m_database->run("GRANT SELECT ON events TO nobody_here");
        const auto store = must(openStore(other, {}));
        QVERIFY(readAll(*store).empty());
        m_database->run("REVOKE ALL ON events FROM nobody_here");
        m_database->run("REVOKE ALL ON SCHEMA public FROM nobody_here");
        m_database->run("DROP ROLE nobody_here");
    }
};

QTEST_GUILESS_MAIN(TestMappedStore)
#include "tst_mapped_store.moc"
