// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/note_export.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace eventscope;

namespace {

Note note(std::string text, std::vector<std::string> tags = {}) {
    return {{derivedEventId("test", "1"), {0, 7}, {"order-1"}, {3}, "OrderPlaced", timeOfUs(1'000'000)},
            std::move(text),
            std::move(tags),
            true,
            timeOfUs(2'000'000),
            timeOfUs(3'000'000)};
}

QString text(const Note &note, NoteFormat format) { return QString::fromStdString(notesText({&note, 1}, format)); }

} // namespace

class TestNoteExport : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void jsonKeepsEveryCharacter() {
        const std::string odd = "quote \" and\nline, \xe2\x80\xae turned, \xf0\x9f\x98\x80";
        const auto line = nlohmann::json::parse(text(note(odd, {"late", "odd"}), NoteFormat::JsonLines).toStdString());
        QCOMPARE(line["text"].get<std::string>(), odd);
        QCOMPARE(line["tags"].size(), 2u);
        QCOMPARE(line["position"].get<std::string>(), "7");
        QCOMPARE(line["version"].get<int>(), 3);
        QCOMPARE(line["stream"].get<std::string>(), "order-1");
        QCOMPARE(line["recordedAt"].get<std::string>(), "1970-01-01T00:00:01.000000Z");
        QVERIFY(line["bookmarked"].get<bool>());
    }

    void jsonIsOneLineEach() {
        const std::vector<Note> notes{note("a\nb"), note("c")};
        QCOMPARE(QString::fromStdString(notesText(notes, NoteFormat::JsonLines)).count(QLatin1Char('\n')), 2);
    }

    void csvRunsNothing() {
        const QString csv = text(note("=HYPERLINK(\"http://x\")", {"-1", "@sum"}), NoteFormat::Csv);
        QVERIFY(csv.contains(QLatin1String("\"'=HYPERLINK(\"\"http://x\"\")\"")));
        QVERIFY(csv.contains(QLatin1String("\"'-1 @sum\"")));
        QVERIFY(csv.startsWith(QLatin1String("position,stream,version,id,type,")));
        QVERIFY(csv.section(QLatin1String("\r\n"), 0, 0).endsWith(QLatin1String("leadingApostropheIsAdded")));
    }

    void markdownShowsTheTextAsItIs_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("marks") << "a *b* <img> [x](y) `c`"
                               << "> a \\*b\\* \\<img\\> \\[x\\](y) \\`c\\`  \n";
        QTest::newRow("a heading") << "# no heading"
                                   << "> \\# no heading  \n";
        QTest::newRow("a list") << "- one\n+ two"
                                << "> \\- one  \n> \\+ two  \n";
        QTest::newRow("numbers") << "12. one\n3) two\n4 three"
                                 << "> 12\\. one  \n> 3\\) two  \n> 4 three  \n";
        QTest::newRow("code") << "    indented"
                              << "> indented  \n";
        QTest::newRow("an empty line") << "a\n\nb"
                                       << "> a  \n>   \n> b  \n";
    }
    void markdownShowsTheTextAsItIs() {
        QFETCH(QString, written);
        QFETCH(QString, quoted);
        const QString shown = text(note(written.toStdString()), NoteFormat::Markdown);
        QVERIFY2(shown.endsWith(quoted + QLatin1Char('\n')), qPrintable(shown));
        QVERIFY(shown.startsWith(QStringLiteral("### \u2605 OrderPlaced \u00b7 position 7\n")));
    }

    void nothingIsNothing() {
        QVERIFY(notesText({}, NoteFormat::JsonLines).empty());
        QVERIFY(notesText({}, NoteFormat::Markdown).empty());
    }
};

QTEST_APPLESS_MAIN(TestNoteExport)
#include "tst_note_export.moc"
