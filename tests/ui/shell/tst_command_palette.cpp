// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sample_window.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/notes/notes_page.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projections_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/palette_model.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_notes.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/menu_offer.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTextEdit>
#include <QToolBar>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

QString plain(QString text) { return text.remove(QLatin1Char('&')).remove(QChar(0x2026)).toLower(); }

void addLines(const QList<QAction *> &actions, QSet<QString> &texts) {
    for (const QAction *action : actions) {
        if (action->menu())
            addLines(action->menu()->actions(), texts);
        else if (!action->isSeparator() && action->isVisible() && !action->text().isEmpty())
            texts += plain(action->text());
    }
}

/// Fields, texts and scroll bars have menus of the toolkit: undo, cut, copy, paste; scroll here.
bool hasToolkitMenu(const QWidget *widget) {
    for (const QWidget *up = widget; up; up = up->parentWidget()) {
        if (qobject_cast<const QLineEdit *>(up) || qobject_cast<const QPlainTextEdit *>(up) ||
            qobject_cast<const QTextEdit *>(up) || qobject_cast<const QLabel *>(up) ||
            qobject_cast<const QScrollBar *>(up))
            return true;
    }
    return false;
}

/// The lines of the context menu of a widget for its current item: asked for with the other mouse button there, or
/// where it is painted and only itself knows the place, with the Menu key.
void addContextMenu(QWidget *widget, QSet<QString> &texts) {
    QPoint place = widget->rect().center();
    if (const auto *view = qobject_cast<const QAbstractItemView *>(widget->parentWidget());
        view && view->viewport() == widget && view->currentIndex().isValid())
        place = view->visualRect(view->currentIndex()).center();
    const auto take = [&texts] {
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            addLines(menu->actions(), texts);
            menu->close();
        }
    };
    QTimer::singleShot(0, widget, take);
    const bool isPainted = !qobject_cast<const QAbstractItemView *>(widget) &&
                           widget->findChild<MenuOffer *>({}, Qt::FindDirectChildrenOnly) != nullptr;
    QContextMenuEvent event(isPainted ? QContextMenuEvent::Keyboard : QContextMenuEvent::Mouse, place,
                            widget->mapToGlobal(place));
    QApplication::sendEvent(widget, &event);
    QCoreApplication::processEvents();
}

} // namespace

class TestCommandPalette : public QObject {
    Q_OBJECT

    [[nodiscard]] MainWindow &window() const { return m_sample->window(); }
    [[nodiscard]] CommandPalette &palette() const { return *window().assistance()->palette(); }
    [[nodiscard]] QAbstractItemModel &rows() const { return *palette().list()->model(); }
    void openStore() {
        window().openSample();
        QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->isLoaded(), 30'000);
    }
    void open() {
        window().activateWindow(); // a menu may have been before it
        QTRY_VERIFY(window().isActiveWindow());
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(palette().isVisible());
        QTRY_VERIFY(palette().edit()->hasFocus());
    }
    void type(const QString &text) { QTest::keyClicks(palette().edit(), text); }
    void press(Qt::Key key) { QTest::keyClick(palette().edit(), key); }
    [[nodiscard]] QString first(int role = Qt::DisplayRole) const { return rows().index(0, 0).data(role).toString(); }
    [[nodiscard]] QSet<QString> listed() {
        open();
        QSet<QString> texts;
        for (int row = 0; row < rows().rowCount(); ++row)
            texts += plain(rows().index(row, 0).data().toString());
        press(Qt::Key_Escape);
        return texts;
    }
    void everythingReachableIsListed(const char *where) {
        QSet<QString> reachable;
        addLines(window().menuBar()->actions(), reachable);
        for (const QWidget *widget : window().findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->window() != &window()) continue;
            if (const auto *bar = qobject_cast<const QToolBar *>(widget)) addLines(bar->actions(), reachable);
            const auto *button = qobject_cast<const QToolButton *>(widget);
            if (!button || !button->menu() || qobject_cast<const QMenuBar *>(widget->parentWidget())) continue;
            Q_EMIT button->menu()->aboutToShow();
            addLines(button->menu()->actions(), reachable);
        }
        for (QWidget *widget : window().findChildren<QWidget *>())
            if (widget->isVisible() && widget->window() == &window() && !hasToolkitMenu(widget))
                addContextMenu(widget, reachable);
        QVERIFY2(reachable.size() > 20, where);
        const QSet<QString> missing = reachable - listed();
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QLatin1String(where) + QStringLiteral(": ") +
                            QStringList(missing.begin(), missing.end()).join(QStringLiteral(" | "))));
    }
    [[nodiscard]] StreamPage *streamPage() const {
        return qobject_cast<StreamPage *>(window().pages()->currentWidget());
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_sample = std::make_unique<SampleWindow>(m_theme);
    }
    void cleanup() { m_sample.reset(); }

    void worksOnTheWelcomePage() {
        open();
        type(QStringLiteral("store sample"));
        QCOMPARE(plain(first()), QStringLiteral("open the sample store"));
        press(Qt::Key_Return);
        QVERIFY(!palette().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->isLoaded(), 30'000);
    }

    void whatCannotBeDoneIsGreyAndSaysWhy() {
        open();
        type(QStringLiteral("filter the log"));
        QCOMPARE(rows().index(0, 0).data(PaletteModel::RunnableRole).toBool(), false);
        QCOMPARE(first(PaletteModel::EndRole), QStringLiteral("needs an open store"));
        QVERIFY(first(Qt::AccessibleTextRole).contains(QStringLiteral("needs an open store")));
        press(Qt::Key_Return);
        QVERIFY(palette().isVisible());
        QVERIFY(palette().problem().contains(QStringLiteral("needs an open store")));
        press(Qt::Key_Escape);
        QVERIFY(!palette().isVisible());
    }

    void runsACommandByWordsWithinItsName() {
        open();
        type(QStringLiteral("dark"));
        press(Qt::Key_Return);
        QVERIFY(m_sample->settings().scheme() == SchemeChoice::Dark);
        open();
        type(QStringLiteral(">light")); // as some are used to
        press(Qt::Key_Return);
        QVERIFY(m_sample->settings().scheme() == SchemeChoice::Light);
        open(); // what was used lately comes first
        QCOMPARE(first(), QStringLiteral("Light"));
        QCOMPARE(rows().index(1, 0).data().toString(), QStringLiteral("Dark"));
    }

    void arrowsChooseAndAreSaid() {
        open();
        type(QStringLiteral("times"));
        QVERIFY(rows().rowCount() >= 3);
        press(Qt::Key_Down);
        QCOMPARE(palette().list()->currentIndex().row(), 1);
        QCOMPARE(palette().edit()->accessibleDescription(), rows().index(1, 0).data(Qt::AccessibleTextRole).toString());
        const QAccessibleInterface *edit = QAccessible::queryAccessibleInterface(palette().edit());
        QVERIFY(edit && !edit->text(QAccessible::Name).isEmpty());
        QVERIFY(palette().edit()->hasFocus());
        press(Qt::Key_Up);
        QCOMPARE(palette().list()->currentIndex().row(), 0);
    }

    void aClickRunsAndTheShortcutIsShown() {
        openStore();
        open();
        type(QStringLiteral("filter the log"));
        QCOMPARE(first(PaletteModel::EndRole), QStringLiteral("Ctrl+L"));
        const QRect row = palette().list()->visualRect(rows().index(0, 0));
        QTest::mouseClick(palette().list()->viewport(), Qt::LeftButton, {}, row.center());
        QVERIFY(!palette().isVisible());
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    }

    void theKeyboardGoesBackToWhereItWas() {
        openStore();
        QTableView *table = window().pages()->log()->table();
        table->setFocus();
        open();
        press(Qt::Key_Escape);
        QVERIFY(table->hasFocus());
        open();
        QTest::mouseClick(window().inspector(), Qt::LeftButton);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->viewport()->rect().center());
        QTRY_VERIFY(!palette().isVisible());
    }

    void goesToPositionsTimesStreamsAndEvents() {
        openStore();
        const auto go = [this](const QString &text) {
            open();
            type(text);
            press(Qt::Key_Return);
        };
        go(QStringLiteral("1,042"));
        QVERIFY(window().session()->cursor().until() == Position(0, 1042));
        open();
        type(QStringLiteral("#17"));
        QCOMPARE(first(), QStringLiteral("Go to position 17"));
        press(Qt::Key_Return);
        QVERIFY(window().session()->cursor().until() == Position(0, 17));
        const LogIndex &log = window().session()->index();
        go(QString::fromStdString(std::string(log.dictionary().stream(5))).mid(3)); // a part of a name
        QVERIFY(streamPage() && streamPage()->stream().value == log.dictionary().stream(5));
        go(QStringLiteral("no such place"));
        QVERIFY(palette().isVisible());
        QVERIFY(palette().problem().contains(QStringLiteral("Expected")));
        press(Qt::Key_Escape);
        go(QStringLiteral("00000000-0000-4000-8000-000000000000"));
        QTRY_VERIFY(palette().isVisible() && !palette().problem().isEmpty());
    }

    void theBoxInTheBarOpensIt() {
        openStore();
        QTest::mouseClick(window().topBar()->goTo(), Qt::LeftButton);
        QTRY_VERIFY(palette().isVisible());
    }

    void runsWhatThePageInFrontOffers() {
        openStore();
        window().pages()->openStream({std::string(window().session()->index().dictionary().stream(0))}, Position{0, 1});
        QTRY_VERIFY(streamPage()->isSettled());
        const auto before = streamPage()->shownStep();
        QCOMPARE(before, std::optional<std::size_t>(0));
        open();
        type(QStringLiteral("event next"));
        QCOMPARE(first(), QStringLiteral("Next event"));
        QCOMPARE(first(PaletteModel::EndRole), QStringLiteral("F10"));
        press(Qt::Key_Return);
        if (streamPage()->steps().size() > 1) QTRY_COMPARE(streamPage()->shownStep(), std::optional<std::size_t>(1));
        open();
        type(QStringLiteral("holds tab"));
        press(Qt::Key_Return);
        QVERIFY(listed().contains(QStringLiteral("changes"))); // now the tab that is not in front
    }

    void whatPeopleLookForIsFound_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("runs");
        QTest::newRow("zoom") << QStringLiteral("zoom") << QStringLiteral("Zoom in") << true;
        QTest::newRow("lanes") << QStringLiteral("lanes") << QStringLiteral("A row for each") << true;
        QTest::newRow("speed") << QStringLiteral("speed") << QStringLiteral("Steps a second") << false;
        QTest::newRow("font size") << QStringLiteral("font size") << QStringLiteral("Size of the Texts") << false;
        QTest::newRow("blame") << QStringLiteral("blame") << QStringLiteral("On the blame") << false;
        QTest::newRow("balance") << QStringLiteral("balance") << QStringLiteral("Filter by data.balanceAfter") << true;
    }
    void whatPeopleLookForIsFound() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(bool, runs);
        openStore();
        open();
        type(text);
        const auto rowOf = [&] {
            for (int row = 0; row < rows().rowCount(); ++row)
                if (rows().index(row, 0).data().toString().startsWith(expected)) return rows().index(row, 0);
            return QModelIndex();
        };
        QTRY_VERIFY(rowOf().isValid());
        QCOMPARE(rowOf().data(PaletteModel::RunnableRole).toBool(), runs);
        if (!runs) QVERIFY(!rowOf().data(PaletteModel::EndRole).toString().isEmpty());
    }

    void aTypeIsShownAlone() {
        openStore();
        open();
        type(QStringLiteral("moneywith"));
        QCOMPARE(first(), QStringLiteral("Show only type MoneyWithdrawn"));
        press(Qt::Key_Return);
        QCOMPARE(window().session()->filter().filter().text(), std::string("type == \"MoneyWithdrawn\""));
    }

    void aPathIsOpenedAndSoIsWhatWasOpenedLately() {
        open();
        type(QStringLiteral("/no/such/store.evdb"));
        QCOMPARE(first(), QStringLiteral("Open /no/such/store.evdb"));
        QSignalSpy failed(&window(), &MainWindow::openFailed);
        press(Qt::Key_Return);
        QTRY_COMPARE(failed.count(), 1);
        openStore();
        open();
        type(QStringLiteral("open sample.evdb"));
        QCOMPARE(first(PaletteModel::PlaceRole), QStringLiteral("Opened lately"));
        press(Qt::Key_Escape);
    }

    void keysOfTheTimelineArePressedForTheUser() {
        openStore();
        QTRY_VERIFY(window().timeline()->isUpToDate());
        open();
        type(QStringLiteral("cursor beginning seen"));
        QCOMPARE(first(PaletteModel::PlaceRole), QStringLiteral("Timeline"));
        press(Qt::Key_Return);
        QVERIFY(!window().session()->cursor().isLive());
    }

    void everythingReachableByMenusIsListed() {
        everythingReachableIsListed("welcome page");
        if (QTest::currentTestFailed()) return;
        openStore();
        QTableView *table = window().pages()->log()->table();
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 3));
        QTRY_VERIFY(window().inspector()->details());
        auto *data = window().inspector()->findChild<JsonTreeView *>();
        data->setCurrentIndex(data->model()->index(0, 0));
        everythingReachableIsListed("log");
        if (QTest::currentTestFailed()) return;
        window().actions().action(actions::kBookmark)->trigger();
        window().actions().action(actions::kShowNotes)->trigger();
        auto *notes = window().front()->notes()->page()->findChild<QTableView *>();
        QTRY_COMPARE(notes->model()->rowCount(), 1);
        notes->selectRow(0);
        everythingReachableIsListed("notes");
        if (QTest::currentTestFailed()) return;
        window().actions().action(actions::kShowProjections)->trigger();
        const ProjectionsPage *projections = window().front()->projections()->page();
        QTRY_VERIFY(projections->bar()->isVisible());
        everythingReachableIsListed("projections");
        if (QTest::currentTestFailed()) return;
        window().actions().action(actions::kShowProcesses)->trigger();
        QTRY_VERIFY(window().front()->processes()->page()->runButton()->isVisible());
        everythingReachableIsListed("processes");
        if (QTest::currentTestFailed()) return;
        window().pages()->openStream({std::string(window().session()->index().dictionary().stream(0))}, Position{0, 1});
        QTRY_VERIFY(streamPage()->isSettled());
        for (auto *tree : streamPage()->findChildren<JsonTreeView *>())
            tree->setCurrentIndex(tree->model()->index(0, 0));
        everythingReachableIsListed("stream page");
        if (QTest::currentTestFailed()) return;
        window().closeStore();
        auto *recents = window().findChild<QListWidget *>();
        QTRY_VERIFY(recents->count() > 0);
        recents->setCurrentRow(0);
        everythingReachableIsListed("welcome page with a recent store");
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SampleWindow> m_sample;
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
