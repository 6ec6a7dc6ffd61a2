// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/log/event_columns.h"
#include "ui/log/filter_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/notes/note_book.h"
#include "ui/notes/note_editor.h"
#include "ui/notes/note_model.h"
#include "ui/notes/note_text.h"
#include "ui/notes/notes_page.h"
#include "ui/notes/tag_edit.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_notes.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/stream/step_columns.h"
#include "ui/stream/step_table_view.h"
#include "ui/stream/stream_page.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QLocale>
#include <QPointer>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// Notes and bookmarks in the whole window, by keys and clicks.
class TestNotedWindow : public QObject {
    Q_OBJECT

    void makeStore() {
        SimulatedClock clock;
        const auto store =
            openForWriting("sqlite:" + m_file.toStdString(), clock, {.createIfMissing = true, .purpose = "test"}, {});
        if (!store) qFatal("%s", describe(store.error()).c_str());
        for (int i = 0; i < 20; ++i) {
            clock.advanceTo(timeOfUs((i + 1) * std::int64_t{1'000'000}));
            NewEvent event;
            event.id = derivedEventId("cellar", std::to_string(i));
            event.type = i % 2 ? "BottleStored" : "BottleOpened";
            event.data = "{}";
            event.metadata = "{}";
            if (!(*store)->append({"rack-1"}, Expected::any(), {&event, 1}, {})) qFatal("Cannot append");
        }
    }
    void openWindow() {
        m_workers = std::make_unique<Workers>();
        const auto door = [this](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, openForBrowsing(access, {}, job));
            opened.memoryFile = m_folder->filePath(QStringLiteral("notes.work")).toStdString();
            return opened;
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, {}, {}});
        showActive(*m_window);
        m_window->open(m_file);
        QTRY_VERIFY(m_window->session() && m_window->session()->isLoaded());
        QTRY_VERIFY(notes().book().isLoaded());
    }
    void closeWindow() {
        if (m_window && m_window->session()) QCOMPARE(m_window->session()->guard().caught(), QStringList());
        m_window.reset();
        m_workers.reset();
    }
    [[nodiscard]] StoreNotes &notes() const { return *m_window->front()->notes(); }
    [[nodiscard]] NoteEditor &editor() const { return *notes().editor(); }
    [[nodiscard]] QTableView *log() const { return m_window->pages()->log()->table(); }
    [[nodiscard]] QAction *action(QLatin1String id) const { return m_window->actions().action(id); }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : m_window.get(), Qt::Key(code), modifiers);
    }
    void type(const char *text) { QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(text)); }
    /// By a click on the row of event number `n`.
    void choose(int n) {
        m_window->pages()->showLog();
        const QModelIndex cell = log()->model()->index(n - 1, 0);
        log()->scrollTo(cell);
        QTest::mouseClick(log()->viewport(), Qt::LeftButton, {}, log()->visualRect(cell).center());
        QTRY_VERIFY(m_window->inspector()->details() &&
                    m_window->inspector()->details()->event().position() == Position(0, static_cast<quint64>(n)));
    }
    [[nodiscard]] QString markOf(int n) const {
        return log()->model()->index(n - 1, int(EventColumn::Note)).data(Qt::AccessibleTextRole).toString();
    }
    [[nodiscard]] QByteArray hash() const {
        QFile file(m_file);
        if (!file.open(QFile::ReadOnly)) return {};
        return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }
    /// Masks personal values, or ends it.
    void mask() {
        const QPointer<StoreView> before = m_window->front();
        action(actions::kMasked)->trigger();
        QTRY_VERIFY(!before && m_window->session() && m_window->session()->isLoaded());
        QTRY_VERIFY(notes().book().isLoaded());
    }
    [[nodiscard]] QStringList shownNotes() const {
        QStringList texts;
        const auto *model = notes().page()->table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts += model->index(row, NoteModel::TextColumn).data().toString();
        return texts;
    }
    /// Of labels, lines, texts and the list of notes.
    [[nodiscard]] QString textsInSight() const {
        QString all = notes().page()->isVisible() ? shownNotes().join(u'\n') : QString();
        for (const QWidget *part : m_window->findChildren<QWidget *>()) {
            if (!part->isVisible()) continue;
            for (const char *name : {"text", "plainText", "toolTip", "accessibleDescription"})
                all += u'\n' + part->property(name).toString();
        }
        return all;
    }
    [[nodiscard]] QString frontTab() const {
        const QTabBar *bar = m_window->area()->tabs()->tabBar();
        return bar->tabText(bar->currentIndex());
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("cellar.evdb"));
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        makeStore();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void controlBBookmarksTheChosenEvent() {
        choose(3);
        key(Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(markOf(3), QStringLiteral("Bookmark"));
        QVERIFY(editor().star()->isChecked());
        key(Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(markOf(3), QString());
    }

    /// The event that is read, not the one that the inspector still shows.
    void aBookmarkGoesToTheEventJustChosen() {
        choose(3);
        key(Qt::Key_Down);
        key(Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(markOf(4), QStringLiteral("Bookmark"));
        QCOMPARE(markOf(3), QString());
    }

    void aNoteIsAKeyAway() {
        choose(5);
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor().text()->hasFocus());
        type("Who opened this?");
        key(Qt::Key_Tab);
        QVERIFY(editor().tags()->hasFocus());
        type("odd");
        key(Qt::Key_Escape);
        QTRY_COMPARE(markOf(5), QStringLiteral("Note"));
        QVERIFY(log()->hasFocus());
        QTRY_COMPARE(notes().book().tags(), QStringList{QStringLiteral("odd")});
    }

    void theNoteOpensTheInspector() {
        choose(5);
        action(actions::kInspector)->trigger();
        QTRY_VERIFY(!m_window->inspector()->isVisible());
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor().text()->hasFocus());
    }

    void aRestartKeepsNotesAndTheStoreIsUntouched() {
        const QByteArray before = hash();
        choose(2);
        key(Qt::Key_B, Qt::ControlModifier);
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor().text()->hasFocus());
        type("last words");
        closeWindow(); // while it is being written
        QCOMPARE(hash(), before);
        openWindow();
        QTRY_COMPARE(markOf(2), QStringLiteral("Bookmark and note"));
        choose(2);
        QTRY_COMPARE(editor().text()->toPlainText(), QStringLiteral("last words"));
        closeWindow();
        QCOMPARE(hash(), before);
    }

    void undoAndRedoAreInTheMenu() {
        QVERIFY(!action(actions::kUndo)->isEnabled());
        choose(3);
        key(Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(action(actions::kUndo)->isEnabled());
        QCOMPARE(action(actions::kUndo)->text(), QStringLiteral("&Undo: bookmark"));
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(markOf(3), QString());
        QVERIFY(action(actions::kRedo)->isEnabled());
        key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(markOf(3), QStringLiteral("Bookmark"));
    }

    void aTextWithTheKeyboardKeepsItsOwnUndo() {
        choose(3);
        key(Qt::Key_B, Qt::ControlModifier);
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor().text()->hasFocus());
        type("abc");
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(editor().text()->toPlainText().isEmpty());
        QVERIFY(editor().star()->isChecked()); // the bookmark was not undone
    }

    void theStreamShowsMarks() {
        choose(3);
        key(Qt::Key_B, Qt::ControlModifier);
        StreamPage *page = m_window->pages()->openStream({"rack-1"});
        const auto *steps = page->findChild<StepTableView *>();
        QTRY_COMPARE(steps->model()->rowCount(), 20);
        const QModelIndex type = steps->model()->index(2, StepTable::TypeColumn);
        QCOMPARE(type.data(Qt::AccessibleTextRole).toString(), QStringLiteral("BottleOpened, Bookmark"));
        QVERIFY(type.data(StepTable::MarksRole).toInt() != 0);
        QCOMPARE(steps->model()->index(1, StepTable::TypeColumn).data(StepTable::MarksRole).toInt(), 0);
    }

    void theListGoesToTheEventAlsoWhereItIsHidden() {
        choose(3);
        key(Qt::Key_B, Qt::ControlModifier);
        choose(6);
        key(Qt::Key_B, Qt::ControlModifier);
        m_window->pages()->log()->filterBar()->apply(QStringLiteral("type == \"BottleOpened\""));
        QTRY_COMPARE(log()->model()->rowCount(), 10);
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(frontTab(), QStringLiteral("Notes (2)"));
        QTableView *list = notes().page()->table();
        QTRY_VERIFY(list->hasFocus());
        list->setCurrentIndex(list->model()->index(1, NoteModel::PositionColumn));
        key(Qt::Key_Return);
        QTRY_COMPARE(m_window->area()->front(), static_cast<QWidget *>(m_window->pages()->log()));
        QTRY_VERIFY(m_window->inspector()->details()->event().position() == Position(0, 6));
        QTRY_VERIFY(editor().star()->isChecked());
    }

    void theListCanBeClosedAndOpenedAgain() {
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(frontTab(), QStringLiteral("Notes"));
        key(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(frontTab(), QStringLiteral("Log"));
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(frontTab(), QStringLiteral("Notes"));
    }

    /// A note may say who somebody is.
    void beforeAnAudienceNoNoteIsShown() {
        choose(5);
        key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor().text()->hasFocus());
        type("Zofia rang");
        key(Qt::Key_Tab);
        type("zofia");
        key(Qt::Key_Escape);
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(shownNotes(), QStringList{QStringLiteral("Zofia rang")});
        QVERIFY(textsInSight().contains(QStringLiteral("Zofia rang")));

        mask();
        choose(5);
        QTRY_VERIFY(editor().star()->isEnabled());
        QTRY_VERIFY(textsInSight().contains(QStringLiteral("no note is shown")));
        QVERIFY(!editor().text()->isVisible() && !editor().tags()->isVisible());
        QCOMPARE(editor().text()->toPlainText(), QString());
        key(Qt::Key_B, Qt::ControlModifier); // a bookmark says nothing
        QTRY_COMPARE(markOf(5), QStringLiteral("Bookmark and note"));
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(textsInSight().contains(QStringLiteral("Personal values are masked")));
        QCOMPARE(shownNotes(), QStringList());
        QVERIFY(!notes().page()->search()->isEnabled() && !notes().page()->exportButton()->isEnabled());
        QVERIFY(!textsInSight().contains(QStringLiteral("zofia"), Qt::CaseInsensitive));

        mask();
        choose(5);
        QTRY_COMPARE(editor().text()->toPlainText(), QStringLiteral("Zofia rang"));
        QCOMPARE(editor().tags()->text(), QStringLiteral("zofia"));
        key(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(shownNotes(), QStringList{QStringLiteral("Zofia rang")});
    }

    void withoutAStoreNothingCanBeNoted() {
        m_window->closeStore();
        for (const QLatin1String id :
             {actions::kBookmark, actions::kWriteNote, actions::kShowNotes, actions::kUndo, actions::kRedo})
            QVERIFY(!action(id)->isEnabled());
    }

  private:
    Theme m_theme{Scheme::Light};
    SomeConnections m_connections;
    QString m_file;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestNotedWindow)
#include "tst_noted_window.moc"
