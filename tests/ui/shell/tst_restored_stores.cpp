// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_store.h"
#include "core/workspace/remembered_values.h"
#include "core/workspace/workspace_path.h"
#include "tests/ui/support/shop_store.h"
#include "tests/ui/support/shown_window.h"
#include "tests/ui/support/some_connections.h"
#include "ui/log/filter_bar.h"
#include "ui/log/log_page.h"
#include "ui/notes/notes_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/kept_pages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/missing_stores.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

/// Two stores that are opened by address, a window over them, and its end and next start.
class TestRestoredStores : public QObject {
    Q_OBJECT

    QString makeStore(const char *name, int events) {
        const QString path = m_folder->filePath(QLatin1String(name));
        SimulatedClock clock;
        const auto store =
            openForWriting("sqlite:" + path.toStdString(), clock, {.createIfMissing = true, .purpose = "test"}, {});
        if (!store) qFatal("%s", describe(store.error()).c_str());
        for (int i = 0; i < events; ++i) {
            NewEvent event;
            event.id = derivedEventId(name, std::to_string(i));
            event.type = "BottleStored";
            event.data = "{\"n\":" + std::to_string(i) + "}";
            event.metadata = "{}";
            if (!(*store)->append({"rack-" + std::to_string(i % 4)}, Expected::any(), {&event, 1}, {}))
                qFatal("Cannot append");
        }
        return path;
    }
    void start() {
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        const auto door = [memory = m_folder->path().toStdString()](const StoreAccess &access,
                                                                    const JobControl &job) -> Result<OpenedStore> {
            ES_ASSIGN(opened, openForBrowsing(access, {}, job));
            opened.memoryFile = workspacePath(opened.store->info().identity, memory).value_or(std::string());
            return opened;
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, {}, {}});
        showActive(*m_window);
    }
    void end() {
        for (const auto &store : m_window->stores())
            QCOMPARE(store->session().guard().caught(), QStringList());
        m_window->close();
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
    }
    void restart() {
        end();
        start();
        m_window->restoreStores();
    }
    void open(const QString &name) {
        m_window->open(name);
        QTRY_VERIFY(m_window->front() && m_window->front()->name() == name);
        QTRY_VERIFY(m_window->session()->isLoaded());
    }
    [[nodiscard]] QString tabs() const { return tabsOf(*m_window->area()->tabs()); }
    [[nodiscard]] static QString tabsOf(const PageTabs &side) {
        const QTabBar *bar = side.tabBar();
        QStringList texts;
        for (int tab = 0; tab < bar->count(); ++tab)
            texts += bar->tabText(tab) + (tab == bar->currentIndex() ? QStringLiteral("*") : QString());
        return texts.join(QLatin1Char('|')).replace(QStringLiteral(" \u00b7 "), QStringLiteral(" of "));
    }
    [[nodiscard]] QString failure() const {
        const auto *banner = m_window->findChild<StoreBanners *>()->findChild<Banner *>();
        return banner->isVisible() ? banner->accessibleName() : QString();
    }
    /// What is said of stores that could not be opened again.
    [[nodiscard]] QString missing() const {
        QStringList said;
        for (const auto *banner : m_window->findChild<MissingStores *>()->findChildren<Banner *>())
            if (banner->isVisible()) said += banner->accessibleName();
        return said.join(QLatin1Char('\n'));
    }
    void press(const QString &words) {
        for (auto *button : m_window->findChild<MissingStores *>()->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == words) return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL("There is no such button");
    }
    /// Two stores were open, the first of which is away at the next start.
    void leaveAtticOut() {
        open(m_attic);
        m_window->pages()->openStream({"rack-3"});
        open(m_cellar);
        m_window->pages()->openStream({"rack-1"});
        end();
        QVERIFY(QFile::rename(m_attic, m_attic + QStringLiteral(".away")));
        start();
        m_window->restoreStores();
        QTRY_VERIFY(missing().contains(QStringLiteral("attic.evdb")));
        QTRY_COMPARE(tabs(), QStringLiteral("Log|rack-1*"));
    }
    void trigger(QLatin1String id) { m_window->actions().action(id)->trigger(); }
    [[nodiscard]] QList<PageTabs *> sides() const {
        QList<PageTabs *> sides;
        for (int i = 0; i < m_window->area()->count(); ++i)
            if (auto *side = qobject_cast<PageTabs *>(m_window->area()->widget(i)); side->count() > 0) sides += side;
        return sides;
    }
    static void clickTab(const PageTabs &side, const QString &text) {
        QCoreApplication::processEvents();
        for (int tab = 0; tab < side.count(); ++tab)
            if (side.tabText(tab).startsWith(text))
                QTest::mouseClick(side.tabBar(), Qt::LeftButton, {}, side.tabBar()->tabRect(tab).center());
    }
    [[nodiscard]] QByteArray settingsFile() const {
        QFile file(m_folder->filePath(QStringLiteral("settings.ini")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("(Store c|C)all on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_cellar = makeStore("cellar.evdb", 40);
        m_attic = makeStore("attic.evdb", 20);
        start();
    }
    void cleanup() {
        end();
        m_folder.reset();
    }

    void everythingIsThereAgain() {
        open(m_cellar);
        m_window->pages()->openStream({"rack-2"});
        m_window->pages()->openStream({"rack-1"});
        m_window->goTo(QStringLiteral("17"));
        open(m_attic);
        m_window->pages()->showMatching(QStringLiteral("stream == \"rack-3\""));
        QTRY_COMPARE(m_window->pages()->log()->table()->model()->rowCount(), 5);
        m_window->pages()->log()->showPosition({0, 8});
        m_window->pages()->openStream({"rack-3"});
        QCOMPARE(tabs(),
                 QStringLiteral("Log of cellar|rack-2 of cellar|rack-1 of cellar|Log of attic|rack-3 of attic*"));

        restart();
        QTRY_COMPARE(tabs(),
                     QStringLiteral("Log of cellar|rack-2 of cellar|rack-1 of cellar|Log of attic|rack-3 of attic*"));
        QTRY_VERIFY(m_window->session()->isLoaded());
        QTRY_COMPARE(m_window->pages()->log()->filterBar()->applied(), QStringLiteral("stream == \"rack-3\""));
        QTRY_VERIFY(m_window->pages()->selectedInLog() == Position(0, 8));
        const Session &cellar = m_window->stores()[0]->name().contains(QStringLiteral("cellar"))
                                    ? m_window->stores()[0]->session()
                                    : m_window->stores()[1]->session();
        QTRY_VERIFY(cellar.cursor().until() == Position(0, 17));
        QVERIFY(m_window->session()->cursor().isLive());
        QVERIFY(failure().isEmpty());

        // And once more, from what was only brought back.
        restart();
        QTRY_COMPARE(tabs(),
                     QStringLiteral("Log of cellar|rack-2 of cellar|rack-1 of cellar|Log of attic|rack-3 of attic*"));
    }

    void theOrderAndTheFrontAreThoseOfTheTabs() {
        open(m_cellar);
        open(m_attic);
        m_window->area()->tabs()->tabBar()->moveTab(1, 0);
        QTest::mouseClick(m_window->area()->tabs()->tabBar(), Qt::LeftButton, {},
                          m_window->area()->tabs()->tabBar()->tabRect(1).center());
        QCOMPARE(tabs(), QStringLiteral("Log of attic|Log of cellar*"));
        restart();
        QTRY_COMPARE(tabs(), QStringLiteral("Log of attic|Log of cellar*"));
    }

    void whatIsPersonalIsNotInTheSettings() {
        open(m_cellar);
        m_window->pages()->openStream({"rack-2"});
        m_window->pages()->showMatching(QStringLiteral("data.n == 12"));
        end();
        const QByteArray kept = settingsFile();
        QVERIFY(kept.contains("cellar.evdb"));
        QVERIFY(!kept.contains("rack-2") && !kept.contains("data.n"));
        start();
    }

    void aMissingStoreIsSaidAndTheRestOpens() {
        leaveAtticOut();
        QVERIFY(failure().isEmpty()); // it is said once
        QVERIFY(m_window->front()->name().contains(QStringLiteral("cellar")));
        // The next start tries again, and keeps its place and its pages meanwhile.
        restart();
        QTRY_VERIFY(missing().contains(QStringLiteral("attic.evdb")));
        QTRY_COMPARE(tabs(), QStringLiteral("Log|rack-1*"));
        end();
        QVERIFY(QFile::rename(m_attic + QStringLiteral(".away"), m_attic));
        start();
        m_window->restoreStores();
        QTRY_COMPARE(tabs(), QStringLiteral("Log of attic|rack-3 of attic|Log of cellar|rack-1 of cellar*"));
        QVERIFY(missing().isEmpty());
    }

    void aMissingStoreIsTriedAgain() {
        leaveAtticOut();
        const QSignalSpy ended(m_window.get(), &MainWindow::openingEnded);
        press(QStringLiteral("Try again"));
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(missing().contains(QStringLiteral("attic.evdb")));
        QVERIFY(failure().isEmpty());
        QVERIFY(QFile::rename(m_attic + QStringLiteral(".away"), m_attic));
        press(QStringLiteral("Try again"));
        QTRY_VERIFY(missing().isEmpty());
        QTRY_VERIFY(tabs().contains(QStringLiteral("Log of attic|rack-3 of attic*")));
        restart();
        QTRY_VERIFY(tabs().contains(QStringLiteral("Log of attic|rack-3 of attic*")));
    }

    void aMissingStoreThatIsOpenedByHandIsMissingNoLonger() {
        leaveAtticOut();
        QVERIFY(QFile::rename(m_attic + QStringLiteral(".away"), m_attic));
        open(QDir::current().relativeFilePath(m_attic));
        QTRY_VERIFY(missing().isEmpty());
        QTRY_VERIFY(tabs().contains(QStringLiteral("Log of attic|rack-3 of attic*")));
        QCOMPARE(m_settings->openStores().size(), 2);
    }

    void aMissingStoreIsForgotten() {
        leaveAtticOut();
        press(QStringLiteral("Forget"));
        QVERIFY(missing().isEmpty());
        QVERIFY(QFile::rename(m_attic + QStringLiteral(".away"), m_attic));
        restart();
        QTRY_COMPARE(tabs(), QStringLiteral("Log|rack-1*"));
        QVERIFY(missing().isEmpty());
        QCOMPARE(m_settings->openStores().size(), 1);
    }

    void manyMissingStoresLeaveRoomForThePages() {
        QStringList names;
        for (int i = 0; i < 6; ++i)
            names += m_folder->filePath(QStringLiteral("gone-%1.evdb").arg(i));
        m_settings->setOpenStores(names, names.first());
        restart();
        QTRY_COMPARE(m_window->findChild<MissingStores *>()->names().size(), 6);
        QCOMPARE(missing().count(QStringLiteral("was not opened")), MissingStores::kShownMax);
        for (int left = 5; left >= 0; --left) {
            press(QStringLiteral("Forget"));
            QCOMPARE(m_window->findChild<MissingStores *>()->names().size(), left);
        }
        QVERIFY(m_settings->openStores().isEmpty());
    }

    void theSidesAndTheListOfNotesAreThereAgain() {
        open(m_cellar);
        m_window->pages()->openStream({"rack-2"});
        m_window->pages()->openStream({"rack-1"});
        trigger(actions::kMoveAcross);
        open(m_attic); // its log stands on the right then
        trigger(actions::kShowNotes);
        clickTab(*sides()[0], QStringLiteral("rack-2"));
        trigger(actions::kShowLog);
        clickTab(*sides()[1], QStringLiteral("Notes"));
        const QString left = QStringLiteral("Log of cellar*|rack-2 of cellar");
        const QString right = QStringLiteral("rack-1 of cellar|Log of attic|Notes of attic*");
        QCOMPARE(tabsOf(*sides()[0]), left);
        QCOMPARE(tabsOf(*sides()[1]), right);

        for (int i = 0; i < 2; ++i) { // the second time from what was only brought back
            restart();
            QTRY_COMPARE(sides().size(), 2);
            QTRY_COMPARE(tabsOf(*sides()[0]), left);
            QTRY_COMPARE(tabsOf(*sides()[1]), right);
            QTRY_VERIFY(qobject_cast<NotesPage *>(m_window->area()->front()));
        }
        // What stood on the left alone is shown alone, until the other side is there.
        end();
        QVERIFY(QFile::rename(m_cellar, m_cellar + QStringLiteral(".away")));
        start();
        m_window->restoreStores();
        QTRY_COMPARE(tabs(), QStringLiteral("Log|Notes*"));
        QCOMPARE(sides().size(), 1);
    }

    void thePageOfProjectionsIsThereAgain() {
        open(m_cellar);
        trigger(actions::kShowProjections);
        QTRY_COMPARE(tabs(), QStringLiteral("Log|Projections*"));
        restart();
        QTRY_COMPARE(tabs(), QStringLiteral("Log|Projections*"));
    }

    void whatWasClosedStaysClosed() {
        open(m_cellar);
        open(m_attic);
        m_window->closeStore();
        restart();
        QTRY_COMPARE(tabs(), QStringLiteral("Log*"));
        m_window->closeStore();
        restart();
        QVERIFY(m_settings->openStores().isEmpty());
        QCoreApplication::processEvents();
        QVERIFY(!m_window->front());
    }

    void itCanBeSwitchedOff() {
        open(m_cellar);
        QMenu *file = m_window->menuBar()->actions().constFirst()->menu();
        QTest::mouseClick(m_window->menuBar(), Qt::LeftButton, {},
                          m_window->menuBar()->actionGeometry(file->menuAction()).center());
        QTRY_VERIFY(file->isVisible());
        QTest::keyClick(file, Qt::Key_R);
        QVERIFY(!m_settings->restoresStores());
        QVERIFY(m_settings->openStores().isEmpty());
        restart();
        QCoreApplication::processEvents();
        QVERIFY(!m_window->front());
        QVERIFY(!m_window->actions().action(actions::kRestoreStores)->isChecked());
    }

    /// The window goes without a word: what stood at the last change is there.
    void aKilledProgramLeavesWhatStood() {
        open(m_cellar);
        m_window->pages()->openStream({"rack-2"});
        const auto kept = [this]() -> KeptPages {
            const StoreIdentity &identity = m_window->session()->info().identity;
            const auto path = workspacePath(identity, m_folder->path().toStdString());
            auto workspace = Workspace::open(*path, identity);
            return workspace ? keptPagesOf(rememberedValue(**workspace, "window.pages").value_or(std::string()))
                             : KeptPages{};
        };
        QTRY_VERIFY(settingsFile().contains("cellar.evdb"));
        QTRY_COMPARE(kept().front, std::string("stream:rack-2"));
        // Another start over the same files, while the first has not ended.
        const auto workers = std::move(m_workers);
        const auto settings = std::move(m_settings);
        const auto window = std::move(m_window);
        start();
        m_window->restoreStores();
        QTRY_COMPARE(tabs(), QStringLiteral("Log|rack-2*"));
    }

    void aDamagedMemoryLeavesTheStoreUsable() {
        open(m_cellar);
        m_window->pages()->openStream({"rack-2"});
        const auto path = QString::fromStdString(
            workspacePath(m_window->session()->info().identity, m_folder->path().toStdString()).value());
        end();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a database, and long enough to be seen as one that is damaged");
        file.close();
        start();
        m_window->restoreStores();
        QTRY_COMPARE(tabs(), QStringLiteral("Log*"));
        QTRY_VERIFY(m_window->session()->isLoaded());
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Theme m_theme{Scheme::Light};
    QString m_cellar, m_attic;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    SomeConnections m_connections;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    TestRestoredStores test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_restored_stores.moc"
