// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log/shop_log_page.h"
#include "ui/log/event_table_model.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestLogPage : public QObject, ShopLogPage {
    Q_OBJECT

    void open() { ShopLogPage::open({900, 400}); }
    [[nodiscard]] bool isAtEnd() const {
        const QScrollBar *bar = m_page->table()->verticalScrollBar();
        return bar->value() == bar->maximum();
    }
    [[nodiscard]] QPoint middleOf(int row) const {
        return m_page->table()->visualRect(m_page->model()->index(row, 2)).center();
    }

  private Q_SLOTS:
    void init() { makeShop(); }
    void cleanup() { close(); }

    void followsTheHeadUntilTheReaderScrollsAway() {
        m_shop->fill(300);
        open();
        QTRY_VERIFY(isAtEnd());
        m_shop->fill(50);
        QTRY_COMPARE(m_page->model()->rowCount(), 350);
        QTRY_VERIFY(isAtEnd());
        m_page->table()->verticalScrollBar()->setValue(10);
        m_shop->fill(50);
        QTRY_COMPARE(m_page->model()->rowCount(), 400);
        QCOMPARE(m_page->table()->verticalScrollBar()->value(), 10);
    }

    void aClickSelectsAndADoubleClickOpensTheStream() {
        m_shop->fill(10);
        open();
        const QSignalSpy selected(m_page.get(), &LogPage::eventSelected);
        const QSignalSpy opened(m_page.get(), &LogPage::streamActivated);
        QTest::mouseClick(m_page->table()->viewport(), Qt::LeftButton, {}, middleOf(4));
        QCOMPARE(selected.count(), 1);
        QVERIFY(selected[0][0].value<Position>() == Position(0, 5));
        QCOMPARE(opened.count(), 0);
        QTest::mouseDClick(m_page->table()->viewport(), Qt::LeftButton, {}, middleOf(4));
        QCOMPARE(opened.count(), 1);
        QVERIFY(opened[0][0].value<StreamId>() == StreamId{"account-4"});
        QVERIFY(opened[0][1].value<Position>() == Position(0, 5));
    }

    void theKeyboardDoesTheSame() {
        m_shop->fill(10);
        open();
        const QSignalSpy opened(m_page.get(), &LogPage::streamActivated);
        m_page->showPosition({0, 3});
        m_page->table()->setFocus();
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QTest::keyClick(m_page->table(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QVERIFY(opened[0][1].value<Position>() == Position(0, 4));
    }

    void copiesTheSelectedRows() {
        m_shop->fill(10);
        open();
        m_page->showPosition({0, 1});
        QTest::keyClick(m_page->table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keySequence(m_page->table(), QKeySequence::Copy);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].startsWith(QStringLiteral("2\t2026-01-01T00:00:02")));
    }

    void saysWhenItCannotHoldAllEvents() {
        m_shop->fill(40);
        openSession();
        m_page = std::make_unique<LogPage>(*m_session, m_theme, nullptr, 30);
        m_page->show();
        const auto *banner = m_page->findChild<Banner *>();
        QCOMPARE(m_page->model()->rowCount(), 30);
        QVERIFY(banner->isVisible() && banner->accessibleName().contains(QStringLiteral("first 30")));
        m_page = std::make_unique<LogPage>(*m_session, m_theme, nullptr, 40);
        m_page->show();
        QVERIFY(!m_page->findChild<Banner *>()->isVisible());
    }

    void aJumpSelectsOneRowWhateverKeyIsDown() {
        m_shop->fill(10);
        open();
        m_page->showPosition({0, 2});
        QTest::keyPress(m_page->table(), Qt::Key_Control, Qt::ControlModifier);
        m_page->showPosition({0, 5});
        QTest::keyRelease(m_page->table(), Qt::Key_Control);
        QCOMPARE(m_page->table()->selectionModel()->selectedRows().size(), 1);
    }

    void bringsTheCursorIntoSight() {
        m_shop->fill(500);
        open();
        QSignalSpy selected(m_page.get(), &LogPage::eventSelected);
        m_session->cursor().moveTo({0, 50});
        QVERIFY(m_page->table()->selectionModel()->isRowSelected(49, {}));
        QCOMPARE(selected.count(), 1);
        QVERIFY(selected[0][0].value<Position>() == Position(0, 50));
        const QRect row = m_page->table()->visualRect(m_page->model()->index(49, 0));
        QVERIFY(m_page->table()->viewport()->rect().contains(row));
        m_session->cursor().returnToHead();
        QVERIFY(isAtEnd());
    }

    void anEmptyStoreSaysSo() {
        open();
        const auto *empty = m_page->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible() && empty->accessibleName().contains(QStringLiteral("No events")));
        m_shop->fill(1);
        QTRY_VERIFY(m_page->table()->isVisible());
        QVERIFY(!empty->isVisible());
    }

    void aProblemIsSaidAndCanBeTriedAgain() {
        m_shop->fill(5);
        openSession();
        m_shop->breakPages(true);
        m_page = std::make_unique<LogPage>(*m_session, m_theme);
        m_page->resize(900, 400); // wide enough to show what is read page by page
        m_page->show();
        auto *banner = m_page->findChild<Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(QStringLiteral("The disk is asleep")));
        m_shop->breakPages(false);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_COMPARE(m_page->model()->rowCount(), 5);
        QTRY_VERIFY(!banner->isVisible());
    }

    void theTypeStaysReadableWhereItIsNarrow() {
        m_shop->fill(5);
        open();
        for (const int width : {1100, 700, 600}) {
            m_page->resize(width, 300);
            QCoreApplication::processEvents();
            const int shown = m_page->table()->columnWidth(int(EventColumn::Type));
            QVERIFY2(shown > 80, qPrintable(QStringLiteral("%1 at %2").arg(shown).arg(width)));
        }
    }
};

QTEST_MAIN(TestLogPage)
#include "tst_log_page.moc"
