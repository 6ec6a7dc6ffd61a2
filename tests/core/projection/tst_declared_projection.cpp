// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/declared_projection.h"
#include "projection_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const char *const kSummary = R"({
  "projection": "account-summary", "version": 2, "text": "What accounts hold", "key": "/accountId",
  "columns": {"balance": "decimal", "transactions": "integer", "lastActivity": "time"},
  "initial": {"transactions": 0, "note": "none"},
  "on": { "Opened": [ {"set": "/balance", "from": "/deposit"} ],
          "Moved": [ {"add": "/balance", "from": "/amount"}, {"increment": "/transactions"} ],
          "Sent": [ {"do": [ {"subtract": "/balance", "from": "/amount"} ]},
                    {"key": "/to", "do": [ {"add": "/balance", "from": "/amount"} ]} ],
          "Split": {"forEach": "/parts", "key": "$each/to", "do": [ {"add": "/balance", "from": "$each/amount"} ]},
          "Forgotten": [ {"remove": "/transactions"}, {"remove": "/note"} ],
          "Erased": {"delete": true} },
  "each": [ {"set": "/lastActivity", "from": "$hour"} ] })";

ProjectionPtr must(std::string_view description) {
    auto projection = declaredProjection(description);
    if (!projection) qFatal("%s", describe(projection.error()).c_str());
    return *projection;
}

const TestEvent kOpened{"Opened", R"({"accountId":"a","deposit":100.00})"};

KeyChoice only(const std::string &key) {
    return std::make_shared<std::set<std::string, std::less<>>>(std::set<std::string, std::less<>>{key});
}

} // namespace

class TestDeclaredProjection : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void saysWhatItIs() {
        const ProjectionInfo info = must(kSummary)->info();
        QCOMPARE(info.name, std::string("account-summary"));
        QCOMPARE(info.language, std::string("JSON"));
        QCOMPARE(info.text, std::string("What accounts hold"));
        QCOMPARE(info.version, 2);
        QVERIFY(info.fields == Fields::Data);
        QVERIFY((info.schema == ModelSchema{"account-summary",
                                            {{"balance", ColumnType::Decimal},
                                             {"transactions", ColumnType::Integer},
                                             {"lastActivity", ColumnType::Instant}}}));
        QVERIFY(info.knows("Erased") && !info.knows("Lost"));
        QVERIFY(info.fingerprint == must(kSummary)->info().fingerprint);
        QVERIFY(info.fingerprint != must(R"({"projection":"p","key":"$stream","on":{}})")->info().fingerprint);
    }

    void looksAtNoMoreThanItNeeds() {
        const auto fieldsOf = [](const char *text) { return must(text)->info().fields; };
        QVERIFY(fieldsOf(R"({"projection":"p","key":"$day","on":{"E":[{"increment":"/n"}]}})") == Fields::Header);
        QVERIFY(fieldsOf(R"({"projection":"p","key":"$id","on":{"E":{"delete":true}}})") == Fields::Id);
        QVERIFY(fieldsOf(R"({"projection":"p","key":"$day","on":{"E":{"forEach":"/l","do":[]}}})") == Fields::Data);
    }

    void makesRows_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("rows"); // after it was the second event, behind kOpened
        const auto row = [](const char *name, const char *type, const char *payload, const char *rows) {
            QTest::newRow(name) << type << payload << rows;
        };
        const char *const opened =
            R"(a {"balance":100.00,"transactions":0,"lastActivity":"2026-03-04T12","note":"none"} 1 1
)";
        row("no type of its own", "Lost", "{}", opened);
        row("adds", "Moved", R"({"accountId":"a","amount":20.5})",
            R"(a {"balance":120.50,"transactions":1,"lastActivity":"2026-03-04T13","note":"none"} 2 2
)");
        row("a row that was not there", "Moved", R"({"accountId":7.0,"amount":1})",
            R"(7.0 {"balance":1,"transactions":1,"lastActivity":"2026-03-04T13","note":"none"} 2 1
a {"balance":100.00,"transactions":0,"lastActivity":"2026-03-04T12","note":"none"} 1 1
)");
        row("two rows", "Sent", R"({"accountId":"a","to":"b","amount":30})",
            R"(a {"balance":70.00,"transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 2
b {"balance":30,"transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 1
)");
        row("the same row twice counts once", "Sent", R"({"accountId":"a","to":"a","amount":30})",
            R"(a {"balance":100.00,"transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 2
)");
        row("for each element", "Split",
            R"({"parts":[{"to":"b","amount":1},{"to":"a","amount":2},{"to":"b","amount":3}]})",
            R"(a {"balance":102.00,"transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 2
b {"balance":4,"transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 1
)");
        row("for no element", "Split", "{}", opened);
        row("what was removed is null if it is a column", "Forgotten", R"({"accountId":"a"})",
            R"(a {"balance":100.00,"transactions":null,"lastActivity":"2026-03-04T13"} 2 2
)");
        row("deletes", "Erased", R"({"accountId":"a"})", "");
        row("deletes what is not there", "Erased", R"({"accountId":"b"})", opened);
        row("what does not fit a column stays", "Opened", R"({"accountId":"a","deposit":"much"})",
            R"(a {"balance":"much","transactions":0,"lastActivity":"2026-03-04T13","note":"none"} 2 2
)");
    }
    void makesRows() {
        QFETCH(QString, type);
        QFETCH(QString, payload);
        QFETCH(QString, rows);
        const auto batch = batchOf({kOpened, {type.toStdString(), payload.toStdString()}});
        RecordingSink sink;
        QCOMPARE(QString::fromStdString(rowsOf(*must(kSummary), {batch}, nullptr, &sink).text()), rows);
        QVERIFY(sink.failures.empty());
    }

    void anEventFailsAsAWhole_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *type, const char *payload, const char *key,
                            const char *reason) { QTest::newRow(name) << type << payload << key << reason; };
        row("an operation", "Moved", R"({"accountId":"a"})", "a",
            R"(add "/balance": the payload has nothing at /amount)");
        row("the second row", "Sent", R"({"accountId":"a","to":"c","amount":1})", "c",
            R"(add "/balance": what is there is no number)");
        row("the second key", "Sent", R"({"accountId":"a","amount":1})", "", "key: the payload has nothing at /to");
        row("an element", "Split", R"({"parts":[{"to":"a","amount":1},{"to":"b"}]})", "b",
            R"(add "/balance": the element has nothing at /amount)");
        row("a key in an element", "Split", R"({"parts":[{"to":"a","amount":1},{"to":null}]})", "",
            "the key of its row is neither a text nor a number");
        row("no array", "Split", R"({"parts":{"to":"a"}})", "", "forEach: the payload has no array at /parts");
        row("an empty key", "Moved", R"({"accountId":"","amount":1})", "", "the key of its row is empty");
        row("a key of another kind", "Moved", R"({"accountId":["a"],"amount":1})", "",
            "the key of its row is neither a text nor a number");
        row("no JSON", "Split", "{", "", "forEach: This is no JSON");
    }
    void anEventFailsAsAWhole() {
        QFETCH(QString, type);
        QFETCH(QString, payload);
        QFETCH(QString, key);
        QFETCH(QString, reason);
        const std::vector<TestEvent> before{kOpened, {"Opened", R"({"accountId":"c","deposit":"much"})"}};
        auto events = before;
        events.push_back({type.toStdString(), payload.toStdString()});
        RecordingSink sink;
        QCOMPARE(rowsOf(*must(kSummary), {batchOf(events)}, nullptr, &sink).text(),
                 rowsOf(*must(kSummary), {batchOf(before)}).text());
        QCOMPARE(sink.failures.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(sink.failures[0].key), key);
        if (QTest::currentDataTag() != QByteArray("no JSON"))
            QCOMPARE(QString::fromStdString(sink.failures[0].reason), reason);
    }

    void aRowStaysAnObject() {
        const auto projection = must(R"({"projection":"p","key":"/k","on":{"E":[{"set":"","from":"/v"}]}})");
        RecordingSink sink;
        const auto rows = rowsOf(
            *projection, {batchOf({{"E", R"({"k":"a","v":{"x":1}})"}, {"E", R"({"k":"a","v":1})"}})}, nullptr, &sink);
        QCOMPARE(rows.text(), std::string("a {\"x\":1} 1 1\n"));
        QCOMPARE(sink.failures.size(), std::size_t{1});
        QCOMPARE(sink.failures[0].reason, std::string("the row would be no object any more"));
    }

    void aConditionMaySpeakAboutTheRow() {
        const auto projection = must(R"({"projection":"p","key":"/k","initial":{"n":0},"on":{
            "E":[{"increment":"/n","when":"state.n < 2"},{"set":"/full","value":true,"when":"state.n == 2"}]}})");
        const TestEvent event{"E", R"({"k":"a"})"};
        QCOMPARE(rowsOf(*projection, {batchOf({event, event, event})}).text(),
                 std::string("a {\"n\":2,\"full\":true} 3 3\n"));
    }

    void oneRowOfTwoCanBeMadeAlone() {
        const auto batch = batchOf({kOpened,
                                    {"Sent", R"({"accountId":"a","to":"b","amount":30})"},
                                    {"Sent", R"({"accountId":"c","to":"a","amount":5})"},
                                    {"Sent", R"({"accountId":"a","to":"","amount":5})"},
                                    {"Moved", R"({"accountId":"c","amount":1})"}});
        const auto all = rowsOf(*must(kSummary), {batch});
        RecordingSink sink;
        const auto alone = rowsOf(*must(kSummary), {batch}, only("a"), &sink);
        QCOMPARE(alone.all.size(), std::size_t{1});
        QVERIFY(alone.all.at("a") == all.all.at("a"));
        QVERIFY2(sink.failures.empty(), "whose key cannot be told is none of its own");
        MapRows rows(must(kSummary)->info().schema);
        QCOMPARE(applyTo(*must(kSummary)->start(only("b"), true), batch, rows), std::uint64_t{1});
    }

    void asksForMissingRowsOnce() {
        const auto projection = must(kSummary);
        MapRows rows = rowsOf(*projection, {batchOf({kOpened})});
        const auto run = projection->start(nullptr, false);
        applyTo(*run,
                batchOf({{"Moved", R"({"accountId":"a","amount":1})"},
                         {"Sent", R"({"accountId":"b","to":"c","amount":1})"}},
                        2),
                rows);
        QCOMPARE(rows.calls, 1);
        QCOMPARE(rows.asked, std::uint64_t{3});
    }

    void saysWhatIsWrongWithADescription_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *description, const char *where, const char *says) {
            QTest::newRow(name) << description << where << says;
        };
        row("no name", R"({"key":"/k","on":{}})", "", "projection");
        row("no key", R"({"projection":"p","on":{}})", "", "key");
        row("a name of another kind", R"({"projection":"My Rows","key":"/k","on":{}})", "/projection", "small letters");
        row("an unknown type", R"({"projection":"p","key":"/k","on":{},"columns":{"a":"float"}})", "/columns/a",
            "decimal");
        row("a column called key", R"({"projection":"p","key":"/k","on":{},"columns":{"Key":"text"}})", "/columns/Key",
            "cannot be a column");
        row("columns that differ in case", R"({"projection":"p","key":"/k","on":{},"columns":{"a":"text","A":"text"}})",
            "/columns/A", "cannot be a column");
        row("a row that is no object", R"({"projection":"p","key":"/k","on":{},"initial":[]})", "/initial",
            "an object");
        row("neither do nor delete", R"({"projection":"p","key":"/k","on":{"E":{"key":"/x"}}})", "/on/E", "\"delete\"");
        row("do and delete", R"({"projection":"p","key":"/k","on":{"E":{"do":[],"delete":true}}})", "/on/E", "either");
        row("does not delete", R"({"projection":"p","key":"/k","on":{"E":{"delete":false}}})", "/on/E/delete", "true");
        row("each of nothing", R"({"projection":"p","key":"/k","on":{"E":{"key":"$each/k","do":[]}}})", "/on/E/key",
            "forEach");
        row("an operation among edits", R"({"projection":"p","key":"/k","on":{"E":[{"do":[]},{"increment":"/n"}]}})",
            "/on/E/1", "increment");
    }
    void saysWhatIsWrongWithADescription() {
        QFETCH(QString, description);
        QFETCH(QString, where);
        QFETCH(QString, says);
        const auto projection = declaredProjection(description.toStdString());
        QVERIFY(!projection && projection.error().kind == ErrorKind::Invalid);
        QVERIFY2(projection.error().message.find(says.toStdString()) != std::string::npos,
                 projection.error().message.c_str());
        QVERIFY2(QString::fromStdString(projection.error().detail).startsWith(where),
                 projection.error().detail.c_str());
    }
};

QTEST_GUILESS_MAIN(TestDeclaredProjection)
#include "tst_declared_projection.moc"
