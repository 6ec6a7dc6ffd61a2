// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/field_reader.h"

#include <QtTest/QtTest>

#include <vector>

using namespace eventscope;

namespace {

FieldReader opened(const std::string &text) {
    FieldReader reader;
    if (!reader.open(text, FieldReader::Slack::None)) qFatal("no object");
    return reader;
}

} // namespace

class TestFieldReader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void takesOnlyObjects_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("ok");
        const auto row = [](const char *text, bool ok) { QTest::newRow(text) << QByteArray(text) << ok; };
        row("{}", true);
        row(" { \"a\" : 1 } ", true);
        row("[]", false);
        row("1", false);
        row("{", false);
        row("{\"a\":\"x}", false);
        row("{\"a\":1}x", false);
        row("nonsense", false);
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\"}") << false;
    }
    void takesOnlyObjects() {
        QFETCH(QByteArray, text);
        QFETCH(bool, ok);
        FieldReader reader;
        QCOMPARE(reader.open(text.toStdString(), FieldReader::Slack::None), ok);
    }

    void findsMembersInAnyOrder() {
        FieldReader reader = opened(R"({"a":1,"b":{"a":5,"c":[{"b":6}]},"c":"x"})");
        std::string text;
        std::string_view token;
        QVERIFY(reader.find("c") && reader.readString(text) && text == "x");
        QVERIFY(reader.find("a") && reader.readNumber(token) && token == "1");
        QVERIFY(!reader.find("d"));
        QVERIFY(reader.find("c"));
        QVERIFY(reader.find("b")); // passing over a value that was not read
        QVERIFY(reader.find("a"));
    }
    void readsScalars() {
        FieldReader reader =
            opened("{\"t\":\"q\\\"\\u00e9\\n\",\"n\": -1.50 ,\"b\":false,\"z\":null,\"last\":12345678901234567890}");
        std::string text;
        std::string_view token;
        bool value = true;
        QVERIFY(reader.find("t") && reader.readString(text));
        QCOMPARE(QByteArray::fromStdString(text), QByteArray("q\"\xc3\xa9\n"));
        QVERIFY(reader.find("n") && reader.readNumber(token) && token == "-1.50");
        QVERIFY(reader.find("b") && !reader.isNull() && reader.readBoolean(value) && !value);
        QVERIFY(reader.find("z") && reader.isNull());
        QVERIFY(reader.find("last") && reader.readNumber(token) && token == "12345678901234567890");
    }
    void refusesOtherKinds() {
        std::string text;
        std::string_view token;
        bool value = true;
        for (const char *json :
             {R"({"v":"x"})", R"({"v":1})", R"({"v":true})", R"({"v":null})", R"({"v":[]})", R"({"v":{}})"}) {
            const std::string kind(json);
            const auto at = [&] {
                FieldReader reader = opened(json);
                if (!reader.find("v")) qFatal("no member");
                return reader;
            };
            QCOMPARE(at().readString(text), kind == R"({"v":"x"})");
            QCOMPARE(at().readNumber(token), kind == R"({"v":1})");
            QCOMPARE(at().readBoolean(value), kind == R"({"v":true})");
            QCOMPARE(at().isNull(), kind == R"({"v":null})");
            QCOMPARE(at().readElements([] { return true; }), kind == R"({"v":[]})");
            QCOMPARE(at().readObject() != nullptr, kind == R"({"v":{}})");
        }
    }
    void refusesALoneSurrogate() {
        FieldReader reader = opened(R"({"v":"\ud800"})");
        std::string text;
        QVERIFY(reader.find("v") && !reader.readString(text));
    }
    void walksArraysAndObjects() {
        FieldReader reader = opened(R"({"list":[{"k":"a"},{"k":"b"}],"map":{"x":1,"y\n":2}})");
        std::vector<std::string> seen;
        QVERIFY(reader.find("list") && reader.readElements([&] {
            FieldReader *element = reader.readObject();
            return element && element->find("k") && element->readString(seen.emplace_back());
        }));
        QVERIFY(reader.find("map"));
        FieldReader *map = reader.readObject();
        QVERIFY(map && map->readMembers([&](std::string_view key) {
            std::string_view token;
            seen.emplace_back(key);
            return map->readNumber(token);
        }));
        QVERIFY((seen == std::vector<std::string>{"a", "b", "x", "y\n"}));
    }
    void endsAWalkWhenTold() {
        FieldReader reader = opened(R"({"list":[1,2,3]})");
        int calls = 0;
        QVERIFY(reader.find("list") && !reader.readElements([&] { return ++calls < 2; }));
        QCOMPARE(calls, 2);
    }
    void canBeUsedAgain() {
        FieldReader reader;
        std::string text;
        for (const std::string value : {"first", "second, which is longer", "3"}) {
            QVERIFY(reader.open("{\"v\":\"" + value + "\"}", FieldReader::Slack::None));
            QVERIFY(reader.find("v") && reader.readString(text) && text == value);
        }
        QVERIFY(!reader.open("broken", FieldReader::Slack::None));
        QVERIFY(reader.open("{\"v\":\"after\"}", FieldReader::Slack::None) && reader.find("v"));
    }
};

QTEST_APPLESS_MAIN(TestFieldReader)
#include "tst_field_reader.moc"
