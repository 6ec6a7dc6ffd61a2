// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/mapped_store.h"
#include "tests/core/mapped/mapped_fixture.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const std::string kA = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

bool mentions(const std::string &text, const char *part) { return text.find(part) != std::string::npos; }

NewEvent placed(const std::string &name, const std::string &data = "{\"n\": 1}") {
    NewEvent made = eventNamed(name, "Placed");
    made.data = data;
    return made;
}

} // namespace

/// What is appended to tables of other programs, and what they refuse.
class TestMappedAppend : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;
    StepClock m_clock;

    Result<std::unique_ptr<WritableEventStore>> tryWrite(const std::string &suffix = {}) {
        return openForWriting(m_database->url() + suffix, m_clock, {.purpose = "append"}, {});
    }
    std::unique_ptr<WritableEventStore> write() { return must(tryWrite()); }
    std::int64_t count(const std::string &sql) { return must(m_database->run(sql).number(0, 0)); }

    void compareRefusal(std::initializer_list<const char *> parts, ErrorKind kind = ErrorKind::Refused) {
        const auto store = tryWrite();
        QVERIFY(!store);
        const std::string text = describe(store.error());
        QVERIFY2(store.error().kind == kind, text.c_str());
        for (const char *part : parts)
            QVERIFY2(mentions(text, part), (std::string(part) + " is not in " + text).c_str());
    }
    template <class T>
    void compareError(const Result<T> &result, ErrorKind kind, std::initializer_list<const char *> parts) const {
        QVERIFY(!result);
        const std::string text = describe(result.error());
        QVERIFY2(result.error().kind == kind, text.c_str());
        for (const char *part : parts)
            QVERIFY2(mentions(text, part), (std::string(part) + " is not in " + text).c_str());
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() { m_database->clearAll(); }

    void theAggregateTutorial() {
        m_database->run(kAggregateTable);
        m_database->run("INSERT INTO events (aggregate_type, aggregate_id, event_type, data, version, created_at) "
                        "VALUES ('Order', '" +
                        kA + "', 'Placed', '{}', 1, now() + interval '1 hour')");
        const auto store = write();
        QVERIFY(!store->reader().info().readOnly.readOnly);
        NewEvent one = placed("a"), two = placed("b", "{\"b\":1.50,  \"a\":[1e3]}");
        one.metadata = "{\"userId\": \"u\"}";
        const std::vector<NewEvent> batch{one, two};
        const auto appended = must(store->append({"Order-" + kA}, Expected::exactly({1}), batch, {}));
        QVERIFY(appended.first.value == 2 && appended.last.value == 3 && !appended.duplicate);
        const auto stored = readStream(store->reader(), "Order-" + kA);
        QCOMPARE(stored.size(), std::size_t{3});
        QVERIFY(stored[1].id == one.id && stored[1].type == "Placed" && stored[1].metadata == "{\"userId\": \"u\"}");
        QCOMPARE(stored[2].data, std::string("{\"a\": [1000], \"b\": 1.50}"));
        QVERIFY(stored[2].position == appended.position);
        // Later than the event before, though that lies ahead of the clock.
        QVERIFY(stored[0].recordedAt < stored[1].recordedAt && stored[1].recordedAt < stored[2].recordedAt);
        QCOMPARE(count("SELECT count(*) FROM events WHERE aggregate_type = 'Order' AND aggregate_id = '" + kA + "'"),
                 3);
        const auto again = must(store->append({"Order-" + kA}, Expected::exactly({1}), batch, {}));
        QVERIFY(again.duplicate && again.first.value == 2 && again.position == appended.position);
        two.data = "{\"b\":1.5,\"a\":[1000]}";
        compareError(store->append({"Order-" + kA}, Expected::any(), {&two, 1}, {}), ErrorKind::IdConflict, {});
        const auto info = m_database->open()->info();
        for (const Capability can : {Capability::Append, Capability::AppendOnce, Capability::Import})
            QVERIFY(info.has(can));
    }

    void theStreamTutorial() {
        m_database->run(kStreamTable);
        auto store = write();
        const auto first = must(store->append({"cart-1"}, Expected::noStream(), eventsNamed({"a", "b"}), {}));
        QVERIFY(first.first.value == 1 && first.last.value == 2);
        const auto wrong = store->append({"cart-1"}, Expected::exactly({1}), eventsNamed({"c"}), {});
        compareError(wrong, ErrorKind::WrongVersion, {"is at version 2"});
        QCOMPARE(*wrong.error().actualVersion, 2);
        QCOMPARE(readAll(store->reader()).size(), std::size_t{2});
    }

    /// Versions from 0 on: so is the stream's first, and "no stream" is -1.
    void versionsFromZero() {
        m_database->run(kStreamTable);
        m_database->run("INSERT INTO events VALUES (gen_random_uuid(), 'cart-1', 0, 'X', '{}', '{}')");
        const auto store = write();
        QCOMPARE(store->reader().info().versionBase, 0);
        compareError(store->append({"cart-1"}, Expected::noStream(), eventsNamed({"a"}), {}), ErrorKind::WrongVersion,
                     {"is at version 0"});
        QCOMPARE(must(store->append({"cart-1"}, Expected::exactly({0}), eventsNamed({"a"}), {})).first.value, 1);
        QCOMPARE(must(store->append({"cart-2"}, Expected::noStream(), eventsNamed({"b"}), {})).first.value, 0);
        QVERIFY(must(store->append({"cart-2"}, Expected::noStream(), eventsNamed({"b"}), {})).duplicate);
        QVERIFY(must(store->append({"cart-2"}, Expected::exactly({-1}), eventsNamed({"b"}), {})).duplicate);
        compareError(store->append({"cart-3"}, Expected::streamExists(), eventsNamed({"c"}), {}),
                     ErrorKind::WrongVersion, {"does not exist"});
    }

    void aNumberOfTheServer() {
        m_database->run("CREATE TABLE events (id BIGSERIAL PRIMARY KEY, stream_id TEXT NOT NULL, version INT NOT "
                        "NULL, event_type TEXT NOT NULL, event_data JSON NOT NULL, timestamp TIMESTAMP NOT NULL "
                        "DEFAULT now(), UNIQUE (stream_id, version))");
        m_database->run("SET TimeZone = 'Asia/Tokyo'");
        const auto store = write();
        const auto &info = store->reader().info();
        QVERIFY(info.has(Capability::Append) && !info.has(Capability::AppendOnce) && !info.has(Capability::Import));
        auto batch = eventsNamed({"a", "b", "c"});
        batch[1].data = "{ \"a\":1 , \"a\":2 }";
        const auto appended = must(store->append({"cart-1"}, Expected::exactly({0}), batch, {}));
        QVERIFY(appended.position == (Position{0, 3}));
        const auto all = readAll(store->reader());
        QCOMPARE(all[1].data, batch[1].data);
        const auto age = std::chrono::system_clock::now() - all[0].recordedAt;
        QVERIFY(age > std::chrono::minutes(-5) && age < std::chrono::minutes(5));
        // Without ids only the version tells.
        compareError(store->append({"cart-1"}, Expected::exactly({0}), batch, {}), ErrorKind::WrongVersion, {});
        ListSource source({});
        compareError(store->import(source, {}), ErrorKind::Unsupported, {"no ids of events that are unique"});
        batch[0].metadata = "{\"a\":1}";
        compareError(store->append({"cart-1"}, Expected::any(), batch, {}), ErrorKind::Unsupported,
                     {"no place for the metadata"});
    }

    void columnsForConventionsOfMetadata() {
        m_database->run(kStreamTable);
        m_database->run("ALTER TABLE events ADD correlation_id UUID, ADD causation_id TEXT, ADD user_id TEXT");
        const auto store = write();
        NewEvent one = placed("a"), two = placed("b");
        one.metadata = "{\"correlationId\": \"" + kA + "\", \"causationId\": \"c\"}";
        must(store->append({"cart-1"}, Expected::any(), std::vector{one, two}, {}));
        QCOMPARE(count("SELECT count(*) FROM events WHERE correlation_id = '" + kA +
                       "' AND causation_id = 'c' AND user_id IS NULL"),
                 1);
        QCOMPARE(count("SELECT count(*) FROM events WHERE correlation_id IS NULL AND causation_id IS NULL"), 1);
        one = placed("c");
        one.metadata = "{\"correlationId\": \"no uuid\"}";
        compareError(store->append({"cart-1"}, Expected::any(), {&one, 1}, {}), ErrorKind::Invalid, {});
        QCOMPARE(count("SELECT count(*) FROM events"), 2);
    }

    void otherTypesOfColumns_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("stream");
        QTest::newRow("texts and smallint")
            << "id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, event_type TEXT, data TEXT, "
               "metadata TEXT, version SMALLINT, created_at TIMESTAMP, UNIQUE (aggregate_type, aggregate_id, version)"
            << "Order-7-8";
        QTest::newRow("an identity, an integer stream, a domain")
            << "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id CHAR(36) UNIQUE, stream_id INTEGER, "
               "version INT, event_type kind, event_data JSON, occurred_at TIMESTAMPTZ(3), UNIQUE (stream_id, version)"
            << "-7";
        QTest::newRow("a stream by uuid")
            << "event_id VARCHAR(36) UNIQUE, stream_id UUID, version NUMERIC(1) GENERATED ALWAYS AS (1) STORED, "
               "event_type TEXT, event_data JSONB, occurred_at TIMESTAMPTZ"
            << "";
    }
    void otherTypesOfColumns() {
        QFETCH(QString, table);
        QFETCH(QString, stream);
        m_database->run("DROP DOMAIN IF EXISTS kind");
        m_database->run("CREATE DOMAIN kind AS varchar(40)");
        m_database->run("CREATE TABLE journal (" + table.toStdString() + ")");
        if (stream.isEmpty()) {
            compareRefusal({"\"version\" of public.journal has the type numeric"}, ErrorKind::Unsupported);
            return;
        }
        const auto store = write();
        const auto batch = eventsNamed({"a", "b"});
        must(store->append({stream.toStdString()}, Expected::noStream(), batch, {}));
        QVERIFY(must(store->append({stream.toStdString()}, Expected::noStream(), batch, {})).duplicate);
        const auto stored = readStream(store->reader(), stream.toStdString());
        QCOMPARE(stored.size(), std::size_t{2});
        QVERIFY(stored[1].id == batch[1].id && stored[1].data == batch[1].data);
        m_database->run("DROP TABLE journal");
    }

    void tablesThatCannotBeAppendedTo_data() {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("advice");
        const QString drop = "ALTER TABLE events DROP CONSTRAINT events_stream_id_version_key";
        QTest::newRow("no constraint") << QStringList{drop} << "no unique constraint keeps two writers"
                                       << "UNIQUE (stream_id, version)";
        QTest::newRow("a partial one")
            << QStringList{drop, "CREATE UNIQUE INDEX ON events (stream_id, version) WHERE version > 1"}
            << "no unique constraint"
            << "UNIQUE (stream_id, version)";
        QTest::newRow("a unique expression")
            << QStringList{drop, "CREATE UNIQUE INDEX ON events (lower(stream_id), version)"} << "no unique constraint"
            << "";
        QTest::newRow("only the stream and the type")
            << QStringList{drop, "ALTER TABLE events ADD UNIQUE (stream_id, version, event_type)"}
            << "no unique constraint"
            << "";
        QTest::newRow("a view") << QStringList{"ALTER TABLE events RENAME TO event_rows",
                                               "ALTER TABLE event_rows ALTER stream_id TYPE text",
                                               "ALTER TABLE event_rows RENAME COLUMN version TO number",
                                               "CREATE VIEW events AS SELECT event_id, stream_id, number AS version, "
                                               "event_type, event_data, metadata, occurred_at FROM event_rows"}
                                << "it is a view"
                                << "Name the table behind it";
        QTest::newRow("an unknown column")
            << QStringList{"ALTER TABLE events ADD tenant TEXT NOT NULL"} << "\"tenant\" needs a value"
            << "a default";
        QTest::newRow("a computed column")
            << QStringList{"ALTER TABLE events DROP COLUMN metadata",
                           "ALTER TABLE events ADD metadata JSONB GENERATED ALWAYS AS (event_data) STORED"}
            << "\"metadata\" is computed by the server"
            << "";
        QTest::newRow("numbers without a sequence") << QStringList{"ALTER TABLE events ADD global_position BIGINT"}
                                                    << "does not draw the numbers in the column \"global_position\""
                                                    << "";
    }
    void tablesThatCannotBeAppendedTo() {
        QFETCH(QStringList, changes);
        QFETCH(QString, says);
        QFETCH(QString, advice);
        m_database->run(kStreamTable);
        for (const QString &change : changes)
            m_database->run(change.toStdString());
        compareRefusal(
            {"Nothing can be appended to public.events", says.toUtf8().constData(), advice.toUtf8().constData()});
        QVERIFY(!m_database->open()->info().has(Capability::Append));
    }

    void theRoleNeedsTheRight() {
        m_database->run(kStreamTable);
        m_database->run("DROP ROLE IF EXISTS reads_here");
        m_database->run("CREATE ROLE reads_here LOGIN");
        m_database->run("GRANT USAGE ON SCHEMA public TO reads_here");
        m_database->run("GRANT SELECT ON events TO reads_here");
        const std::string url = m_database->url();
        const std::string other = std::string(url).replace(url.find("eventscope@"), 10, "reads_here");
        compareError(openForWriting(other, m_clock, {.purpose = "append"}, {}), ErrorKind::Refused,
                     {"the role may not insert into it (event_id, stream_id", "GRANT INSERT"});
        QVERIFY(!must(openStore(other, {}))->info().has(Capability::Append));
        m_database->run("GRANT INSERT ON events TO reads_here");
        const auto store = must(openForWriting(other, m_clock, {.purpose = "append"}, {}));
        QVERIFY(store->append({"a"}, Expected::any(), eventsNamed({"a"}), {}));
        // Rows that it would not see are no ground to count versions on.
        m_database->run("ALTER TABLE events ENABLE ROW LEVEL SECURITY");
        m_database->run("CREATE POLICY few ON events TO reads_here USING (version > 1) WITH CHECK (true)");
        QVERIFY(!store->append({"a"}, Expected::any(), eventsNamed({"b"}), {}));
        QVERIFY(!openForWriting(other, m_clock, {.purpose = "append"}, {}));
        QCOMPARE(count("SELECT count(*) FROM events"), 1);
        m_database->run("DROP TABLE events");
        m_database->run("REVOKE ALL ON SCHEMA public FROM reads_here");
        m_database->run("DROP ROLE reads_here");
    }

    void triggersThatChangeOrSuppress_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("says");
        QTest::newRow("suppressed") << "RETURN NULL"
                                    << "BEFORE"
                                    << "of stream \"a\" at all";
        QTest::newRow("one suppressed") << "IF NEW.version = 2 THEN RETURN NULL; END IF; RETURN NEW"
                                        << "BEFORE"
                                        << "version 2 of stream \"a\" at all";
        QTest::newRow("other data") << "NEW.event_data = '{}'; RETURN NEW"
                                    << "BEFORE"
                                    << "as it was given";
        QTest::newRow("other stream") << "NEW.stream_id = 'b'; RETURN NEW"
                                      << "BEFORE"
                                      << "as it was given";
        QTest::newRow("changed afterwards")
            << "UPDATE public.events SET event_type = 'Other' WHERE event_id = NEW.event_id; RETURN NULL"
            << "AFTER"
            << "as it was given";
        QTest::newRow("refused") << "RAISE EXCEPTION 'no secret'"
                                 << "BEFORE"
                                 << "a rule of the database forbids it";
    }
    void triggersThatChangeOrSuppress() {
        QFETCH(QString, body);
        QFETCH(QString, when);
        QFETCH(QString, says);
        m_database->run(kStreamTable);
        m_database->run("CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body.toStdString() +
                        "; END $$");
        m_database->run("CREATE TRIGGER meddles " + when.toStdString() +
                        " INSERT ON events FOR EACH ROW EXECUTE FUNCTION meddle()");
        const auto result = write()->append({"a"}, Expected::any(), eventsNamed({"a", "b"}), {});
        compareError(result, ErrorKind::Refused, {says.toUtf8().constData()});
        QVERIFY(!mentions(describe(result.error()), "secret"));
        QCOMPARE(count("SELECT count(*) FROM events"), 0);
    }

    void rulesThatSuppress() {
        m_database->run(kStreamTable);
        m_database->run("CREATE RULE nothing AS ON INSERT TO events DO INSTEAD NOTHING");
        compareError(write()->append({"a"}, Expected::any(), eventsNamed({"a"}), {}), ErrorKind::Refused, {"at all"});
    }

    /// The application's triggers name the tables beside theirs without a schema.
    void triggersFindTheirTables() {
        m_database->run(kStreamTable);
        m_database->run("CREATE TABLE outbox (id UUID)");
        m_database->run("CREATE FUNCTION copy_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO outbox "
                        "VALUES (NEW.event_id); RETURN NULL; END $$");
        m_database->run("CREATE TRIGGER copies AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION copy_out()");
        const auto store = write();
        must(store->append({"a"}, Expected::any(), eventsNamed({"a", "b"}), {}));
        QCOMPARE(count("SELECT count(*) FROM outbox JOIN events ON id = event_id"), 2);
    }

    void valuesThatDoNotFit_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says");
        QTest::newRow("long type") << "type"
                                   << "does not fit";
        QTest::newRow("trailing spaces") << "spaces"
                                         << "as it was given";
        QTest::newRow("no JSON") << "json"
                                 << "is no JSON";
        QTest::newRow("member twice") << "twice"
                                      << "has a member twice";
        QTest::newRow("escaped NUL") << "nul"
                                     << "does not fit";
        QTest::newRow("text") << "encoding"
                              << "a payload that is text";
        QTest::newRow("schema version") << "schema"
                                        << "no place for the schema version";
        QTest::newRow("valid time") << "valid"
                                    << "no place for the valid time";
    }
    void valuesThatDoNotFit() {
        QFETCH(QString, what);
        QFETCH(QString, says);
        m_database->run(kStreamTable);
        m_database->run("ALTER TABLE events ALTER event_type TYPE varchar(8)");
        auto batch = eventsNamed({"a", "b"});
        batch[0].type = "Fits";
        NewEvent &bad = batch[1];
        bad.type = what == "type" ? "DoesNotFit" : what == "spaces" ? "Spaces          " : "Fits";
        if (what == "json") bad.data = "{";
        if (what == "twice") bad.data = "{\"a\":[{\"b\":1,\"b\":2}]}";
        if (what == "nul") bad.data = "{\"a\":\"\\u0000\"}";
        if (what == "encoding") bad.dataEncoding = Encoding::Text;
        if (what == "schema") bad.schemaVersion = 2;
        if (what == "valid") bad.validAt = timeOfUs(0);
        const auto result = write()->append({"a"}, Expected::any(), batch, {});
        QVERIFY(!result);
        QVERIFY2(mentions(describe(result.error()), says.toUtf8().constData()), describe(result.error()).c_str());
        QCOMPARE(count("SELECT count(*) FROM events"), 0);
        QVERIFY(write()->append({"a"}, Expected::any(), {batch.data(), 1}, {}));
    }

    void streamsThatCannotBeThere() {
        m_database->run(kAggregateTable);
        const auto store = write();
        for (const std::string name : {"Order", "Order-7", "Order-6BA7B810-9DAD-11D1-80B4-00C04FD430C8"}) {
            compareError(store->append({name}, Expected::any(), eventsNamed({"a"}), {}), ErrorKind::Invalid,
                         {"a uuid in lower case"});
        }
        QCOMPARE(count("SELECT count(*) FROM events"), 0);
        // There is only one way to cut this one.
        must(store->append({"sales-order-" + kA}, Expected::any(), eventsNamed({"a"}), {}));
        QCOMPARE(count("SELECT count(*) FROM events WHERE aggregate_type = 'sales-order'"), 1);
    }

    /// The rule is over the id alone, so two types cannot share one.
    void anIdOfAnotherType() {
        m_database->run(kAggregateTable);
        const auto store = write();
        must(store->append({"Order-" + kA}, Expected::any(), eventsNamed({"a"}), {}));
        compareError(store->append({"Cart-" + kA}, Expected::any(), eventsNamed({"b"}), {}), ErrorKind::Refused,
                     {"A unique rule of public.events", "another type has the same id"});
        QCOMPARE(count("SELECT count(*) FROM events"), 1);
    }

    void aNameThatCanBeCutInTwoWays() {
        m_database->run("CREATE TABLE events (id UUID PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, event_type "
                        "TEXT, data JSONB, version INT, created_at TIMESTAMPTZ, UNIQUE (aggregate_type, aggregate_id, "
                        "version))");
        m_database->run("INSERT INTO events VALUES (gen_random_uuid(), '7', 'sales-order', 'X', '{}', 1, now())");
        const auto store = write();
        // As the stream that is there is cut.
        must(store->append({"sales-order-7"}, Expected::exactly({1}), eventsNamed({"a"}), {}));
        QCOMPARE(count("SELECT count(*) FROM events WHERE aggregate_type = 'sales-order' AND aggregate_id = '7'"), 2);
        m_database->run("INSERT INTO events VALUES (gen_random_uuid(), 'order-7', 'sales', 'X', '{}', 1, now())");
        compareError(store->append({"sales-order-7"}, Expected::any(), eventsNamed({"b"}), {}), ErrorKind::Refused,
                     {"Two streams in public.events are named \"sales-order-7\""});
    }

    void aRuleThatIsCheckedLate() {
        m_database->run("CREATE TABLE events (event_id UUID PRIMARY KEY, stream_id TEXT NOT NULL, version INT NOT "
                        "NULL, event_type TEXT, event_data JSONB, occurred_at TIMESTAMPTZ, UNIQUE (stream_id, "
                        "version) DEFERRABLE INITIALLY DEFERRED)");
        const auto store = write();
        PgConnection other = m_database->writer();
        must(store->append({"a"}, Expected::any(), eventsNamed({"a"}), {}));
        must(other.query("BEGIN", {}));
        must(other.query("INSERT INTO public.events VALUES (gen_random_uuid(), 'a', 2, 'X', '{}', now())", {}));
        std::optional<Result<Appended>> result;
        std::thread appending([&] { result = store->append({"a"}, Expected::any(), eventsNamed({"b"}), {}); });
        QTRY_VERIFY_WITH_TIMEOUT(count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, 20'000);
        must(other.query("COMMIT", {}));
        appending.join();
        QCOMPARE(must(*result).first.value, 3);
        QCOMPARE(count("SELECT count(DISTINCT version) FROM events WHERE version BETWEEN 1 AND 3"), 3);
    }

    void partitionedTables() {
        m_database->run("CREATE TABLE events (id BIGSERIAL, event_id UUID NOT NULL, stream_id TEXT NOT NULL, version "
                        "INT NOT NULL, event_type TEXT NOT NULL, event_data JSONB, timestamp TIMESTAMPTZ NOT NULL, "
                        "UNIQUE (stream_id, version)) PARTITION BY HASH (stream_id)");
        m_database->run("CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
        const auto store = write();
        // The id is unique in no partition and so nowhere.
        QVERIFY(!store->reader().info().has(Capability::AppendOnce));
        must(store->append({"a"}, Expected::noStream(), eventsNamed({"a", "b"}), {}));
        QVERIFY(must(store->append({"a"}, Expected::any(), eventsNamed({"a", "b"}), {})).duplicate);
    }

    void importKeepsIdsOrderAndTimes() {
        for (const std::string &table : {kStreamTable, kSerialTable}) {
            m_database->clearAll();
            m_database->run(table);
            const auto store = write();
            std::vector<ImportEvent> events;
            for (int i = 0; i < 2500; ++i) {
                events.push_back({eventNamed("e" + std::to_string(i)),
                                  {"cart-" + std::to_string(i % 3)},
                                  kNoVersion,
                                  timeOfUs(StepClock::kStartUs + i)});
            }
            ListSource source(events), again(events);
            const auto imported = must(store->import(source, {}));
            QVERIFY(imported.events == 2500 && imported.duplicates == 0);
            const auto all = readAll(store->reader());
            QCOMPARE(all.size(), events.size());
            for (std::size_t i = 0; i < all.size(); ++i) {
                QVERIFY(all[i].id == events[i].event.id && all[i].stream == events[i].stream.value);
                QVERIFY(all[i].recordedAt == events[i].recordedAt);
                QCOMPARE(all[i].version.value, static_cast<std::int64_t>(i / 3 + 1));
            }
            QVERIFY(imported.last == all.back().position);
            events.push_back({eventNamed("more"), {"cart-9"}, {1}, timeOfUs(StepClock::kStartUs + 10'000)});
            ListSource more(events);
            QCOMPARE(must(store->import(more, {})).duplicates, std::uint64_t{2500});
            QCOMPARE(must(store->import(again, {})).events, std::uint64_t{0});
        }
    }

    void importsThatFailKeepNothing() {
        m_database->run(kStreamTable);
        const auto store = write();
        const auto refused = [&](std::vector<ImportEvent> events, ErrorKind kind, const char *says) {
            for (std::size_t i = 0; i < events.size(); ++i)
                events[i].line = i + 1;
            ListSource source(std::move(events));
            compareError(store->import(source, {}), kind, {says});
            QCOMPARE(count("SELECT count(*) FROM events"), 0);
        };
        const Time first = timeOfUs(StepClock::kStartUs), second = timeOfUs(StepClock::kStartUs + 1);
        refused({{eventNamed("a"), {"s"}, kNoVersion, second}, {eventNamed("b"), {"t"}, kNoVersion, first}},
                ErrorKind::Invalid, "line 2: The time of event");
        refused({{eventNamed("a"), {"s"}, {1}, first}, {eventNamed("b"), {"s"}, {3}, second}}, ErrorKind::Invalid,
                "line 2: ");
        NewEvent bad = eventNamed("b");
        bad.schemaVersion = 3;
        refused({{eventNamed("a"), {"s"}, {1}, first}, {bad, {"s"}, {2}, second}}, ErrorKind::Unsupported, "line 2: ");
        NewEvent other = eventNamed("a");
        other.data = "{}";
        refused({{eventNamed("a"), {"s"}, {1}, first}, {other, {"s"}, {2}, second}}, ErrorKind::IdConflict, "line 2: ");
        m_database->run("ALTER TABLE events ALTER occurred_at TYPE timestamptz(0)");
        refused({{eventNamed("a"), {"s"}, {1}, second}}, ErrorKind::Refused, "as it was given");
    }

    void snapshotsAreNotWritten() {
        m_database->run(kStreamTable);
        compareError(write()->putSnapshot({{"s"}, {1}, {}, m_clock.now(), "F", 1, "{}"}, {}), ErrorKind::Unsupported,
                     {});
    }

    void whereToIsDecidedByTheAddress() {
        m_database->run(kStreamTable);
        m_database->run("CREATE TABLE journal (LIKE events INCLUDING ALL)");
        compareError(openForWriting(m_database->url(), m_clock, {.createIfMissing = true, .purpose = "append"}, {}),
                     ErrorKind::Unsupported, {"2 tables of events", "#SCHEMA.TABLE"});
        const auto store = must(tryWrite("#public.journal"));
        must(store->append({"a"}, Expected::any(), eventsNamed({"a"}), {}));
        QVERIFY(count("SELECT count(*) FROM journal") == 1 && count("SELECT count(*) FROM events") == 0);
        QCOMPARE(count("SELECT count(*) FROM pg_namespace WHERE nspname = 'eventscope'"), 0);
        // What asks for a store of ours gets one beside them.
        must(openForWriting(m_database->url(), m_clock,
                            {.createIfMissing = true, .purpose = "sample", .oursOnly = true}, {}));
        QCOMPARE(count("SELECT count(*) FROM pg_namespace WHERE nspname = 'eventscope'"), 1);
    }
};

QTEST_GUILESS_MAIN(TestMappedAppend)
#include "tst_mapped_append.moc"
