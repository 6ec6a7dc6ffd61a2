// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/held_workers.h"
#include "tests/ui/support/menu_choice.h"
#include "tests/ui/support/shop_store.h"
#include "ui/log/filter_menu.h"
#include "ui/theme/theme.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_controls.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QComboBox>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
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

    [[nodiscard]] std::uint64_t eventsShown() {
        std::uint64_t sum = 0;
        for (const std::uint32_t count : view().histogram().counts)
            sum += count;
        return sum;
    }
    void reopen() {
        m_filters.reset();
        m_panel.reset();
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        m_panel = std::make_unique<TimelinePanel>(*m_session, m_theme);
        m_panel->resize(1100, 140);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QTRY_VERIFY(m_panel->isUpToDate() && view().histogram().bins > 1);
        m_plotWidth = view().width() - 16;
        m_filters = std::make_unique<FilterMenu>(*m_session, nullptr);
        connect(m_panel.get(), &TimelinePanel::filtersWanted, m_filters.get(),
                [this](QMenu *menu, const QStringList &clauses) { m_filters->addTo(*menu, clauses); });
        connect(m_filters.get(), &FilterMenu::applyRequested, m_panel.get(), &TimelinePanel::applyFilter);
    }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
        m_shop->fill(1000);
        reopen();
    }
    void cleanup() {
        m_filters.reset();
        m_panel.reset();
        m_session.reset();
        m_workers.reset();
    }

    void whyThereIsNothingToSeeIsSaid() {
        m_filters.reset();
        m_panel.reset();
        const auto says = [this] { return view().accessibleDescription(); };
        {
            const gui::HeldWorkers held(*m_workers);
            m_session = m_shop->open(*m_workers);
            m_panel = std::make_unique<TimelinePanel>(*m_session, m_theme);
            QVERIFY2(says().contains(QStringLiteral("Reading the log")), qPrintable(says()));
        }
        QTRY_VERIFY(m_session->isLoaded() && m_panel->isUpToDate());
        QTRY_VERIFY(says().contains(QStringLiteral("Events from")));
        TimelineOptions shown;
        shown.scope = TimelineOptions::Scope::Shown;
        m_panel->setOptions(shown);
        m_session->filter().set(*Filter::parse("type == \"NoSuchType\""));
        QTRY_VERIFY2(says().contains(QStringLiteral("No events here")), qPrintable(says()));

        m_panel.reset();
        m_session = ShopStore().open(*m_workers);
        m_panel = std::make_unique<TimelinePanel>(*m_session, m_theme);
        QTRY_VERIFY2(says().contains(QStringLiteral("No events yet")), qPrintable(says()));
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

    void theScopeIsChosenByKeys() {
        QSignalSpy chosen(m_panel.get(), &TimelinePanel::optionsChanged);
        m_panel->setStream(StreamId{"order-3"});
        QComboBox *scope = m_panel->controls().scope();
        scope->setFocus();
        QTest::keyClick(scope, Qt::Key_Down);
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(m_panel->caption(), QStringLiteral("33 event(s) of order-3"));
        QCOMPARE(eventsShown(), 33u);
        QVERIFY(secondsShown() < 999);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen[0][0].value<TimelineOptions>().scope == TimelineOptions::Scope::Stream);
        m_panel->setStream(StreamId{"account-1"});
        QTRY_VERIFY(m_panel->isUpToDate() && m_panel->caption().endsWith(QStringLiteral("account-1")));
        QCOMPARE(eventsShown(), 67u);
        QVERIFY(view().description().contains(QStringLiteral("of account-1")));

        m_session->filter().set(*Filter::parse("category == \"order\""));
        QTest::keyClick(scope, Qt::Key_Down);
        QTRY_VERIFY(!m_session->filter().isSearching() && m_panel->isUpToDate() && eventsShown() == 333);
        m_session->filter().set(*Filter::parse("stream == \"order-3\""));
        QTRY_VERIFY(!m_session->filter().isSearching() && m_panel->isUpToDate() && eventsShown() == 33);
        m_shop->append("order-3", "OrderCreated");
        QTRY_VERIFY(m_panel->isUpToDate() && eventsShown() == 34);
        // The one cursor: a click takes the whole log there.
        QTest::mouseClick(&view(), Qt::LeftButton, {}, {view().width() / 2, 40});
        QVERIFY(!m_session->cursor().isLive() && view().asOf());
    }

    void withoutAStreamTheWholeLogIsShown() {
        TimelineOptions options;
        options.scope = TimelineOptions::Scope::Stream;
        m_panel->setOptions(options);
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(eventsShown(), 1000u);
        m_panel->setStream(StreamId{"no-such-stream"});
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(view().histogram().bins, std::size_t(0));
        m_panel->setStream(std::nullopt);
        QTRY_VERIFY(m_panel->isUpToDate() && eventsShown() == 1000);
    }

    void barsAreStackedAsChosen() {
        QComboBox *stack = m_panel->controls().stack();
        stack->setFocus();
        QTest::keyClick(stack, Qt::Key_Down);
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(view().histogram().groups, (std::vector<std::string>{"MoneyDeposited", "OrderCreated"}));
        QTest::keyClick(stack, Qt::Key_Down);
        QTRY_VERIFY(m_panel->isUpToDate());
        QCOMPARE(view().histogram().groups, std::vector<std::string>{""});
        QCOMPARE(eventsShown(), 1000u);
        for (QAction *look : m_panel->controls().look()->menu()->actions())
            if (!look->isSeparator()) look->trigger();
        const TimelineOptions options = m_panel->controls().options();
        QVERIFY(options.isLogarithmic && options.hasLanes && options.foldsIdleTime);
        QCOMPARE(m_panel->controls().look()->accessibleDescription(), QStringLiteral("logarithmic, rows, folded"));
    }

    void idleTimeIsFolded() {
        m_shop->pause(100'000);
        m_shop->fill(1000);
        reopen();
        const auto barsWithEvents = [this] {
            std::size_t bars = 0;
            for (std::size_t bin = 0; bin < view().histogram().bins; ++bin)
                bars += view().histogram().at(bin, 0) + view().histogram().at(bin, 1) > 0 ? 1 : 0;
            return bars;
        };
        const std::size_t before = barsWithEvents();
        TimelineOptions options;
        options.foldsIdleTime = true;
        m_panel->setOptions(options);
        QTRY_VERIFY(m_panel->isUpToDate());
        QVERIFY2(barsWithEvents() > 10 * before, qPrintable(QString::number(barsWithEvents())));
        QCOMPARE(eventsShown(), 2000u);
        QVERIFY(view().description().contains(QStringLiteral("folded")));
    }

    void aBarIsFilteredByAndUndone() {
        const QPoint bar(view().width() / 2, view().height() / 2);
        QTRY_VERIFY(m_panel->isUpToDate());
        const QStringList lines = menuAt(&view(), bar);
        QVERIFY(lines.contains(QStringLiteral("Zoom in")) && lines.contains(QStringLiteral("Prepare as a filter")));
        const QStringList only = lines.filter(QRegularExpression(QStringLiteral("^Show only time")));
        QCOMPARE(only.size(), 1);
        menuAt(&view(), bar, only[0]);
        QTRY_VERIFY(!m_session->filter().isSearching());
        QVERIFY(m_session->filter().count() > 0 && m_session->filter().count() < 10);
        press("Undo filter");
        QVERIFY(!m_session->filter().isOn());
        QVERIFY(!button("Zoom out")->isVisible());
    }

    void aPartOfABarIsFilteredBy() {
        const QPoint lowest(view().width() / 2, view().height() - view().fontMetrics().height() - 8);
        menuAt(&view(), lowest, QStringLiteral("Leave out category == \"account\""));
        QTRY_VERIFY(!m_session->filter().isSearching());
        QCOMPARE(m_session->filter().count(), 333u);
        press("Undo filter");
        mark(200, 300);
        view().setFocus();
        QStringList lines;
        QTimer::singleShot(0, &view(), [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            for (const QAction *line : allActions(*menu))
                lines += line->text();
            menu->close();
        });
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(&view(), &byKey);
        QVERIFY(lines.contains(QStringLiteral("Show only category == \"order\"")));
        QCOMPARE(lines.filter(QStringLiteral("Show only")).size(), 5); // the time, two parts, each in the time
        QSignalSpy prepared(m_filters.get(), &FilterMenu::prepareRequested);
        menuAt(&view(), lowest, QStringLiteral("Alone"));
        QCOMPARE(prepared.count(), 1);
    }

    void zoomingByTheMenuHasAWayBack() {
        mark(200, 300);
        menuAt(&view(), {4 + view().width() / 4, 40}, QStringLiteral("Zoom in"));
        QTRY_VERIFY(m_panel->isUpToDate() && std::abs(secondsShown() - 100) < 5);
        press("Zoom out");
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
    std::unique_ptr<FilterMenu> m_filters;
    int m_plotWidth = 0;
};

QTEST_MAIN(TestTimelinePanel)
#include "tst_timeline_panel.moc"
