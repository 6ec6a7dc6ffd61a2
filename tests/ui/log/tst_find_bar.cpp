// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log/shop_log_page.h"
#include "ui/log/filter_bar.h"
#include "ui/log/find_bar.h"

#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestFindBar : public QObject, ShopLogPage {
    Q_OBJECT

    [[nodiscard]] FindBar *bar() const { return m_page->findBar(); }
    [[nodiscard]] Position at() const { return m_page->model()->positionOf(m_page->table()->currentIndex().row()); }
    void look(const char *text) {
        m_page->table()->setFocus();
        QTest::keyClick(m_page->table(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(bar()->isVisible() && bar()->edit()->hasFocus());
        QTest::keyClicks(bar()->edit(), QLatin1String(text));
    }

  private Q_SLOTS:
    void init() {
        makeShop();
        m_shop->fill(60);
        m_shop->append("order-special", "OrderCreated", R"({"note":"Needle"})");
        m_shop->fill(9);
        m_shop->append("account-needle", "Closed");
        open({1000, 500});
    }
    void cleanup() { close(); }

    void findsAndHidesNothing() {
        look("needle");
        QTRY_COMPARE(bar()->status(), QStringLiteral("2 found"));
        QTest::keyClick(bar()->edit(), Qt::Key_Return);
        QVERIFY(at() == Position(0, 61));
        QCOMPARE(bar()->status(), QStringLiteral("1 of 2"));
        QTest::keyClick(bar()->edit(), Qt::Key_F3);
        QVERIFY(at() == Position(0, 71));
        QCOMPARE(bar()->status(), QStringLiteral("2 of 2"));
        QTest::keyClick(bar()->edit(), Qt::Key_F3); // behind the last comes the first
        QVERIFY(at() == Position(0, 61));
        QCOMPARE(bar()->status(), QStringLiteral("1 of 2, from the first again"));
        QTest::keyClick(bar()->edit(), Qt::Key_F3, Qt::ShiftModifier);
        QVERIFY(at() == Position(0, 71));
        QCOMPARE(bar()->status(), QStringLiteral("2 of 2, from the last again"));
        QTest::keyClick(bar()->edit(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(bar()->status(), QStringLiteral("1 of 2"));
        QCOMPARE(m_page->model()->rowCount(), 71);
        QTest::keyClick(bar()->edit(), Qt::Key_Escape);
        QVERIFY(!bar()->isVisible());
        QVERIFY(m_page->table()->hasFocus());
        QTest::keyClick(m_page->table(), Qt::Key_F3);
        QVERIFY(bar()->isVisible() && bar()->edit()->hasFocus());
    }

    void whatIsFoundIsMarked() {
        const auto cell = [this](int row) {
            const QModelIndex index = m_page->model()->index(row, static_cast<int>(EventColumn::Stream));
            m_page->table()->scrollTo(index);
            QCoreApplication::processEvents(); // rows that have just come may still have no place
            return m_page->table()->viewport()->grab(m_page->table()->visualRect(index)).toImage();
        };
        const QImage before = cell(70), other = cell(69);
        look("NEEDLE");
        QTRY_COMPARE(bar()->status(), QStringLiteral("2 found"));
        QVERIFY(cell(70) != before);
        QVERIFY(cell(69) == other);
        QTest::keyClick(bar()->edit(), Qt::Key_Escape);
        QTRY_VERIFY(cell(70) == before);
    }

    void enterDoesNotWaitForTheSearch() {
        look("special");
        QTest::keyClick(bar()->edit(), Qt::Key_Return);
        QTRY_VERIFY(at() == Position(0, 61));
        QTRY_COMPARE(bar()->status(), QStringLiteral("1 of 1"));
    }

    void theNextOneIsFromWhatIsInSight() {
        m_shop->append("order-3", "OrderCreated", R"({"note":"needle, the last"})");
        QTRY_COMPARE(m_page->model()->rowCount(), 72);
        m_shop->fill(40);
        QTRY_COMPARE(m_page->model()->rowCount(), 112); // at its end, where none is
        look("needle");
        QTest::keyClick(bar()->edit(), Qt::Key_Return);
        QTRY_VERIFY(at() == Position(0, 61));
        QTRY_COMPARE(bar()->status(), QStringLiteral("1 of 3, from the first again"));
        m_page->table()->clearSelection();
        bar()->setCurrent(std::nullopt);
        m_page->table()->scrollTo(m_page->model()->index(65, 0), QTableView::PositionAtTop);
        QTest::keyClick(bar()->edit(), Qt::Key_Return);
        QVERIFY(at() == Position(0, 71));
    }

    void theKeysWorkFromTheTableToo() {
        look("needle");
        QTRY_COMPARE(bar()->status(), QStringLiteral("2 found"));
        m_page->showPosition({0, 65});
        m_page->table()->setFocus();
        QTest::keyClick(m_page->table(), Qt::Key_F3);
        QVERIFY(at() == Position(0, 71));
        QTest::keyClick(m_page->table(), Qt::Key_F3, Qt::ShiftModifier);
        QVERIFY(at() == Position(0, 61));
    }

    void whatIsNotThereSaysSo() {
        look("no such thing");
        QTRY_COMPARE(bar()->status(), QStringLiteral("Not found"));
    }

    void onlyWhatIsShownIsLookedAt() {
        look("needle");
        QTRY_COMPARE(bar()->status(), QStringLiteral("2 found"));
        m_page->filterBar()->apply(QStringLiteral("category == \"account\""));
        QTRY_COMPARE(bar()->status(), QStringLiteral("1 found"));
    }

    void goesOnAsEventsCome() {
        look("needle");
        QTRY_COMPARE(bar()->status(), QStringLiteral("2 found"));
        m_shop->append("order-1", "OrderCreated", R"({"note":"a needle more"})");
        QTRY_COMPARE(bar()->status(), QStringLiteral("3 found"));
    }

    void aProblemIsSaid() {
        m_shop->breakPages(true);
        look("needle");
        QTRY_VERIFY(bar()->status().contains(QStringLiteral("asleep")));
        m_shop->breakPages(false);
        bar()->edit()->setText(QStringLiteral("special"));
        QTRY_COMPARE(bar()->status(), QStringLiteral("1 found"));
    }
};

QTEST_MAIN(TestFindBar)
#include "tst_find_bar.moc"
