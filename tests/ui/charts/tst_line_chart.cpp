// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shown_window.h"
#include "ui/charts/line_chart.h"

#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>

using namespace eventscope::ui;

class TestLineChart : public QObject {
    Q_OBJECT

    Theme m_theme{Scheme::Light};

    static ChartLine line(int points, double slope = 1) {
        ChartLine made{QStringLiteral("Line"), Role::Accent, Qt::SolidLine, {}};
        for (int i = 0; i < points; ++i)
            made.points.emplace_back(i - points + 1, slope * i);
        return made;
    }
    static QChart &chartOf(const LineChart &chart) { return *chart.findChild<QChartView *>()->chart(); }
    static const QLineSeries &seriesOf(const LineChart &chart, int at = 0) {
        return *qobject_cast<QLineSeries *>(chartOf(chart).series().at(at));
    }
    static const QValueAxis &axisOf(const LineChart &chart, Qt::Orientation direction) {
        return *qobject_cast<QValueAxis *>(chartOf(chart).axes(direction).first());
    }

  private Q_SLOTS:
    void fewPointsAreAllShown() {
        LineChart chart(m_theme);
        chart.setLines({line(LineChart::kPointsMax)});
        QCOMPARE(seriesOf(chart).count(), static_cast<int>(LineChart::kPointsMax));
        QCOMPARE(seriesOf(chart).points(),
                 QList<QPointF>(chart.lines()[0].points.begin(), chart.lines()[0].points.end()));
    }

    void ofManyTheFirstAndTheLastStay() {
        LineChart chart(m_theme);
        chart.setLines({line(12'345)});
        const auto points = seriesOf(chart).points();
        QCOMPARE(points.size(), static_cast<qsizetype>(LineChart::kPointsMax));
        QCOMPARE(points.first(), QPointF(-12'344, 0));
        QCOMPARE(points.last(), QPointF(0, 12'344));
        QVERIFY(std::ranges::is_sorted(points, {}, &QPointF::x));
    }

    void allOfItIsInSight() {
        LineChart chart(m_theme);
        chart.setLines({line(100), line(100, 3)});
        const QValueAxis &time = axisOf(chart, Qt::Horizontal), &values = axisOf(chart, Qt::Vertical);
        QCOMPARE(time.min(), -99.0);
        QCOMPARE(time.max(), 0.0);
        QVERIFY(values.min() <= 0 && values.max() >= 297 && values.max() < 1000);
    }

    void withoutPointsOrWithOneItStandsToo() {
        LineChart chart(m_theme);
        chart.resize(400, 200);
        for (int points : {0, 1, 2}) {
            chart.setLines({line(points, 0)});
            const QValueAxis &values = axisOf(chart, Qt::Vertical);
            QVERIFY(values.max() > values.min());
            QVERIFY(!chart.grab().isNull());
        }
    }

    void linesComeAndGo() {
        LineChart chart(m_theme);
        chart.setLines({line(3), line(4)});
        QCOMPARE(chartOf(chart).series().size(), 2);
        chart.setLines({line(5)});
        QCOMPARE(chartOf(chart).series().size(), 1);
        QCOMPARE(seriesOf(chart).count(), 5);
    }

    void itFollowsTheTheme() {
        LineChart chart(m_theme);
        chart.setLines({line(3)});
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            m_theme.setScheme(scheme);
            QCOMPARE(chartOf(chart).backgroundBrush().color(), m_theme.color(Role::Base));
            QCOMPARE(seriesOf(chart).pen().color(), m_theme.color(Role::Accent));
            QCOMPARE(axisOf(chart, Qt::Vertical).labelsColor(), m_theme.color(Role::TextQuiet));
        }
    }

    void whatItShowsIsSaidInWords() {
        LineChart chart(m_theme);
        chart.setDescription(QStringLiteral("Progress"), QStringLiteral("Half of it"));
        QCOMPARE(chart.accessibleName(), QStringLiteral("Progress"));
        QCOMPARE(chart.accessibleDescription(), QStringLiteral("Half of it"));
    }
};

QTEST_MAIN(TestLineChart)
#include "tst_line_chart.moc"
