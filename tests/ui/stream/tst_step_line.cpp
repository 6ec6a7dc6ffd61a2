// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/plot_range.h"
#include "ui/stream/step_line.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestStepLine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goesInSteps() {
        StepLine line;
        line.change(0, 10);
        line.change(5, 2);
        const auto pieces = line.finish(9);
        QCOMPARE(pieces.size(), std::size_t(1));
        QCOMPARE(pieces[0], QPolygon({{0, 10}, {5, 10}, {5, 2}, {5, 10}, {5, 2}, {9, 2}}));
    }
    void isBrokenWhereThereIsNoValue() {
        StepLine line;
        line.change(0, 1);
        line.change(3, std::nullopt);
        line.change(6, 4);
        const auto pieces = line.finish(8);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[0], QPolygon({{0, 1}, {3, 1}}));
        QCOMPARE(pieces[1], QPolygon({{6, 4}, {8, 4}}));
    }
    void nothingGivesNothing() { QVERIFY(StepLine().finish(10).empty()); }
    void aColumnKeepsItsExtremes() {
        StepLine line;
        for (int i = 0; i < 100'000; ++i)
            line.change(i / 1000, i % 1000 == 500 ? 0 : i % 1000 == 600 ? 99 : 50);
        const auto pieces = line.finish(99);
        QCOMPARE(pieces.size(), std::size_t(1));
        QVERIFY(pieces[0].size() <= 400);
        QCOMPARE(pieces[0].boundingRect(), QRect(QPoint(0, 0), QPoint(99, 99)));
    }

    void zoomingKeepsTheCentreAndTheEnds() {
        QCOMPARE(zoomed({0, 100}, 50, 0.5, 100), (StepRange{25, 75}));
        QCOMPARE(zoomed({0, 100}, 0, 0.5, 100), (StepRange{0, 50}));
        QCOMPARE(zoomed({0, 100}, 99, 0.1, 100), (StepRange{89, 99}));
        QCOMPARE(zoomed({25, 75}, 30, 4, 100), (StepRange{0, 100}));
        QCOMPARE(zoomed({10, 15}, 12, 0.1, 100).size(), std::size_t(5));
        QCOMPARE(zoomed({0, 3}, 1, 0.5, 3), (StepRange{0, 3}));
    }
};

QTEST_GUILESS_MAIN(TestStepLine)
#include "tst_step_line.moc"
