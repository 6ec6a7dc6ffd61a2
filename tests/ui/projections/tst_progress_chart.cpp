// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/line_chart.h"
#include "ui/projections/progress_chart.h"

#include <QLocale>
#include <QtTest>

using namespace eventscope::ui;

class TestProgressChart : public QObject {
    Q_OBJECT

    Theme m_theme{Scheme::Light};

  private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void positionAndHeadMeetAndTheRateIsBeside() {
        ProgressChart chart(m_theme);
        chart.setTrend({{1000, 0, 3000, 3000, 0}, {2000, 1000, 3000, 2000, 1000}, {4000, 3000, 3000, 0, 3000}});
        const auto &lines = chart.positions()->lines();
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].points.front(), QPointF(-3, 3000));
        QCOMPARE(lines[1].points.front(), QPointF(-3, 0));
        QCOMPARE(lines[0].points.back(), lines[1].points.back());
        const auto &rates = chart.rates()->lines().front().points;
        QCOMPARE(rates[1], QPointF(-2, 1000));
        QCOMPARE(rates[2], QPointF(0, 1000));
        QVERIFY(chart.positions()->accessibleDescription().startsWith(QStringLiteral("Position 3,000, head 3,000; ")));
        QVERIFY(chart.rates()->accessibleDescription().contains(QStringLiteral("1,000")));
    }

    void commitsThatFollowAtOnceAreNoPeaks() {
        ProgressChart chart(m_theme);
        chart.setTrend({{1000, 0, 100, 100, 0}, {1001, 100, 100, 0, 100}});
        QCOMPARE(chart.rates()->lines().front().points.back(), QPointF(0, 200));
    }

    void rowsThatAreMadeAnewAreNoRateBelowNothing() {
        ProgressChart chart(m_theme);
        chart.setTrend({{1000, 100, 100, 0, 100}, {2000, 0, 100, 100, 0}});
        QCOMPARE(chart.rates()->lines().front().points.back(), QPointF(0, 0));
    }

    void nothingIsKnownAtFirst() {
        const ProgressChart chart(m_theme);
        QVERIFY(chart.positions()->lines()[0].points.empty());
        QVERIFY(!chart.positions()->accessibleDescription().isEmpty());
    }
};

QTEST_MAIN(TestProgressChart)
#include "tst_progress_chart.moc"
