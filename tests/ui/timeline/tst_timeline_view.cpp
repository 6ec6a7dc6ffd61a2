// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/timeline/time_axis.h"
#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr std::int64_t kHourUs = 3'600'000'000;

Histogram tenHours() {
    Histogram histogram;
    histogram.fromUs = 0;
    histogram.toUs = 10 * kHourUs;
    histogram.bins = 10;
    histogram.groups = {"order", ""};
    histogram.counts.assign(20, 1);
    return histogram;
}

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        installTimelineAccessibility();
    }
    void init() {
        m_view = std::make_unique<TimelineView>(m_theme);
        m_view->resize(1000, 100);
        m_view->setHistogram(tenHours(), {std::size_t(0), std::nullopt});
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_asked = std::make_unique<QSignalSpy>(m_view.get(), &TimelineView::asOfRequested);
        m_head = std::make_unique<QSignalSpy>(m_view.get(), &TimelineView::headRequested);
    }
    void cleanup() {
        m_asked.reset();
        m_head.reset();
        m_view.reset();
    }

    void aClickInTheMiddleAsksForTheMiddle() {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {500, 40});
        QCOMPARE(m_asked->count(), 1);
        const std::int64_t askedUs = toUs(m_asked->at(0).at(0).value<Time>());
        QVERIFY(std::abs(askedUs - 5 * kHourUs) < kHourUs / 10);
    }
    void aClickBehindTheEndGoesToTheHead() {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {998, 40});
        QCOMPARE(m_head->count(), 1);
        QCOMPARE(m_asked->count(), 0);
    }
    void namesOfLanesStandBesideTheBars() {
        const auto coloured = [this](int x) {
            const QImage image = m_view->grab(QRect(x, 0, 1, 60)).toImage();
            for (int y = 0; y < image.height(); ++y)
                if (image.pixelColor(0, y) == m_theme.series(std::size_t(0))) return true;
            return false;
        };
        const auto first = [&coloured] {
            int x = 0;
            while (x < 900 && !coloured(x))
                ++x;
            return x;
        };
        const std::size_t wanted = m_view->binsWanted();
        const int before = first();
        QSignalSpy fewer(m_view.get(), &TimelineView::binsWantedChanged);
        m_view->setStyle(false, true);
        const int names = m_view->fontMetrics().horizontalAdvance(QStringLiteral("others"));
        QVERIFY2(first() >= before + names, qPrintable(QString::number(first())));
        QVERIFY(m_view->binsWanted() < wanted);
        QCOMPARE(fewer.count(), 1);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {2, 40}); // on a name
        QCOMPARE(m_asked->count(), 0);
        m_view->setStyle(false, false);
        QCOMPARE(first(), before);
        QCOMPARE(m_view->binsWanted(), wanted);
    }
    void aDragOfTheHandleAsksAllTheWayAndEndsOnce() {
        QSignalSpy ended(m_view.get(), &TimelineView::dragEnded);
        m_view->setAsOf(timeOfUs(2 * kHourUs));
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {202, 40});
        QTest::mouseMove(m_view.get(), {300, 40});
        QTest::mouseMove(m_view.get(), {400, 40});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {400, 40});
        QVERIFY(m_asked->count() >= 3);
        QCOMPARE(ended.count(), 1);
    }
    void aDragElsewhereMarksARange() {
        QSignalSpy marked(m_view.get(), &TimelineView::rangeMarked);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {500, 40});
        QTest::mouseMove(m_view.get(), {400, 40});
        QTest::mouseMove(m_view.get(), {300, 40});
        QCOMPARE(marked.count(), 0);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {300, 40});
        QCOMPARE(marked.count(), 1);
        QCOMPARE(m_asked->count(), 0);
        QVERIFY(m_view->range());
        const auto hours = [](Time time) { return double(toUs(time)) / double(kHourUs); };
        QVERIFY(std::abs(hours(m_view->range()->from) - 3) < 0.1 && std::abs(hours(m_view->range()->to) - 5) < 0.1);
        QVERIFY(m_view->description().contains(QStringLiteral("Marked from")));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(!m_view->range());
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {500, 40});
        QTest::mouseMove(m_view.get(), {600, 40});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {600, 40});
        QVERIFY(m_view->range());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {200, 40}); // elsewhere
        QVERIFY(!m_view->range());
        QCOMPARE(m_asked->count(), 1);
    }
    void keysMarkARange() {
        m_view->setAsOf(timeOfUs(5 * kHourUs));
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(m_view->range() == (TimeSpan{timeOfUs(3 * kHourUs), timeOfUs(5 * kHourUs)}));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(m_view->range() == (TimeSpan{timeOfUs(5 * kHourUs), timeOfUs(6 * kHourUs)}));
        QCOMPARE(m_asked->count(), 0);
        QSignalSpy zoomed(m_view.get(), &TimelineView::zoomRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(zoomed.count(), 1);
        QVERIFY(zoomed[0][0].value<TimeSpan>() == *m_view->range());
    }
    void theWheelZoomsAroundThePointer() {
        QSignalSpy scaled(m_view.get(), &TimelineView::scaleRequested);
        QWheelEvent closer({500, 40}, m_view->mapToGlobal(QPointF(500, 40)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                           Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &closer);
        QCOMPARE(scaled.count(), 1);
        QVERIFY(std::abs(toUs(scaled[0][0].value<Time>()) - 5 * kHourUs) < kHourUs / 10);
        QCOMPARE(scaled[0][1].toDouble(), 0.5);
        m_view->setAsOf(timeOfUs(2 * kHourUs));
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QVERIFY(scaled[1][0].value<Time>() == timeOfUs(2 * kHourUs));
        QCOMPARE(scaled[1][1].toDouble(), 2.0);
    }
    void keysMoveTheHandle_data() {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<double>("hours"); // wanted; negative: the head
        QTest::newRow("left") << Qt::Key_Left << false << 4.0;
        QTest::newRow("right") << Qt::Key_Right << false << 6.0;
        QTest::newRow("ten to the left stop at the start") << Qt::Key_Left << true << 0.0;
        QTest::newRow("ten to the right reach the head") << Qt::Key_Right << true << -1.0;
        QTest::newRow("home") << Qt::Key_Home << false << 0.0;
        QTest::newRow("end") << Qt::Key_End << false << -1.0;
    }
    void keysMoveTheHandle() {
        QFETCH(Qt::Key, key);
        QFETCH(bool, shift);
        QFETCH(double, hours);
        m_view->setAsOf(timeOfUs(5 * kHourUs));
        QTest::keyClick(m_view.get(), key, shift ? Qt::ShiftModifier : Qt::NoModifier);
        QCOMPARE(m_head->count(), hours < 0 ? 1 : 0);
        if (hours < 0) return;
        QCOMPARE(m_asked->count(), 1);
        QCOMPARE(double(toUs(m_asked->at(0).at(0).value<Time>())) / double(kHourUs), hours);
    }
    void screenReadersHearWhereTheHandleStands() {
        m_view->setAsOf(timeOfUs(5 * kHourUs));
        QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(heard);
        QCOMPARE(heard->role(), QAccessible::Slider);
        QVERIFY(heard->text(QAccessible::Value).contains(QStringLiteral("1 Jan 1970 05:00:00")));
        m_view->setAsOf(std::nullopt);
        QVERIFY(heard->text(QAccessible::Value).contains(QStringLiteral("Live")));
    }
    void theOtherButtonNamesTheBarAndItsPart() {
        QSignalSpy asked(m_view.get(), &TimelineView::menuRequested);
        const auto spot = [&asked] { return asked.takeLast()[0].value<TimelineSpot>(); };
        const auto click = [this](QPoint at, QContextMenuEvent::Reason reason = QContextMenuEvent::Mouse) {
            QContextMenuEvent event(reason, at, m_view->mapToGlobal(at));
            QApplication::sendEvent(m_view.get(), &event);
        };
        const int lowest = m_view->height() - m_view->fontMetrics().height() - 8;
        click({450, lowest});
        const TimelineSpot bar = spot();
        QVERIFY(bar.span == (TimeSpan{timeOfUs(4 * kHourUs), timeOfUs(5 * kHourUs)}));
        QCOMPARE(bar.groups, std::vector<std::string>{"order"});
        click({450, 8}); // the part without a name of its own
        QVERIFY(spot().groups.empty());
        m_view->setRange(TimeSpan{timeOfUs(2 * kHourUs), timeOfUs(6 * kHourUs)});
        click({450, lowest});
        QVERIFY(spot().span == *m_view->range());
        click({850, lowest});
        QVERIFY(spot().span == (TimeSpan{timeOfUs(8 * kHourUs), timeOfUs(9 * kHourUs)}));
        click({}, QContextMenuEvent::Keyboard);
        QVERIFY(spot().span == *m_view->range());
        m_view->setRange(std::nullopt);
        m_view->setAsOf(timeOfUs(3 * kHourUs + 5));
        click({}, QContextMenuEvent::Keyboard);
        const TimelineSpot atHandle = spot();
        QVERIFY(atHandle.span == (TimeSpan{timeOfUs(3 * kHourUs), timeOfUs(4 * kHourUs)}));
        QCOMPARE(atHandle.groups, std::vector<std::string>{"order"});
    }
    void lanesAndLogarithmsAreSaidAndDrawn() {
        const auto pixels = [this] { return m_view->grab().toImage(); };
        Histogram steep = tenHours();
        steep.counts[0] = 1000;
        m_view->setHistogram(steep, {std::size_t(0), std::nullopt});
        const QImage linear = pixels();
        m_view->setStyle(true, false);
        const QImage logarithmic = pixels();
        QVERIFY(linear != logarithmic);
        QVERIFY(m_view->description().contains(QStringLiteral("logarithmic")));
        QVERIFY(m_view->description().contains(QStringLiteral("order 1,009, others 10")));
        const int low = m_view->minimumSizeHint().height();
        m_view->setStyle(false, true);
        QVERIFY(pixels() != linear);
        QVERIFY(m_view->minimumSizeHint().height() >= std::max(low, 2 * m_view->fontMetrics().height()));
        QVERIFY(m_view->description().contains(QStringLiteral("a row of its own")));
    }
    void foldedTimeIsSaidAndStepsOverAreOneBar() {
        Histogram folded = tenHours();
        folded.counts.assign(20, 1);
        folded.counts[8] = folded.counts[9] = 0;
        folded.starts = {};
        for (int hour : {0, 1, 2, 3, 4, 94, 95, 96, 97, 98, 99})
            folded.starts.push_back(hour * kHourUs);
        folded.toUs = 99 * kHourUs;
        m_view->setHistogram(folded, {std::size_t(0), std::nullopt});
        QVERIFY(m_view->description().contains(QStringLiteral("folded")));
        m_view->setAsOf(timeOfUs(94 * kHourUs));
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(m_asked->at(0)[0].value<Time>() == timeOfUs(4 * kHourUs));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {550, 40});
        const Time asked = m_asked->last()[0].value<Time>();
        QVERIFY(asked > timeOfUs(94 * kHourUs) && asked < timeOfUs(96 * kHourUs));
    }
    void anEmptyLogSaysSo() {
        m_view->setHistogram({}, {});
        m_view->setEmptyText(QStringLiteral("No events yet"));
        QVERIFY(m_view->description().contains(QStringLiteral("No events yet")));
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {500, 40});
        QCOMPARE(m_asked->count() + m_head->count(), 0);
    }
    void theAxisHasRoundMoments_data() {
        QTest::addColumn<qint64>("spanUs");
        for (const qint64 seconds : {3LL, 90LL, 7200LL, 86400LL, 864000LL, 31557600LL, 315576000LL}) {
            QTest::newRow(qPrintable(QString::number(seconds))) << seconds * 1'000'000;
        }
    }
    void theAxisHasRoundMoments() {
        QFETCH(qint64, spanUs);
        const Time from = timeOfUs(1'772'625'603'881'902);
        const auto ticks = timeTicks(from, timeOfUs(toUs(from) + spanUs), 8);
        QVERIFY(!ticks.empty() && ticks.size() <= 9);
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            QVERIFY(ticks[i].time >= from && ticks[i].time <= timeOfUs(toUs(from) + spanUs));
            QVERIFY(i == 0 || ticks[i].time > ticks[i - 1].time);
            QCOMPARE(toUs(ticks[i].time) % 1'000'000, 0);
        }
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<TimelineView> m_view;
    std::unique_ptr<QSignalSpy> m_asked, m_head;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
