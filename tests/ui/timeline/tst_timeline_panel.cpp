// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shop_store.h"
#include "ui/theme/theme.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestTimelinePanel : public QObject {
    Q_OBJECT

    [[nodiscard]] TimelineView &view() { return m_panel->view(); }
    [[nodiscard]] QToolButton *button(const char *name) {
        for (QToolButton *candidate : m_panel->findChildren<QToolButton *>())
            if (candidate->accessibleName() == QLatin1String(name)) return candidate;
        return nullptr;
    }
    void press(const char *name) {
        QVERIFY2(button(name) && button(name)->isVisible(), name);
        QTest::mouseClick(button(name), Qt::LeftButton);
        QTRY_VERIFY(m_panel->isUpToDate());
    }
    /// Marks the seconds [from, to) of the shop's log, by the mouse.
    void mark(int from, int to) {
        const auto xOf = [this](int second) {
            const Histogram &shown = view().histogram();
            const double part = double(toUs(shopTime(second)) - shown.fromUs) / double(shown.toUs - shown.fromUs);
            const int margin = (view().width() - m_plotWidth) / 2;
            return margin + int(part * m_plotWidth);
        };
        const int y = view().height() / 2;
        QTest::mousePress(&view(), Qt::LeftButton, {}, {xOf(from), y});
        QTest::mouseMove(&view(), {xOf(to), y});
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, {xOf(to), y});
        QTRY_VERIFY(!m_panel->rangeBar().facts().isEmpty());
    }
    [[nodiscard]] double secondsShown() { return double(view().histogram().toUs - view().histogram().fromUs) / 1e6; }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
        m_shop->fill(1000);
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        m_panel = std::make_unique<TimelinePanel>(*m_session, m_theme);
        m_panel->resize(1100, 140);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QTRY_VERIFY(m_panel->isUpToDate() && view().histogram().bins > 1);
        m_plotWidth = view().width() - 16;
    }
    void cleanup() {
        m_panel.reset();
        m_session.reset();
        m_workers.reset();
    }

    void aRangeSaysWhatLiesInIt() {
        QVERIFY(!button("Zoom in")->isVisible());
        mark(200, 300);
        const QString facts = m_panel->rangeBar().facts();
        const int events = facts.section(QLatin1Char(' '), 0, 0).toInt();
        QVERIFY2(std::abs(events - 100) <= 3, qPrintable(facts));
        QVERIFY(button("Zoom in")->isVisible() && !button("Zoom out")->isVisible());
        press("Take the mark away");
        QVERIFY(!view().range() && !button("Zoom in")->isVisible());
    }

    void zoomsHaveAWayBack() {
        mark(200, 600);
        press("Zoom in");
        QTRY_VERIFY(std::abs(secondsShown() - 400) < 5);
        QVERIFY(!view().range() && button("Zoom out")->isVisible() && !button("All")->isVisible());
        mark(300, 400);
        press("Zoom in");
        QTRY_VERIFY(std::abs(secondsShown() - 100) < 5);
        mark(320, 340);
        QTest::keyClick(&view(), Qt::Key_Return);
        QTRY_VERIFY(std::abs(secondsShown() - 20) < 5);
        press("Zoom out");
        QTRY_VERIFY(std::abs(secondsShown() - 100) < 5);
        press("All");
        QTRY_VERIFY(std::abs(secondsShown() - 999) < 5);
        QVERIFY(!button("Zoom out")->isVisible());
        QVERIFY(!m_session->filter().isOn()); // the two stacks have nothing to do with each other
    }

    void zoomingOutByKeysEndsAtTheWholeLog() {
        mark(400, 500);
        press("Zoom in");
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(&view(), Qt::Key_Minus);
        QTRY_VERIFY(std::abs(secondsShown() - 999) < 5);
        QVERIFY(!button("Zoom out")->isVisible());
    }

    void filtersHaveAWayBack() {
        m_session->filter().set(*Filter::parse("type == \"OrderCreated\""));
        QTRY_VERIFY(!m_session->filter().isSearching());
        const std::uint64_t before = m_session->filter().count();
        mark(200, 600);
        press("Show only");
        QTRY_VERIFY(!m_session->filter().isSearching());
        QVERIFY(std::abs(double(m_session->filter().count()) - 400 / 3) < 5);
        mark(300, 400);
        press("Leave out");
        QTRY_VERIFY(!m_session->filter().isSearching());
        QVERIFY(std::abs(double(m_session->filter().count()) - 300 / 3) < 5);
        press("Undo filter");
        press("Undo filter");
        QTRY_COMPARE(m_session->filter().count(), before);
        QCOMPARE(m_session->filter().filter().text(), std::string("type == \"OrderCreated\""));
        QVERIFY(!button("Undo filter")->isVisible());
        QTRY_VERIFY(std::abs(secondsShown() - 999) < 5);
    }

    void newEventsAreShownUnlessZoomed() {
        mark(200, 600);
        press("Zoom in");
        const double shown = secondsShown();
        m_shop->fill(500);
        QTRY_COMPARE(m_session->rows(), 1500u);
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(secondsShown(), shown);
        press("Zoom out");
        QTRY_VERIFY(std::abs(secondsShown() - 1499) < 5);
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<TimelinePanel> m_panel;
    int m_plotWidth = 0;
};

QTEST_MAIN(TestTimelinePanel)
#include "tst_timeline_panel.moc"
