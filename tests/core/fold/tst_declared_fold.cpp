// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_fold.h"
#include "fold_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// A fold whose event "E" runs `operations` over the state `initial`.
FoldPtr foldOf(const QString &initial, const QString &operations) {
    const QString text = QString(R"({"fold":"F","initial":%1,"on":{"E":%2}})").arg(initial, operations);
    auto fold = declaredFold(text.toStdString());
    if (!fold) qFatal("%s", describe(fold.error()).c_str());
    return *fold;
}

const char *const kAccount = R"({
  "fold": "BankAccount", "version": 3, "categories": ["account"], "initial": {"balance": 0, "isOpen": false},
  "on": { "AccountOpened": [ {"set": "/owner", "from": "/owner"}, {"set": "/balance", "from": "/initialDeposit"},
                             {"set": "/isOpen", "value": true} ],
          "MoneyDeposited": [ {"add": "/balance", "from": "/amount"} ],
          "MoneyWithdrawn": [ {"subtract": "/balance", "from": "/amount"} ],
          "AccountClosed": [ {"set": "/isOpen", "value": false} ] },
  "each": [ {"set": "/version", "from": "$version"} ] })";

} // namespace

class TestDeclaredFold : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void appliesEachOperation_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("expected"); // the state after it, or the reason why it failed
        const auto row = [](const char *name, const char *operation, const char *state, const char *payload,
                            const char *expected) { QTest::newRow(name) << operation << state << payload << expected; };
        row("set", R"({"set":"/balance","from":"/balanceAfter"})", R"({"balance":1})", R"({"balanceAfter":2.50})",
            R"({"balance":2.50})");
        row("set makes what is missing on the way", R"({"set":"/a/b","from":"/x"})", "{}", R"({"x":1})",
            R"({"a":{"b":1}})");
        row("set a null", R"({"set":"/a","from":"/x"})", "{}", R"({"x":null})", R"({"a":null})");
        row("set a literal", R"({"set":"/a","value":[1,{"b":2}]})", "{}", "{}", R"({"a":[1,{"b":2}]})");
        row("set the whole state", R"({"set":"","from":""})", R"({"a":1})", R"({"b":2})", R"({"b":2})");
        row("set from nothing", R"({"set":"/a","from":"/x"})", R"({"a":1})", R"({"y":1})",
            R"(set "/a": the payload has nothing at /x)");
        row("set from nothing with a default", R"({"set":"/a","from":"/x","default":"none"})", R"({"a":1})",
            R"({"y":1})", R"({"a":"none"})");
        row("set inside a scalar", R"({"set":"/a/b","value":1})", R"({"a":1})", "{}",
            R"(set "/a/b": Cannot set the value at "/a/b": a value on the way holds no others)");
        row("a name from the payload is no part of a reason", R"({"set":"/a","at":"/k","value":1})", R"({"a":1})",
            R"({"k":"Ada"})", R"(set "/a": Cannot set the value at "/a/...": a value on the way holds no others)");
        row("merge", R"({"merge":"/a","from":"/x"})", R"({"a":{"k":1,"l":{"m":1}}})", R"({"x":{"k":null,"l":{"n":2}}})",
            R"({"a":{"k":null,"l":{"m":1,"n":2}}})");
        row("merge into nothing", R"({"merge":"/a","from":"/x"})", R"({"a":null})", R"({"x":{"k":1}})",
            R"({"a":{"k":1}})");
        row("merge what is no object", R"({"merge":"/a","from":"/x"})", "{}", R"({"x":[1]})",
            R"(merge "/a": what is merged is no object)");
        row("merge into a scalar", R"({"merge":"/a","value":{}})", R"({"a":1})", "{}",
            R"(merge "/a": what is there is no object)");
        row("append", R"({"append":"/l","from":"/x"})", R"({"l":[1]})", R"({"x":{"k":2}})", R"({"l":[1,{"k":2}]})");
        row("append an object of several sources",
            R"({"append":"/l","from":{"b":"/x","v":"$version","o":{"c":"/y/z"}}})", R"({"l":[]})",
            R"({"x":1.50,"y":{"z":null},"w":3})", R"({"l":[{"b":1.50,"v":1,"o":{"c":null}}]})");
        row("append an object with something missing", R"({"append":"/l","from":{"a":"/x"}})", "{}", "{}",
            R"(append "/l": the payload has nothing at /x)");
        row("append an object with something missing and a default", R"({"append":"/l","from":{"a":"/x"},"default":0})",
            "{}", "{}", R"({"l":[0]})");
        row("append to nothing", R"({"append":"/l","value":1})", "{}", "{}", R"({"l":[1]})");
        row("append to an object", R"({"append":"/l","value":1})", R"({"l":{}})", "{}",
            R"(append "/l": what is there is no array)");
        row("upsert a known one", R"({"upsert":"/l","key":"id","from":""})", R"({"l":[{"id":1,"a":1},{"id":2,"a":1}]})",
            R"({"id":2.0,"b":3})", R"({"l":[{"id":1,"a":1},{"id":2.0,"a":1,"b":3}]})");
        row("upsert a new one", R"({"upsert":"/l","key":"id","from":""})", R"({"l":[{"id":"1"}]})", R"({"id":1})",
            R"({"l":[{"id":"1"},{"id":1}]})");
        row("upsert without the key", R"({"upsert":"/l","key":"id","from":""})", "{}", R"({"a":1})",
            R"(upsert "/l": what is put in has no "id")");
        row("upsert a scalar", R"({"upsert":"/l","key":"id","from":"/a"})", "{}", R"({"a":1})",
            R"(upsert "/l": what is put in is no object)");
        row("remove a place", R"({"remove":"/a/b"})", R"({"a":{"b":1,"c":2}})", "{}", R"({"a":{"c":2}})");
        row("remove what is not there", R"({"remove":"/a/b"})", R"({"a":1})", "{}", R"({"a":1})");
        row("remove the state", R"({"remove":""})", R"({"a":1})", "{}", "null");
        row("remove by key", R"({"remove":"/l","key":"id","from":"/x"})", R"({"l":[{"id":1},{"id":2},7,{"id":1}]})",
            R"({"x":1.0})", R"({"l":[{"id":2},7]})");
        row("remove by key from nothing", R"({"remove":"/l","key":"id","value":1})", "{}", "{}", "{}");
        row("remove by key from an object", R"({"remove":"/l","key":"id","value":1})", R"({"l":{}})", "{}",
            R"(remove "/l": what is there is no array)");
        row("add", R"({"add":"/a","from":"/x"})", R"({"a":0.10})", R"({"x":0.2})", R"({"a":0.30})");
        row("add keeps every digit", R"({"add":"/a","from":"/x"})", R"({"a":9007199254740993})",
            R"({"x":9007199254740993})", R"({"a":18014398509481986})");
        row("add to nothing", R"({"add":"/a","value":1.50})", "{}", "{}", R"({"a":1.50})");
        row("add to a string", R"({"add":"/a","value":1})", R"({"a":"1"})", "{}",
            R"(add "/a": what is there is no number)");
        row("add a string", R"({"add":"/a","from":"/x"})", R"({"a":1})", R"({"x":"1"})",
            R"(add "/a": what is added or subtracted is no number)");
        row("add too many digits", R"({"add":"/a","from":"/x"})", R"({"a":1})", R"({"x":1e9999})",
            R"(add "/a": the result has more than 4096 digits)");
        row("subtract", R"({"subtract":"/a","from":"/x"})", R"({"a":100.00})", R"({"x":120.5})", R"({"a":-20.50})");
        row("subtract what is negative", R"({"subtract":"/a","from":"/x"})", R"({"a":1})", R"({"x":-2})", R"({"a":3})");
        row("count an array", R"({"count":"/n","of":"/l"})", R"({"l":[1,2,3]})", "{}", R"({"l":[1,2,3],"n":3})");
        row("count an object", R"({"count":"/n","of":"/l"})", R"({"l":{"a":1}})", "{}", R"({"l":{"a":1},"n":1})");
        row("count nothing", R"({"count":"/n","of":"/l"})", "{}", "{}", R"({"n":0})");
        row("count a scalar", R"({"count":"/n","of":"/l"})", R"({"l":"abc"})", "{}",
            R"(count "/n": what is counted is neither an array nor an object)");
        row("increment", R"({"increment":"/n"})", R"({"n":41})", "{}", R"({"n":42})");
        row("increment nothing", R"({"increment":"/n"})", "{}", "{}", R"({"n":1})");
        row("at names a member", R"({"add":"/reserved","at":"/orderId","from":"/quantity"})",
            R"({"reserved":{"o1":2}})", R"({"orderId":"o2","quantity":5})", R"({"reserved":{"o1":2,"o2":5}})");
        row("at removes a member", R"({"remove":"/reserved","at":"/orderId"})", R"({"reserved":{"a/b":2,"c":1}})",
            R"({"orderId":"a/b"})", R"({"reserved":{"c":1}})");
        row("at may be a number", R"({"set":"/days","at":"/day","value":true})", "{}", R"({"day":7})",
            R"({"days":{"7":true}})");
        row("at names nothing that can be a name", R"({"set":"/days","at":"/day","value":true})", "{}", R"({"day":[]})",
            R"(set "/days": what "at" names is neither a string nor a number)");
        row("when it holds", R"({"increment":"/n","when":"data.amount > 100 && state.n == 1"})", R"({"n":1})",
            R"({"amount":100.01})", R"({"n":2})");
        row("when it does not hold", R"({"increment":"/n","when":"data.amount > 100"})", R"({"n":1})",
            R"({"amount":99})", R"({"n":1})");
        // No raw string here: moc of Qt 6.4 loses its way over an escaped quote in one.
        row("when over the event", "{\"increment\":\"/n\",\"when\":\"type == \\\"E\\\" && meta.by == \\\"me\\\"\"}",
            R"({"n":1})", "{}", R"({"n":2})");
        row("when sees what was done before", R"({"set":"/a","value":1},{"set":"/b","value":2,"when":"state.a == 1"})",
            "{}", "{}", R"({"a":1,"b":2})");
        row("a payload that is no JSON", R"({"set":"/a","value":1})", "{}", "{broken", R"({"a":1})");
    }
    void appliesEachOperation() {
        QFETCH(QString, operation);
        QFETCH(QString, state);
        QFETCH(QString, payload);
        QFETCH(QString, expected);
        const auto run = foldOf(state, "[" + operation + "]")->start();
        const auto told = foldAll(*run, batchOf({{"E", payload.toStdString(), Encoding::Json, R"({"by":"me"})"}}));
        if (told[0].outcome.kind == StepOutcome::Kind::Failed) {
            QCOMPARE(QString::fromStdString(told[0].outcome.reason), expected);
            QCOMPARE(QString::fromStdString(stateOf(*run)), state);
        } else {
            QCOMPARE(QString::fromStdString(stateOf(*run)), expected);
        }
    }

    void readsTheEventItself_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("value");
        QTest::newRow("stream") << "$stream"
                                << R"("account-7")";
        QTest::newRow("category") << "$category"
                                  << R"("account")";
        QTest::newRow("version") << "$version"
                                 << "1";
        QTest::newRow("position") << "$position"
                                  << R"("101")";
        QTest::newRow("id") << "$id"
                            << QStringLiteral("\"%1\"").arg(
                                   QString::fromStdString(toString(derivedEventId("test", "1"))));
        QTest::newRow("type") << "$type"
                              << R"("E")";
        QTest::newRow("schema version") << "$schemaVersion"
                                        << "4";
        QTest::newRow("recorded") << "$recordedAt"
                                  << R"("2026-03-04T12:00:00.000000Z")";
        QTest::newRow("month") << "$month"
                               << R"("2026-03")";
        QTest::newRow("day") << "$day"
                             << R"("2026-03-04")";
        QTest::newRow("hour") << "$hour"
                              << R"("2026-03-04T12")";
        QTest::newRow("valid") << "$validAt"
                               << R"("1970-01-01T00:00:00.000001Z")";
    }
    void readsTheEventItself() {
        QFETCH(QString, source);
        QFETCH(QString, value);
        const auto run = foldOf("{}", QString(R"([{"set":"/v","from":"%1"}])").arg(source))->start();
        TestEvent event{"E", "not even JSON", Encoding::Binary};
        event.schemaVersion = 4;
        event.validAt = timeOfUs(1);
        foldAll(*run, batchOf({event}));
        QCOMPARE(QString::fromStdString(stateOf(*run)), "{\"v\":" + value + "}");
    }

    void failsWhereTheEventHasNoValidTime() {
        const auto run = foldOf("{}", R"([{"set":"/v","from":"$validAt"}])")->start();
        const auto told = foldAll(*run, batchOf({{"E"}}));
        QCOMPARE(told[0].outcome.reason, std::string(R"(set "/v": the event has no $validAt)"));
    }

    void aFailingEventChangesNothingAndTheNextIsTaken() {
        const auto fold = foldOf(R"({"n":0})", R"([{"increment":"/n"},{"set":"/x","from":"/x"}])");
        const auto run = fold->start();
        const auto told = foldAll(*run, batchOf({{"E", R"({"x":1})"}, {"E", "{}"}, {"E", "{"}, {"E", R"({"x":2})"}}));
        QCOMPARE(*told[0].state, std::string(R"({"n":1,"x":1})"));
        QVERIFY(told[1].outcome.kind == StepOutcome::Kind::Failed);
        QCOMPARE(told[1].state, told[0].state);
        QVERIFY(told[2].outcome.kind == StepOutcome::Kind::Failed);
        QCOMPARE(*told[3].state, std::string(R"({"n":2,"x":2})"));
    }

    void foldsAnAccount() {
        const FoldPtr fold = *declaredFold(kAccount);
        QCOMPARE(fold->info().name, std::string("BankAccount"));
        QCOMPARE(fold->info().title(), std::string("BankAccount (JSON)"));
        QCOMPARE(fold->info().version, 3);
        QCOMPARE(fold->info().categories, std::vector<std::string>{"account"});
        QVERIFY(fold->info().kind == ProvenanceKind::DeclaredMapping);
        QVERIFY(fold->info().knows("MoneyDeposited") && !fold->info().knows("MoneyLost"));
        const auto run = fold->start();
        const auto told = foldAll(*run, batchOf({{"AccountOpened", R"({"owner":"Ada","initialDeposit":100.00})"},
                                                 {"MoneyDeposited", R"({"amount":0.10})"},
                                                 {"MoneyLost", R"({"amount":1})"},
                                                 {"MoneyWithdrawn", R"({"amount":20.20})"}}));
        QVERIFY(told[2].outcome.kind == StepOutcome::Kind::Ignored);
        QCOMPARE(stateOf(*run), std::string(R"({"balance":79.90,"isOpen":true,"owner":"Ada","version":4})"));
    }

    void saysWhichColumnsItReads() {
        QCOMPARE(foldOf("{}", R"([{"increment":"/n"}])")->info().fields, Fields::Header);
        QCOMPARE(foldOf("{}", R"([{"set":"/n","from":"/a"}])")->info().fields, Fields::Data);
        QCOMPARE(foldOf("{}", R"([{"set":"/n","from":"$id"},{"increment":"/m","at":"$validAt"}])")->info().fields,
                 Fields::Id | Fields::ValidAt);
        QVERIFY(has(foldOf("{}", R"([{"increment":"/n","when":"meta.a == 1"}])")->info().fields, Fields::Metadata));
    }

    void fingerprintFollowsTheDescription() {
        const auto fingerprint = [](const char *operations) { return foldOf("{}", operations)->info().fingerprint; };
        QCOMPARE(fingerprint(R"([{"increment":"/n"}])"), fingerprint(R"([ {"increment" : "/n"} ])"));
        QVERIFY(fingerprint(R"([{"increment":"/n"}])") != fingerprint(R"([{"increment":"/m"}])"));
    }

    void saysWhereADescriptionIsWrong_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *description, const char *pointer, const char *message) {
            QTest::newRow(name) << description << pointer << message;
        };
        row("no object", "[]", "", "at the top: expected an object, found an array");
        row("no name", R"({"on":{}})", "", "at the top: expected a member \"fold\", found none");
        row("name of another kind", R"({"fold":7,"on":{}})", "/fold",
            "at /fold: expected a string that is not empty, found a number");
        row("name of the payload merge", R"({"fold":"merge","on":{}})", "/fold",
            "at /fold: expected a name other than \"merge\", which is the payload merge, found a string");
        row("unknown member", R"({"fold":"F","on":{},"off":{}})", "/off",
            "at /off: expected only \"$schema\", \"fold\", \"version\", \"categories\", \"initial\", \"on\", \"each\" "
            "here, "
            "found \"off\"");
        row("a name twice", R"({"fold":"F","on":{"A":[],"A":[]}})", "/on/A",
            "at /on/A: expected every name once, found it twice");
        row("handlers that are no array", R"({"fold":"F","on":{"A":{}}})", "/on/A",
            "at /on/A: expected an array, found an object");
        row("no verb", R"({"fold":"F","on":{"A":[{"from":"/a"}]}})", "/on/A/0",
            "at /on/A/0: expected one of \"set\", \"merge\", \"append\", \"upsert\", \"remove\", \"add\", "
            "\"subtract\", "
            "\"count\" and \"increment\", found an object");
        row("two verbs", R"({"fold":"F","on":{"A":[{"set":"/a","add":"/b","value":1}]}})", "/on/A/0",
            "at /on/A/0: expected one operation, not \"set\" and \"add\", found an object");
        row("no pointer", R"({"fold":"F","on":{"A":[{"set":"a","value":1}]}})", "/on/A/0/set",
            "at /on/A/0/set: expected a JSON Pointer such as \"/balance\", or \"\" for the whole, found a string");
        row("type with a slash", R"({"fold":"F","on":{"a/b":[{"set":"/a"}]}})", "/on/a~1b/0",
            "at /on/a~1b/0: expected either \"from\" or \"value\" beside \"set\", found an object");
        row("unknown source", R"({"fold":"F","on":{"A":[{"set":"/a","from":"$now"}]}})", "/on/A/0/from",
            "at /on/A/0/from: expected $stream, $category, $version, $position, $id, $type, $schemaVersion, "
            "$recordedAt, $validAt, $month, $day or $hour, found a string");
        row("an element of nothing", R"({"fold":"F","on":{"A":[{"set":"/a","from":"$each/x"}]}})", "/on/A/0/from",
            "at /on/A/0/from: expected $each only beside \"forEach\", found a string");
        row("a literal of the wrong kind", R"({"fold":"F","on":{"A":[{"add":"/a","value":"1"}]}})", "/on/A/0/value",
            "at /on/A/0/value: expected a number, found a string");
        row("upsert without key", R"({"fold":"F","on":{"A":[{"upsert":"/a","from":""}]}})", "/on/A/0",
            "at /on/A/0: expected a member \"key\", found none");
        row("version 0", R"({"fold":"F","version":0,"on":{}})", "/version",
            "at /version: expected a whole number from 1 to 2147483647, found a number");
        row("a condition that is none", R"({"fold":"F","on":{},"each":[{"increment":"/a","when":"state.a ="}]})",
            "/each/0/when", "");
    }
    void saysWhereADescriptionIsWrong() {
        QFETCH(QString, description);
        QFETCH(QString, pointer);
        QFETCH(QString, message);
        const auto fold = declaredFold(description.toStdString());
        QVERIFY(!fold);
        QVERIFY(fold.error().kind == ErrorKind::Invalid);
        QCOMPARE(QString::fromStdString(fold.error().detail), pointer);
        if (message.isEmpty())
            QVERIFY(QString::fromStdString(fold.error().message)
                        .startsWith("at " + pointer + ": expected a condition; column "));
        else
            QCOMPARE(QString::fromStdString(fold.error().message), message);
    }

    void refusesWhatIsNotJson() {
        const auto fold = declaredFold(R"({"fold":"F",})");
        QVERIFY(!fold && fold.error().kind == ErrorKind::Invalid);
    }

    void refusesACheckpointThatIsNone() { QVERIFY(!foldOf("{}", "[]")->start()->restore("{")); }
};

QTEST_GUILESS_MAIN(TestDeclaredFold)
#include "tst_declared_fold.moc"
