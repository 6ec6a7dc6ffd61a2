// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_store.h"
#include "tests/ui/support/shop_store.h"
#include "tests/ui/support/some_connections.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/log_page.h"
#include "ui/log/statistics_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/timeline/timeline_controls.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLocale>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// The timeline and the statistics in the window, over one store or two: "shop" and "yard".
class TestTimelineWindow : public QObject {
    Q_OBJECT

    void start() {
        m_workers = std::make_unique<Workers>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        const auto door = [shop = m_shop->reader(), yard = m_yard->reader()](
                              const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            return browse(access.address == "shop" ? shop : yard, job);
        };
        m_window =
            std::make_unique<MainWindow>(*m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, {}, {}});
        m_window->resize(1280, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void end() {
        for (const auto &store : m_window->stores())
            QCOMPARE(store->session().guard().caught(), QStringList());
        m_window->close();
        m_window.reset();
        m_settings.reset();
        m_workers.reset();
    }
    void open(const char *name) {
        m_window->open(QLatin1String(name));
        QTRY_VERIFY(m_window->front() && m_window->front()->name() == QLatin1String(name));
        QTRY_VERIFY(m_window->session()->isLoaded());
    }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(), Qt::Key(code),
                        modifiers);
    }
    void clickTab(const char *text) {
        QCoreApplication::processEvents();
        QTabBar *bar = m_window->area()->tabs()->tabBar();
        for (int tab = 0; tab < bar->count(); ++tab)
            if (bar->tabText(tab).startsWith(QLatin1String(text)))
                return QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
        QFAIL(text);
    }
    /// Chooses what the timeline counts by keys.
    void choose(QComboBox *box, const char *text) {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < box->count() && box->currentText() != QLatin1String(text); ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentText(), QLatin1String(text));
    }
    void chooseScope(const char *text) { choose(m_window->timeline()->controls().scope(), text); }
    [[nodiscard]] bool streamIsOffered() const {
        const QComboBox *scope = m_window->timeline()->controls().scope();
        return scope->model()->flags(scope->model()->index(1, 0)).testFlag(Qt::ItemIsEnabled);
    }
    /// What the timeline says and has counted: the text, and the sum of its bars.
    [[nodiscard]] QString counted() const {
        TimelinePanel *timeline = m_window->timeline();
        if (!timeline->isUpToDate()) return QStringLiteral("counting");
        std::uint64_t sum = 0;
        for (const std::uint32_t count : timeline->view().histogram().counts)
            sum += count;
        const QString caption = timeline->caption().replace(QStringLiteral("event(s)"), QStringLiteral("events"));
        return QStringLiteral("%1, %2").arg(caption).arg(sum);
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("(Store c|C)all on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(600);
        m_yard = std::make_unique<ShopStore>();
        m_yard->fill(90);
        start();
    }
    void cleanup() { end(); }

    void theTimelineFollowsThePageInFront() {
        open("shop");
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600"));
        QVERIFY(!streamIsOffered());
        const auto streams = m_window->pages();
        streams->openStream({"order-3"});
        QVERIFY(streamIsOffered());
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600")); // until the user wants the stream
        chooseScope("This stream");
        QTRY_COMPARE(counted(), QStringLiteral("20 events of order-3, 20"));
        streams->openStream({"account-1"});
        QTRY_COMPARE(counted(), QStringLiteral("40 events of account-1, 40"));
        clickTab("order-3");
        QTRY_COMPARE(counted(), QStringLiteral("20 events of order-3, 20"));
        clickTab("Log"); // has no stream: the whole log, and the choice is kept
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600"));
        QVERIFY(!streamIsOffered());
        clickTab("account-1");
        QTRY_COMPARE(counted(), QStringLiteral("40 events of account-1, 40"));
        key(Qt::Key_W, Qt::ControlModifier);
        clickTab("order-3");
        key(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600"));
    }

    void theTimelineFollowsWhatIsShown() {
        open("shop");
        chooseScope("What is shown");
        QTRY_COMPARE(counted(), QStringLiteral("600 events shown, 600"));
        key(Qt::Key_L, Qt::ControlModifier);
        FilterEdit *edit = m_window->pages()->log()->filterBar()->edit();
        QTest::keyClicks(edit, QStringLiteral("category == \"order\""));
        edit->offer()->popup()->hide();
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(m_window->session()->filter().count(), 200u);
        QTRY_COMPARE(counted(), QStringLiteral("200 events shown, 200"));
        m_window->pages()->openStream({"order-3"}); // is about the log all the same
        QTRY_COMPARE(counted(), QStringLiteral("200 events shown, 200"));
        chooseScope("Whole log");
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600"));
    }

    void withoutLanesTheTimelineIsAsLowAsBefore() {
        for (int kind = 0; kind < 20; ++kind)
            m_shop->append("kind" + std::to_string(kind) + "-1", "Made");
        open("shop");
        const auto toggleLanes = [this] {
            QToolButton *look = m_window->timeline()->controls().look();
            QTimer::singleShot(0, look, [look] { QTest::keyClick(look->menu(), Qt::Key_A); });
            QTest::mouseClick(look, Qt::LeftButton);
        };
        QTRY_COMPARE(counted(), QStringLiteral("620 events, 620"));
        const int before = m_window->timeline()->height();
        toggleLanes();
        QVERIFY(m_window->timeline()->controls().options().hasLanes);
        QTRY_VERIFY(m_window->timeline()->height() > before);
        toggleLanes();
        QTRY_COMPARE(m_window->timeline()->height(), before);
    }

    void choicesAreKeptAfterARestart() {
        open("shop");
        chooseScope("What is shown");
        choose(m_window->timeline()->controls().stack(), "by type");
        QToolButton *look = m_window->timeline()->controls().look();
        QTimer::singleShot(0, look, [look] { QTest::keyClick(look->menu(), Qt::Key_O); }); // the click waits for it
        QTest::mouseClick(look, Qt::LeftButton);
        const TimelineOptions chosen = m_window->timeline()->controls().options();
        QVERIFY(chosen.isLogarithmic && chosen.stack == TimelineOptions::Stack::Type);
        end();
        start();
        open("shop");
        QVERIFY(m_window->timeline()->controls().options() == chosen);
        QTRY_COMPARE(counted(), QStringLiteral("600 events shown, 600"));
        QCOMPARE(m_window->timeline()->controls().scope()->currentText(), QStringLiteral("What is shown"));
    }

    void aChoiceReachesTheOtherStores() {
        open("shop");
        m_window->pages()->openStream({"order-3"});
        open("yard");
        m_window->pages()->openStream({"account-2"});
        chooseScope("This stream");
        choose(m_window->timeline()->controls().stack(), "not stacked");
        const TimelineOptions chosen = m_window->timeline()->controls().options();
        QTRY_COMPARE(counted(), QStringLiteral("6 events of account-2, 6"));
        clickTab("order-3");
        QVERIFY(m_window->timeline()->controls().options() == chosen);
        QTRY_COMPARE(counted(), QStringLiteral("20 events of order-3, 20"));
        chooseScope("Whole log");
        QTRY_COMPARE(counted(), QStringLiteral("600 events, 600"));
        clickTab("account-2");
        QTRY_COMPARE(counted(), QStringLiteral("90 events, 90"));
    }

    void statisticsComeAndGoByAKey() {
        open("shop");
        StatisticsPanel *panel = m_window->pages()->log()->statistics();
        QVERIFY(!panel->isVisible());
        key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(panel->isVisible());
        QVERIFY(panel->isAncestorOf(QApplication::focusWidget()));
        QTRY_VERIFY(!panel->counter()->isCounting() && panel->counter()->sizes());
        QVERIFY(panel->csv().contains(QStringLiteral("600")));
        key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!panel->isVisible());

        // From another page: the log comes to the front with them.
        m_window->pages()->openStream({"order-3"});
        key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(panel->isVisible() && m_window->area()->front() == m_window->pages()->log());
        m_window->pages()->openStream({"order-3"});
        key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(panel->isVisible() && m_window->area()->front() == m_window->pages()->log());
    }

    void aLineOfTheStatisticsFiltersTheLogAndTheTimeline() {
        open("shop");
        chooseScope("What is shown");
        key(Qt::Key_I, Qt::ControlModifier);
        StatisticsPanel *panel = m_window->pages()->log()->statistics();
        QTRY_VERIFY(!panel->counter()->isCounting() && panel->counter()->sizes());
        QTabBar *tabs = panel->tabs()->tabBar();
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->tabText(tab).startsWith(QStringLiteral("Categories")))
                QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
        auto *table = qobject_cast<QTableView *>(panel->tabs()->currentWidget());
        QVERIFY(table);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex line = table->model()->index(row, 0);
            if (line.data().toString() != QStringLiteral("order")) continue;
            const QPoint place = table->visualRect(line).center();
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
            QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
            break;
        }
        QCOMPARE(m_window->pages()->log()->filterBar()->applied(), QStringLiteral("category == \"order\""));
        QTRY_COMPARE(counted(), QStringLiteral("200 events shown, 200"));
    }

    void eachStoreHasItsOwnStatistics() {
        open("shop");
        key(Qt::Key_I, Qt::ControlModifier);
        open("yard");
        QVERIFY(!m_window->pages()->log()->statistics()->isVisible());
        key(Qt::Key_I, Qt::ControlModifier);
        const StatisticsPanel *panel = m_window->pages()->log()->statistics();
        QVERIFY(panel->isVisible());
        QTRY_VERIFY(!panel->counter()->isCounting() && panel->counter()->sizes());
        QVERIFY(panel->csv().contains(QStringLiteral("90")) && !panel->csv().contains(QStringLiteral("600")));
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<ShopStore> m_shop, m_yard;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Settings> m_settings;
    SomeConnections m_connections;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    TestTimelineWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_timeline_window.moc"
