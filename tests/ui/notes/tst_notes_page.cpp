// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/notes/noted_shop.h"
#include "tests/ui/support/menu_choice.h"
#include "tests/ui/support/shown_texts.h"
#include "ui/notes/note_export.h"
#include "ui/notes/note_model.h"
#include "ui/notes/notes_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestNotesPage : public QObject, NotedShop {
    Q_OBJECT

    void show() {
        open();
        m_page = std::make_unique<NotesPage>(*m_session, *m_book, m_theme);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_page->model(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_page->resize(900, 400);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY(m_book->isLoaded());
    }
    /// With notes on the events 1, 3 and 5; 3 is a bookmark only.
    void showSome() {
        show();
        note(1, "The customer called", "late payment");
        QVERIFY(m_book->setBookmarked(eventAt(3), true));
        note(5, "=1+1", "odd");
    }
    void note(int n, const char *text, const char *tags = "") {
        QVERIFY(m_book->setText(eventAt(n), QString::fromUtf8(text), 100 + n));
        QVERIFY(m_book->setTags(eventAt(n), QString::fromUtf8(tags)));
    }
    [[nodiscard]] QString cell(int row, int column) const {
        return m_page->model()->index(row, column).data().toString();
    }
    /// The positions in sight.
    [[nodiscard]] QString shown() const {
        QStringList positions;
        for (int row = 0; row < m_page->model()->rowCount(); ++row)
            positions += cell(row, NoteModel::PositionColumn);
        return positions.join(QLatin1Char(' '));
    }
    void find(const char *words) {
        m_page->search()->setFocus();
        m_page->search()->clear();
        QTest::keyClicks(m_page->search(), QString::fromUtf8(words));
    }
    [[nodiscard]] QString empty() const {
        const auto *state = m_page->findChild<EmptyState *>();
        return state->isVisible() ? state->accessibleName() : QString();
    }
    static QString contentOf(const QString &path) {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

  private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() {
        m_tester.reset();
        m_page.reset();
        end();
    }

    void saysWhatToDoWithoutNotes() {
        show();
        QTRY_VERIFY(empty().contains(QStringLiteral("No notes yet")));
        QVERIFY(!m_page->exportButton()->isEnabled());
    }

    void listsAllNotes() {
        showSome();
        QCOMPARE(shown(), QStringLiteral("1 3 5"));
        QCOMPARE(cell(0, NoteModel::TextColumn), QStringLiteral("The customer called"));
        QCOMPARE(cell(0, NoteModel::TagsColumn), QStringLiteral("late payment"));
        QCOMPARE(cell(0, NoteModel::TypeColumn), QStringLiteral("MoneyDeposited"));
        QCOMPARE(cell(0, NoteModel::StreamColumn), QStringLiteral("account-0"));
        QVERIFY(cell(0, NoteModel::RecordedColumn).startsWith(QStringLiteral("2026-01-01")));
        QCOMPARE(m_page->model()->index(1, NoteModel::MarkColumn).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Bookmark"));
    }

    void findsByWordAndTag_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("positions");
        QTest::newRow("a word of the text, in any case") << QByteArray("CUSTOMER") << QStringLiteral("1");
        QTest::newRow("a tag") << QByteArray("#pay") << QStringLiteral("1");
        QTest::newRow("a tag is no word") << QByteArray("#customer") << QString();
        QTest::newRow("type and tag") << QByteArray("money #odd") << QStringLiteral("5");
        QTest::newRow("stream") << QByteArray("account-4") << QStringLiteral("5");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("1 3 5");
    }
    void findsByWordAndTag() {
        QFETCH(QByteArray, words);
        QFETCH(QString, positions);
        showSome();
        find(words.constData());
        QCOMPARE(shown(), positions);
        QCOMPARE(empty().isEmpty(), !positions.isEmpty());
    }

    void allCanBeShownAgain() {
        showSome();
        find("nowhere");
        QTRY_VERIFY(empty().contains(QStringLiteral("No note matches")));
        QTest::mouseClick(m_page->findChild<EmptyState *>()->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(shown(), QStringLiteral("1 3 5"));
    }

    void onlyBookmarks() {
        showSome();
        QTest::mouseClick(m_page->onlyBookmarks(), Qt::LeftButton);
        QCOMPARE(shown(), QStringLiteral("3"));
    }

    void enterGoesToTheEvent() {
        showSome();
        const QSignalSpy selected(m_page.get(), &NotesPage::eventSelected);
        const QSignalSpy activated(m_page.get(), &NotesPage::eventActivated);
        m_page->table()->setFocus();
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QVERIFY(!selected.isEmpty());
        const auto at = m_page->model()->note(m_page->table()->currentIndex().row()).event.position;
        QVERIFY(selected.last()[0].value<Position>() == at);
        QTest::keyClick(m_page->table(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QVERIFY(activated[0][0].value<Position>() == at);
    }

    void anEventThatIsGoneIsStillListed() {
        NotedEvent gone = eventAt(2);
        gone.id = derivedEventId("elsewhere", "1");
        NoteChange change;
        change.text = "it was odd";
        elsewhere(gone, change);
        show();
        QTRY_COMPARE(shown(), QStringLiteral("gone"));
        const QSignalSpy activated(m_page.get(), &NotesPage::eventActivated);
        m_page->table()->setFocus();
        m_page->table()->selectRow(0);
        QTest::keyClick(m_page->table(), Qt::Key_Return);
        QCOMPARE(activated.count(), 0);
        QStringList said;
        for (const ShownText &text : shownTexts(*m_page))
            said += text.text;
        QVERIFY(said.filter(QStringLiteral("no longer in the store. It was MoneyDeposited")).size() > 0);
        QTest::keyClick(m_page->table(), Qt::Key_Delete);
        QTRY_COMPARE(m_book->count(), std::size_t(0));
    }

    void deleteRemovesAndUndoBringsBack() {
        showSome();
        m_page->table()->setFocus();
        m_page->table()->selectAll();
        QTest::keyClick(m_page->table(), Qt::Key_Delete);
        QVERIFY(shown().isEmpty());
        m_session->undoStack().undo();
        QCOMPARE(shown(), QStringLiteral("1 3 5"));
        QTRY_COMPARE(keptText(5), QStringLiteral("=1+1"));
    }

    void whatIsChosenStaysChosen() {
        showSome();
        m_page->table()->selectRow(2);
        note(2, "new");
        QCOMPARE(m_page->table()->currentIndex().row(), 3);
        QTest::keyClick(m_page->table(), Qt::Key_Delete);
        QCOMPARE(shown(), QStringLiteral("1 2 3"));
        QCOMPARE(m_page->table()->currentIndex().row(), 2);
    }

    void hostileTextsAreShownAsTokens() {
        show();
        note(1, "\xe2\x80\xae evil <b>bold</b>\nsecond line\x1b[31m");
        note(2, QByteArray(60'000, 'x').constData());
        for (const ShownText &text : shownTexts(*m_page))
            QVERIFY2(problemWith(text).isEmpty(), qPrintable(text.where + problemWith(text)));
    }

    void copiesInThreeForms() {
        showSome();
        find("money");
        const auto copied = [&](NoteFormat format) {
            QGuiApplication::clipboard()->clear();
            m_page->exporting()->copy(format);
            [&] { QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty()); }();
            return QGuiApplication::clipboard()->text();
        };
        QVERIFY(copied(NoteFormat::Csv).contains(QStringLiteral("\"'=1+1\"")));
        QVERIFY(copied(NoteFormat::Markdown).startsWith(QStringLiteral("### MoneyDeposited")));
        QVERIFY(copied(NoteFormat::JsonLines).contains(QStringLiteral("\"tags\":[\"late\",\"payment\"]")));
        QVERIFY(!copied(NoteFormat::JsonLines).contains(QStringLiteral("OrderCreated")));
    }

    void exportsToAFile() {
        showSome();
        const QString path = m_folder->filePath(QStringLiteral("notes.csv"));
        const QStringList lines = [&] {
            QStringList texts;
            for (const QAction *action : m_page->exportButton()->menu()->actions())
                texts += action->text();
            return texts;
        }();
        QVERIFY(!lines.isEmpty());
        m_page->exportButton()->menu()->actions().first()->trigger();
        QFileDialog *dialog = m_page->exporting()->dialog();
        QVERIFY(dialog);
        dialog->selectNameFilter(dialog->nameFilters().at(1));
        dialog->selectFile(path);
        QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY(contentOf(path).startsWith(QStringLiteral("position,stream,")));
        QCOMPARE(contentOf(path).count(QStringLiteral("\r\n")), 4);
    }

    void whatWasToldOfTheExportGoesWithTheNextChange() {
        showSome();
        const auto shownBanner = [this] {
            for (const Banner *banner : m_page->findChildren<Banner *>())
                if (banner->isVisible()) return true;
            return false;
        };
        Q_EMIT m_page->exporting()->told(Role::Good, QStringLiteral("3 notes exported"));
        QVERIFY(shownBanner());
        m_session->undoStack().undo();
        QVERIFY(!shownBanner());
    }

    void theKeyboardStaysOnThePageWhenTheLastNoteGoes() {
        show();
        note(1, "only");
        m_page->table()->setFocus();
        QTRY_VERIFY(m_page->table()->hasFocus());
        QTest::keyClick(m_page->table(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(m_page->table(), Qt::Key_Delete);
        QVERIFY(shown().isEmpty());
        QVERIFY(m_page->search()->hasFocus());
    }

    void theMenuHasAllOfIt() {
        showSome();
        m_page->table()->selectRow(0);
        const QPoint place = m_page->table()->visualRect(m_page->model()->index(0, 1)).center();
        const QStringList lines = menuAt(m_page->table()->viewport(), place, QStringLiteral("Remove"));
        QVERIFY(lines.contains(QStringLiteral("Go to the event")));
        QCOMPARE(shown(), QStringLiteral("3 5"));
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<NotesPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestNotesPage)
#include "tst_notes_page.moc"
