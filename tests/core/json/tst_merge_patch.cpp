// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/merge_patch.h"

#include "core/json/pointer.h"

#include <QTest>

using namespace eventscope;

namespace {

Json parsed(const QString &text) {
    Result<Json> json = Json::parse(text.toStdString());
    if (!json) qFatal("%s", describe(json.error()).c_str());
    return *json;
}

} // namespace

class TestMergePatch : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void patches_data();
    void patches();
    void sharesWhatItDoesNotTouch();
    void patchesDeepDocuments();
};

/// The rules of RFC 7396, each with its smallest example, and what the RFC leaves open: duplicate keys.
void TestMergePatch::patches_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("patch");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *target, const char *patch, const char *result) {
        QTest::addRow("%s with %s", target, patch) << QString(target) << QString(patch) << QString(result);
    };
    row(R"({"a":1})", R"({"a":2})", R"({"a":2})");
    row(R"({"a":1})", R"({"b":2})", R"({"a":1,"b":2})");
    row(R"({"a":1,"b":2})", R"({"a":null})", R"({"b":2})");
    row(R"({"a":1})", R"({"x":null})", R"({"a":1})");
    row(R"({"a":[1]})", R"({"a":"x"})", R"({"a":"x"})");
    row(R"({"a":"x"})", R"({"a":[1,null]})", R"({"a":[1,null]})");
    row(R"({"a":{"b":1,"c":2}})", R"({"a":{"b":3,"c":null}})", R"({"a":{"b":3}})");
    row(R"({"a":[{"b":1}]})", R"({"a":[2]})", R"({"a":[2]})");
    row("[1,2]", "[3]", "[3]");
    row("[1,2]", R"({"a":3})", R"({"a":3})");
    row(R"({"a":1})", "[2]", "[2]");
    row(R"({"a":1})", "null", "null");
    row(R"({"a":1})", "\"x\"", "\"x\"");
    row(R"({"a":null})", R"({"b":1})", R"({"a":null,"b":1})");
    row("{}", R"({"a":{"b":{"c":null}}})", R"({"a":{"b":{}}})");
    row("null", R"({"a":{"b":1,"c":null}})", R"({"a":{"b":1}})");
    row(R"({"a":1})", R"({"a":{"b":null}})", R"({"a":{}})");
    row(R"({"a":{"b":1}})", "{}", R"({"a":{"b":1}})");
    row(R"({"a":1})", R"({"a":2,"a":3})", R"({"a":3})");
    row("{}", R"({"a":{"b":1},"a":{"c":2}})", R"({"a":{"c":2}})");
    row(R"({"a":1,"a":2,"b":3})", R"({"a":null})", R"({"b":3})");
    row(R"({"a":1.0})", R"({"a":1})", R"({"a":1})");
}

void TestMergePatch::patches() {
    QFETCH(QString, target);
    QFETCH(QString, patch);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(print(mergePatch(parsed(target), parsed(patch)))), result);
}

void TestMergePatch::sharesWhatItDoesNotTouch() {
    const Json target = parsed(R"({"a":{"b":[1,2],"c":{"d":"text"}},"x":{"y":"long text"}})");
    const Json changed = mergePatch(target, parsed(R"({"a":{"b":[1,2],"c":{"d":"other"}}})"));
    QVERIFY(changed.member("x").shares(target.member("x")));
    QVERIFY(changed.member("a").member("b").shares(target.member("a").member("b")));
    QVERIFY(!changed.member("a").shares(target.member("a")));
    // A patch that says what is so already changes nothing.
    QVERIFY(mergePatch(target, parsed(R"({"a":{"c":{"d":"text"}},"z":null})")).shares(target));
}

void TestMergePatch::patchesDeepDocuments() {
    Json patch = Json::number(1);
    for (int i = 0; i < 100'000; ++i)
        patch = Json::object({{"a", patch}});
    QVERIFY(mergePatch(Json(), patch) == patch);
}

QTEST_APPLESS_MAIN(TestMergePatch)
#include "tst_merge_patch.moc"
