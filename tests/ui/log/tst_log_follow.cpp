// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log/shop_log_page.h"
#include "ui/log/filter_bar.h"
#include "ui/log/log_follow.h"
#include "ui/log/new_rows_pill.h"

#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestLogFollow : public QObject, ShopLogPage {
    Q_OBJECT

    [[nodiscard]] QScrollBar *bar() const { return m_page->table()->verticalScrollBar(); }
    [[nodiscard]] bool isAtEnd() const { return bar()->value() == bar()->maximum(); }
    [[nodiscard]] NewRowsPill *pill() const { return m_page->follow()->pill(); }
    [[nodiscard]] int rows() const { return m_page->model()->rowCount(); }
    /// As a drag of the scroll bar ends.
    void scrollTo(int row) {
        bar()->setSliderDown(true);
        bar()->setSliderPosition(row);
        bar()->setSliderDown(false);
    }

  private Q_SLOTS:
    void init() {
        makeShop();
        m_shop->fill(300);
        open({900, 400});
        QTRY_VERIFY(isAtEnd());
        m_page->table()->setFocus();
    }
    void cleanup() { close(); }

    void whatCameOutOfSightIsCounted() {
        QVERIFY(!pill()->isVisible());
        scrollTo(10);
        m_shop->fill(30);
        QTRY_COMPARE(rows(), 330);
        QTRY_COMPARE(pill()->count(), std::uint64_t{30});
        QVERIFY(pill()->isVisible());
        m_shop->fill(1);
        QTRY_COMPARE(pill()->count(), std::uint64_t{31});
        QVERIFY(pill()->accessibleName().contains(QStringLiteral("31")));
        QCOMPARE(bar()->value(), 10);
        QTest::mouseClick(pill(), Qt::LeftButton);
        QVERIFY(isAtEnd());
        QVERIFY(!pill()->isVisible());
        m_shop->fill(20);
        QTRY_COMPARE(rows(), 351);
        QTRY_VERIFY(isAtEnd());
        QCOMPARE(pill()->count(), std::uint64_t{0});
    }

    void endGoesThere() {
        scrollTo(10);
        m_shop->fill(30);
        QTRY_COMPARE(rows(), 330);
        QTRY_VERIFY(pill()->isVisible());
        QTest::keyClick(m_page->table(), Qt::Key_End);
        QVERIFY(isAtEnd());
        QVERIFY(!pill()->isVisible());
        QCOMPARE(m_page->table()->currentIndex().row(), 329);
    }

    void scrollingThereIsEnough() {
        scrollTo(10);
        m_shop->fill(30);
        QTRY_COMPARE(rows(), 330);
        QTRY_VERIFY(pill()->isVisible());
        scrollTo(bar()->maximum());
        QVERIFY(!pill()->isVisible());
    }

    void pausedNothingMovesAndNothingIsLost() {
        QToolButton *button = nullptr;
        for (QToolButton *tool : m_page->filterBar()->findChildren<QToolButton *>())
            if (tool->accessibleName() == QLatin1String("Pause the log")) button = tool;
        QVERIFY(button);
        m_shop->fill(1); // once it is followed, the page has its last size
        QTRY_COMPARE(rows(), 301);
        QTRY_VERIFY(isAtEnd());
        const int place = bar()->value();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_page->follow()->isPaused());
        m_shop->fill(40);
        QTRY_COMPARE(rows(), 341);
        QTRY_COMPARE(pill()->count(), std::uint64_t{40});
        QCOMPARE(bar()->value(), place);
        scrollTo(bar()->maximum());
        m_shop->fill(2);
        QTRY_COMPARE(pill()->count(), std::uint64_t{2});
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(isAtEnd());
        QVERIFY(!pill()->isVisible());
    }

    void onlyWhatIsShownCounts() {
        scrollTo(10);
        m_page->filterBar()->apply(QStringLiteral("type == \"OrderCreated\""));
        QTRY_COMPARE(rows(), 100);
        scrollTo(0);
        QVERIFY(!pill()->isVisible());
        m_shop->fill(30);
        QTRY_VERIFY(rows() > 100);
        QTRY_COMPARE(pill()->count(), std::uint64_t(rows() - 100));
    }

    void whatAFilterLeftOutIsNotNew() {
        m_page->filterBar()->apply(QStringLiteral("position <= 5"));
        QTRY_COMPARE(rows(), 5);
        QTRY_VERIFY(isAtEnd());
        m_session->cursor().moveTo({0, 3});
        m_page->filterBar()->apply(QString());
        QTRY_COMPARE(rows(), 300);
        scrollTo(10);
        QCOMPARE(pill()->count(), std::uint64_t{0});
        m_shop->fill(2);
        QTRY_COMPARE(pill()->count(), std::uint64_t{2});
    }

    void asOfAPlaceItDoesNotFollow() {
        m_session->cursor().moveTo({0, 50});
        const int place = bar()->value();
        m_shop->fill(10);
        QTRY_COMPARE(pill()->count(), std::uint64_t{10});
        QCOMPARE(bar()->value(), place);
        m_session->cursor().returnToHead();
        QVERIFY(isAtEnd());
        QVERIFY(!pill()->isVisible());
    }
};

QTEST_MAIN(TestLogFollow)
#include "tst_log_follow.moc"
