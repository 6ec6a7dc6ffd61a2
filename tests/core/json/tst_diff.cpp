// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/diff.h"

#include <QTest>
#include <rapidcheck.h>

#include <string>

using namespace eventscope;

namespace {

Json parsed(const std::string &text) {
    Result<Json> json = Json::parse(text);
    if (!json) qFatal("%s", describe(json.error()).c_str());
    return *json;
}

Json anyScalar() {
    switch (*rc::gen::inRange(0, 4)) {
    case 0:
        return Json();
    case 1:
        return Json::boolean(*rc::gen::arbitrary<bool>());
    case 2:
        return Json::number(*rc::gen::inRange(0, 40));
    default:
        return Json::string(*rc::gen::element("", "x", "some text"));
    }
}

enum class Keys : std::uint8_t { Distinct, Any };

/// A document; large containers come up now and then, so that their trees are walked.
Json anyJson(int depth, Keys keys) {
    const int what = *rc::gen::inRange(0, depth > 0 ? 5 : 2);
    if (what < 2) return anyScalar();
    const int size = *rc::gen::inRange(0, 30) == 0 ? 80 : *rc::gen::inRange(0, 6);
    if (what == 2) {
        std::vector<Json> elements;
        for (int i = 0; i < size; ++i)
            elements.push_back(anyJson(depth - 1, keys));
        return Json::array(std::move(elements));
    }
    if (what == 3) { // a list of things with an id
        std::vector<Json> elements;
        for (int i = 0; i < size; ++i) {
            elements.push_back(Json::object({{"id", Json::number(*rc::gen::inRange(0, 200))}, {"v", anyScalar()}}));
        }
        return Json::array(std::move(elements));
    }
    std::vector<Json::Member> members;
    for (int i = 0; i < size; ++i) {
        std::string key = "k" + std::to_string(*rc::gen::inRange(0, size * 2));
        const bool isTaken = std::any_of(members.begin(), members.end(), [&](auto &other) { return other.key == key; });
        if (keys == Keys::Any || !isTaken) members.push_back({key, anyJson(depth - 1, keys)});
    }
    return Json::object(std::move(members));
}

/// Some container of `json`, which may be itself.
Pointer anyPlace(const Json &json) {
    Pointer path;
    Json here = json;
    while (here.size() > 0 && *rc::gen::inRange(0, 4) > 0) {
        const std::size_t index = *rc::gen::inRange<std::size_t>(0, here.size());
        path = here.isObject() ? path.child(here.key(index)) : path.child(index);
        here = *valueAt(json, path);
    }
    return path;
}

/// A few edits, so that most of the document stays shared.
Json edited(const Json &json, Keys keys) {
    JsonDraft draft(json);
    for (int edits = *rc::gen::inRange(0, 6); edits > 0; --edits) {
        const Pointer path = anyPlace(draft.value());
        const int what = *rc::gen::inRange(0, 5);
        if (what == 0) {
            (void)draft.remove(path);
        } else if (what == 1) {
            (void)draft.insert(path, anyJson(1, keys));
        } else if (what == 2 && !path.isRoot()) { // moved
            const Json value = *valueAt(draft.value(), path);
            (void)draft.remove(path);
            if (!draft.insert(path.parent().child("0"), value)) (void)draft.set(path, value);
        } else {
            (void)draft.set(path, anyJson(2, keys));
        }
    }
    return draft.freeze();
}

void checkDiff(const Json &before, const Json &after) {
    const std::vector<Change> changes = diff(before, after);
    const Result<Json> applied = applyChanges(before, changes);
    RC_ASSERT(applied.has_value());
    RC_ASSERT(print(*applied) == print(after));
    RC_ASSERT(*applied == after);
    RC_ASSERT(changes.empty() == (before == after));
}

/// The steps in one line each: "replace /a 1 -> 2".
std::string listed(const std::vector<Change> &changes) {
    std::string text;
    for (const Change &change : changes) {
        text += toJson({change}).child(0).member("op").token();
        if (change.from) text += ' ' + change.from->text();
        text += ' ' + change.path.text();
        if (change.was) text += ' ' + print(*change.was);
        if (change.value) text += " -> " + print(*change.value);
        text += '\n';
    }
    return text;
}

std::string numbers(int count, const char *changed, int at) {
    std::string text = "[";
    for (int i = 0; i < count; ++i)
        text += (i ? "," : "") + (i == at ? std::string(changed) : std::to_string(i));
    return text + "]";
}

} // namespace

class TestDiff : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void lists_data();
    void lists();
    void appliedDiffGivesAfter();
    void unrelatedDocuments();
    void duplicateKeys();
    void looksOnlyAtWhatIsNotShared();
    void comparesLongArraysByIndex();
    void findsArrayKeys_data();
    void findsArrayKeys();
    void takesTheKeysOfItsOptions();
    void appliesPatches_data();
    void appliesPatches();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void printsSteps();
    void survivesDeepDocuments();
    void rebases_data();
    void rebases();
    void rebasedIsEqual();
    void rebasedSharesPages();
};

void TestDiff::lists_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char *name, const char *before, const char *after, const char *steps) {
        QTest::newRow(name) << QString(before) << QString(after) << QString(steps);
    };
    row("same", R"({"a":[1]})", R"({"a":[1]})", "");
    row("root", "1", "2", "replace  1 -> 2\n");
    row("kind", "[]", "{}", "replace  [] -> {}\n");
    row("spelling", R"({"a":1})", R"({"a":1.0})", "replace /a 1 -> 1.0\n");
    row("member", R"({"a":1,"b":{"c":2}})", R"({"a":1,"b":{"c":3}})", "replace /b/c 2 -> 3\n");
    row("new last", R"({"a":1})", R"({"a":1,"b":2})", "add /b -> 2\n");
    row("gone", R"({"a":1,"b":2,"c":3})", R"({"a":1,"c":3})", "remove /b 2\n");
    row("new first", R"({"a":1,"b":2})", R"({"x":0,"a":1,"b":2})", "add /x -> 0\nmove /a /a\nmove /b /b\n");
    row("one member to the end", R"({"a":1,"b":2,"c":3})", R"({"b":2,"c":3,"a":1})", "move /a /a\n");
    row("escaped", R"({"a/b":1})", R"({"a/b":2})", "replace /a~1b 1 -> 2\n");
    row("element", "[1,2,3]", "[1,5,3]", "replace /1 2 -> 5\n");
    row("element added", "[1,2,3]", "[1,2,9,3]", "add /2 -> 9\n");
    row("element removed", "[1,2,3]", "[1,3]", "remove /1 2\n");
    row("element moved", "[1,2,3,4]", "[2,3,4,1]", "move /0 /3\n");
    row("element changed in a gap", R"([[1],[2,2],[3]])", R"([[1],[2,9],[3]])", "replace /1/1 2 -> 9\n");
    row("keyed", R"([{"id":1,"n":1},{"id":2,"n":1}])", R"([{"id":2,"n":5}])",
        "remove /0 {\"id\":1,\"n\":1}\nreplace /0/n 1 -> 5\n");
    row("keyed, not by index", R"([{"id":1,"n":1},{"id":2,"n":2}])",
        R"([{"id":3,"n":3},{"id":1,"n":1},{"id":2,"n":4}])", "add /0 -> {\"id\":3,\"n\":3}\nreplace /2/n 2 -> 4\n");
    row("keyed and moved", R"([{"id":1,"n":1},{"id":2,"n":2},{"id":3,"n":3}])",
        R"([{"id":3,"n":3},{"id":1,"n":1},{"id":2,"n":7}])", "move /2 /0\nreplace /2/n 2 -> 7\n");
    row("other id is another element", R"([{"id":1,"n":1}])", R"([{"id":2,"n":1}])",
        "remove /0 {\"id\":1,\"n\":1}\nadd /0 -> {\"id\":2,\"n\":1}\n");
    row("keyed by a name with Id", R"([{"sku":"s","lineId":"a","n":1},{"sku":"s","lineId":"b","n":1}])",
        R"([{"sku":"s","lineId":"b","n":2}])",
        "remove /0 {\"sku\":\"s\",\"lineId\":\"a\",\"n\":1}\nreplace /0/n 1 -> 2\n");
    row("duplicate keys", R"({"o":{"a":1,"a":2}})", R"({"o":{"a":1,"a":3}})", "replace /o/a 2 -> 3\n");
    row("the first of duplicate keys", R"({"o":{"a":1,"a":2}})", R"({"o":{"a":3,"a":2}})",
        "replace /o {\"a\":1,\"a\":2} -> {\"a\":3,\"a\":2}\n");
}

void TestDiff::lists() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, steps);
    const Json from = parsed(before.toStdString());
    const Json to = parsed(after.toStdString());
    const std::vector<Change> changes = diff(from, to);
    QCOMPARE(QString::fromStdString(listed(changes)), steps);
    QVERIFY(*applyChanges(from, changes) == to);
}

void TestDiff::appliedDiffGivesAfter() {
    QVERIFY(rc::check("applying the diff of an edited document gives it", [] {
        const Json before = anyJson(4, Keys::Distinct);
        checkDiff(before, edited(before, Keys::Distinct));
    }));
}

void TestDiff::unrelatedDocuments() {
    QVERIFY(rc::check("applying the diff of any two documents gives the second",
                      [] { checkDiff(anyJson(4, Keys::Distinct), anyJson(4, Keys::Distinct)); }));
}

void TestDiff::duplicateKeys() {
    // A member that moves behind a new one has a twin in the part that stays.
    checkDiff(*Json::parse(R"({"id":{},"a":{},"id":[]})"),
              *Json::parse(R"({"id":{},"c":[["x",1],[],{"id":"x"}],"id":{}})"));
    QVERIFY(rc::check("the diff is right with duplicate keys, too", [] {
        const Json before = anyJson(3, Keys::Any);
        checkDiff(before, *rc::gen::arbitrary<bool>() ? edited(before, Keys::Any) : anyJson(3, Keys::Any));
    }));
}

void TestDiff::looksOnlyAtWhatIsNotShared() {
    std::vector<Json::Member> members;
    for (int i = 0; i < 50'000; ++i)
        members.push_back({"k" + std::to_string(i), Json::array({Json::number(i)})});
    JsonDraft draft(Json::object(std::move(members)));
    const Json before = draft.freeze();
    QVERIFY(draft.set(*Pointer::parse("/k49999/0"), Json::number(-1)));
    QVERIFY(draft.remove(*Pointer::parse("/k100")));
    const std::vector<Change> changes = diff(before, draft.value());
    QCOMPARE(listed(changes), "remove /k100 [100]\nreplace /k49999/0 49999 -> -1\n");
}

void TestDiff::comparesLongArraysByIndex() {
    const Json before = parsed(numbers(2002, "\"first\"", 0));
    std::string text = numbers(2002, "\"last\"", 2001);
    text.insert(1, "\"new\",");
    const std::vector<Change> changes = diff(before, parsed(text));
    QVERIFY(changes.size() > 2000);
    QVERIFY(*applyChanges(before, changes) == parsed(text));
}

void TestDiff::findsArrayKeys_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("key");
    const auto row = [](const char *name, const char *before, const char *after, const char *key) {
        QTest::newRow(name) << QString(before) << QString(after) << QString(key);
    };
    row("id", R"([{"id":1},{"id":2}])", R"([{"id":2}])", "id");
    row("id before name", R"([{"name":"x","id":1}])", R"([{"name":"y","id":1}])", "id");
    row("id not distinct", R"([{"id":1,"name":"x"},{"id":1,"name":"y"}])", "[]", "name");
    row("id missing once", R"([{"id":1,"orderId":7},{"orderId":8}])", R"([{"orderId":8}])", "orderId");
    row("kind counts", R"([{"id":1},{"id":"1"}])", "[]", "id");
    row("null identifies nothing", R"([{"id":null}])", "[]", "");
    row("containers identify nothing", R"([{"id":{}}])", "[]", "");
    row("an element that is no object", R"([{"id":1},2])", R"([{"id":1}])", "");
    row("both empty", "[]", "[]", "");
    row("no arrays", "{}", "[]", "");
    row("any other name does not count", R"([{"paid":1,"valid":2,"x":3}])", R"([{"x":3}])", "");
}

void TestDiff::findsArrayKeys() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, key);
    const std::optional<std::string> found = arrayKey(parsed(before.toStdString()), parsed(after.toStdString()));
    QCOMPARE(QString::fromStdString(found.value_or("")), key);
}

void TestDiff::takesTheKeysOfItsOptions() {
    DiffOptions options;
    options.arrayKeys = {"sku"};
    const Json before = parsed(R"([{"sku":"a","id":1},{"sku":"b","id":2}])");
    const Json after = parsed(R"([{"sku":"b","id":1}])");
    QCOMPARE(listed(diff(before, after, options)), "remove /0 {\"sku\":\"a\",\"id\":1}\nreplace /0/id 2 -> 1\n");
}

void TestDiff::appliesPatches_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("op");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, Change::Op op, const char *from, const char *path,
                        const char *after) {
        QTest::newRow(name) << QString(before) << int(op) << QString(from) << QString(path) << QString(after);
    };
    row("add over a member", R"({"a":1})", Change::Op::Add, "", "/a", R"({"a":9})");
    row("add before an element", "[1,2]", Change::Op::Add, "", "/1", "[1,9,2]");
    row("append", "[1]", Change::Op::Add, "", "/-", "[1,9]");
    row("add the document", "[1]", Change::Op::Add, "", "", "9");
    row("replace the document", "[1]", Change::Op::Replace, "", "", "9");
    row("replace", "[1,2]", Change::Op::Replace, "", "/1", "[1,9]");
    row("remove", R"({"a":1,"b":2})", Change::Op::Remove, "", "/a", R"({"b":2})");
    row("move to another object", R"({"a":{"x":1},"b":{}})", Change::Op::Move, "/a/x", "/b/y",
        R"({"a":{},"b":{"y":1}})");
    row("move in an array", "[1,2,3]", Change::Op::Move, "/0", "/2", "[2,3,1]");
}

void TestDiff::appliesPatches() {
    QFETCH(QString, before);
    QFETCH(int, op);
    QFETCH(QString, from);
    QFETCH(QString, path);
    QFETCH(QString, after);
    Change change{static_cast<Change::Op>(op), *Pointer::parse(path.toStdString()), {}, {}, Json::number(9)};
    if (change.op == Change::Op::Move) change.from = *Pointer::parse(from.toStdString());
    const Result<Json> applied = applyChanges(parsed(before.toStdString()), {change});
    QVERIFY2(applied, applied ? "" : describe(applied.error()).c_str());
    QCOMPARE(QString::fromStdString(print(*applied)), after);
}

void TestDiff::refusesWhatDoesNotFit_data() {
    QTest::addColumn<int>("op");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, Change::Op op, const char *from, const char *path, ErrorKind kind) {
        QTest::newRow(name) << int(op) << QString(from) << QString(path) << int(kind);
    };
    row("replace what is not there", Change::Op::Replace, "", "/x", ErrorKind::NotFound);
    row("remove what is not there", Change::Op::Remove, "", "/a/7", ErrorKind::NotFound);
    row("add below nothing", Change::Op::Add, "", "/x/y", ErrorKind::NotFound);
    row("add below a scalar", Change::Op::Add, "", "/a/0/y", ErrorKind::Invalid);
    row("add beyond the end", Change::Op::Add, "", "/a/5", ErrorKind::Invalid);
    row("move what is not there", Change::Op::Move, "/x", "/y", ErrorKind::NotFound);
    row("move into itself", Change::Op::Move, "/a", "/a/0", ErrorKind::Invalid);
}

void TestDiff::refusesWhatDoesNotFit() {
    QFETCH(int, op);
    QFETCH(QString, from);
    QFETCH(QString, path);
    QFETCH(int, kind);
    const Change change{static_cast<Change::Op>(op),
                        *Pointer::parse(path.toStdString()),
                        *Pointer::parse(from.toStdString()),
                        {},
                        Json::number(9)};
    const Result<Json> applied = applyChanges(parsed(R"({"a":[1,2]})"), {change});
    QVERIFY(!applied);
    QCOMPARE(int(applied.error().kind), kind);
}

void TestDiff::printsSteps() {
    QCOMPARE(print(toJson(diff(parsed(R"({"a":1,"b":2})"), parsed(R"({"a":2,"c":3})")))),
             R"([{"op":"remove","path":"/b","was":2},{"op":"add","path":"/c","value":3},)"
             R"({"op":"replace","path":"/a","value":2,"was":1}])");
    QCOMPARE(print(toJson(diff(parsed("[1,2,3]"), parsed("[2,3,1]")))), R"([{"op":"move","path":"/2","from":"/0"}])");
    QCOMPARE(print(toJson({})), "[]");
}

void TestDiff::survivesDeepDocuments() {
    Json before = Json::number(1), after = Json::number(2);
    for (int i = 0; i < 20'000; ++i) {
        before = Json::object({{"a", before}});
        after = Json::object({{"a", after}});
    }
    const std::vector<Change> changes = diff(before, after);
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes[0].path.tokens().size(), 20'000u);
    QVERIFY(after.rebased(before) == after);
}

void TestDiff::rebases_data() {
    QTest::addColumn<QString>("previous");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shared");
    QTest::addColumn<QString>("from");
    const auto row = [](const char *name, const char *previous, const char *value, const char *shared,
                        const char *from) {
        QTest::newRow(name) << QString(previous) << QString(value) << QString(shared) << QString(from);
    };
    row("all", R"({"a":["long",{"b":17}]})", R"({"a":["long",{"b":17}]})", "", "");
    row("beside a change", R"({"a":{"x":11},"b":22})", R"({"a":{"x":11},"b":33})", "/a", "/a");
    row("another order", R"({"a":{"x":11},"b":22})", R"({"b":22,"a":{"x":11}})", "/a", "/a");
    row("a new member", R"({"a":{"x":11}})", R"({"n":0,"a":{"x":11}})", "/a", "/a");
    row("behind an inserted element", R"([{"x":11},[22]])", R"(["new",{"x":11},[22]])", "/2", "/1");
    row("keyed", R"([{"id":1,"d":{"x":11}},{"id":2}])", R"([{"id":2,"n":0},{"id":1,"d":{"x":11},"n":0}])", "/1/d",
        "/0/d");
    row("below a change in an array", R"([{"a":{"x":11},"b":1}])", R"([{"a":{"x":11},"b":2}])", "/0/a", "/0/a");
}

void TestDiff::rebases() {
    QFETCH(QString, previous);
    QFETCH(QString, value);
    QFETCH(QString, shared);
    QFETCH(QString, from);
    const Json old = parsed(previous.toStdString());
    const Json fresh = parsed(value.toStdString());
    const Json rebased = fresh.rebased(old);
    QCOMPARE(QString::fromStdString(print(rebased)), value);
    QVERIFY(valueAt(rebased, *Pointer::parse(shared.toStdString()))
                ->shares(*valueAt(old, *Pointer::parse(from.toStdString()))));
}

void TestDiff::rebasedIsEqual() {
    QVERIFY(rc::check("a rebased value is equal, and shares all that is equal at the same key", [] {
        const Json previous = anyJson(4, Keys::Any);
        const Json value = *Json::parse(print(edited(previous, Keys::Any)));
        const Json rebased = value.rebased(previous);
        RC_ASSERT(rebased == value);
        if (value == previous) RC_ASSERT(rebased.shares(previous));
    }));
}

void TestDiff::rebasedSharesPages() {
    const Json previous = parsed(numbers(20'000, "\"x\"", -1));
    const Json rebased = parsed(numbers(20'000, "\"x\"", 777)).rebased(previous);
    QVERIFY(rebased.child(776).shares(previous.child(776)));
    QVERIFY(rebased.bytesBeyond(previous) < 4000);
}

QTEST_APPLESS_MAIN(TestDiff)
#include "tst_diff.moc"
