// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/notes/noted_shop.h"
#include "ui/notes/note_editor.h"
#include "ui/notes/note_text.h"
#include "ui/notes/tag_edit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestNoteEditor : public QObject, NotedShop {
    Q_OBJECT

    void show(int n) {
        if (!m_book) open();
        QTRY_VERIFY(m_book->isLoaded());
        m_editor = std::make_unique<NoteEditor>(*m_book, m_theme);
        m_editor->resize(320, 200);
        m_editor->setEvent(eventAt(n));
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }
    void write(const char *text) {
        m_editor->write();
        QTest::keyClicks(m_editor->text(), QString::fromUtf8(text));
    }
    [[nodiscard]] QString said() const {
        const auto *banner = m_editor->findChild<Banner *>();
        if (!banner->isVisible()) return {};
        QStringList texts;
        for (const auto *label : banner->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(QLatin1Char(' ')).trimmed();
    }

  private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() {
        m_editor.reset();
        end();
    }

    void aPasteOfAMegabyteIsRefused() {
        show(1);
        write("before ");
        QGuiApplication::clipboard()->setText(QString(1 << 20, QLatin1Char('x')));
        QTest::keyClick(m_editor->text(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_editor->text()->toPlainText(), QStringLiteral("before "));
        QVERIFY(said().contains(QStringLiteral("64 KiB")));
        QTRY_COMPARE(keptText(1), QStringLiteral("before "));
    }

    void whatIsTooLongIsSaidAndStays() {
        show(1);
        m_editor->text()->setPlainText(QString(70'000, QLatin1Char('x')));
        m_editor->save();
        QVERIFY(said().contains(QStringLiteral("longer than 64 KiB")));
        QCOMPARE(m_editor->text()->toPlainText().size(), 70'000);
        QVERIFY(!kept(1));
    }

    void aTagThatIsNoneIsSaid() {
        show(1);
        m_editor->tags()->setFocus();
        QTest::keyClicks(m_editor->tags(), QString(80, QLatin1Char('x')));
        QTest::keyClick(m_editor->tags(), Qt::Key_Return);
        QVERIFY(said().contains(QStringLiteral("no tag")));
        QVERIFY(!kept(1));
    }

    void isSavedAsOneGoes() {
        show(1);
        write("why?");
        QTRY_COMPARE(keptText(1), QStringLiteral("why?")); // the keyboard is still in it
        QVERIFY(m_editor->text()->hasFocus());
    }

    void isSavedWhenAnotherEventIsShown() {
        show(1);
        write("of the first");
        m_editor->setEvent(eventAt(2));
        QVERIFY(m_editor->text()->toPlainText().isEmpty());
        QTRY_COMPARE(keptText(1), QStringLiteral("of the first"));
        QVERIFY(!kept(2));
        m_editor->setEvent(eventAt(1));
        QCOMPARE(m_editor->text()->toPlainText(), QStringLiteral("of the first"));
    }

    void isSavedWhenTheWindowCloses() {
        show(1);
        write("last words");
        m_editor.reset();
        close();
        QCOMPARE(keptText(1), QStringLiteral("last words"));
    }

    void anyTextComesBackAsItWas() {
        show(1);
        const QString odd = QStringLiteral("\u202eright to left\u202c\n\U0001F600 <b>no markup</b>\ttab");
        QGuiApplication::clipboard()->setText(odd);
        m_editor->write();
        QTest::keyClick(m_editor->text(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(keptText(1), odd);
    }

    void theStarBookmarks() {
        show(1);
        QTest::mouseClick(m_editor->star(), Qt::LeftButton);
        QVERIFY(m_editor->star()->isChecked());
        QCOMPARE(m_editor->star()->accessibleName(), QStringLiteral("Remove the bookmark"));
        QTRY_VERIFY(kept(1));
        QVERIFY(kept(1)->isBookmarked);
        QTest::mouseClick(m_editor->star(), Qt::LeftButton);
        QTRY_VERIFY(!kept(1));
    }

    void tagsInUseAreOffered() {
        show(1);
        QVERIFY(m_book->setTags(eventAt(2), QStringLiteral("late payment")));
        m_editor->tags()->setFocus();
        QTest::keyClicks(m_editor->tags(), QStringLiteral("odd PA"));
        QAbstractItemView *popup = m_editor->tags()->completions()->popup();
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(popup->model()->rowCount(), 1);
        QTest::keyClick(popup, Qt::Key_Tab);
        QCOMPARE(m_editor->tags()->text(), QStringLiteral("odd payment "));
        QTest::keyClick(m_editor->tags(), Qt::Key_Return);
        QTRY_VERIFY(kept(1));
        QCOMPARE(tagLine(kept(1)->tags), std::string("odd payment"));
        QCOMPARE(m_editor->tags()->text(), QStringLiteral("odd payment"));
    }

    void theTextHasAnUndoOfItsOwn() {
        show(1);
        write("one");
        m_editor->save();
        QTest::keyClick(m_editor->text(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_editor->text()->toPlainText().isEmpty());
        QVERIFY(m_session->undoStack().canUndo()); // not used up by that
    }

    void whatIsUndoneElsewhereIsShown() {
        show(1);
        write("one");
        m_editor->save();
        m_session->undoStack().undo();
        QVERIFY(m_editor->text()->toPlainText().isEmpty());
        m_session->undoStack().redo();
        QCOMPARE(m_editor->text()->toPlainText(), QStringLiteral("one"));
    }

    void growsWithTheText() {
        show(1);
        const int one = m_editor->text()->height();
        write("a");
        QTest::keyClick(m_editor->text(), Qt::Key_Return);
        QTest::keyClick(m_editor->text(), Qt::Key_Return);
        QTRY_VERIFY(m_editor->text()->height() >= one + 2 * m_editor->text()->fontMetrics().height());
        const int three = m_editor->text()->height();
        m_editor->text()->setPlainText(QString(40, QLatin1Char('\n')));
        QTRY_VERIFY(m_editor->text()->height() > three);
        QVERIFY(m_editor->text()->height() < 8 * one);
    }

    void theKeyboardGoesThroughAllParts() {
        show(1);
        m_editor->write();
        QTest::keyClick(m_editor->text(), Qt::Key_Tab);
        QVERIFY(m_editor->tags()->hasFocus());
        const QSignalSpy left(m_editor.get(), &NoteEditor::leaveRequested);
        QTest::keyClick(m_editor->tags(), Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
        m_editor->write();
        QTest::keyClick(m_editor->text(), Qt::Key_Escape);
        QCOMPARE(left.count(), 2);
    }

    void nothingCanBeWrittenWithoutAnEvent() {
        show(1);
        m_editor->setEvent(std::nullopt);
        QVERIFY(!m_editor->isEnabled());
    }

    void whereNothingIsKeptItSaysSo() {
        m_session = m_shop->open(*m_workers);
        m_book = std::make_unique<NoteBook>(*m_session);
        m_editor = std::make_unique<NoteEditor>(*m_book, m_theme);
        m_editor->setEvent(eventAt(1));
        m_editor->show();
        QTRY_VERIFY(said().contains(QStringLiteral("not kept")));
        QVERIFY(!m_editor->text()->isEnabled());
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<NoteEditor> m_editor;
};

QTEST_MAIN(TestNoteEditor)
#include "tst_note_editor.moc"
