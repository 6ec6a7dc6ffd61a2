// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "core/json/print_start.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <atomic>
#include <random>
#include <string>
#include <thread>

using namespace eventscope;
using namespace std::string_literals;

namespace {

QByteArray bytes(std::string_view text) { return QByteArray(text.data(), static_cast<qsizetype>(text.size())); }

std::string_view view(const QByteArray &text) { return {text.constData(), static_cast<std::size_t>(text.size())}; }

Json parsed(std::string_view text) {
    Result<Json> json = Json::parse(text);
    if (!json) qFatal("%s", describe(json.error()).c_str());
    return *json;
}

/// {"k0":0,"k1":1,...}
std::string flatObject(int members) {
    std::string text = "{";
    for (int i = 0; i < members; ++i) {
        if (i > 0) text += ',';
        text += "\"k" + std::to_string(i) + "\":" + std::to_string(i);
    }
    return text + "}";
}

} // namespace

class TestJson : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsStructure();
    void keepsDuplicateKeys();
    void decodesEscapes();
    void keepsLoneSurrogates();
    void repairsTextFromOutside();
    void limitsDepth();
    void limitsBytes();
    void surviesDeepDocuments();
    void holdsLongStrings();
    void findsInLargeObjects();
    void iteratesLargeContainers();
    void comparesWholeDocuments();
    void looksUpFromManyThreads();
    void printsForPeople();
    void printsTheStart();
    void countsBytes();
    void agreesWithAnotherParser();
};

/// What must be read, and what print() gives back for it (the same where nothing is said).
void TestJson::accepts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("printed");
    const auto same = [](const char *name, std::string_view text) {
        QTest::newRow(name) << bytes(text) << bytes(text);
    };
    const auto changed = [](const char *name, std::string_view text, std::string_view printed) {
        QTest::newRow(name) << bytes(text) << bytes(printed);
    };
    same("null", "null");
    same("true", "true");
    same("false", "false");
    same("zero", "0");
    same("minus zero", "-0");
    same("20 digits", "12345678901234567890");
    same("beyond double", "1e400");
    same("below double", "-1.5E-400");
    same("trailing zeros", "1.50");
    same("exponent plus", "1e+05");
    same("empty array", "[]");
    same("empty object", "{}");
    same("nested empty", "[[],{},[[]],{\"\":{}}]");
    same("duplicate keys", "{\"a\":1,\"a\":2,\"b\":3,\"a\":1}");
    same("empty string", "\"\"");
    same("UTF-8 of all lengths", "\"z\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"");
    same("last code point", "\"\xF4\x8F\xBF\xBF\"");
    same("noncharacter", "\"\xEF\xBF\xBF\"");
    same("U+2028", "\"\xE2\x80\xA8\"");
    same("Hangul beside the surrogates", "\"\xED\x9F\xBF\xEE\x80\x80\"");
    same("DEL", "\"\x7F\"");
    same("bidi control", "\"\xE2\x80\xAE\"");
    same("lone high surrogate", "\"\\ud800\"");
    same("lone low surrogate", "\"a\\udfffb\"");
    same("reversed surrogates", "\"\\udc00\\ud800\"");
    same("lone in a key", "{\"\\udead\":1}");
    same("string of 8 plain bytes", "\"12345678\"");
    changed("space everywhere", " \t\r\n[ 1 , { \"a\" : null } ] \n", "[1,{\"a\":null}]");
    changed("escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
    changed("escaped letter", "\"\\u0041\\u00e9\"", "\"A\xC3\xA9\"");
    changed("escaped pair", "\"\\uD83D\\uDe00\"", "\"\xF0\x9F\x98\x80\"");
    changed("escaped NUL", "\"a\\u0000b\"", "\"a\\u0000b\"");
    changed("escaped control", "\"\\u001F\"", "\"\\u001f\"");
    changed("lone surrogate in capitals", "\"\\uD8FF\"", "\"\\ud8ff\"");
    changed("high before pair", "\"\\ud83d\\ud83d\\ude00\"", "\"\\ud83d\xF0\x9F\x98\x80\"");
    changed("high before another escape", "\"\\ud83d\\n\"", "\"\\ud83d\\n\"");
    changed("escape after long text", "\"0123456789abcdef\\t0123456789abcdef\"",
            "\"0123456789abcdef\\t0123456789abcdef\"");
    changed("escaped key", "{\"a\\u002fb\":1,\"\\\"\":2}", "{\"a/b\":1,\"\\\"\":2}");
}

void TestJson::accepts() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, printed);
    const Result<Json> json = Json::parse(view(text));
    QVERIFY2(json, json ? "" : describe(json.error()).c_str());
    QCOMPARE(bytes(print(*json)), printed);
    const Result<Json> again = Json::parse(print(*json));
    QVERIFY(again);
    QVERIFY(*again == *json);
}

void TestJson::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, std::string_view text, int offset) {
        QTest::newRow(name) << bytes(text) << ("byte " + QByteArray::number(offset));
    };
    row("nothing", "", 0);
    row("only space", "  ", 2);
    row("byte order mark", "\xEF\xBB\xBF{}", 0);
    row("NUL", "\0"s, 0);
    row("NUL behind", "1\0"s, 1);
    row("two values", "1 2", 2);
    row("word cut", "nul", 0);
    row("word in capitals", "True", 0);
    row("word run on", "nullx", 4);
    row("NaN", "NaN", 0);
    row("Infinity", "-Infinity", 1);
    row("leading zero", "01", 1);
    row("minus leading zero", "[-01]", 3);
    row("plus", "+1", 0);
    row("point first", ".5", 0);
    row("point last", "1.", 2);
    row("minus alone", "-", 1);
    row("exponent empty", "1e", 2);
    row("exponent sign alone", "1e+", 3);
    row("two points", "1.2.3", 3);
    row("hexadecimal", "0x1", 1);
    row("full-width digit", "\xEF\xBC\x91", 0);
    row("array open", "[1", 2);
    row("array comma", "[1,]", 3);
    row("array comma first", "[,1]", 1);
    row("array colon", "[1:2]", 2);
    row("array closed as object", "[1}", 2);
    row("object closed as array", "{\"a\":1]", 6);
    row("object open", "{", 1);
    row("object comma", "{\"a\":1,}", 7);
    row("object without colon", "{\"a\" 1}", 5);
    row("object without value", "{\"a\":}", 5);
    row("bare key", "{a:1}", 1);
    row("number as key", "{1:1}", 1);
    row("single quotes", "{'a':1}", 1);
    row("comment", "[1/*x*/]", 2);
    row("closing alone", "]", 0);
    row("form feed as space", "[\x0C]", 1);
    row("no-break space",
        "\xC2\xA0"
        "1",
        0);
    row("string open", "\"abc", 4);
    row("string ends in backslash", "\"\\", 2);
    row("escape unknown", "\"\\x41\"", 2);
    row("escape of NUL", "\"\\\0\""s, 2);
    row("escape short", "\"\\u12\"", 5);
    row("escape not hexadecimal", "\"\\u00G0\"", 5);
    row("escape at the end", "\"\\u00", 5);
    row("second escape broken", "\"\\ud800\\u00\"", 11);
    row("line feed in string", "\"a\nb\"", 2);
    row("NUL in string", "\"a\0b\""s, 2);
    row("tab in key", "{\"\t\":1}", 2);
    row("lone tail byte", "\"\x80\"", 1);
    row("UTF-8 cut", "\"\xE2\x82\"", 1);
    row("UTF-8 cut at the end", "\"\xF0\x9F\x98", 1);
    row("overlong 2", "\"\xC0\xAF\"", 1);
    row("overlong 3", "\"\xE0\x80\xAF\"", 1);
    row("overlong 4", "\"\xF0\x80\x80\xAF\"", 1);
    row("encoded surrogate", "\"\xED\xA0\x80\"", 1);
    row("beyond Unicode", "\"\xF4\x90\x80\x80\"", 1);
    row("byte FF", "\"abcdefgh\xFF\"", 9);
    row("Latin-1 after escape", "\"\\n\xE9\"", 3);
    row("UTF-16", "\xFF\xFE[\0]\0"s, 0);
}

void TestJson::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, detail);
    const Result<Json> json = Json::parse(view(text));
    QVERIFY(!json);
    QCOMPARE(json.error().kind, ErrorKind::Invalid);
    QCOMPARE(bytes(json.error().detail), detail);
}

void TestJson::readsStructure() {
    const Json json = parsed(R"({"name":"Ada","tags":["x",true,null],"n":-1.50})");
    QCOMPARE(json.size(), 3u);
    QVERIFY(json.isObject());
    QVERIFY(json.token().empty());
    QCOMPARE(json.key(1), "tags");
    QCOMPARE(json.member("name").token(), "Ada");
    QCOMPARE(json.member("n").token(), "-1.50");
    QCOMPARE(json.member("n").kind(), Json::Kind::Number);
    QCOMPARE(json.child(1).child(1).kind(), Json::Kind::True);
    QVERIFY(json.child(1).child(2).isNull());
    QCOMPARE(json.child(1).child(2).token(), "null");
    QCOMPARE(json.find("absent"), Json::npos);
    QVERIFY(json.member("absent").isNull());
    QCOMPARE(json.child(0).size(), 0u);
    QCOMPARE(Json().find("a"), Json::npos);
    QCOMPARE(bytes(print(Json::object({{"a", Json::array({Json::number(-7), Json::boolean(false)})}}))),
             bytes(R"({"a":[-7,false]})"));
}

void TestJson::keepsDuplicateKeys() {
    const Json json = parsed(R"({"a":1,"b":2,"a":3})");
    QCOMPARE(json.size(), 3u);
    QCOMPARE(json.find("a"), 2u);
    QCOMPARE(json.member("a").token(), "3");
    QVERIFY(json.hasDuplicateKeys());
    QVERIFY(!parsed(R"({"a":{"b":1},"b":{"b":1}})").hasDuplicateKeys());
    QVERIFY(!parsed("[1,1]").hasDuplicateKeys());

    std::string large = flatObject(100);
    large.back() = ',';
    large += "\"k50\":\"again\"}";
    const Json many = parsed(large);
    QCOMPARE(many.find("k50"), 100u);
    QCOMPARE(many.find("k51"), 51u);
    QVERIFY(many.hasDuplicateKeys());
    QCOMPARE(bytes(print(many)), bytes(large));
}

void TestJson::decodesEscapes() {
    QCOMPARE(bytes(parsed(R"("a\u0000b\u20ac\ud83d\ude00\/")").token()), bytes("a\0b\xE2\x82\xAC\xF0\x9F\x98\x80/"s));
    QCOMPARE(parsed(R"({"\u0061":1})").find("a"), 0u);
}

void TestJson::keepsLoneSurrogates() {
    const Json lone = parsed(R"("\ud800x")");
    QCOMPARE(bytes(lone.token()), bytes("\xED\xA0\x80x"));
    QVERIFY(lone == Json::string(lone.token()));
    QVERIFY(lone != parsed(R"("\ud801x")"));
    const Json key = parsed(R"({"\udc00":1})");
    QVERIFY(key == Json::object({{std::string(key.key(0)), Json::number(1)}}));
}

void TestJson::repairsTextFromOutside() {
    QCOMPARE(bytes(Json::string("a\xFFz").token()), bytes("a\xEF\xBF\xBDz"));
    QCOMPARE(bytes(Json::string("\xC0\xAF").token()), bytes("\xEF\xBF\xBD\xEF\xBF\xBD"));
    // A pair of surrogates in three-byte forms is one character, or print and parse would not agree.
    QCOMPARE(bytes(Json::string("\xED\xA0\xBD\xED\xB8\x80").token()), bytes("\xF0\x9F\x98\x80"));
    const Json object = Json::object({{"\xFE", Json()}});
    QCOMPARE(bytes(object.key(0)), bytes("\xEF\xBF\xBD"));
    QVERIFY(parsed(print(object)) == object);
}

void TestJson::limitsDepth() {
    ParseLimits limits;
    limits.depthMax = 3;
    QVERIFY(Json::parse("[[[1]]]", limits));
    const Result<Json> deep = Json::parse("[[{\"a\":[]}]]", limits);
    QVERIFY(!deep);
    QCOMPARE(deep.error().kind, ErrorKind::TooLarge);
    QCOMPARE(bytes(deep.error().detail), bytes("byte 7"));
    QVERIFY(Json::parse(std::string(512, '[') + std::string(512, ']')));
    const Result<Json> deeper = Json::parse(std::string(100'000, '['));
    QVERIFY(!deeper);
    QCOMPARE(deeper.error().kind, ErrorKind::TooLarge);
    limits.depthMax = 0;
    QVERIFY(Json::parse("1", limits));
    QVERIFY(!Json::parse("[]", limits));
}

void TestJson::limitsBytes() {
    ParseLimits limits;
    limits.bytesMax = 4;
    QVERIFY(Json::parse("[12]", limits));
    const Result<Json> large = Json::parse("[123]", limits);
    QVERIFY(!large);
    QCOMPARE(large.error().kind, ErrorKind::TooLarge);
}

void TestJson::surviesDeepDocuments() {
    constexpr int kDepth = 100'000;
    ParseLimits limits;
    limits.depthMax = kDepth;
    std::string text;
    for (int i = 0; i < kDepth / 2; ++i)
        text += "[{\"a\":";
    text += "1";
    for (int i = 0; i < kDepth / 2; ++i)
        text += "}]";
    const Result<Json> json = Json::parse(text, limits);
    QVERIFY(json);
    const Result<Json> twin = Json::parse(text, limits);
    QVERIFY(twin);
    QVERIFY(*json == *twin);
    QVERIFY(print(*json) == text);
    QVERIFY(json->bytesBeyond(Json()) > text.size());
}

void TestJson::holdsLongStrings() {
    std::string text(50u << 20, 'x');
    text.front() = '"';
    text.back() = '"';
    const Result<Json> json = Json::parse(text);
    QVERIFY(json);
    QCOMPARE(json->token().size(), text.size() - 2);
    QVERIFY(print(*json) == text);
}

void TestJson::findsInLargeObjects() {
    for (const int members : {1, 31, 32, 33, 64, 1000, 40'000}) {
        const Json json = parsed(flatObject(members));
        for (int i = 0; i < members; i += 1 + members / 500) {
            QCOMPARE(json.find("k" + std::to_string(i)), static_cast<std::size_t>(i));
            QCOMPARE(json.member("k" + std::to_string(i)).token(), std::to_string(i));
        }
        QCOMPARE(json.find("k" + std::to_string(members)), Json::npos);
        QCOMPARE(json.find(""), Json::npos);
    }
}

void TestJson::iteratesLargeContainers() {
    for (const int members : {0, 1, 32, 33, 1024, 1025, 5000}) {
        const Json json = parsed(flatObject(members));
        int i = 0;
        for (const auto &[key, value] : json.children()) {
            QCOMPARE(key, "k" + std::to_string(i));
            QCOMPARE(value.token(), std::to_string(i));
            ++i;
        }
        QCOMPARE(i, members);
    }
    for (const auto &child : parsed("17").children())
        QFAIL(std::string(child.value.token()).c_str());
}

void TestJson::comparesWholeDocuments() {
    QVERIFY(parsed("[1,[2,{\"a\":3}]]") == parsed(" [1, [2, {\"a\": 3}]]"));
    QVERIFY(parsed("1.0") != parsed("1"));
    QVERIFY(parsed("\"1\"") != parsed("1"));
    QVERIFY(parsed("[]") != parsed("{}"));
    QVERIFY(parsed("null") != parsed("false"));
    QVERIFY(parsed("{\"a\":1,\"b\":2}") != parsed("{\"b\":2,\"a\":1}"));
    QVERIFY(parsed("[1,2]") != parsed("[1,2,3]"));
    const std::string large = flatObject(3000);
    QVERIFY(parsed(large) == parsed(large));
    std::string other = large;
    other[other.size() - 2] = 'x';
    other.insert(other.rfind(':') + 1, "\"");
    other.insert(other.size() - 1, "\"");
    QVERIFY(parsed(large) != parsed(other));
}

/// The index of a large object is made by the first look-up, in whatever thread.
void TestJson::looksUpFromManyThreads() {
    const Json json = parsed(flatObject(5000));
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = t; i < 5000; i += 7) {
                const Json copy = json;
                right += copy.find("k" + std::to_string(i)) == static_cast<std::size_t>(i);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 715 + 715 + 714 + 714);
}

void TestJson::printsTheStart() {
    const Json json = *Json::parse("{\"a\":[1,\"x\xc3\xa9y\"],\"b\":{}}");
    const std::string whole = print(json);
    for (std::size_t bytes = 0; bytes <= whole.size() + 1; ++bytes) {
        const std::string start = printStart(json, bytes);
        QVERIFY2(whole.starts_with(start.substr(0, bytes)), start.c_str());
        QVERIFY(start.size() >= std::min(bytes, whole.size()));
    }
    const Json large = Json::array({Json::string(std::string(std::size_t{1} << 20, 'x'))});
    QVERIFY(printStart(large, 10).size() < 20);
}

void TestJson::printsForPeople() {
    QCOMPARE(bytes(printPretty(parsed(R"({"a":[1,{}],"b":[],"c":{"d":null}})"))),
             bytes("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": {\n    \"d\": null\n  }\n}"));
    QCOMPARE(bytes(printPretty(Json())), bytes("null"));
}

void TestJson::countsBytes() {
    const Json json = parsed(flatObject(200));
    const std::size_t whole = json.bytesBeyond(Json());
    QVERIFY(whole > 200 * 16);
    QVERIFY(whole < 200 * 100);
    QCOMPARE(json.bytesBeyond(json), 0u);
    const Json wrapped = Json::array({json});
    QVERIFY(wrapped.bytesBeyond(Json::array({json, Json::number(1)})) < 64);
}

/// Mutated documents are read by both parsers or by neither, and what is read survives printing.
void TestJson::agreesWithAnotherParser() {
    const std::string document = R"({"a/b":[1,-2.50,0.1e-3,true,false,null,"tab\t \u20ac \"q\" )"
                                 "\xC3\xA9\xF0\x9F\x98\x80"
                                 R"(", {"":{}, "k":[[],[ ]]} ],"long":"0123456789abcdef0123456789"} )";
    QVERIFY(Json::parse(document));
    const std::string spice = "{}[],:\"\\ \n\0\x01\x7F\x80\xC3\xE2\xED\xF0\xFF"
                              "0123456789-+.eEtrufalsn"s;
    std::mt19937 random(4711);
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string text = document;
        for (unsigned edits = 1 + random() % 3; edits > 0 && !text.empty(); --edits) {
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
            case 0:
                text.erase(at, 1 + random() % 4);
                break;
            case 1:
                text.insert(at, 1, spice[random() % spice.size()]);
                break;
            case 2:
                text.resize(at + 1);
                break;
            default:
                text[at] = spice[random() % spice.size()];
            }
        }
        // The other one refuses lone surrogates and numbers beyond a double.
        if (text.find("\\ud") != std::string::npos || text.find('E') != std::string::npos) continue;
        const Result<Json> json = Json::parse(text);
        if (json.has_value() != nlohmann::json::accept(text)) QFAIL(text.c_str());
        if (!json) continue;
        ++accepted;
        QVERIFY(*Json::parse(print(*json)) == *json);
    }
    QVERIFY(accepted > 1'000);
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
