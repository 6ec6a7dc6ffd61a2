// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_store.h"
#include "tests/ui/support/shop_store.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/log/inspector.h"
#include "ui/log/log_follow.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/cursor_bar.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_area.h"
#include "ui/shell/status_line.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/environment_badge.h"

#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QUrl>
#include <QWindow>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

/// A store of the backend under test ("shop") beside one in a SQLite file and one in a file of JSON lines.
class TestManyStores : public QObject {
    Q_OBJECT

    void makeFiles() {
        m_sqlite = m_folder.filePath(QStringLiteral("a & b.evdb"));
        SimulatedClock clock;
        const auto store =
            openForWriting("sqlite:" + m_sqlite.toStdString(), clock, {.createIfMissing = true, .purpose = "test"}, {});
        if (!store) qFatal("%s", describe(store.error()).c_str());
        for (int i = 0; i < 7; ++i) {
            NewEvent event;
            event.id = derivedEventId("cellar", std::to_string(i));
            event.type = "BottleStored";
            event.data = "{}";
            event.metadata = "{}";
            if (!(*store)->append({"rack-1"}, Expected::any(), {&event, 1}, {})) qFatal("Cannot append");
        }
        m_lines = m_folder.filePath(QStringLiteral("lines.jsonl"));
        QFile file(m_lines);
        if (!file.open(QIODevice::WriteOnly)) qFatal("Cannot write");
        file.write("{\"stream\":\"door-1\",\"type\":\"Opened\"}\n{\"stream\":\"door-1\",\"type\":\"Closed\"}\n");
    }
    void open(const QString &name) {
        m_window->open(name);
        QTRY_VERIFY(m_window->front() && m_window->front()->name() == name);
        QTRY_VERIFY(m_window->session()->isLoaded());
    }
    void trigger(QLatin1String id) { m_window->actions().action(id)->trigger(); }
    [[nodiscard]] QTabBar *bar() const { return m_window->area()->tabs()->tabBar(); }
    [[nodiscard]] QStringList tabs() const {
        QStringList texts;
        for (int tab = 0; tab < bar()->count(); ++tab)
            texts += bar()->tabText(tab);
        return texts;
    }
    void clickTab(int tab) {
        QCoreApplication::processEvents();
        QTest::mouseClick(bar(), Qt::LeftButton, {}, bar()->tabRect(tab).center());
    }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) {
        m_window->activateWindow();
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(), Qt::Key(code),
                        modifiers);
    }
    [[nodiscard]] QString statusText() const { return m_window->findChild<StatusLine *>()->text(); }
    [[nodiscard]] QString failure() const {
        const auto *banner = m_window->findChild<StoreBanners *>()->findChild<Banner *>();
        return banner->isVisible() ? banner->accessibleName() : QString();
    }
    /// What the window system sends while files are dragged over the window and dropped on it.
    void drop(const QList<QUrl> &urls, const QPoint &place) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(place, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window->windowHandle(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped(place, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window->windowHandle(), &dropped);
        QVERIFY(dropped.isAccepted());
        QCOMPARE(dropped.dropAction(), Qt::CopyAction);
    }
    [[nodiscard]] const StoreView *store(const QString &name) const {
        for (const auto &each : m_window->stores())
            if (each->name() == name) return each.get();
        return nullptr;
    }

    void makeWindow() {
        const auto door = [store = m_shop->reader()](const StoreAccess &access,
                                                     const JobControl &job) -> Result<OpenedStore> {
            return access.address == "shop" ? browse(store, job) : openForBrowsing(access, {}, job);
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, {}, {}});
        showActive(*m_window);
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
        makeFiles();
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(120);
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        makeWindow();
    }
    void cleanup() {
        for (const auto &store : m_window->stores())
            QCOMPARE(store->session().guard().caught(), QStringList());
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
        QFile::remove(m_folder.filePath(QStringLiteral("settings.ini")));
    }

    void theTabInFrontDecidesWhatIsAround() {
        open(QStringLiteral("shop"));
        open(m_sqlite);
        QCOMPARE(m_window->stores().size(), 2u);
        const StoreView *shop = store(QStringLiteral("shop"));
        const StoreView *cellar = store(m_sqlite);
        const auto isAround = [this](const StoreView *front, const StoreView *other) {
            return m_window->front() == front && front->navigator()->isVisible() && front->inspector()->isVisible() &&
                   front->timeline()->isVisible() && !other->navigator()->isVisible() &&
                   !other->inspector()->isVisible() && !other->timeline()->isVisible() &&
                   front->pages()->log()->isVisible() && !other->pages()->log()->isVisible();
        };
        QTRY_VERIFY(isAround(cellar, shop));
        QVERIFY(statusText().startsWith(QStringLiteral("7 event")));
        QVERIFY(m_window->topBar()->store()->text().startsWith(QStringLiteral("a && b")));
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("a & b")));
        clickTab(0);
        QTRY_VERIFY(isAround(shop, cellar));
        QVERIFY(statusText().startsWith(QStringLiteral("120 event")));
        QVERIFY(!m_window->windowTitle().startsWith(QStringLiteral("a & b")));
        QVERIFY(!m_window->topBar()->store()->text().startsWith(QStringLiteral("a && b")));
    }

    void tabsSayOfWhichStoreTheyAre() {
        open(m_lines);
        QCOMPARE(tabs(), QStringList{QStringLiteral("Log")});
        open(m_sqlite);
        QCOMPARE(tabs(), (QStringList{QStringLiteral("Log \u00b7 lines.jsonl"), QStringLiteral("Log \u00b7 a && b")}));
        clickTab(0);
        m_window->pages()->openStream({"door-1"});
        // A page stands with those of its store.
        QCOMPARE(tabs(),
                 (QStringList{QStringLiteral("Log \u00b7 lines.jsonl"), QStringLiteral("door-1 \u00b7 lines.jsonl"),
                              QStringLiteral("Log \u00b7 a && b")}));
        QVERIFY(m_window->area()->tabs()->tabToolTip(1).contains(QStringLiteral("door-1 \u00b7 lines.jsonl")));
        // Each has the mark of its own store.
        m_settings->setEnvironment(QString::fromStdString(store(m_sqlite)->mark().id), Environment::Production);
        const auto mark = [this](int tab) {
            const auto *badge = qobject_cast<EnvironmentBadge *>(bar()->tabButton(tab, QTabBar::LeftSide));
            return badge ? badge->accessibleName() : QString();
        };
        QCOMPARE(mark(0), QString());
        QCOMPARE(mark(1), QString());
        QCOMPARE(mark(2), QStringLiteral("Production"));
        QVERIFY(!m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
        clickTab(2);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
        trigger(actions::kCloseStore);
        QCOMPARE(tabs(), (QStringList{QStringLiteral("Log"), QStringLiteral("door-1")}));
    }

    void everyStoreHasItsCursor() {
        open(QStringLiteral("shop"));
        open(m_sqlite);
        m_window->goTo(QStringLiteral("3"));
        QVERIFY(m_window->session()->cursor().until() == Position(0, 3));
        const QString there = m_window->topBar()->cursor()->text();
        QVERIFY(there.startsWith(QStringLiteral("As of 3")));
        clickTab(0);
        QVERIFY(m_window->session()->cursor().isLive());
        QCOMPARE(m_window->topBar()->cursor()->text(), QStringLiteral("Live"));
        QVERIFY(!m_window->actions().action(actions::kHead)->isEnabled());
        QVERIFY(!m_window->actions().action(actions::kBack)->isEnabled());
        m_window->goTo(QStringLiteral("60"));
        clickTab(1);
        QCOMPARE(m_window->topBar()->cursor()->text(), there);
        key(Qt::Key_Home);
        QVERIFY(m_window->session()->cursor().isLive());
        QVERIFY(store(QStringLiteral("shop"))->session().cursor().until() == Position(0, 60));
    }

    void pausingOneLogLeavesTheOthers() {
        open(QStringLiteral("shop"));
        trigger(actions::kPause);
        QVERIFY(m_window->pages()->log()->follow()->isPaused());
        open(m_sqlite);
        QVERIFY(!m_window->actions().action(actions::kPause)->isChecked());
        clickTab(0);
        QVERIFY(m_window->actions().action(actions::kPause)->isChecked());
        m_window->pages()->log()->follow()->setPaused(false);
        QVERIFY(!m_window->actions().action(actions::kPause)->isChecked());
    }

    void openingAgainBringsToTheFront() {
        open(QStringLiteral("shop"));
        m_window->pages()->openStream({"order-2"});
        open(m_sqlite);
        open(QStringLiteral("shop"));
        QCOMPARE(m_window->stores().size(), 2u);
        QCOMPARE(m_window->area()->front(), m_window->pages()->currentWidget());
        QVERIFY(qobject_cast<StreamPage *>(m_window->area()->front()));
        // Also by another way of writing where it is, and with a place to go to.
        m_window->open(QStringLiteral("sqlite:") + m_sqlite);
        QTRY_COMPARE(m_window->front(), store(m_sqlite));
        QCOMPARE(m_window->stores().size(), 2u);
        m_window->open(QStringLiteral("shop"), Position{0, 30});
        QVERIFY(m_window->session()->cursor().until() == Position(0, 30));
    }

    void whatAConnectionSaysHoldsForWhatItOpened() {
        m_connections.add("Cellar", "", ("sqlite:" + m_sqlite.toStdString()).c_str(), Environment::Production);
        open(m_sqlite);
        open(QStringLiteral("@Cellar"));
        QCOMPARE(m_window->stores().size(), 2u);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("PRODUCTION")));
        QCOMPARE(store(m_sqlite)->environment(), Environment::Unmarked);
        QVERIFY(m_connections.remove("Cellar"));
    }

    void closingOneLeavesTheOthers() {
        open(QStringLiteral("shop"));
        m_window->pages()->openStream({"order-2"});
        open(m_sqlite);
        open(m_lines);
        clickTab(2); // the log of the one in the middle
        key(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->stores().size(), 2u);
        QVERIFY(!store(m_sqlite));
        QVERIFY(m_window->front() && m_window->navigator()->isVisible());
        clickTab(0);
        QCOMPARE(m_window->front(), store(QStringLiteral("shop")));
        trigger(actions::kCloseStore);
        QCOMPARE(m_window->front(), store(m_lines));
        QVERIFY(statusText().startsWith(QStringLiteral("2 event")));
        trigger(actions::kCloseStore);
        QVERIFY(!m_window->front() && !m_window->session() && !m_window->topBar()->isVisible());
    }

    void tabsAreWalkedAndClosedByKeyboard() {
        open(QStringLiteral("shop"));
        open(m_sqlite);
        m_window->pages()->openStream({"rack-1"});
        key(Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(m_window->front(), store(QStringLiteral("shop")));
        key(Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(qobject_cast<StreamPage *>(m_window->area()->front()));
        key(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(bar()->count(), 2);
        trigger(actions::kShowLog); // where the keyboard is in the table
        key(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(bar()->currentIndex(), 0);
        key(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bar()->currentIndex(), 1);
    }

    void aTabCanBeMovedAmongThoseOfOthers() {
        open(QStringLiteral("shop"));
        open(m_sqlite);
        QCoreApplication::processEvents();
        const QPoint from = bar()->tabRect(1).center();
        const QPoint to = bar()->tabRect(0).center() - QPoint(bar()->tabRect(0).width() / 2 - 2, 0);
        QTest::mousePress(bar(), Qt::LeftButton, {}, from);
        for (int step = 1; step <= 10; ++step)
            QTest::mouseMove(bar(), from + (to - from) * step / 10);
        QTest::mouseRelease(bar(), Qt::LeftButton, {}, to);
        QCOMPARE(m_window->area()->ownerOf(m_window->area()->pages().constFirst()), store(m_sqlite));
        trigger(actions::kCloseStore);
        QCOMPARE(m_window->front(), store(QStringLiteral("shop")));
    }

    void pagesStandSideBySide() {
        open(QStringLiteral("shop"));
        key(Qt::Key_Backslash, Qt::ControlModifier);
        QVERIFY(!m_window->area()->isSplit()); // the only page stays
        open(m_sqlite);
        key(Qt::Key_Backslash, Qt::ControlModifier);
        QVERIFY(m_window->area()->isSplit());
        const StoreView *shop = store(QStringLiteral("shop"));
        const StoreView *cellar = store(m_sqlite);
        QTRY_VERIFY(shop->pages()->log()->isVisible() && cellar->pages()->log()->isVisible());
        QCOMPARE(m_window->front(), cellar);
        QVERIFY(!shop->navigator()->isVisible());
        QCOMPARE(m_window->area()->pages(), (QList<QWidget *>{shop->pages()->log(), cellar->pages()->log()}));

        // Where the keyboard goes is the front: by a click, or by F6.
        QTest::mouseClick(shop->pages()->log()->table()->viewport(), Qt::LeftButton, {}, QPoint(60, 40));
        QCOMPARE(m_window->front(), shop);
        QTRY_VERIFY(shop->navigator()->isVisible());
        key(Qt::Key_F6);
        QCOMPARE(m_window->front(), cellar);

        // A page that is opened comes to the side in front, and a side that was left goes away.
        m_window->pages()->openStream({"rack-1"});
        QCOMPARE(bar()->count(), 2);
        trigger(actions::kMoveAcross);
        trigger(actions::kShowLog);
        trigger(actions::kMoveAcross);
        QVERIFY(!m_window->area()->isSplit());
        QCOMPARE(bar()->count(), 3);
        QCOMPARE(m_window->front(), cellar);
        key(Qt::Key_Backslash, Qt::ControlModifier);
        QVERIFY(m_window->area()->isSplit());
        m_window->pages()->openStream({"rack-1"});
        trigger(actions::kCloseStore); // the pages of both sides
        QVERIFY(!m_window->area()->isSplit());
        QCOMPARE(m_window->front(), store(QStringLiteral("shop")));
        QVERIFY(m_window->navigator()->isVisible());
    }

    void thePageToDropOnSaysSo() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_lines)});
        const auto saysSo = [this] {
            const auto labels = m_window->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && label->text().startsWith(QStringLiteral("Drop the files here"));
            });
        };
        QVERIFY(!saysSo());
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window->windowHandle(), &enter);
        QVERIFY(saysSo());
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(m_window->windowHandle(), &leave);
        QVERIFY(!saysSo());
        QMimeData text; // is none of ours
        text.setText(m_lines);
        QDragEnterEvent other(QPoint(300, 300), Qt::CopyAction, &text, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window->windowHandle(), &other);
        QVERIFY(!saysSo());
    }

    void filesAreDroppedAnywhere() {
        // On a field that would take them as text.
        auto *field = m_window->findChild<QLineEdit *>();
        drop({QUrl::fromLocalFile(m_sqlite), QUrl::fromLocalFile(m_lines),
              QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("nothing.evdb")))},
             field->mapTo(m_window.get(), QPoint(5, 5)));
        QTRY_VERIFY(store(m_sqlite) && store(m_lines));
        QTRY_VERIFY(failure().contains(QStringLiteral("nothing.evdb")));
        QCOMPARE(m_window->stores().size(), 2u);
        QCOMPARE(field->text(), QString());
        // A folder, and what is no file.
        drop({QUrl::fromLocalFile(m_folder.path())}, m_window->topBar()->goTo()->mapTo(m_window.get(), QPoint(5, 5)));
        QTRY_VERIFY(failure().contains(m_folder.path()));
        QVERIFY(!failure().contains(QStringLiteral("nothing.evdb")));
        drop({QUrl(QStringLiteral("https://example.org/x"))}, QPoint(400, 400));
        QTRY_VERIFY(failure().contains(QStringLiteral("https://")));
        QCOMPARE(m_window->stores().size(), 2u);
        QTest::mouseClick(m_window->findChild<StoreBanners *>()->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(failure().isEmpty());
    }

  private:
    QTemporaryDir m_folder;
    Theme m_theme{Scheme::Light};
    QString m_sqlite, m_lines;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    SomeConnections m_connections;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    TestManyStores test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_many_stores.moc"
