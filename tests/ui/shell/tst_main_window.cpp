// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/log/event_columns.h"
#include "ui/log/filter_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/cursor_bar.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_area.h"
#include "ui/shell/saved_section.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/step_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/environment_badge.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QCommandLinkButton>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// True for the parts of a banner and the like that has nothing to say now.
template <class T>
bool isWaiting(const QWidget *widget) {
    for (const QWidget *up = widget; up; up = up->parentWidget()) {
        if (qobject_cast<const T *>(up)) return !up->isVisible() || widget->isHidden();
    }
    return false;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

    void openShop() {
        m_window->open(QStringLiteral("shop"));
        QTRY_VERIFY(m_window->session() && m_window->session()->isLoaded());
    }
    [[nodiscard]] QTableView *table() const { return m_window->pages()->log()->table(); }
    void clickRow(int row) {
        QCoreApplication::processEvents(); // the page may just have come
        table()->scrollTo(table()->model()->index(row, 0));
        const QPoint place = table()->visualRect(table()->model()->index(row, 2)).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, place);
    }
    void trigger(QLatin1String id) { m_window->actions().action(id)->trigger(); }
    [[nodiscard]] StreamPage *streamPage() const {
        return qobject_cast<StreamPage *>(m_window->pages()->currentWidget());
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }

    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(120);
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        const auto open = [store = m_shop->reader()](const StoreAccess &access,
                                                     const JobControl &job) -> Result<OpenedStore> {
            if (access.address != "shop" && access.address != "file:/shop")
                return fail(ErrorKind::NotFound, "There is no file " + access.address, "Check the path.");
            return browse(store, job);
        };
        const auto sample = [](const JobControl &) -> Result<std::string> { return std::string("shop"); };
        m_window = std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(),
                                                Doors{open, sample, {}});
        showActive(*m_window);
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
        QFile::remove(m_folder.filePath(QStringLiteral("settings.ini")));
    }

    void whatAStoreWantsKnownIsSaid() {
        QFile file(m_folder.filePath(QStringLiteral("cut.jsonl")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"stream\":\"a\",\"type\":\"A\"}\n{\"stream\":\"a\",\"ty");
        file.close();
        const auto open = [path = file.fileName().toStdString()](const StoreAccess &, const JobControl &job) {
            return openForBrowsing({.address = path}, {}, job);
        };
        const auto sample = [](const JobControl &) -> Result<std::string> { return std::string(); };
        MainWindow window(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{open, sample, {}});
        window.show();
        window.open(QStringLiteral("cut"));
        QTRY_VERIFY(window.session() && window.session()->isLoaded());
        auto *banner = window.findChild<StoreBanners *>()->findChild<Banner *>();
        QVERIFY(banner && banner->isVisible());
        const auto texts = banner->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(texts, [](const QLabel *label) {
            return label->text().contains(QStringLiteral("line 2: the file ends within this line"));
        }));
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(!banner->isVisible());
    }

    void fromTheSampleToAStreamAndBack() {
        // The welcome page opens the sample.
        auto *sample = m_window->findChild<QCommandLinkButton *>();
        QTest::mouseClick(sample, Qt::LeftButton);
        QTRY_VERIFY(m_window->session() && m_window->session()->isLoaded());
        QCOMPARE(m_window->session()->rows(), 120u);

        // A click on an event shows it in the inspector.
        clickRow(59);
        QTRY_VERIFY(m_window->inspector()->details());
        QTRY_COMPARE(m_window->inspector()->details()->event().position().minor, std::uint64_t{60});

        // Enter opens its stream there, and the cursor is there, too.
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(streamPage());
        QTRY_VERIFY(streamPage()->isSettled());
        QVERIFY(m_window->session()->cursor().until() == Position(0, 60));
        QVERIFY(
            m_window->topBar()->cursor()->text().startsWith(QStringLiteral("As of 60 \u00b7 1 Jan 2026 00:01:00 UTC")));

        // Home returns to the head; Alt+Left goes back to where the cursor was.
        QTest::keyClick(m_window.get(), Qt::Key_Home);
        QVERIFY(m_window->session()->cursor().isLive());
        QCOMPARE(m_window->topBar()->cursor()->text(), QStringLiteral("Live"));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(m_window->session()->cursor().until() == Position(0, 60));

        // The log stays, the stream closes.
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_window->area()->tabs()->count(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_window->area()->tabs()->count(), 1);
    }

    void theInspectorFollowsThePageInFront() {
        openShop();
        clickRow(10);
        QTRY_VERIFY(m_window->inspector()->details());
        m_window->pages()->openStream({"order-2"}, Position{0, 93});
        QTRY_VERIFY(m_window->inspector()->details()->event().position() == Position(0, 93));
        trigger(actions::kShowLog);
        QTRY_VERIFY(m_window->pages()->selectedInLog() == Position(0, 93)); // the event at the cursor, there too
        QVERIFY(m_window->inspector()->details()->event().position() == Position(0, 93));
        clickRow(92 - 10);
        QTRY_VERIFY(m_window->inspector()->details()->event().position() == Position(0, 83));
        m_window->session()->cursor().moveTo({0, 40});
        QTRY_VERIFY(m_window->inspector()->details()->event().position() == Position(0, 40));
    }

    void homeIsTheTimelinesWhileItHasTheKeyboard() {
        openShop();
        QTRY_VERIFY(m_window->timeline()->isUpToDate());
        m_window->session()->cursor().moveTo({0, 60});
        m_window->timeline()->view().setFocus();
        QTest::keyClick(&m_window->timeline()->view(), Qt::Key_Home);
        QVERIFY(m_window->session()->cursor().until() == Position(0, 1));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Home);
        QVERIFY(m_window->session()->cursor().isLive());
    }

    void openingAStreamTwiceKeepsOneTab() {
        openShop();
        m_window->pages()->openStream({"order-2"});
        trigger(actions::kShowLog);
        m_window->pages()->openStream({"order-2"});
        QCOMPARE(m_window->area()->tabs()->count(), 2);
    }

    void theNavigatorOpensStreams() {
        openShop();
        QTreeView *tree = m_window->navigator()->tree();
        QTRY_COMPARE(tree->model()->rowCount(), 2);
        tree->expand(tree->model()->index(1, 0));
        QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(1, 0)) > 0);
        const QModelIndex first = tree->model()->index(0, 0, tree->model()->index(1, 0));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(first).center());
        QTest::keyClick(tree, Qt::Key_Return);
        QVERIFY(streamPage() && streamPage()->stream() == StreamId{"order-0"});
    }

    void theNavigatorAppliesSavedFilters() {
        openShop();
        m_window->session()->savedFilters().save(QStringLiteral("orders"), QStringLiteral("type == \"OrderCreated\""));
        m_window->pages()->openStream({"order-2"});
        QTreeView *list = m_window->navigator()->saved()->list();
        QTRY_VERIFY(list->isVisible());
        const QModelIndex first = list->model()->index(0, 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(first).center());
        QTRY_COMPARE(m_window->pages()->log()->filterBar()->applied(), QStringLiteral("type == \"OrderCreated\""));
        QVERIFY(m_window->pages()->log()->isVisible());
        QCOMPARE(m_window->session()->usedFilters().all().size(), 1);
    }

    void thePaletteGoesAnywhere() {
        openShop();
        CommandPalette *palette = m_window->assistance()->palette();
        const auto type = [this, palette](const char *text) {
            QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
            QTRY_VERIFY2(palette->edit()->hasFocus(), text);
            QTest::keyClicks(palette->edit(), QLatin1String(text));
            QTest::keyClick(palette->edit(), Qt::Key_Return);
        };
        m_window->activateWindow();
        type("42");
        QVERIFY(m_window->session()->cursor().until() == Position(0, 42));
        type("2026-01-01 00:01");
        QVERIFY(m_window->session()->cursor().until() == Position(0, 119));
        type("order-5");
        QVERIFY(streamPage() && streamPage()->stream() == StreamId{"order-5"});
        type(toString(derivedEventId("shop", "7")).c_str());
        QTRY_COMPARE(table()->currentIndex().row(), 6);
        type("nowhere");
        QCOMPARE(palette->edit()->text(), QStringLiteral("nowhere"));
        QVERIFY(palette->edit()->accessibleDescription().contains(QStringLiteral("Expected")));
        QTest::keyClick(palette->edit(), Qt::Key_Escape);
        type(">head");
        QVERIFY(m_window->session()->cursor().isLive());
    }

    void theLockShowsItsEvidence() {
        openShop();
        QVERIFY(!m_window->topBar()->evidence()->isVisible());
        trigger(actions::kEvidence);
        LockPanel *panel = m_window->topBar()->evidence();
        QVERIFY(panel->isVisible());
        QStringList said;
        for (const QLabel *label : panel->findChildren<QLabel *>())
            said += label->text();
        for (const Evidence &rung : m_window->session()->info().readOnly.evidence) {
            QVERIFY(said.contains(QString::fromStdString(rung.statement)));
        }
        panel->hide();
    }

    void theEnvironmentIsSaidInTheTitleToo() {
        openShop();
        m_settings->setEnvironment(QString::fromStdString(m_window->session()->info().identity.id),
                                   Environment::Production);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
        QVERIFY(m_window->topBar()->store()->text().contains(QStringLiteral("PRODUCTION")));
        trigger(actions::kCloseStore);
        QVERIFY(!m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
    }

    void theEnvironmentIsOnEveryTab() {
        openShop();
        const QString id = QString::fromStdString(m_window->session()->info().identity.id);
        QTabBar *bar = m_window->area()->tabs()->tabBar();
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(bar);
        // The word that the badge of each tab says, and what a screen reader says for the tab.
        const auto marks = [bar, face] {
            QStringList said;
            for (int tab = 0; tab < bar->count(); ++tab) {
                const auto *badge = qobject_cast<EnvironmentBadge *>(bar->tabButton(tab, QTabBar::LeftSide));
                said += badge && badge->isVisible() ? badge->accessibleName() : QStringLiteral("none");
                said += face->child(tab)->text(QAccessible::Name);
            }
            return said.join(QLatin1Char('|'));
        };
        m_window->pages()->openStream({"order-1"});
        QCOMPARE(marks(), QStringLiteral("none|Log|none|order-1"));
        m_settings->setEnvironment(id, Environment::Production);
        QCOMPARE(marks(), QStringLiteral("Production|Log, Production|Production|order-1, Production"));
        m_window->pages()->openStream({"order-2"});
        bar->moveTab(2, 0);
        QVERIFY(marks().startsWith(QStringLiteral("Production|order-2, Production|Production|Log, Production")));
        m_settings->setEnvironment(id, Environment::Test);
        QVERIFY(!marks().contains(QStringLiteral("Production")));
        m_window->area()->tabs()->setCurrentIndex(0);
        trigger(actions::kCloseTab);
        QCOMPARE(marks(), QStringLiteral("Test|Log, Test|Test|order-1, Test"));
        m_settings->setEnvironment(id, Environment::Unmarked);
        QCOMPARE(marks(), QStringLiteral("none|Log|none|order-1"));
    }

    void whatCannotBeOpenedIsSaid() {
        const QSignalSpy failed(m_window.get(), &MainWindow::openFailed);
        m_window->open(QStringLiteral("/nowhere/<b>x</b>.evdb"));
        QTRY_COMPARE(failed.count(), 1);
        const auto *banner = m_window->findChild<StoreBanners *>()->findChild<Banner *>();
        QVERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(QStringLiteral("<b>x</b>")));
        QVERIFY(!m_window->session());
    }

    void aReadingThatEndsCanGoOn() {
        const auto open = [this](const StoreAccess &, const JobControl &job) {
            auto opened = browse(m_shop->reader(), job);
            m_shop->breakPages(true);
            return opened;
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{open, {}, {}});
        m_window->show();
        m_window->open(QStringLiteral("shop"));
        QTRY_VERIFY(m_window->session() && m_window->session()->problem());
        Banner *banner = nullptr;
        for (Banner *each : m_window->findChild<StoreBanners *>()->findChildren<Banner *>()) {
            if (each->isVisible()) banner = each;
        }
        QVERIFY(banner && banner->accessibleName().contains(QStringLiteral("The disk is asleep")));
        const CursorBar *cursor = m_window->topBar()->cursor();
        QCOMPARE(cursor->text(), QStringLiteral("Not live: connection lost"));
        const QImage lost = m_window->topBar()->cursor()->grab(QRect(0, 0, 12, cursor->height())).toImage();
        m_shop->breakPages(false);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(m_window->session()->isLoaded());
        QVERIFY(!banner->isVisible());
        QCOMPARE(cursor->text(), QStringLiteral("Live"));
        QVERIFY(m_window->topBar()->cursor()->grab(QRect(0, 0, 12, cursor->height())).toImage() != lost);
        QCOMPARE(m_window->session()->rows(), 120u);
    }

    void connectionsAreManagedFromTheMenu() {
        m_connections.add("Shop & co", "Payments", "file:/shop", Environment::Production);
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = m_window->findChild<ConnectionsDialog *>();
        QTRY_VERIFY(dialog && dialog->isVisible());
        dialog->tree()->setCurrentName(QStringLiteral("Shop & co"));
        dialog->tree()->setFocus();
        QTest::keyClick(dialog->tree(), Qt::Key_Return);
        QTRY_VERIFY(m_window->session() && m_window->session()->isLoaded());

        // The environment of the connection is everywhere, and nothing that Settings say changes it.
        m_settings->setEnvironment(QString::fromStdString(m_window->session()->info().identity.id), Environment::Test);
        QCOMPARE(m_window->windowTitle().section(QStringLiteral(" \u00b7 "), 0, 1),
                 QStringLiteral("Shop & co \u00b7 PRODUCTION"));
        QVERIFY(m_window->topBar()->store()->text().startsWith(QStringLiteral("Shop && co \u00b7 PRODUCTION")));
        trigger(actions::kEvidence);
        const auto isMarked = [](const QWidget *place) {
            const auto badges = place->findChildren<EnvironmentBadge *>();
            return std::ranges::any_of(badges, [](const EnvironmentBadge *badge) {
                return badge->isVisible() && badge->accessibleName() == QStringLiteral("Production");
            });
        };
        QVERIFY(isMarked(m_window->topBar()->evidence()));
        QVERIFY(isMarked(m_window->area()));
        QVERIFY(isMarked(m_window->statusBar()));
        m_window->topBar()->evidence()->hide();
        QCOMPARE(m_settings->recents().constFirst(), QStringLiteral("@Shop & co"));

        // Closing takes the mark away.
        trigger(actions::kCloseStore);
        QVERIFY(!isMarked(m_window->statusBar()));
        QVERIFY(m_connections.remove("Shop & co"));
        m_window->open(QStringLiteral("@Shop & co"));
        QTRY_VERIFY(!m_window->findChildren<Banner *>().isEmpty() &&
                    m_window->findChildren<Banner *>().constFirst()->accessibleName().contains(
                        QStringLiteral("no connection Shop & co")));
    }

    void aNewConnectionBeginsWithItsEditor() {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<ConnectionEditor *>());
        QTRY_VERIFY(m_window->findChild<ConnectionEditor *>()->isVisible());
    }

    void closingAndOpeningAgainLeavesNothingBehind() {
        for (int i = 0; i < 3; ++i) {
            openShop();
            m_window->pages()->openStream({"order-2"});
            clickRow(0);
            trigger(actions::kCloseStore);
            QVERIFY(!m_window->session());
            QVERIFY(!m_window->actions().action(actions::kHead)->isEnabled());
        }
        QCOMPARE(m_settings->recents(), QStringList{QStringLiteral("shop")});
    }

    void closesWhileItIsOpening() {
        m_window->open(QStringLiteral("shop"));
        m_window.reset();
    }

    void opensAtAPosition() {
        m_window->open(QStringLiteral("shop"), Position{0, 30});
        QTRY_VERIFY(m_window->session() && !m_window->session()->cursor().isLive());
        QVERIFY(m_window->session()->cursor().until() == Position(0, 30));
    }

    void everyActionSaysWhatItDoes() {
        QStringList shortcuts;
        for (const QAction *action : m_window->actions().all()) {
            QVERIFY2(!action->text().isEmpty() && !action->statusTip().isEmpty(), qPrintable(action->objectName()));
            if (!action->shortcut().isEmpty()) shortcuts += action->shortcut().toString();
        }
        shortcuts.sort();
        const auto count = shortcuts.size();
        shortcuts.removeDuplicates();
        QCOMPARE(shortcuts.size(), count);
    }

    void everythingThatTakesTheKeyboardHasAName() {
        openShop();
        clickRow(10);
        m_window->pages()->openStream({"order-2"});
        QTRY_VERIFY(streamPage()->isSettled());
        QStringList nameless;
        for (QWidget *widget : m_window->findChildren<QWidget *>()) {
            // Parts that Qt makes inside a widget of ours speak through it.
            const bool isEmpty = isWaiting<Banner>(widget) || isWaiting<EmptyState>(widget);
            if (isEmpty || widget->window() != m_window.get() || widget->focusPolicy() == Qt::NoFocus ||
                widget->objectName().startsWith(QLatin1String("qt_")))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            const bool named = face && !face->text(QAccessible::Name).isEmpty();
            if (!named)
                nameless +=
                    QStringLiteral("%1 in %2")
                        .arg(QLatin1String(widget->metaObject()->className()),
                             QLatin1String(widget->parentWidget() ? widget->parentWidget()->metaObject()->className()
                                                                  : ""));
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void tabVisitsEverythingAndIsNeverTrapped() {
        openShop();
        clickRow(10);
        m_window->activateWindow();
        QTRY_VERIFY(QApplication::focusWidget());
        QSet<QWidget *> visited;
        for (int i = 0; i < 100 && QApplication::focusWidget(); ++i) {
            visited += QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(visited.contains(table()));
        QVERIFY(visited.contains(m_window->navigator()->tree()));
        QVERIFY(visited.contains(m_window->topBar()->goTo()));
        QVERIFY(visited.size() > 6);
    }

    void nothingIsCutInTheSmallestWindow() {
        openShop();
        m_window->resize(10, 10);
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), QSize(1024, 640));
        m_window->session()->cursor().moveTo({0, 30});
        QCoreApplication::processEvents();
        const CursorBar *cursor = m_window->topBar()->cursor();
        QVERIFY(cursor->width() >= cursor->sizeHint().width());
        QVERIFY(m_window->rect().contains(QRect(cursor->mapTo(m_window.get(), QPoint(0, 0)), cursor->size())));
    }

    void timesAreShownAsTheUserLikes() {
        openShop();
        const auto choose = [this](Qt::Key mnemonic) {
            m_window->activateWindow();
            QMenu *view = nullptr;
            for (QMenu *menu : m_window->menuBar()->findChildren<QMenu *>())
                if (menu->title() == QStringLiteral("&View")) view = menu;
            QVERIFY(view);
            const QPoint title = m_window->menuBar()->actionGeometry(view->menuAction()).center();
            QTest::mouseClick(m_window->menuBar(), Qt::LeftButton, {}, title);
            QTRY_VERIFY(view->isVisible());
            QTest::keyClick(view, mnemonic);
        };
        const auto recorded = [this] {
            return table()->model()->index(0, static_cast<int>(EventColumn::Recorded)).data().toString();
        };
        m_window->pages()->openStream({"account-0"});
        QTRY_VERIFY(streamPage() && streamPage()->isSettled());
        const auto *bar = streamPage()->findChild<StepBar *>();
        QCOMPARE(recorded(), QStringLiteral("2026-01-01 00:00:01.000000"));
        QVERIFY(bar->noticeText().endsWith(QStringLiteral(" UTC")));
        choose(Qt::Key_R);
        QVERIFY(recorded().endsWith(QStringLiteral(" ago")));
        QVERIFY(bar->noticeText().endsWith(QStringLiteral(" ago")));
        choose(Qt::Key_O);
        QVERIFY(!recorded().endsWith(QStringLiteral(" ago")));
        QVERIFY(!bar->noticeText().endsWith(QStringLiteral(" UTC")));
        QCOMPARE(m_settings->timeStyle(), TimeStyle::Local);
        choose(Qt::Key_C);
        QCOMPARE(recorded(), QStringLiteral("2026-01-01 00:00:01.000000"));
    }
    void everyPageFollowsTheScheme() {
        openShop();
        m_theme.setScheme(Scheme::Dark);
        QCoreApplication::processEvents();
        const QImage picture = table()->viewport()->grab().toImage();
        QVERIFY(QColor(picture.pixel(picture.width() / 2, picture.height() - 1)).lightness() < 100);
        m_theme.setScheme(Scheme::Light);
    }

  private:
    QTemporaryDir m_folder;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    SomeConnections m_connections;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_main_window.moc"
