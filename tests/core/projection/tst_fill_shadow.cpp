// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/fill_shadow.h"

#include "core/fold/declared_upcasters.h"
#include "core/models/memory_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/declared_projection.h"
#include "core/projection/grouped_rows.h"
#include "core/projection/rebuild.h"
#include "core/store/pg/pg_group_sql.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <QtTest>
#include <rapidcheck.h>

#include <functional>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Groups = Result<std::vector<EventGroup>>;

/// A store that groups events in a way of its own.
class Grouping final : public EventStore {
  public:
    using Function = std::function<Groups(const EventStore &, GroupQuery, const JobControl &)>;
    Grouping(std::shared_ptr<const EventStore> store, Function groups)
        : m_store(std::move(store)), m_groups(std::move(groups)) {}
    [[nodiscard]] const StoreInfo &info() const override { return m_store->info(); }
    [[nodiscard]] Result<Head> head(const JobControl &job) const override { return m_store->head(job); }
    [[nodiscard]] Result<BatchPtr> page(const Query &query, const JobControl &job) const override {
        return m_store->page(query, job);
    }
    [[nodiscard]] Result<ScanEnd> scan(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store->scan(query, sink, job);
    }
    [[nodiscard]] Result<ScanEnd> follow(const Query &query, BatchSink &sink, const JobControl &job) const override {
        return m_store->follow(query, sink, job);
    }
    [[nodiscard]] Result<Catalogue> catalogue(const CatalogueQuery &query, const JobControl &job) const override {
        return m_store->catalogue(query, job);
    }
    [[nodiscard]] Result<SnapshotList> snapshots(const StreamId &stream, const JobControl &job) const override {
        return m_store->snapshots(stream, job);
    }
    [[nodiscard]] Groups groups(const GroupQuery &query, const JobControl &job) const override {
        return m_groups(*m_store, query, job);
    }

  private:
    const std::shared_ptr<const EventStore> m_store;
    const Function m_groups;
};

Groups notAtAll(const EventStore &, const GroupQuery &, const JobControl &) {
    return fail(ErrorKind::Unsupported, "not here");
}
/// In ranges of a few positions, which are put together.
Groups inPieces(const EventStore &store, GroupQuery query, const JobControl &job) {
    query.positionsAtOnce = 7;
    return store.groups(query, job);
}

ProjectionPtr projectionOf(const std::string &description) { return must(declaredProjection(description)); }

/// What a rebuild left.
struct Outcome {
    bool isFilled = false; ///< by the store
    std::string rows;      ///< with their evidence, and the checkpoint
    std::uint64_t letters = 0;
};

Outcome rebuilt(const EventStore &store, const ProjectionPtr &projection, const LensPtr &lens = identityLens()) {
    StepClock clock;
    MemoryReadModelStore models;
    const ProjectionContext context{store, lens, models, clock};
    Outcome outcome;
    outcome.isFilled = must(fillShadow(context, projection, {}, nullptr, {}));
    const ModelInfo shadow = must(buildShadow(context, projection, {}, nullptr, {}));
    const auto line = [](const std::string &first, Position position, std::uint64_t events) {
        return first + " " + toString(position) + " " + std::to_string(events) + "\n";
    };
    for (const ModelRow &row : must(models.page(shadow, "", 1'000'000, {})))
        outcome.rows += line(row.key + " " + print(row.row), row.position, row.events);
    const ModelCheckpoint &checkpoint = shadow.checkpoint;
    outcome.rows += line(checkpoint.lastEventTime ? toIso(*checkpoint.lastEventTime) : "never", checkpoint.position,
                         checkpoint.events);
    outcome.letters = shadow.openLetters;
    return outcome;
}

struct Stored {
    std::string type, data, stream = "account-7";
    Encoding encoding = Encoding::Json;
    std::int64_t atUs = StepClock::kStartUs;
};

/// A store of ours, and another program's table with the same events.
class Stores {
  public:
    /// From now on the server works in parallel on few events, too.
    void divideWork() {
        for (const char *cost : {"min_parallel_table_scan_size", "min_parallel_index_scan_size", "parallel_setup_cost",
                                 "parallel_tuple_cost"}) {
            const std::string setting = "SET " + std::string(cost) + " = 0";
            m_database.run("ALTER DATABASE postgres " + setting); // for sessions that begin now
            m_database.run(setting);
        }
    }

    /// Makes both anew. The table is not there where a payload is nothing that jsonb takes.
    void fill(const std::vector<Stored> &events) {
        native.reset();
        mapped.reset();
        m_database.clear();
        m_database.run("DROP TABLE IF EXISTS public.events");
        std::vector<ImportEvent> imported;
        for (const Stored &event : events) {
            ImportEvent &made = imported.emplace_back();
            made.stream.value = event.stream;
            made.event = eventNamed(std::to_string(imported.size()), event.type);
            made.event.data = event.data;
            made.event.dataEncoding = event.encoding;
            made.version = kNoVersion;
            made.recordedAt = timeOfUs(event.atUs);
        }
        StepClock clock;
        ListSource source(std::move(imported));
        const std::string url = must(PgConnection::open(m_database.address(), {}, {})).address();
        {
            const auto store = must(openForWriting(url, clock, {.createIfMissing = true, .purpose = "test"}, {}));
            must(store->import(source, {}));
        }
        native = must(openStore(url, {}));
        if (!takesAsJsonb()) return;
        mapped = must(openStore(url + "#public.events", {}));
    }
    [[nodiscard]] PgDatabase &database() { return m_database; }

    std::shared_ptr<const EventStore> native, mapped;

  private:
    bool takesAsJsonb() {
        m_database.run("CREATE TABLE public.events (id BIGSERIAL PRIMARY KEY, event_id UUID NOT NULL UNIQUE, "
                       "stream_id TEXT NOT NULL, version BIGINT NOT NULL, event_type TEXT NOT NULL, "
                       "event_data JSONB NOT NULL, metadata JSONB, timestamp TIMESTAMPTZ NOT NULL, "
                       "UNIQUE (stream_id, version))");
        const PgResult taken = m_database.run(
            "DO $$ BEGIN INSERT INTO public.events (event_id, stream_id, version, event_type, event_data, timestamp) "
            "SELECT event_id, stream_id, version, event_type, data::jsonb, recorded_at FROM eventscope.events "
            "ORDER BY global_position; EXCEPTION WHEN others THEN NULL; END $$");
        const PgResult counted = m_database.run("SELECT (SELECT count(*) FROM public.events) = "
                                                "(SELECT count(*) FROM eventscope.events)");
        return must(counted.flag(0, 0));
    }

    PgDatabase m_database;
};

// Random descriptions and events -----------------------------------------------------------------------------------

using Words = std::vector<std::string>;
std::string oneOf(const Words &words) { return *rc::gen::elementOf(words); }
bool oneIn(int n) { return *rc::gen::inRange(0, n) == 0; }

std::string member(const std::string &name, const std::string &value) { return "\"" + name + "\":" + value; }
std::string object(const Words &members) {
    std::string text;
    for (const std::string &each : members)
        text += (text.empty() ? "" : ",") + each;
    return "{" + text + "}";
}

std::string numberOperand() {
    if (oneIn(4)) return member("value", oneOf({"1", "2.50", "-0.125", "0", "-0"}));
    std::string operand = member("from", oneOf({R"("/x")", R"("/o/y")", R"("/y~1z")"}));
    if (oneIn(4)) operand += "," + member("default", oneOf({"0", "1.000", "-3"}));
    return operand;
}

std::string anyOperand() {
    if (oneIn(4)) return member("value", oneOf({"true", "null", R"("text \u00fc")", "1.50", "[1,{\"a\":2}]"}));
    if (oneIn(3)) return member("from", oneOf({R"("$stream")", R"("$category")", R"("$type")", R"("$version")"}));
    std::string operand = member("from", oneOf({R"("/x")", R"("/o")", R"("/o/y")", R"("/any")"}));
    if (oneIn(3)) operand += "," + member("default", oneOf({"null", R"("none")", "0.0"}));
    return operand;
}

std::string sumOn(const std::string &target) {
    if (oneIn(3)) return object({member("increment", target)});
    return object({member(oneOf({"add", "subtract"}), target), numberOperand()});
}

/// Operations of one type; what the store cannot do among them is rare.
std::string operations(bool isOdd) {
    Words all;
    if (oneIn(2)) all.push_back(sumOn(R"("/n")"));
    if (oneIn(2)) all.push_back(oneIn(5) ? object({R"("set":"/sum")", numberOperand()}) : sumOn(R"("/sum")"));
    if (oneIn(2)) all.push_back(object({R"("set":"/name")", anyOperand()}));
    if (oneIn(3)) all.push_back(sumOn(R"("/in/a")"));
    if (oneIn(3)) all.push_back(object({R"("set":"/in/b")", anyOperand()}));
    if (oneIn(2)) all.push_back(object({R"("set":"/at")", member("from", R"("$recordedAt")")}));
    if (oneIn(3)) all.push_back(object({R"("set":"/month")", member("from", R"("$month")")}));
    if (isOdd && oneIn(3))
        all.push_back(oneOf({R"json({"increment":"/n","when":"state.n > 1"})json", R"json({"remove":"/name"})json",
                             R"json({"set":"/new","value":1})json", R"json({"increment":"/n"})json",
                             R"json({"append":"/list","value":1})json", R"json({"set":"/in","value":{"a":1}})json"}));
    std::string text;
    for (const std::string &each : all)
        text += (text.empty() ? "" : ",") + each;
    return "[" + text + "]";
}

std::string description(bool isOdd) {
    Words initial{R"("in":{"a":0.0,"b":null})", R"("month":null)"};
    if (oneIn(2)) initial.push_back(member("n", oneOf({"0", "5", "1e1", "-0", "null", "0.000"})));
    if (oneIn(2)) initial.push_back(member("sum", isOdd ? oneOf({"\"x\"", "10.5"}) : oneOf({"0.00", "null", "1e2"})));
    return object({R"("projection":"p")",
                   member("key", oneOf({R"("/k")", R"("/k")", R"("/o/k")", R"("$stream")", R"("$category")",
                                        R"("$type")", R"("$month")", R"("$day")", R"("$hour")"})),
                   R"("columns":{"n":"integer","sum":"decimal","name":"text","at":"time"})",
                   member("initial", object(initial)),
                   member("on", object({member("A", operations(isOdd)), member("B", operations(isOdd)),
                                        member("C''\\u00fc", operations(isOdd))})),
                   R"("each":[])"});
}

std::string keyToken(bool isOdd) {
    if (isOdd && oneIn(20)) return oneOf({"null", "true", "{}", "\"\"", "[]", R"("\u0000")", R"("\ud800")"});
    return oneOf({R"("a")", R"("b")", R"("\u0061")", R"("ü")", "\"\\u00fc\\\"\\\\\"", "1", "\"1\"", "1.0", R"("a b")"});
}

std::string numberToken(bool isOdd) {
    if (isOdd && oneIn(10))
        return oneOf({"1e2", "1E-3", "\"5\"", "null", "[1]", std::string(101, '7'), "1e5000", "\"1e\"", "true"});
    return oneOf({"1", "0.10", "-2.500", "0", "-0", "-0.00", "12345678901234567890.12345", "99.99", "-1"});
}

std::string payload(bool isOdd) {
    const auto gap = [] { return oneOf({"", "", " ", "\n\t"}); };
    Words inner{member("y", numberToken(isOdd)), member("k", keyToken(isOdd))};
    if (oneIn(3)) inner.insert(inner.begin(), member("y", "[\"first\"]"));
    Words members{member("k", gap() + keyToken(isOdd)), member("x", numberToken(isOdd) + gap()),
                  member("o", object(inner)), member("y/z", numberToken(isOdd)),
                  member("any", oneOf({"null", "\"q\\\"{[\"", "[1, 2.0]", R"({"b":1,"a":2})", "1.0"}))};
    if (oneIn(3)) members.push_back(member("x", numberToken(isOdd))); // the last one counts
    if (oneIn(4)) members.insert(members.begin(), member("\\u006b", R"("z")"));
    if (isOdd && oneIn(20)) members.erase(members.begin() + *rc::gen::inRange(0, 4));
    return object(members);
}

std::vector<Stored> someEvents(bool isOdd) {
    std::vector<Stored> events;
    const int count = *rc::gen::inRange(0, 40);
    for (int i = 0; i < count; ++i) {
        Stored &event = events.emplace_back();
        event.type = oneOf({"A", "B", "C''ü", "D"});
        event.data = event.type == "D" ? oneOf({"{}", "[]", "1"}) : payload(isOdd);
        event.stream = oneOf({"account-7", "account-8", "user", "ü-1-2"});
        // Hours apart, and not in the order of the log.
        event.atUs += std::int64_t{*rc::gen::inRange(0, 2000)} * 3'600'000'000 + *rc::gen::inRange(0, 1'000'000);
        if (isOdd && oneIn(60)) event.encoding = Encoding::Text;
        if (isOdd && oneIn(60)) event.data = oneOf({"[]", "3", "{", ""});
    }
    return events;
}

/// How often a store has made the rows.
struct Filled {
    int native = 0, mapped = 0;
};

/// Its rows, as the store of ours and the other table make them, are those of a run.
void checkAll(const Stores &stores, const ProjectionPtr &projection, Filled &filled) {
    for (const auto &store : {stores.native, stores.mapped}) {
        if (!store) continue;
        const Outcome wanted = rebuilt(Grouping(store, notAtAll), projection);
        RC_ASSERT(!wanted.isFilled);
        const Outcome made = rebuilt(*store, projection), pieced = rebuilt(Grouping(store, inPieces), projection);
        for (const Outcome &each : {made, pieced}) {
            RC_ASSERT(each.rows == wanted.rows);
            RC_ASSERT(each.letters == wanted.letters);
            RC_ASSERT(!each.isFilled || wanted.letters == 0u);
        }
        RC_ASSERT(made.isFilled == pieced.isFilled);
        (store == stores.native ? filled.native : filled.mapped) += made.isFilled;
    }
}

const std::string kSums = R"json({"projection":"p","key":"/k","columns":{"n":"integer","sum":"decimal"},
    "initial":{"n":0,"sum":0.00},
    "on":{"A":[{"increment":"/n"},{"add":"/sum","from":"/x"}],"B":[{"set":"/sum","from":"/x"}]}})json";

} // namespace

class TestFillShadow : public QObject {
    Q_OBJECT

    std::unique_ptr<Stores> m_stores;

  private Q_SLOTS:
    void initTestCase() { m_stores = std::make_unique<Stores>(); }
    void cleanupTestCase() { m_stores.reset(); }

    void theStoreMakesTheRowsOfARun() {
        int cases = 0;
        Filled filled;
        QVERIFY(rc::check("clean events", [&] {
            const std::string text = description(false);
            const ProjectionPtr projection = projectionOf(text);
            m_stores->fill(someEvents(false));
            RC_LOG() << text;
            ++cases;
            checkAll(*m_stores, projection, filled);
        }));
        // Else all of this says nothing.
        const QString count = QString("%1 and %2 of %3").arg(filled.native).arg(filled.mapped).arg(cases);
        QVERIFY2(std::min(filled.native, filled.mapped) * 2 > cases, qPrintable(count));
    }

    void whatTheStoreCannotMakeIsMadeEventByEvent() {
        QVERIFY(rc::check("odd descriptions and events", [&] {
            const std::string text = description(*rc::gen::arbitrary<bool>());
            const ProjectionPtr projection = projectionOf(text);
            m_stores->fill(someEvents(true));
            RC_LOG() << text;
            Filled filled;
            checkAll(*m_stores, projection, filled);
        }));
    }

    /// The comparison of the properties above sees every way in which groups may be wrong.
    void wrongGroupsAreNoticed() {
        m_stores->fill({{"A", R"({"k":"a","x":1.50})"}, {"A", R"({"k":"a","x":2})"}, {"B", R"({"k":"b","x":7})"}});
        const ProjectionPtr projection = projectionOf(kSums);
        const auto with = [&](const std::function<void(std::vector<EventGroup> &)> &spoil) {
            const Grouping store(m_stores->native,
                                 [&](const EventStore &inner, GroupQuery query, const JobControl &job) {
                                     auto groups = must(inner.groups(query, job));
                                     spoil(groups);
                                     return Groups(std::move(groups));
                                 });
            const Outcome made = rebuilt(store, projection);
            return made.isFilled ? made.rows : "not filled";
        };
        const std::string right = rebuilt(Grouping(m_stores->native, notAtAll), projection).rows;
        QCOMPARE(with([](auto &) {}), right);
        QVERIFY(with([](auto &groups) { groups[0].sums[1].number = "3.500"; }) != right);
        QVERIFY(with([](auto &groups) { groups[0].sums[0].number = "3"; }) != right);
        QVERIFY(with([](auto &groups) { ++groups[0].events; }) != right);
        QVERIFY(with([](auto &groups) { --groups[0].last.minor; }) != right);
        QVERIFY(with([](auto &groups) { groups.pop_back(); }) != right);
        QVERIFY(with([](auto &groups) { groups[0].key = "c"; }) != right);
        QVERIFY(with([](auto &groups) { groups[1].lasts[0]->value = Json::number("7.0"); }) != right);
    }

    void eventsThatCannotBeTakenEndInLetters_data() {
        QTest::addColumn<QString>("data");
        QTest::addColumn<bool>("isLetter");
        QTest::newRow("no number") << R"({"k":"a"})" << true;
        QTest::newRow("a number as a text") << R"({"k":"a","x":"1"})" << true;
        QTest::newRow("null") << R"({"k":"a","x":null})" << true;
        QTest::newRow("an exponent") << R"({"k":"a","x":1e2})" << false;
        QTest::newRow("too many digits") << R"({"k":"a","x":1e5000})" << true;
        QTest::newRow("many digits") << QString(R"({"k":"a","x":%1})").arg(QString(200, '7')) << false;
        QTest::newRow("no key") << R"({"x":1})" << true;
        QTest::newRow("an empty key") << R"({"k":"","x":1})" << true;
        QTest::newRow("a boolean for a key") << R"({"k":true,"x":1})" << true;
        QTest::newRow("a long key") << QString(R"({"k":"%1","x":1})").arg(QString(1025, 'k')) << true;
        QTest::newRow("a NUL elsewhere") << R"({"k":"a","x":1,"z":"\u0000"})" << false;
        QTest::newRow("half a surrogate elsewhere") << R"({"k":"a","x":1,"z":"\ud800"})" << false;
        QTest::newRow("deep, not too deep")
            << QString(R"({"k":"a","x":1,"z":%1%2})").arg(QString(500, '['), QString(500, ']')) << false;
        QTest::newRow("too deep") << QString(R"({"k":"a","x":1,"z":%1%2})").arg(QString(600, '['), QString(600, ']'))
                                  << true;
        QTest::newRow("no object") << "[]" << true;
        QTest::newRow("no JSON") << "{" << true;
    }
    void eventsThatCannotBeTakenEndInLetters() {
        QFETCH(QString, data);
        QFETCH(bool, isLetter);
        const std::string text = data.toStdString();
        m_stores->fill({{"A", R"({"k":"a","x":1.5})"}, {"A", text}, {"B", R"({"k":"b","x":2})"}});
        const ProjectionPtr projection = projectionOf(kSums);
        for (const auto &store : {m_stores->native, m_stores->mapped}) {
            if (!store) continue;
            const Outcome made = rebuilt(*store, projection), wanted = rebuilt(Grouping(store, notAtAll), projection);
            QCOMPARE(made.rows, wanted.rows);
            QCOMPARE(made.letters, wanted.letters);
            if (isLetter) QVERIFY(!made.isFilled && made.letters == 1);
        }
    }

    /// Another program may have written what our own writers keep apart.
    void whatOthersWroteIntoTheTableIsLookedAt() {
        m_stores->fill({{"A", R"({"k":"a","x":1.5})"}, {"A", R"({"k":"a","x":2})"}});
        PgDatabase &database = m_stores->database();
        const auto change = [&](const std::string &what) {
            database.run("ALTER TABLE eventscope.events DISABLE TRIGGER events_never_change");
            database.run("UPDATE eventscope.events SET " + what + " WHERE global_position = 2");
            database.run("ALTER TABLE eventscope.events ENABLE TRIGGER events_never_change");
            return rebuilt(*m_stores->native, projectionOf(kSums));
        };
        QVERIFY(rebuilt(*m_stores->native, projectionOf(kSums)).isFilled);
        QCOMPARE(change("data_encoding = 'text'").letters, 1u);
        const std::string deep = "'{\"k\":\"a\",\"x\":2,\"z\":' || repeat('[', 600) || repeat(']', 600) || '}'";
        QCOMPARE(change("data_encoding = 'json', data = (" + deep + ")::json").letters, 1u);
        database.run("UPDATE public.events SET event_data = (" + deep + ")::jsonb WHERE id = 2");
        QCOMPARE(rebuilt(*m_stores->mapped, projectionOf(kSums)).letters, 1u);
    }

    void aSetBehindAnAddIsLeftToARun() {
        m_stores->fill({{"B", R"({"k":"a","x":1.5})"}, {"A", R"({"k":"a","x":2})"}});
        QVERIFY(rebuilt(*m_stores->native, projectionOf(kSums)).isFilled);
        m_stores->fill({{"A", R"({"k":"a","x":2})"}, {"B", R"({"k":"a","x":1.5})"}});
        const Outcome made = rebuilt(*m_stores->native, projectionOf(kSums));
        QVERIFY(!made.isFilled);
        QVERIFY(made.rows.starts_with(R"(a {"n":1,"sum":1.5} 2 2)"));
    }

    void whatChangesTheTypesOfAProjectionIsNotPassedBy() {
        m_stores->fill({{"A", R"({"k":"a","x":1.5})"}, {"Old", R"({"k":"a","x":2})"}});
        const auto lens = [](const std::string &from, const std::string &to) {
            const std::string into = object({member("type", "\"" + to + "\"")});
            const std::string upcaster = object({member("type", "\"" + from + "\""), member("into", "[" + into + "]")});
            const std::string all = object({member("upcasters", "[" + upcaster + "]")});
            return must(upcastingLens(must(declaredUpcasters(all))));
        };
        const auto filled = [&](const LensPtr &through) {
            const Outcome made = rebuilt(*m_stores->native, projectionOf(kSums), through);
            const Outcome wanted = rebuilt(Grouping(m_stores->native, notAtAll), projectionOf(kSums), through);
            return made.rows == wanted.rows ? int(made.isFilled) : -1;
        };
        QCOMPARE(filled(lens("Old", "Older")), 1);
        QCOMPARE(filled(lens("Old", "A")), 0);
        QCOMPARE(filled(lens("A", "Else")), 0);
    }

    void whatDependsOnTheRowIsNotGrouped_data() {
        QTest::addColumn<QString>("rules");
        const auto row = [](const char *name, const char *rules) { QTest::newRow(name) << rules; };
        row("a condition", R"json("key":"/k","on":{"A":[{"increment":"/n","when":"state.n < 2"}]})json");
        row("a deletion", R"json("key":"/k","on":{"A":{"delete":true}})json");
        row("each of an array", R"json("key":"/k","on":{"A":{"forEach":"/l","do":[]}})json");
        row("two rows", R"json("key":"/k","on":{"A":[{"do":[]},{"key":"/j","do":[]}]})json");
        row("two kinds of keys", R"json("key":"/k","on":{"A":[],"B":{"key":"/j","do":[]}})json");
        row("a merge", R"json("key":"/k","on":{"A":[{"merge":"/in","from":""}]})json");
        row("a removal", R"json("key":"/k","on":{"A":[{"remove":"/n"}]})json");
        row("a named place", R"json("key":"/k","on":{"A":[{"increment":"/in","at":"/j"}]})json");
        row("twice the same place", R"json("key":"/k","on":{"A":[{"increment":"/n"},{"set":"/n","value":1}]})json");
        row("a place in another", R"json("key":"/k","on":{"A":[{"set":"/in","value":{}},{"increment":"/in/a"}]})json");
        row("a new place", R"json("key":"/k","on":{"A":[{"increment":"/m"}]})json");
        row("the whole row", R"json("key":"/k","on":{"A":[{"set":"","from":"/x"}]})json");
        row("the whole payload", R"json("key":"/k","on":{"A":[{"set":"/n","from":""}]})json");
        row("a composed value", R"json("key":"/k","on":{"A":[{"set":"/n","from":{"a":"/x"}}]})json");
        row("an id", R"json("key":"/k","on":{"A":[{"set":"/n","from":"$id"}]})json");
        row("a row an event", R"json("key":"$id","on":{"A":[]})json");
    }
    void whatDependsOnTheRowIsNotGrouped() {
        QFETCH(QString, rules);
        const std::string text =
            R"({"projection":"p","columns":{"n":"integer"},"initial":{"in":{"a":0}},)" + rules.toStdString() + "}";
        QVERIFY(!projectionOf(text)->grouped());
    }

    void whatSqlCannotSayIsRefused() {
        m_stores->fill({{"A", R"({"k":"a","l":[5],"x":1})"}});
        const auto isFilled = [&](const std::string &operation) {
            const ProjectionPtr projection = projectionOf(
                R"({"projection":"p","key":"/k","columns":{"n":"integer"},"on":{"A":[)" + operation + "]}}");
            if (!projection->grouped()) qFatal("not grouped");
            const Outcome made = rebuilt(*m_stores->native, projection);
            if (made.rows != rebuilt(Grouping(m_stores->native, notAtAll), projection).rows) qFatal("other rows");
            return made.isFilled;
        };
        QVERIFY(isFilled(R"({"add":"/n","from":"/x"})"));
        QVERIFY(!isFilled(R"({"set":"/n","from":"/l/0"})"));
        QVERIFY(!isFilled(R"({"add":"/n","value":1e2})"));
        QVERIFY(!isFilled(R"({"add":"/n","from":"$version"})"));
        QVERIFY(isFilled(R"({"set":"/n","from":"/a\u0000b","default":1})") == false);
    }

    /// As many as the server divides among its processes; the border in the statement must not keep it from that.
    void itsStatementIsRunInParallel() {
        const Words numbers{"1", "0.10", "-2.500", "12345678901234567890.12345", "-0.00", "99.9"};
        m_stores->divideWork();
        std::vector<Stored> events;
        for (std::size_t i = 0; i < 20'000; ++i) {
            const std::string key = std::to_string(i * i % 97), number = numbers[i * 7 % 11 % numbers.size()];
            events.push_back({i < 97 * 97 ? "B" : "A", object({member("k", key), member("x", number)})});
        }
        m_stores->fill(events);
        m_stores->database().run("ANALYZE eventscope.events");
        m_stores->database().run("ANALYZE public.events");
        const ProjectionPtr projection = projectionOf(kSums);
        for (const auto &store : {m_stores->native, m_stores->mapped}) {
            const Outcome made = rebuilt(*store, projection), wanted = rebuilt(Grouping(store, notAtAll), projection);
            QVERIFY(made.isFilled && !wanted.isFilled);
            QCOMPARE(made.rows, wanted.rows);
        }

        PgGroupLayout layout;
        layout.table = "eventscope.events";
        layout.position = "global_position";
        layout.type = "event_type";
        layout.time = "recorded_at";
        layout.data = "data";
        const GroupQuery query = projectionOf(kSums)->grouped()->query();
        const std::string sql = must(PgGroupSql::compile(layout, query)).select(0, 20'000);
        const auto isParallel = [&](const std::string &statement) {
            const PgResult plan = m_stores->database().run("EXPLAIN (FORMAT JSON) " + statement);
            return plan.field(0, 0).bytes().find("\"Partial Mode\": \"Partial\"") != std::string_view::npos;
        };
        QVERIFY(isParallel(sql));
        std::string other = sql;
        const std::string border = "OFFSET '0'";
        QVERIFY(other.find(border) != std::string::npos);
        other.replace(other.find(border), border.size(), "OFFSET 0");
        QVERIFY(!isParallel(other)); // so it is the border that decides
    }

    void beyondTheMemoryThatItMayTakeItIsLeftToARun() {
        std::vector<Stored> events;
        for (int i = 0; i < 100; ++i)
            events.push_back({"A", R"({"k":)" + std::to_string(i) + R"(,"x":1})"});
        m_stores->fill(events);
        const Grouping narrow(m_stores->native, [](const EventStore &store, GroupQuery query, const JobControl &job) {
            query.bytesMax = 5000;
            auto groups = store.groups(query, job);
            if (groups || groups.error().kind != ErrorKind::TooLarge) qFatal("not too large");
            return groups;
        });
        const Outcome made = rebuilt(narrow, projectionOf(kSums)),
                      wanted = rebuilt(*m_stores->native, projectionOf(kSums));
        QVERIFY(!made.isFilled && wanted.isFilled);
        QCOMPARE(made.rows, wanted.rows);
    }

    void stoppingEndsIt() {
        m_stores->fill({{"A", R"({"k":"a","x":1.5})"}});
        struct Stopping final : Progress {
            std::stop_source stop;
            void report(ProgressStep) override { stop.request_stop(); }
        } stopping;
        JobControl job;
        job.stop = stopping.stop.get_token();
        job.progress = &stopping;
        StepClock clock;
        MemoryReadModelStore models;
        const ProjectionContext context{*m_stores->native, identityLens(), models, clock};
        const auto filled = fillShadow(context, projectionOf(kSums), {}, nullptr, job);
        QVERIFY(!filled && filled.error().kind == ErrorKind::Cancelled);
        QVERIFY(must(models.find("p", ModelRole::Shadow, {}))->checkpoint == ModelCheckpoint{});
        QVERIFY(must(fillShadow(context, projectionOf(kSums), {}, nullptr, {})));
    }

    /// What an earlier rebuild left is carried on, and what is appended afterwards is taken.
    void rowsThatAreThereStay() {
        m_stores->fill({{"A", R"({"k":"a","x":1.5})"}});
        StepClock clock;
        MemoryReadModelStore models;
        const ProjectionContext context{*m_stores->native, identityLens(), models, clock};
        QVERIFY(must(fillShadow(context, projectionOf(kSums), {}, nullptr, {})));
        QVERIFY(!must(fillShadow(context, projectionOf(kSums), {}, nullptr, {})));
        const std::string url = must(PgConnection::open(m_stores->database().address(), {}, {})).address();
        NewEvent event = eventNamed("more", "A");
        event.data = R"({"k":"a","x":2.25})";
        const auto writer = must(openForWriting(url, clock, {.purpose = "test"}, {}));
        must(writer->append(StreamId{"account-7"}, {Expected::Kind::Any, {}}, std::span(&event, 1), {}));
        const ModelInfo shadow = must(buildShadow(context, projectionOf(kSums), {}, nullptr, {}));
        QCOMPARE(shadow.checkpoint.events, 2u);
        QCOMPARE(print(must(models.page(shadow, "", 10, {})).front().row), std::string(R"({"n":2,"sum":3.75})"));
    }
};

QTEST_GUILESS_MAIN(TestFillShadow)
#include "tst_fill_shadow.moc"
