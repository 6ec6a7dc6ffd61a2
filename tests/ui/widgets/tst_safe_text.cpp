// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/safe_text.h"

#include <QTest>

#include <rapidcheck.h>

using namespace eventscope::ui;

class TestSafeText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void showsTokens_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("plain") << QByteArray("order-1") << QStringLiteral("order-1");
        QTest::newRow("html stays text") << QByteArray("<b>x</b>&amp;") << QStringLiteral("<b>x</b>&amp;");
        QTest::newRow("letters of the world") << QByteArray("Jos\xc3\xa9 \xd8\xa7\xd8\xa8 \xf0\x9f\x98\x80")
                                              << QStringLiteral("José \u0627\u0628 \U0001F600");
        QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae"
                                                              "b")
                                                << QStringLiteral("a\u27E6U+202E\u27E7b");
        QTest::newRow("isolate") << QByteArray("\xe2\x81\xa6") << QStringLiteral("\u27E6U+2066\u27E7");
        QTest::newRow("zero width space") << QByteArray("a\xe2\x80\x8b") << QStringLiteral("a\u27E6U+200B\u27E7");
        QTest::newRow("joiner stays") << QByteArray("\xe2\x80\x8d") << QStringLiteral("\u200D");
        QTest::newRow("escape") << QByteArray("\x1b[31m") << QStringLiteral("\u241B[31m");
        QTest::newRow("line break") << QByteArray("a\nb\tc\0d", 7) << QStringLiteral("a\u240Ab\u2409c\u2400d");
        QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << QStringLiteral("\u27E6U+009B\u27E7");
        QTest::newRow("delete") << QByteArray("\x7f") << QStringLiteral("\u2421");
        QTest::newRow("tag character") << QByteArray("\xf3\xa0\x81\x81") << QStringLiteral("\u27E6U+E0041\u27E7");
        QTest::newRow("stray byte") << QByteArray("a\xff") << QStringLiteral("a\u27E6xff\u27E7");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\u27E6xc0\u27E7\u27E6xaf\u27E7");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80")
                                   << QStringLiteral("\u27E6xed\u27E7\u27E6xa0\u27E7\u27E6x80\u27E7");
        QTest::newRow("cut off") << QByteArray("\xe2\x82") << QStringLiteral("\u27E6xe2\u27E7\u27E6x82\u27E7");
        QTest::newRow("too high") << QByteArray("\xf5\x80\x80\x80")
                                  << QStringLiteral("\u27E6xf5\u27E7\u27E6x80\u27E7\u27E6x80\u27E7\u27E6x80\u27E7");
    }
    void showsTokens() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(safeText({bytes.data(), static_cast<std::size_t>(bytes.size())}), shown);
    }

    void keepsLinesOfPayloads() { QCOMPARE(safeText("a\n\tb\r", Lines::Many), QStringLiteral("a\n\tb\u240D")); }

    void shortensInTheMiddle() {
        QCOMPARE(shortened("order-1"), QStringLiteral("order-1"));
        const QString text = shortened("account-7f3a1122-3344-5566-7788-99aabbccdd9c");
        QCOMPARE(text.size(), 22);
        QVERIFY(text.startsWith(QLatin1String("account-7f3a")) && text.endsWith(QLatin1String("dd9c")));
        QVERIFY(text.contains(QChar(0x2026)));
    }

    void neverCutsAToken() {
        std::string name(40, 'x');
        name.insert(16, "\xe2\x80\xae");
        QVERIFY(shortened(name, 22).contains(QStringLiteral("x\u2026x")) ||
                shortened(name, 22).contains(QStringLiteral("\u27E6U+202E\u27E7")));
    }

    /// Only the two ends are looked at; both must break at the characters that a walk over the whole text would find.
    void shortensAtTheCharactersOfTheWholeText() {
        const bool holds = rc::check("shortened(x) is both ends of safeText(x)", [] {
            const auto bytes = *rc::gen::container<std::string>(rc::gen::element<char>(
                'a', '\x80', '\xbf', '\xc3', '\xa9', '\xe2', '\x82', '\xac', '\xf0', '\x9f', '\x98', '\xff', '\x1b'));
            const int max = *rc::gen::inRange(4, 40);
            RC_ASSERT(shortened(bytes, max).size() <= max);
            const QString text = shortened(bytes, max);
            const QStringList ends = text.split(QChar(0x2026));
            const QString whole = safeText(bytes);
            RC_ASSERT(ends.size() <= 2);
            RC_ASSERT(ends.size() == 2 || text == whole);
            RC_ASSERT(whole.startsWith(ends.first()) && whole.endsWith(ends.last()));
        });
        QVERIFY(holds);
    }

    void aHugeNameIsShortenedWithoutReadingIt() {
        const std::string name(std::size_t{64} << 20, '\xff');
        QCOMPARE(shortened(name, 20), QStringLiteral("\u27E6xff\u27E7\u27E6xff\u27E7\u2026\u27E6xff\u27E7"));
    }

    void beginsWithWholeCharacters() {
        QCOMPARE(beginningOf("h\xc3\xa9llo", 6), QStringLiteral("h\u00e9llo"));
        QCOMPARE(beginningOf("h\xc3\xa9llo", 2), QStringLiteral("h\u2026"));
        QCOMPARE(beginningOf("h\xc3\xa9llo", 3), QStringLiteral("h\u00e9\u2026"));
    }
};

QTEST_GUILESS_MAIN(TestSafeText)
#include "tst_safe_text.moc"
