// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "core/json/json_undo.h"
#include "core/json/pointer.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace eventscope;

namespace {

Json parsed(std::string_view text) {
    Result<Json> json = Json::parse(text);
    if (!json) qFatal("%s", describe(json.error()).c_str());
    return *json;
}

Pointer at(std::string_view text) { return *Pointer::parse(text); }

std::string printed(const JsonDraft &draft) { return print(draft.value()); }

/// A flat container kept the plain way, to compare with.
struct Model {
    std::vector<std::pair<std::string, int>> members;

    [[nodiscard]] std::string print(bool asObject) const {
        std::string text = asObject ? "{" : "[";
        for (const auto &[key, value] : members) {
            if (text.size() > 1) text += ',';
            if (asObject) text += '"' + key + "\":";
            text += std::to_string(value);
        }
        return text + (asObject ? '}' : ']');
    }
    auto find(const std::string &key) {
        return std::find_if(members.begin(), members.end(), [&](const auto &member) { return member.first == key; });
    }
};

/// A version kept aside, with the text that it must still have at the end.
struct Kept {
    Json value;
    std::string text;
};

void checkKept(const std::vector<Kept> &versions) {
    for (const Kept &kept : versions) {
        RC_ASSERT(print(kept.value) == kept.text);
        RC_ASSERT(kept.value == *Json::parse(kept.text));
    }
}

void editObject() {
    JsonDraft draft(Json::object({}));
    Model model;
    std::vector<Kept> versions;
    const int keys = *rc::gen::element(5, 40, 200, 2000);
    const int steps = *rc::gen::inRange(0, 1500);
    for (int step = 0; step < steps; ++step) {
        const std::string key = "k" + std::to_string(*rc::gen::inRange(0, keys));
        const auto found = model.find(key);
        if (*rc::gen::inRange(0, 10) < 7) {
            RC_ASSERT(draft.set(Pointer().child(key), Json::number(step)).has_value());
            if (found == model.members.end())
                model.members.emplace_back(key, step);
            else
                found->second = step;
        } else {
            RC_ASSERT(draft.remove(Pointer().child(key)).has_value() == (found != model.members.end()));
            if (found != model.members.end()) model.members.erase(found);
        }
        if (*rc::gen::inRange(0, 40) == 0) versions.push_back({draft.freeze(), model.print(true)});
    }
    RC_ASSERT(print(draft.value()) == model.print(true));
    for (std::size_t i = 0; i < model.members.size(); ++i) {
        RC_ASSERT(draft.value().find(model.members[i].first) == i);
    }
    checkKept(versions);
}

void editArray() {
    JsonDraft draft(Json::array({}));
    Model model;
    std::vector<Kept> versions;
    const int growth = *rc::gen::inRange(4, 8);
    const int steps = *rc::gen::inRange(0, 1500);
    for (int step = 0; step < steps; ++step) {
        const std::size_t size = model.members.size();
        const std::size_t index = *rc::gen::inRange<std::size_t>(0, size + 1);
        const int what = *rc::gen::inRange(0, 10);
        if (what < growth) {
            RC_ASSERT(draft.insert(Pointer().child(index), Json::number(step)).has_value());
            model.members.insert(model.members.begin() + static_cast<std::ptrdiff_t>(index), {"", step});
        } else if (what < 9) {
            RC_ASSERT(draft.remove(Pointer().child(index)).has_value() == (index < size));
            if (index < size) model.members.erase(model.members.begin() + static_cast<std::ptrdiff_t>(index));
        } else {
            RC_ASSERT(draft.set(Pointer().child(index), Json::number(step)).has_value());
            if (index < size)
                model.members[index].second = step;
            else
                model.members.emplace_back("", step);
        }
        if (*rc::gen::inRange(0, 40) == 0) versions.push_back({draft.freeze(), model.print(false)});
    }
    RC_ASSERT(print(draft.value()) == model.print(false));
    RC_ASSERT(draft.value().size() == model.members.size());
    checkKept(versions);
}

} // namespace

class TestJsonDraft : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sets_data();
    void sets();
    void refusesToSet_data();
    void refusesToSet();
    void removes();
    void inserts();
    void keepsOldValues();
    void sharesWhatItDoesNotTouch();
    void costsLittleAVersion();
    void buildsLargeContainers();
    void emptiesLargeContainers();
    void makesDeepPaths();
    void objectsFollowTheModel();
    void arraysFollowTheModel();
    void editsAreTakenBack();
    void whatIsNotedIsEditedInPlace();
};

void TestJsonDraft::sets_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *before, const char *path, const char *after) {
        QTest::addRow("%s %s", before, path) << QString(before) << QString(path) << QString(after);
    };
    row("{\"a\":1}", "", "9");
    row("{\"a\":1,\"b\":2}", "/a", "{\"a\":9,\"b\":2}");
    row("{\"a\":1}", "/b", "{\"a\":1,\"b\":9}");
    row("{}", "/a/b/0", "{\"a\":{\"b\":{\"0\":9}}}");
    row("null", "/a", "{\"a\":9}");
    row("null", "", "9");
    row("[]", "/0", "[9]");
    row("[1,2]", "/1", "[1,9]");
    row("[1,2]", "/2", "[1,2,9]");
    row("[1,2]", "/-", "[1,2,9]");
    row("[1]", "/-/a", "[1,{\"a\":9}]");
    row("[[1]]", "/0/0", "[[9]]");
    row("{\"a\":1,\"a\":2}", "/a", "{\"a\":1,\"a\":9}");
    row("{\"\":1}", "/", "{\"\":9}");
    row("{\"-\":[]}", "/-/-", "{\"-\":[9]}");
}

void TestJsonDraft::sets() {
    QFETCH(QString, before);
    QFETCH(QString, path);
    QFETCH(QString, after);
    const Json base = parsed(before.toStdString());
    JsonDraft draft(base);
    QVERIFY(draft.set(at(path.toStdString()), Json::number(9)));
    QCOMPARE(QString::fromStdString(printed(draft)), after);
    QCOMPARE(QString::fromStdString(print(base)), before);
}

void TestJsonDraft::refusesToSet_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *before, const char *path) {
        QTest::addRow("%s %s", before, path) << QString(before) << QString(path);
    };
    row("1", "/a");
    row("{\"a\":null}", "/a/b");
    row("{\"a\":\"text\"}", "/a/0");
    row("[1]", "/2");
    row("[1]", "/00");
    row("[1]", "/a");
    row("[1]", "/2/a");
    row("[1]", "/18446744073709551617");
}

void TestJsonDraft::refusesToSet() {
    QFETCH(QString, before);
    QFETCH(QString, path);
    JsonDraft draft(parsed(before.toStdString()));
    const Result<void> result = draft.set(at(path.toStdString()), Json::number(9));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Invalid);
    QCOMPARE(QString::fromStdString(printed(draft)), before);
}

void TestJsonDraft::removes() {
    JsonDraft draft(parsed(R"({"a":1,"b":[1,2,3],"c":{"d":1},"a":2})"));
    QVERIFY(draft.remove(at("/b/1")));
    QVERIFY(draft.remove(at("/c/d")));
    QCOMPARE(printed(draft), R"({"a":1,"b":[1,3],"c":{},"a":2})");
    for (const char *path : {"/x", "/b/2", "/b/-", "/b/0/1", "/c/d"}) {
        const Result<void> result = draft.remove(at(path));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
    }
    QVERIFY(draft.remove(at("/a")));
    QCOMPARE(printed(draft), R"({"b":[1,3],"c":{}})");
    QVERIFY(draft.remove(Pointer()));
    QVERIFY(draft.value().isNull());
}

void TestJsonDraft::inserts() {
    JsonDraft draft(parsed(R"({"a":[1,2]})"));
    QVERIFY(draft.insert(at("/a/0"), Json::number(0)));
    QVERIFY(draft.insert(at("/a/3"), Json::number(3)));
    QVERIFY(draft.insert(at("/a/-"), Json::number(4)));
    QCOMPARE(printed(draft), R"({"a":[0,1,2,3,4]})");
    QCOMPARE(draft.insert(at("/a/6"), Json()).error().kind, ErrorKind::Invalid);
    QCOMPARE(draft.insert(at("/a/x"), Json()).error().kind, ErrorKind::Invalid);
    QCOMPARE(draft.insert(at("/b"), Json()).error().kind, ErrorKind::Invalid);
    QCOMPARE(draft.insert(at("/b/0"), Json()).error().kind, ErrorKind::NotFound);
    QCOMPARE(draft.insert(at("/a/1/0"), Json()).error().kind, ErrorKind::Invalid);
    QCOMPARE(draft.insert(Pointer(), Json()).error().kind, ErrorKind::Invalid);
    QCOMPARE(printed(draft), R"({"a":[0,1,2,3,4]})");
}

void TestJsonDraft::keepsOldValues() {
    JsonDraft draft(parsed(R"({"order":{"lines":[{"n":1}],"open":true}})"));
    const Json first = draft.freeze();
    QVERIFY(draft.set(at("/order/lines/0/n"), Json::number(2)));
    const Json second = draft.freeze();
    QVERIFY(draft.set(at("/order/lines/-"), Json::number(3)));
    QVERIFY(draft.remove(at("/order/open")));
    QCOMPARE(print(first), R"({"order":{"lines":[{"n":1}],"open":true}})");
    QCOMPARE(print(second), R"({"order":{"lines":[{"n":2}],"open":true}})");
    QCOMPARE(printed(draft), R"({"order":{"lines":[{"n":2},3]}})");
    // A child taken out is a value of its own.
    const Json lines = *valueAt(draft.value(), at("/order/lines"));
    QVERIFY(draft.set(at("/order/lines/0"), Json()));
    QCOMPARE(print(lines), R"([{"n":2},3])");
}

void TestJsonDraft::sharesWhatItDoesNotTouch() {
    JsonDraft draft(parsed(R"({"a":{"b":{"c":1}},"x":{"y":[1,2]}})"));
    const Json before = draft.freeze();
    QVERIFY(draft.set(at("/a/b/c"), Json::number(2)));
    const Json after = draft.freeze();
    QVERIFY(!after.shares(before));
    QVERIFY(!after.member("a").shares(before.member("a")));
    QVERIFY(after.member("x").shares(before.member("x")));
}

void TestJsonDraft::costsLittleAVersion() {
    JsonDraft draft;
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(draft.set(Pointer().child("key" + std::to_string(i)), Json::number(i)));
    const Json before = draft.freeze();
    QVERIFY(draft.set(at("/key17"), Json::string("changed")));
    const Json after = draft.freeze();
    QVERIFY(after.bytesBeyond(before) > 0);
    QVERIFY(after.bytesBeyond(before) < 4000);
    QVERIFY(after.bytesBeyond(Json()) > 20'000 * 16);
}

void TestJsonDraft::buildsLargeContainers() {
    JsonDraft draft(parsed(R"({"list":[]})"));
    std::string expected = "[";
    for (int i = 0; i < 5000; ++i) {
        QVERIFY(draft.set(at("/list/-"), Json::number(i)));
        expected += (i ? "," : "") + std::to_string(i);
    }
    const Json list = draft.value().member("list");
    QCOMPARE(print(list), expected + "]");
    QCOMPARE(list.child(4999).token(), "4999");
    QVERIFY(list == parsed(expected + "]"));
}

void TestJsonDraft::emptiesLargeContainers() {
    JsonDraft draft(Json::array({}));
    for (int i = 0; i < 3000; ++i)
        QVERIFY(draft.insert(at("/0"), Json::number(i)));
    const Json full = draft.freeze();
    while (draft.value().size() > 0)
        QVERIFY(draft.remove(Pointer().child(draft.value().size() / 2)));
    QCOMPARE(printed(draft), "[]");
    QCOMPARE(full.size(), 3000u);
    QCOMPARE(full.child(0).token(), "2999");
}

void TestJsonDraft::makesDeepPaths() {
    JsonDraft draft;
    QVERIFY(draft.set(Pointer(std::vector<std::string>(100'000, "a")), Json::number(1)));
    QVERIFY(draft.set(Pointer(std::vector<std::string>(100'000, "a")), Json::number(2)));
    const std::string text = printed(draft);
    QCOMPARE(text.size(), 100'000u * 6 + 1);
}

void TestJsonDraft::objectsFollowTheModel() { QVERIFY(rc::check("an object edited as a model is", editObject)); }

void TestJsonDraft::arraysFollowTheModel() { QVERIFY(rc::check("an array edited as a model is", editArray)); }

/// Whatever was edited, of a document that nobody else holds and of one that others hold, too.
void TestJsonDraft::editsAreTakenBack() {
    QVERIFY(rc::check("the document is what it was", [] {
        const std::string before = R"({"a":1,"b":[1,{"c":2}],"d":{"e":"text"},"a":3,"f":null})";
        static const std::vector<std::string> kPaths{"/a",   "/b",   "/b/0", "/b/1/c", "/b/-",
                                                     "/d/e", "/d/x", "/f",   "/new",   ""};
        Json document = parsed(before);
        const Json held = *rc::gen::arbitrary<bool>() ? document : Json();
        JsonDraft draft(std::move(document));
        JsonUndo undo;
        draft.noteIn(undo);
        const int edits = *rc::gen::inRange(0, 12);
        for (int i = 0; i < edits; ++i) {
            const Pointer place = at(*rc::gen::elementOf(kPaths));
            const int kind = *rc::gen::inRange(0, 6);
            // Refused edits count as well: they change nothing.
            if (kind == 0)
                (void)draft.remove(place);
            else if (kind == 1)
                (void)draft.insert(place, Json::number(i));
            else
                (void)draft.set(place, kind == 2 ? Json::object({{"x", Json::number(i)}}) : Json::number(i));
        }
        RC_ASSERT(print(std::move(undo).takeBack(std::move(draft).take())) == before);
        RC_ASSERT(held.isNull() || print(held) == before);
    }));
}

void TestJsonDraft::whatIsNotedIsEditedInPlace() {
    JsonDraft draft(parsed(R"({"a":1,"b":{"c":2}})"));
    const void *place = &(*draft.value().children().begin()).value;
    JsonUndo undo;
    draft.noteIn(undo);
    for (int i = 0; i < 3; ++i)
        QVERIFY(draft.set(at("/a"), Json::number(i)));
    QCOMPARE(printed(draft), std::string(R"({"a":2,"b":{"c":2}})"));
    const void *after = &(*draft.value().children().begin()).value;
    QCOMPARE(after, place);
    QCOMPARE(print(std::move(undo).takeBack(std::move(draft).take())), std::string(R"({"a":1,"b":{"c":2}})"));
}

QTEST_APPLESS_MAIN(TestJsonDraft)
#include "tst_json_draft.moc"
