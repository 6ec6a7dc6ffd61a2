// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_session.h"
#include "tests/ui/support/shop_store.h"
#include "tests/ui/support/some_connections.h"
#include "ui/log/inspector.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/guide_panel.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator.h"
#include "ui/shell/settings.h"
#include "ui/shell/window_place.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_panel.h"

#include <QDockWidget>
#include <QLabel>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestWindowLayout : public QObject {
    Q_OBJECT

    void open() {
        const auto door = [store = m_shop.reader()](const StoreAccess &, const JobControl &job) {
            return browse(store, job);
        };
        const auto sample = [](const JobControl &) -> Result<std::string> { return std::string("shop"); };
        m_window =
            std::make_unique<MainWindow>(m_workers, m_theme, *m_settings, m_connections.all(), Doors{door, sample, {}});
        m_window->resize(1280, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->open(QStringLiteral("shop"));
        QTRY_VERIFY(m_window->session() && m_window->session()->isLoaded());
        settle();
    }
    static void settle() {
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
    }
    [[nodiscard]] int steps(int count) const { return Metrics(m_window->font()).steps(count); }
    [[nodiscard]] int navigator() const { return m_window->navigator()->width(); }
    /// Takes the room of the docks, as wide pages do in a narrow window.
    void squeeze() {
        m_window->centralWidget()->setMinimumWidth(m_window->width() - steps(95));
        settle();
    }
    void release() {
        m_window->centralWidget()->setMinimumWidth(0);
        settle();
    }
    void drag(int by) {
        const QPoint from(m_window->navigator()->mapTo(m_window.get(), QPoint(navigator(), 100)));
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_window.get(), from + QPoint(by / 2, 0));
        settle();
        QTest::mouseMove(m_window.get(), from + QPoint(by, 0));
        settle();
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, from + QPoint(by, 0));
        settle();
    }

  private Q_SLOTS:
    void initTestCase() {
        m_theme.apply(*qApp);
        m_shop.fill(60);
    }
    void init() {
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        open();
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        QFile::remove(m_folder.filePath(QStringLiteral("settings.ini")));
    }

    void whatASqueezeTookComesBack() {
        const int usual = navigator();
        const int inspector = m_window->inspector()->width();
        squeeze();
        QVERIFY(navigator() < usual);
        QVERIFY(navigator() >= steps(40));
        release();
        QTRY_COMPARE(navigator(), usual);
        QTRY_COMPARE(m_window->inspector()->width(), inspector);
    }

    void whatASqueezeTookIsThereTheNextTime() {
        const int usual = navigator();
        squeeze();
        m_window->close();
        open();
        QTRY_COMPARE(navigator(), usual);
    }

    void whatWasDraggedStays() {
        const int usual = navigator();
        drag(60);
        QTRY_COMPARE(navigator(), usual + 60);
        squeeze();
        QVERIFY(navigator() < usual + 60);
        release();
        QTRY_COMPARE(navigator(), usual + 60);
        m_window->close();
        open();
        QTRY_COMPARE(navigator(), usual + 60);
        m_window->actions().action(actions::kDefaultLayout)->trigger();
        QTRY_COMPARE(navigator(), usual);
        m_window->resize(1290, 800);
        settle();
        QVERIFY(navigator() < usual + 60);
    }

    void theGuideTakesNothingFromTheTimeline() {
        const int timeline = m_window->timeline()->height();
        m_window->actions().action(actions::kGuide)->trigger();
        settle();
        QVERIFY(m_window->assistance()->guide());
        QTRY_VERIFY(m_window->assistance()->guide()->height() >= steps(80));
        QCOMPARE(m_window->timeline()->height(), timeline);
    }

    void theFirstSizeFitsTheScreen() {
        const QSize usual(1280, 800), least(1024, 640);
        QCOMPARE(firstSize(usual, least, {1920, 1080}, 24), usual);
        const QSize fitted = firstSize(usual, least, {1280, 800}, 24);
        QVERIFY(fitted.height() <= 800 - 24 && fitted.width() <= 1280 && fitted.height() > 700);
        QCOMPARE(firstSize(usual, least, {800, 600}, 24), least);
        m_window.reset();
        QFile::remove(m_folder.filePath(QStringLiteral("settings.ini")));
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        const MainWindow first(m_workers, m_theme, *m_settings, m_connections.all(), {});
        QVERIFY(first.height() <= std::max(640, first.screen()->availableSize().height()));
    }

    void aSizeThatIsAskedForIsGiven() {
        m_window->showMaximized();
        settle();
        forceSize(*m_window, {1111, 701});
        QTRY_COMPARE(m_window->size(), QSize(1111, 701));
        QVERIFY(!m_window->isMaximized());
    }

    void aWindowThatWasLeftOffScreenComesBack() {
        m_window->move(6000, 5000);
        settle();
        m_window->close();
        m_window.reset();
        const MainWindow again(m_workers, m_theme, *m_settings, m_connections.all(), {});
        QVERIFY(again.screen()->availableGeometry().intersects(again.geometry()));
    }

    void theLadderIsShownToItsLastWord() {
        LockPanel panel(m_theme);
        ReadOnlyEvidence evidence;
        for (int i = 0; i < 6; ++i)
            evidence.evidence.push_back(
                {"session", "the session's transactions are read-only by default, confirmed by the server", true});
        panel.setEvidence(evidence);
        panel.showBelow(m_window.get());
        settle();
        for (const QLabel *label : panel.findChildren<QLabel *>())
            if (label->wordWrap()) QVERIFY(label->height() >= label->heightForWidth(label->width()));
        QVERIFY(panel.rect().contains(panel.childrenRect()));
    }

  private:
    QTemporaryDir m_folder;
    ShopStore m_shop;
    SomeConnections m_connections;
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestWindowLayout)
#include "tst_window_layout.moc"
