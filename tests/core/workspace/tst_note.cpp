// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/note.h"

#include <QTest>
#include <rapidcheck.h>

using namespace eventscope;

namespace {

const NotedEvent kEvent{derivedEventId("test", "1"), {0, 7}, {"order-1"}, {3}, "OrderPlaced", timeOfUs(1'000'000)};
const Time kNow = timeOfUs(2'000'000);

Note note(std::string text, std::vector<std::string> tags = {}, bool isBookmarked = false) {
    return {kEvent, std::move(text), std::move(tags), isBookmarked, kNow, kNow};
}

/// What a change of nothing is refused for.
ErrorKind refusal(NoteChange change) {
    const auto outcome = changed(std::nullopt, kEvent, change, kNow);
    return outcome ? ErrorKind::Internal : outcome.error().kind;
}

NoteChange ofText(std::string text) {
    NoteChange change;
    change.text = std::move(text);
    return change;
}

NoteChange ofTags(std::vector<std::string> tags) {
    NoteChange change;
    change.addTags = std::move(tags);
    return change;
}

using Tags = std::vector<std::string>;

} // namespace

class TestNote : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refusesWhatIsNoText() {
        QCOMPARE(refusal(ofText("\xff")), ErrorKind::Invalid);
        QCOMPARE(refusal(ofText(std::string("a\0b", 3))), ErrorKind::Invalid);
        QCOMPARE(refusal(ofText(std::string(kNoteTextBytesMax + 1, 'x'))), ErrorKind::TooLarge);
        QVERIFY(changed(std::nullopt, kEvent, ofText(std::string(kNoteTextBytesMax, 'x')), kNow));
    }

    void refusesWhatIsNoTag_data() {
        QTest::addColumn<QByteArray>("tag");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("two words") << QByteArray("two words");
        QTest::newRow("a comma") << QByteArray("a,b");
        QTest::newRow("a number sign in front") << QByteArray("#late");
        QTest::newRow("a line break") << QByteArray("a\nb");
        QTest::newRow("turns the order of characters") << QByteArray("a\xe2\x80\xae"
                                                                     "b");
        QTest::newRow("no UTF-8") << QByteArray("\xff");
        QTest::newRow("too long") << QByteArray(kTagBytesMax + 1, 'x');
    }
    void refusesWhatIsNoTag() {
        QFETCH(QByteArray, tag);
        QCOMPARE(refusal(ofTags({tag.toStdString()})), ErrorKind::Invalid);
    }

    void refusesTooManyTags() {
        Tags tags;
        for (std::size_t i = 0; i <= kNoteTagsMax; ++i)
            tags.push_back("tag" + std::to_string(i));
        QCOMPARE(refusal(ofTags(tags)), ErrorKind::TooLarge);
        tags.pop_back();
        QVERIFY(changed(std::nullopt, kEvent, ofTags(tags), kNow));
    }

    void aRefusalDoesNotRepeatTheText() {
        const auto outcome = changed(std::nullopt, kEvent, ofTags({"private thing"}), kNow);
        QVERIFY(!outcome);
        QVERIFY(describe(outcome.error()).find("private") == std::string::npos);
    }

    void changesOnlyWhatIsNamed() {
        const Time later = timeOfUs(9'000'000);
        NoteChange change = ofTags({"late"});
        change.removeTags = {"paid"};
        const auto after = changed(note("why", {"odd", "paid"}, true), kEvent, change, later);
        QVERIFY(after && *after);
        QCOMPARE((*after)->text, "why");
        QVERIFY((*after)->tags == (Tags{"late", "odd"}));
        QVERIFY((*after)->isBookmarked);
        QVERIFY((*after)->createdAt == kNow);
        QVERIFY((*after)->changedAt == later);
    }

    void theHintsAreThoseOfTheLastChange() {
        NotedEvent moved = kEvent;
        moved.position = {0, 99};
        const auto after = changed(note("why"), moved, ofTags({"late"}), kNow);
        QVERIFY((*after)->event == moved);
    }

    void anEmptyNoteIsNone() {
        QVERIFY(!*changed(note("why"), kEvent, ofText(""), kNow));
        QVERIFY(*changed(note("why", {"late"}), kEvent, ofText(""), kNow));
        QVERIFY(!*changed(std::nullopt, kEvent, {}, kNow));
    }

    void readsTagsAsPeopleWriteThem_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("tags");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("only marks") << QStringLiteral(" , #, ##") << QString();
        QTest::newRow("sorted, once") << QStringLiteral("late odd,late  #odd") << QStringLiteral("late odd");
        QTest::newRow("any script") << QStringLiteral("\u7d66\u6599\u3000\u00fcber\uff0cd\u00e9j\u00e0")
                                    << QStringLiteral("d\u00e9j\u00e0 \u00fcber \u7d66\u6599");
    }
    void readsTagsAsPeopleWriteThem() {
        QFETCH(QString, line);
        QFETCH(QString, tags);
        QCOMPARE(QString::fromStdString(tagLine(tagsOf(line.toStdString()))), tags);
    }

    void aDifferenceLeadsFromOneToTheOther() {
        const auto some = [] {
            const bool isThere = *rc::gen::arbitrary<bool>();
            if (!isThere) return std::optional<Note>();
            auto tags = tagsOf(*rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab "))));
            Note made =
                note(*rc::gen::element<std::string>("", "one", "two"), std::move(tags), *rc::gen::arbitrary<bool>());
            made.createdAt = timeOfUs(*rc::gen::inRange(0, 3));
            return made.isEmpty() ? std::nullopt : std::optional(made);
        };
        QVERIFY(rc::check("change(from, difference(from, to)) == to", [&] {
            const auto from = some(), to = some();
            const auto after = changed(from, kEvent, differenceOf(from, to), kNow);
            RC_ASSERT(after.has_value());
            RC_ASSERT(after->has_value() == to.has_value());
            if (!to) return;
            RC_ASSERT((*after)->text == to->text);
            RC_ASSERT((*after)->tags == to->tags);
            RC_ASSERT((*after)->isBookmarked == to->isBookmarked);
            if (!from) RC_ASSERT((*after)->createdAt == to->createdAt);
        }));
    }
};

QTEST_APPLESS_MAIN(TestNote)
#include "tst_note.moc"
