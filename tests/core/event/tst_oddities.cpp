// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/oddities.h"

#include <QtTest/QtTest>

#include <string>

using namespace eventscope;

namespace {

/// "DuplicateKey 1 /a" a line: kind, count, places.
QByteArray described(const std::string &bytes, Encoding encoding = Encoding::Json) {
    static constexpr const char *kNames[] = {"NotUtf8",     "NotJson",  "DuplicateKey", "InexactNumber",
                                             "BidiControl", "VeryDeep", "VeryLarge"};
    QByteArray text;
    for (const Oddity &oddity : odditiesOf({encoding, bytes})) {
        text += QByteArray(kNames[static_cast<int>(oddity.kind)]) + ' ' + QByteArray::number(qulonglong(oddity.count));
        for (const OddPlace &place : oddity.places) {
            text += ' ' + QByteArray::fromStdString(place.pointer.text());
            if (place.offset) text += '@' + QByteArray::number(qulonglong(*place.offset));
        }
        text += '\n';
    }
    return text;
}

std::string nested(std::size_t depth) {
    std::string text = "1";
    for (std::size_t i = 0; i < depth; ++i)
        text = "[" + text + "]";
    return text;
}

} // namespace

class TestOddities : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Each kind beside what is nearest to it without being it.
    void finds_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const std::string &bytes, const QByteArray &expected) {
            QTest::addRow("%s", name) << QByteArray::fromStdString(bytes) << expected;
        };
        row("nothing at all", "", "");
        row("an ordinary document", R"({"a":1.50,"b":["x",null,true],"c":{"a":2}})", "");
        row("duplicate key", R"({"a":1,"b":{"x":1,"y":2,"x":3,"x":4}})", "DuplicateKey 1 /b/x\n");
        row("the same key at two levels", R"({"a":{"a":1},"b":{"a":1}})", "");
        row("an escaped duplicate", R"({"a":1,"\u0061":2})", "DuplicateKey 1 /a\n");
        row("beyond 2^53", R"({"id":[9007199254740993]})", "InexactNumber 1 /id/0\n");
        row("2^53 itself", R"({"id":9007199254740992})", "");
        row("a long decimal", R"({"x":0.12345678901234567891})", "InexactNumber 1 /x\n");
        row("a short decimal", R"({"x":0.1,"y":-12.5e3,"z":1e300})", "");
        row("over the range", R"({"x":1e400})", "InexactNumber 1 /x\n");
        row("under the range", R"({"x":1e-400})", "InexactNumber 1 /x\n");
        row("digits in a text", R"({"x":"9007199254740993"})", "");
        row("bidi in a value",
            "{\"x\":\"a\xe2\x80\xae"
            "b\"}",
            "BidiControl 1 /x\n");
        row("bidi as an escape", R"({"x":"a\u2066b"})", "BidiControl 1 /x\n");
        row("bidi in a name", "{\"a\xd8\x9c\":1}", "BidiControl 1 /a\xd8\x9c\n");
        row("right-to-left writing", R"({"x":"שלום — “ok”"})", "");
        row("bytes beside it", "{\"x\":\"\xe2\x80\x8d\xe2\x81\xa5\xe2\x81\xaa\xd8\x9b\"}", "");
        row("not JSON", R"({"a":1,})", "NotJson 1 @7\n");
        row("a comment", "{} // x", "NotJson 1 @3\n");
        row("not UTF-8", "{\"a\":\"\xff\"}", "NotUtf8 1 @6\nNotJson 1 @6\n");
        row("a surrogate as bytes", "\"\xed\xa0\x80\"", "NotUtf8 1 @1\nNotJson 1 @1\n");
        row("deep", "{\"a\":" + nested(Oddity::kDepthMax) + "}",
            QByteArray("VeryDeep 1 /a") + QByteArray("/0").repeated(Oddity::kDepthMax - 1) + '\n');
        row("just not deep", nested(Oddity::kDepthMax), "");
        row("deeper than can be read", nested(600), "VeryDeep 1 @512\n");
        row("large", '"' + std::string(Oddity::kBytesMax, 'x') + '"', "VeryLarge 1 \n");
        row("just not large", '"' + std::string(Oddity::kBytesMax - 2, 'x') + '"', "");
        row("several", R"({"a":1,"a":9007199254740993})", "DuplicateKey 1 /a\nInexactNumber 1 /a\n");
    }
    void finds() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, expected);
        QCOMPARE(described(bytes.toStdString()), expected);
    }

    void whatIsNotSaidToBeJsonIsNotJudgedAsSuch() {
        QCOMPARE(described("hello", Encoding::Text), QByteArray());
        QCOMPARE(described("a\xe2\x80\xae"
                           "b\xff",
                           Encoding::Text),
                 QByteArray("NotUtf8 1 @5\nBidiControl 1 @1\n"));
        QCOMPARE(described("\xff\xfe", Encoding::Binary), QByteArray());
        QCOMPARE(described(std::string(Oddity::kBytesMax + 1, '\0'), Encoding::Binary), QByteArray("VeryLarge 1 \n"));
    }

    void bidiIsFoundInBrokenJsonToo() {
        QCOMPARE(described("{\"a\":\"\xe2\x80\xae\""), QByteArray("NotJson 1 @10\nBidiControl 1 @6\n"));
    }

    void manyPlacesAreCountedAndNotAllListed() {
        std::string text = "[1e999";
        for (int i = 1; i < 250; ++i)
            text += ",1e999";
        const auto found = odditiesOf({Encoding::Json, text + "]"});
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].count, std::size_t{250});
        QCOMPARE(found[0].places.size(), Oddity::kPlacesMax);
    }

    void placesBelowEndlessNamesAreCountedOnly() {
        const auto found = odditiesOf({Encoding::Json, "{\"" + std::string(100'000, 'n') + "\":1e999}"});
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].count, std::size_t{1});
        QVERIFY(found[0].places.empty());
    }
};

QTEST_GUILESS_MAIN(TestOddities)
#include "tst_oddities.moc"
