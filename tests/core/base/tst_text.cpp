// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <QtTest>

#include <string>

using namespace eventscope;

class TestText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void utf8_data();
    void utf8();
    void safe_data();
    void safe();
    void cellsHaveNoLineBreaks();
    void jsonStaysJson();
    void everyByteIsSafe();
    void shortens();
};

void TestText::utf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ascii") << QByteArray("order-1") << true;
    QTest::newRow("all sizes") << QByteArray("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80") << true;
    QTest::newRow("cut") << QByteArray("\xe2\x82") << false;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("overlong of three") << QByteArray("\xe0\x80\xaf") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("beyond the last") << QByteArray("\xf4\x90\x80\x80") << false;
}

void TestText::utf8() {
    QFETCH(QByteArray, bytes);
    QTEST(isUtf8(bytes.toStdString()), "good");
}

void TestText::safe_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("plain") << QByteArray("Grüße, 世界") << QByteArray("Grüße, 世界");
    QTest::newRow("ansi") << QByteArray("\x1b[31mred") << QByteArray("\\x1b[31mred");
    QTest::newRow("osc") << QByteArray("\x1b]0;title\x07") << QByteArray("\\x1b]0;title\\x07");
    QTest::newRow("c1 csi") << QByteArray("\xc2\x9b"
                                          "31m")
                            << QByteArray("\\x9b31m");
    QTest::newRow("raw c1 byte") << QByteArray("\x9b"
                                               "31m")
                                 << QByteArray("\\x9b31m");
    QTest::newRow("del") << QByteArray("a\x7f") << QByteArray("a\\x7f");
    QTest::newRow("carriage return") << QByteArray("safe\revil") << QByteArray("safe\\x0devil");
    QTest::newRow("bidi") << QByteArray("\xe2\x80\xae"
                                        "txt")
                          << QByteArray("\\u202etxt");
    QTest::newRow("zero width") << QByteArray("a\xe2\x80\x8b"
                                              "b")
                                << QByteArray("a\\u200bb");
    QTest::newRow("tag") << QByteArray("\xf3\xa0\x81\x81") << QByteArray("\\U000e0041");
    QTest::newRow("line breaks stay") << QByteArray("a\n\tb") << QByteArray("a\n\tb");
}

void TestText::safe() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(safeText(text.toStdString(), LineBreaks::Keep)), shown);
}

void TestText::cellsHaveNoLineBreaks() { QCOMPARE(safeText("a\n\tb", LineBreaks::Escape), std::string("a\\n\\tb")); }

void TestText::jsonStaysJson() {
    QCOMPARE(safeJson("{\"a\":\"\x7f\xc2\x9b\xe2\x80\xae\"}\n"), std::string("{\"a\":\"\\u007f\\u009b\\u202e\"}\n"));
    QCOMPARE(safeJson("\"\xf3\xa0\x81\x81\""), std::string("\"\\udb40\\udc41\""));
    QCOMPARE(safeJson("\"Grüße\""), std::string("\"Grüße\""));
}

void TestText::everyByteIsSafe() {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text{'a', static_cast<char>(byte), 'b'};
        for (const unsigned char shown : safeText(text, LineBreaks::Escape))
            QVERIFY(shown >= 0x20 && shown < 0x7f);
    }
}

void TestText::shortens() {
    QCOMPARE(shortenMiddle("account-1", 20), std::string("account-1"));
    QCOMPARE(shortenMiddle("account-0123456789", 9), std::string("acco\u20266789"));
    QCOMPARE(shortenEnd("account-0123456789", 9), std::string("account-\u2026"));
    QCOMPARE(columnsOf("世界"), std::size_t(4));
    QCOMPARE(columnsOf("e\u0301"), std::size_t(1));
    QCOMPARE(shortenEnd("世界世界", 4), std::string("世\u2026"));
    QCOMPARE(shortenMiddle("abc", 0), std::string());
    for (std::size_t columns = 0; columns < 12; ++columns) {
        QVERIFY(columnsOf(shortenMiddle("a世b界c世d界e", columns)) <= columns);
        QVERIFY(isUtf8(shortenMiddle("a世b界c世d界e", columns)));
    }
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
