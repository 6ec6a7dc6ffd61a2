// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/process/question_hall.h"
#include "tests/ui/support/shop_session.h"
#include "tests/ui/support/shown_window.h"
#include "ui/processes/board_column.h"
#include "ui/processes/board_view.h"
#include "ui/processes/board_watch.h"
#include "ui/processes/instance_pane.h"
#include "ui/processes/processes_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/json_tree_view.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// Process managers by clicks and keys.
class TestProcessesPage : public QObject, ShopSession {
    Q_OBJECT

    Theme m_theme{Scheme::Light};
    std::vector<ProjectionPtr> m_processes;
    std::unique_ptr<ProcessesPage> m_page;

    void open() {
        m_session = m_shop->open(*m_workers, {}, {}, m_processes);
        QTRY_VERIFY(m_session->isLoaded());
        m_page = std::make_unique<ProcessesPage>(*m_session, m_theme);
        m_page->resize(1000, 700);
        showActive(*m_page);
        if (!m_processes.empty()) QTRY_VERIFY(m_page->watch().overview());
    }
    void ask(const std::string &id) { m_shop->append("hall-1", "Asked", "{\"from\":\"you\",\"id\":\"" + id + "\"}"); }
    void answer(const std::string &id, bool isYes) {
        m_shop->append("hall-1", "Answered", "{\"id\":\"" + id + "\",\"isYes\":" + (isYes ? "true}" : "false}"));
    }
    void click(QAbstractButton *button) {
        QVERIFY(button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QPushButton *nextStep() { return m_page->findChild<EmptyState *>()->findChild<QPushButton *>(); }
    [[nodiscard]] QString emptyTitle() { return m_page->findChild<EmptyState *>()->findChild<QLabel *>()->text(); }
    /// The board as text: a line for each column.
    [[nodiscard]] QStringList board() {
        QStringList lines;
        for (const BoardColumn *column : m_page->board()->columns()) {
            QString line = column->headings().join(QLatin1String(" | "));
            for (int row = 0; row < column->cards().rowCount(); ++row)
                line += QLatin1String(" | ") + column->cards().index(row).data().toString();
            lines << line;
        }
        return lines;
    }
    static QStringList lines(std::initializer_list<const char *> texts) {
        QStringList all;
        for (const char *text : texts)
            all << QString::fromUtf8(text);
        return all;
    }
    void runUntil(std::initializer_list<const char *> wanted) {
        click(m_page->runButton());
        QTRY_COMPARE(board(), lines(wanted));
    }
    [[nodiscard]] QListView *list(std::size_t column) { return m_page->board()->columns()[column]->list(); }
    void clickCard(std::size_t column, int row) {
        QListView *cards = list(column);
        QTest::mouseClick(cards->viewport(), Qt::LeftButton, {},
                          cards->visualRect(cards->model()->index(row, 0)).center());
    }
    /// A column of the messages of the instance.
    [[nodiscard]] QStringList messages(int column) {
        const QAbstractItemModel *model = m_page->instance()->table()->model();
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, column).data().toString();
        return texts;
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_processes = {eventscope::testing::must(declaredProcess(eventscope::testing::kQuestions))};
        makeShop();
    }
    void cleanup() {
        m_page.reset();
        if (m_session) QCOMPARE(m_session->guard().caught(), QStringList());
        closeSession();
    }

    void withoutADomainPackItSaysHowToNameOne() {
        m_processes.clear();
        open();
        const auto *empty = m_page->findChild<EmptyState *>();
        QVERIFY(empty->isVisible() && !m_page->runButton()->isVisible());
        QVERIFY(empty->findChildren<QLabel *>().at(1)->text().contains(QStringLiteral("--domain")));
    }

    void theNextStepRunsIt() {
        ask("a");
        open();
        QCOMPARE(emptyTitle(), QStringLiteral("The instances have not been made yet"));
        click(nextStep());
        QTRY_COMPARE(board(), lines({"asked | 1 | a, 0 s old, waits for Answered"}));
        QCOMPARE(m_page->runButton()->text(), QStringLiteral("Stop"));
        ask("b"); // it goes on with what is appended
        QTRY_COMPARE(board(), lines({"asked | 2 | a, 1 s old, waits for Answered | b, 0 s old, waits for Answered"}));
        click(m_page->runButton());
        QTRY_COMPARE(m_page->runButton()->text(), QStringLiteral("Run"));
    }

    void aColumnForEachStepAndRedForWhatIsLate() {
        for (const char *id : {"a", "b", "c"})
            ask(id);
        answer("c", true);
        answer("b", false);
        m_shop->pause(61);
        ask("d");
        open();
        runUntil({"asked | 2, 1 overdue | a, 66 s old, overdue, waits for Answered | d, 0 s old, waits for Answered",
                  "sorry | Compensating: 1, 1 overdue | b, 65 s old, stuck, waits for Closed",
                  "yes | Ended: 1 | c, took 1 s"});
        QVERIFY(m_page->titleText().contains(QStringLiteral("position 6")));
        m_page->filterChoice()->setFocus();
        QTest::keyClick(m_page->filterChoice(), Qt::Key_End); // stuck
        QTRY_COMPARE(board(), lines({"sorry | Compensating: 1, 1 overdue | b, 65 s old, stuck, waits for Closed"}));
        QTest::keyClick(m_page->filterChoice(), Qt::Key_Home);
        QTRY_COMPARE(board().size(), 3);
    }

    void aCardShowsALife() {
        ask("a");
        m_shop->append("hall-1", "Closed", R"({"id":"a"})"); // too early
        answer("a", false);
        ask("b");
        open();
        click(m_page->runButton());
        QTRY_COMPARE(board().size(), 2);
        QVERIFY(!m_page->instance()->isVisible());
        clickCard(1, 0);
        QTRY_COMPARE(messages(1), lines({"Asked", "Closed", "Answered"}));
        QCOMPARE(messages(3), lines({"Answer (to: you)", "", "SaySorry"}));
        QVERIFY(messages(2)[1].startsWith(QStringLiteral("failed: ")));
        QCOMPARE(messages(2)[2], QStringLiteral("sorry"));
        QVERIFY(messages(4)[0].startsWith(QStringLiteral("waits for Answered until 2026-01-01 00:01")));
        QVERIFY(m_page->instance()->titleText().contains(QStringLiteral("Compensating, sorry")));
        const auto *state = m_page->instance()->findChild<JsonTreeView *>();
        QCOMPARE(state->model()->index(0, 1).data().toString(), QStringLiteral("false"));
        QTableView *table = m_page->instance()->table();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, 1)).center());
        QCOMPARE(state->model()->index(0, 1).data().toString(), QStringLiteral("true"));
        QSignalSpy activated(m_page.get(), &ProcessesPage::eventActivated);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QVERIFY(activated.first().first().value<Position>() == (Position{0, 1}));
    }

    void theKeyboardGoesFromCardToCard() {
        for (const char *id : {"a", "b", "c"})
            ask(id);
        answer("c", true);
        open();
        click(m_page->runButton());
        QTRY_COMPARE(board().size(), 2);
        list(0)->setFocus();
        QTest::keyClick(list(0), Qt::Key_Down);
        QTest::keyClick(list(0), Qt::Key_Down);
        QTRY_COMPARE(m_page->instance()->key(), std::string("b"));
        QTest::keyClick(list(0), Qt::Key_Right);
        QVERIFY(list(1)->hasFocus());
        QCOMPARE(m_page->instance()->key(), std::string("c"));
        QVERIFY(!list(0)->selectionModel()->hasSelection());
        QTest::keyClick(list(1), Qt::Key_Right); // there is no further one
        QVERIFY(list(1)->hasFocus());
        QTest::keyClick(list(1), Qt::Key_Left);
        QCOMPARE(m_page->instance()->key(), std::string("a"));
    }

    void aKeyIsFound() {
        ask("a");
        open();
        click(m_page->runButton());
        QTRY_COMPARE(board().size(), 1);
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_page->search()->hasFocus());
        QTest::keyClicks(m_page->search(), QStringLiteral("a"));
        QTest::keyClick(m_page->search(), Qt::Key_Return);
        QTRY_COMPARE(messages(1), lines({"Asked"}));
        m_page->search()->clear();
        QTest::keyClicks(m_page->search(), QStringLiteral("nobody"));
        QTest::keyClick(m_page->search(), Qt::Key_Return);
        QTRY_COMPARE(m_page->instance()->titleText(), QStringLiteral("nobody: nothing has happened by then"));
    }

    void asOfTheCursor() {
        ask("a");
        answer("a", true);
        open();
        runUntil({"yes | Ended: 1 | a, took 1 s"});
        clickCard(0, 0);
        QTRY_COMPARE(messages(1), lines({"Asked", "Answered"}));
        m_session->cursor().moveTo(Position{0, 1});
        QTRY_COMPARE(board(), lines({"asked | 1 | a, 0 s old, waits for Answered"}));
        QTRY_COMPARE(messages(1), lines({"Asked"}));
        QVERIFY(m_page->titleText().contains(QStringLiteral("made again")));
        m_session->cursor().returnToHead();
        QTRY_COMPARE(board(), lines({"yes | Ended: 1 | a, took 1 s"}));
        QTRY_COMPARE(messages(1).size(), 2);
    }

    void whatCannotBeReadIsSaidAndTriedAgain() {
        ask("a");
        answer("a", true);
        open();
        runUntil({"yes | Ended: 1 | a, took 1 s"});
        click(m_page->runButton());
        QTRY_COMPARE(m_page->runButton()->text(), QStringLiteral("Run"));
        m_shop->breakPages(true);
        m_session->cursor().moveTo(Position{0, 1});
        QTRY_VERIFY(m_page->watch().problem());
        auto *banner = m_page->findChild<Banner *>();
        QVERIFY(banner->isVisible());
        m_shop->breakPages(false);
        click(banner->findChild<QPushButton *>());
        QTRY_VERIFY(!m_page->watch().problem());
        QTRY_COMPARE(board(), lines({"asked | 1 | a, 0 s old, waits for Answered"}));
        QVERIFY(!banner->isVisible());
    }

    void noneOfThoseThatAreWanted() {
        ask("a");
        open();
        click(m_page->runButton());
        QTRY_COMPARE(board().size(), 1);
        m_page->filterChoice()->setFocus();
        QTest::keyClick(m_page->filterChoice(), Qt::Key_End);
        QTRY_COMPARE(emptyTitle(), QStringLiteral("No such instance"));
        QVERIFY(m_page->filterChoice()->isVisible());
    }
};

QTEST_MAIN(TestProcessesPage)
#include "tst_processes_page.moc"
