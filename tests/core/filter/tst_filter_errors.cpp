// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace eventscope;

class TestFilterErrors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS")) qputenv("RC_PARAMS", "max_success=20000");
    }
    void namesColumnExpectedAndFound_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *text, int column, const char *expected, const char *found) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << column << QString::fromUtf8(expected)
                                      << QString::fromUtf8(found);
        };
        row("foo == 1", 1, "a field", "foo");
        row("metadata.x == 1", 1, "a field", "metadata");
        row("state.x == 1", 1, "there is no state here", "state");
        row("type", 5, "==", "the end");
        row("type ==", 8, "a string", "the end");
        row("type == 5", 9, "a string", "5");
        row("type = \"A\"", 6, "==", "= \"A\"");
        row("type is \"A\"", 6, "==", "is");
        row("type in 2026", 6, "==", "in");
        row("type.x == 1", 5, "==", ".");
        row("type == 'A'", 9, "double quotes", "'A'");
        row("type == \"A", 11, "a closing \"", "the end");
        row("type == \"\\d\"", 10, "an escape", "\\d\"");
        row("type == \"\\u12\"", 10, "an escape", "\\u12\"");
        row("type == \"A\" & version == 1", 13, "&&", "& version == 1");
        row("type == \"A\" version == 1", 13, "&&, || or the end", "version");
        row("type == \"A\" &&", 15, "a field", "the end");
        row("\"A\" == type", 1, "a field", "\"A\"");
        row("(type == \"A\"", 13, "&&, || or )", "the end");
        row("type == \"A\")", 12, "&&, || or the end", ")");
        row("()", 2, "a field", ")");
        row("!", 2, "a field", "the end");
        row("exists", 7, "a field", "the end");
        row("exists data.", 13, "a name", "the end");
        row("data.items[", 12, "an index", "the end");
        row("data.items[-1] == 1", 12, "an index", "-1");
        row("data.items[1.5] == 1", 12, "an index", "1.5");
        row("data.items[*", 13, "]", "the end");
        row("data.a == 01", 11, "a number", "01");
        row("data.a == 1.2.3", 11, "a number", "1.2.3");
        row("data.a == foo", 11, "a string in double quotes", "foo");
        row("data.a ~ 5", 10, "a string", "5");
        row("data.a =~ \"(\"", 11, "a regular expression", "\"(\"");
        row("data.a == 2026-13", 11, "a time", "2026-13");
        row("version == \"3\"", 12, "a number", "\"3\"");
        row("version ~ \"3\"", 9, "==", "~");
        row("version in 2026", 9, "==", "in");
        row("position == 1.5", 13, "a position", "1.5");
        row("position == -1", 13, "a position", "-1");
        row("id == \"17\"", 7, "an event id", "\"17\"");
        row("time == 12", 9, "a time", "12");
        row("time == \"soon\"", 9, "a time", "\"soon\"");
        row("time in 2026-05..2026-03", 18, "an end", "2026-03");
        row("time in 2026-05..", 18, "a time", "the end");
        row("time ~ \"x\"", 6, "==", "~");
        row("data.größe == \"ü\" §", 19, "&&", "§");
        row("type == \"A\" # no", 13, "a field, an operator", "# no");
    }
    void namesColumnExpectedAndFound() {
        QFETCH(QString, text);
        QFETCH(int, column);
        QFETCH(QString, expected);
        QFETCH(QString, found);
        const auto filter = Filter::parse(text.toStdString());
        QVERIFY(!filter);
        const QString message = QString::fromStdString(filter.error().message);
        QVERIFY(filter.error().kind == ErrorKind::Invalid);
        QCOMPARE(QString::fromStdString(filter.error().detail), QString::number(column));
        QVERIFY2(message.startsWith(QStringLiteral("column %1: expected ").arg(column)), qPrintable(message));
        QVERIFY2(message.contains(expected), qPrintable(message));
        QVERIFY2(message.endsWith(QStringLiteral(", found ") + found), qPrintable(message));
    }
    void columnsCountCharacters() {
        QCOMPARE(Filter::parse("data.é == \"€😀\" ?").error().detail, std::string("16"));
        QCOMPARE(Filter::parse("data.é == \"\xff\"").error().detail, std::string("12"));
    }
    void depthIsLimited() {
        const auto nested = [](int depth, const char *open, const char *close) {
            std::string text;
            for (int i = 0; i < depth; ++i)
                text += open;
            text += "true";
            for (int i = 0; i < depth; ++i)
                text += close;
            return Filter::parse(text);
        };
        QVERIFY(nested(100, "(", ")").has_value());
        QCOMPARE(nested(101, "(", ")").error().detail, std::string("101"));
        QVERIFY(nested(100, "!", "").has_value());
        QVERIFY(!nested(101, "!", "").has_value());
        QVERIFY(!nested(30000, "(", ")").has_value());
        QVERIFY(!nested(51, "!(", ")").has_value());
    }
    void lengthIsLimited() {
        const auto filter = Filter::parse(std::string(70000, ' '));
        QVERIFY(!filter);
        QVERIFY(filter.error().kind == ErrorKind::Invalid);
    }
    void longChainsAreFine() {
        std::string text = "version == 1";
        while (text.size() < 60000)
            text += " || version == 1";
        QVERIFY(Filter::parse(text).has_value());
    }
    void randomTextNeverCrashes() {
        const auto words = rc::gen::element<std::string>(
            "type", "data", "state", ".", "..", "[", "]", "*", "==", "=~", "~", "!", "&&", "||", "(", ")", "\"",
            "\"a\"", "\\u00", "exists", "in", "2026-03", "2026", "1e5", "-", "time", "version", " ", "é", "\xff",
            "length", "id", std::string("\0", 1));
        QVERIFY(rc::check("parsing and completing end", [&] {
            const auto parts = *rc::gen::container<std::vector<std::string>>(words);
            std::string text;
            for (const auto &part : parts)
                text += part;
            if (*rc::gen::arbitrary<bool>()) text += *rc::gen::arbitrary<std::string>();
            const auto filter = Filter::parse(text, FilterScope::State);
            if (!filter) RC_ASSERT(filter.error().message.find("expected") != std::string::npos);
            const auto offset = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
            RC_ASSERT(expectationAt(text, offset).from <= std::min(offset, text.size()));
        }));
    }
};

QTEST_APPLESS_MAIN(TestFilterErrors)
#include "tst_filter_errors.moc"
