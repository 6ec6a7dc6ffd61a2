// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/glob.h"
#include "core/event/filter/prefilter.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace eventscope;

namespace {

/// The plain recursive meaning of a pattern of letters, '*' and '?'.
bool simplyMatches(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*') {
        return simplyMatches(pattern.substr(1), text) || (!text.empty() && simplyMatches(pattern, text.substr(1)));
    }
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
           simplyMatches(pattern.substr(1), text.substr(1));
}

} // namespace

class TestGlob : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *pattern, const char *text, bool expected) {
            QTest::addRow("%s on %s", pattern, text) << QByteArray(pattern) << QByteArray(text) << expected;
        };
        row("", "", true);
        row("", "a", false);
        row("*", "", true);
        row("order-*", "order-17", true);
        row("order-*", "order", false);
        row("*-17", "order-17", true);
        row("*r-1*", "order-17", true);
        row("o*r*7", "order-17", true);
        row("o*r*8", "order-17", false);
        row("?", "é", true);
        row("?", "", false);
        row("??", "é", false);
        row("?", "\xe9", true);
        row("order-[0-9]", "order-5", true);
        row("order-[0-9]", "order-x", false);
        row("[a-cx]", "x", true);
        row("[a-cx]", "b", true);
        row("[a-cx]", "d", false);
        row("[à-ü]", "é", true);
        row("[à-ü]", "\xe9", false);
        row("[]]", "]", true);
        row("[\\]a]", "]", true);
        row("[a-]", "-", true);
        row("[", "[", true);
        row("[a", "[a", true);
        row("\\*", "*", true);
        row("\\*", "a", false);
        row("\\", "\\", true);
        row("ORDER", "order", false);
    }
    void matches() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        QCOMPARE(globMatches(pattern.toStdString(), text.toStdString()), expected);
    }
    void agreesWithTheSimpleMeaning() {
        QVERIFY(rc::check("as the recursive definition", [] {
            // Short ones: the simple meaning takes exponential time.
            const auto letters = [](auto letter) {
                return rc::gen::resize(10, rc::gen::container<std::string>(letter));
            };
            const auto pattern = *letters(rc::gen::element('a', 'b', '*', '?'));
            const auto text = *letters(rc::gen::element('a', 'b'));
            RC_ASSERT(globMatches(pattern, text) == simplyMatches(pattern, text));
        }));
    }
    void isNotSlowOnManyStars() {
        std::string pattern;
        for (int i = 0; i < 200; ++i)
            pattern += "*a";
        QVERIFY(!globMatches(pattern + "b", std::string(20000, 'a')));
    }
    void everyMatchHoldsTheLiterals() {
        QCOMPARE(globLiterals("ab*c\\*d?[x-z]e"), (std::vector<std::string>{"ab", "c*d", "e"}));
        QVERIFY(rc::check("a match contains each literal", [] {
            const auto pattern =
                *rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?', '[', ']', '\\', '-'));
            const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', '[', ']', '\\', '-'));
            if (!globMatches(pattern, text)) return;
            for (const auto &literal : globLiterals(pattern))
                RC_ASSERT(text.find(literal) != std::string::npos);
        }));
    }
};

QTEST_APPLESS_MAIN(TestGlob)
#include "tst_glob.moc"
