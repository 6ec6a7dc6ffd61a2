// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "tests/ui/notes/noted_shop.h"

#include <QFile>

using namespace eventscope;
using namespace eventscope::ui;

class TestNoteBook : public QObject, NotedShop {
    Q_OBJECT

    [[nodiscard]] EventMarks::Marks marks(int n) { return m_session->marks().at(eventAt(n).position); }
    static NoteChange ofText(const char *text) {
        NoteChange change;
        change.text = text;
        return change;
    }

  private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { end(); }

    void withoutAFileItSaysSo() {
        m_session = m_shop->open(*m_workers);
        m_book = std::make_unique<NoteBook>(*m_session);
        QTRY_VERIFY(m_book->problem());
        QCOMPARE(m_book->problem()->kind, ErrorKind::Unsupported);
        QVERIFY(!m_book->isLoaded());
    }

    void aDamagedFileIsSaidAndTriedAgain() {
        QFile damaged(QString::fromStdString(file()));
        QVERIFY(damaged.open(QFile::WriteOnly));
        damaged.write("no database at all, but a long enough text");
        damaged.close();
        open();
        QTRY_VERIFY(m_book->problem());
        QVERIFY(damaged.remove());
        m_book->retry();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(!m_book->problem());
    }

    void whatWasNotSavedIsSavedLater() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        const auto other = Workspace::open(file(), m_shop->reader()->info().identity);
        QVERIFY(other);
        QVERIFY((*other)->access().connection.run("CREATE TRIGGER refuse BEFORE INSERT ON notes"
                                                  " BEGIN SELECT RAISE(FAIL, 'the disk is asleep'); END"));
        QVERIFY(m_book->setText(eventAt(1), QStringLiteral("kept"), 1));
        QTRY_VERIFY(m_book->problem());
        m_book->refresh();
        QCOMPARE(m_book->on(eventAt(1).id)->text, std::string("kept"));
        QVERIFY((*other)->access().connection.run("DROP TRIGGER refuse"));
        m_book->retry();
        QVERIFY(!m_book->problem());
        QTRY_COMPARE(keptText(1), QStringLiteral("kept"));
    }

    void refusesWhatANoteCannotHold() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        const auto refused = m_book->setText(eventAt(1), QString(1 << 20, QLatin1Char('x')), 1);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::TooLarge);
        QVERIFY(!m_session->undoStack().canUndo());
        QCOMPARE(m_book->count(), std::size_t(0));
    }

    void aRestartKeepsNotes() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(m_book->setText(eventAt(2), QStringLiteral("why?"), 1));
        QVERIFY(m_book->setTags(eventAt(2), QStringLiteral("#late, odd")));
        QVERIFY(m_book->setBookmarked(eventAt(3), true));
        close(); // at once: what was asked for is still done
        open();
        QTRY_COMPARE(m_book->count(), std::size_t(2));
        const Note *note = m_book->on(eventAt(2).id);
        QVERIFY(note);
        QCOMPARE(note->text, std::string("why?"));
        QCOMPARE(tagLine(note->tags), std::string("late odd"));
        QVERIFY(m_book->on(eventAt(3).id)->isBookmarked);
    }

    void marksFollowTheNotes() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(m_book->setBookmarked(eventAt(2), true));
        QCOMPARE(marks(2), EventMarks::Marks(EventMarks::Bookmark));
        QVERIFY(m_book->setTags(eventAt(2), QStringLiteral("late")));
        QCOMPARE(marks(2), EventMarks::Bookmark | EventMarks::Note);
        m_book->remove({eventAt(2).id});
        QVERIFY(!marks(2));
    }

    void everythingCanBeUndone() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QUndoStack &undo = m_session->undoStack();
        QVERIFY(m_book->setText(eventAt(1), QStringLiteral("a"), 1));
        QVERIFY(m_book->setText(eventAt(1), QStringLiteral("ab"), 1));
        QVERIFY(m_book->setText(eventAt(1), QStringLiteral("abc"), 2));
        QVERIFY(m_book->setTags(eventAt(1), QStringLiteral("late")));
        QCOMPARE(undo.count(), 3); // what was typed at once is one step
        m_book->remove({eventAt(1).id});
        QCOMPARE(m_book->count(), std::size_t(0));
        undo.undo();
        QCOMPARE(m_book->on(eventAt(1).id)->text, std::string("abc"));
        QCOMPARE(m_book->tags(), QStringList{QStringLiteral("late")});
        undo.undo();
        QVERIFY(m_book->tags().isEmpty());
        undo.undo();
        QCOMPARE(m_book->on(eventAt(1).id)->text, std::string("ab"));
        undo.undo();
        QVERIFY(!m_book->on(eventAt(1).id));
        for (int i = 0; i < 3; ++i)
            undo.redo();
        QTRY_COMPARE(keptText(1), QStringLiteral("abc"));
        QTRY_COMPARE(kept(1)->tags.size(), std::size_t(1));
    }

    void whatWritesNothingIsNoStep() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(m_book->setText(eventAt(1), QString(), 1));
        QVERIFY(m_book->setTags(eventAt(1), QStringLiteral(" , ")));
        QVERIFY(!m_session->undoStack().canUndo());
    }

    void anotherProgramsNotesAppear() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(m_book->setBookmarked(eventAt(1), true));
        QTRY_VERIFY(kept(1));
        elsewhere(eventAt(1), ofText("from elsewhere"));
        m_book->refresh();
        QTRY_COMPARE(m_book->on(eventAt(1).id)->text, std::string("from elsewhere"));
        QVERIFY(m_book->on(eventAt(1).id)->isBookmarked);
        // Undone is only what was done here.
        m_session->undoStack().undo();
        QTRY_VERIFY(!kept(1)->isBookmarked);
        QCOMPARE(keptText(1), QStringLiteral("from elsewhere"));
    }

    void theIdDecidesNotThePosition() {
        NotedEvent moved = eventAt(5);
        moved.position = {0, 2};
        NotedEvent gone = eventAt(1);
        gone.id = derivedEventId("elsewhere", "1");
        elsewhere(moved, ofText("moved"));
        elsewhere(gone, ofText("gone"));
        open();
        QTRY_VERIFY(marks(5).testFlag(EventMarks::Note));
        QVERIFY(!marks(2));
        QVERIFY(!marks(1));
        QVERIFY(m_book->placeOf(*m_book->on(moved.id)) == Position(0, 5));
        QVERIFY(!m_book->placeOf(*m_book->on(gone.id)));
    }

    void tagsInUseComeMostUsedFirst() {
        open();
        QTRY_VERIFY(m_book->isLoaded());
        QVERIFY(m_book->setTags(eventAt(1), QStringLiteral("odd late")));
        QVERIFY(m_book->setTags(eventAt(2), QStringLiteral("odd")));
        QCOMPARE(m_book->tags(), (QStringList{QStringLiteral("odd"), QStringLiteral("late")}));
    }
};

QTEST_MAIN(TestNoteBook)
#include "tst_note_book.moc"
