// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/projections/projection_desk.h"
#include "tests/ui/support/menu_choice.h"

using namespace eventscope;
using namespace eventscope::ui;

/// Projections watched, carried on, rebuilt and examined, by clicks and keys.
class TestProjectionsPage : public QObject, ProjectionDesk {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() { prepare(); }
    void cleanup() { closePage(); }

    void withoutADomainPackItSaysHowToNameOne() {
        m_projections.clear();
        openPage();
        const auto *empty = m_page->findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
        QVERIFY(empty->findChildren<QLabel *>().at(1)->text().contains(QStringLiteral("--domain")));
        QVERIFY(!m_page->bar()->isVisible());
    }

    void whatCannotBeReadIsSaidAndTriedAgain() {
        payMany(10);
        m_session = m_shop->open(*m_workers, {}, m_projections);
        QTRY_VERIFY(m_session->isLoaded());
        m_shop->breakPages(true);
        m_page = std::make_unique<ProjectionsPage>(*m_session, m_theme);
        showActive(*m_page);
        QTRY_VERIFY(m_page->watch().problem());
        auto *again = m_page->findChild<EmptyState *>()->findChild<QPushButton *>();
        m_shop->breakPages(false);
        click(again);
        QTRY_VERIFY(m_page->table()->isVisible());
        QCOMPARE(line().status.state, ModelState::NotBuilt);
        QCOMPARE(line().status.lagEvents, 10u);
    }

    void runningMakesRowsAndTheLagGoes() {
        payMany(50);
        openPage();
        QTRY_COMPARE(line().status.lagEvents, 50u);
        choose();
        click(Act::Run);
        QTRY_VERIFY(isLive());
        QTRY_COMPARE(line().rows, std::optional<std::uint64_t>(7));
        QTRY_COMPARE(m_page->details()->rows()->table()->model()->rowCount(), 7);
        pay("new", 5); // it goes on with what is appended
        QTRY_COMPARE(taken(), 51u);
        QTRY_COMPARE(m_page->details()->rows()->table()->model()->rowCount(), 8);
        QCOMPARE(m_page->table()->model()->index(1, ProjectionTable::LagColumn).data().toString().left(1),
                 QStringLiteral("0"));
    }

    /// How many rows there are is asked for seldom; what was counted in the empty table is none of them.
    void anEmptyTableIsNotCountedForAFullOne() {
        openPage();
        choose();
        click(Act::Run);
        QTRY_COMPARE(line().rows, std::optional<std::uint64_t>(0));
        QSet<QString> shown;
        const QObject watching;
        connect(&m_page->watch(), &ProjectionWatch::changed, &watching, [&] {
            if (taken() > 0) shown += line().rows ? QString::number(*line().rows) : QStringLiteral("not known");
        });
        pay("a1", 20);
        QTRY_COMPARE(line().rows, std::optional<std::uint64_t>(1));
        QVERIFY2(!shown.contains(QStringLiteral("0")), "no row, of some events");
    }

    void severalGoInOnePass() {
        payMany(20);
        openPage();
        m_page->table()->setFocus();
        QTest::keyClick(m_page->table(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(m_page->table(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(isLive("balances") && isLive("days"));
        QCOMPARE(taken("days"), 20u);
        choose("days");
        click(Act::Stop); // the other one goes on
        QTRY_COMPARE(line("days").status.state, ModelState::UpToDate);
        pay("a1", 20);
        QTRY_COMPARE(taken("balances"), 21u);
        QTRY_COMPARE(line("days").status.state, ModelState::Behind);
    }

    void itStopsAndGoesOnWhereItWas() {
        payMany(20);
        openPage();
        runOnce();
        payMany(5);
        QTRY_COMPARE(line().status.state, ModelState::Behind);
        QCOMPARE(line().status.lagEvents, 5u);
        QTest::keyClick(m_page->table(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(isLive());
        QCOMPARE(taken(), 25u);
    }

    void aPauseEndsTheRunAndKeepsOthersOut() {
        payMany(20);
        openPage();
        choose();
        click(Act::Run);
        QTRY_VERIFY(isLive());
        QTest::keyClick(m_page->table(), Qt::Key_F7);
        QTRY_COMPARE(line().status.state, ModelState::Paused);
        QTRY_VERIFY(!m_page->bar()->button(Act::Run)->isEnabled());
        QTRY_VERIFY(!m_page->runs().isRunning("balances"));
        QCOMPARE(m_page->bar()->button(Act::Pause)->text(), QStringLiteral("Resume"));
        QTRY_VERIFY(m_page->bar()->button(Act::Pause)->isEnabled());
        click(Act::Pause);
        QTRY_COMPARE(line().status.state, ModelState::UpToDate);
    }

    void whyItCannotBeCarriedOnIsSaid() {
        payMany(5);
        openPage();
        runOnce();
        pay("a1", 20);
        QTRY_COMPARE(line().status.state, ModelState::Behind);
        // Paused by another program, between two looks.
        elsewhere([](const ProjectionContext &context, const JobControl &job) {
            return context.models.setPaused("balances", true, job);
        });
        m_page->runs().run({m_projections.front()});
        QTRY_VERIFY(line().problem);
        QVERIFY(line().problem->message.find("paused") != std::string::npos);
    }

    void rowsAreThoseAtTheCursor() {
        pay("ada", 20);
        pay("ada", 30);
        pay("bob", 40);
        openPage();
        runOnce();
        RowsPane *rows = m_page->details()->rows();
        QTRY_COMPARE(rows->table()->model()->rowCount(), 2);
        QCOMPARE(rows->table()->model()->index(0, 1).data().toString(), QStringLiteral("50"));
        QVERIFY(rows->titleText().contains(QStringLiteral("as served")));
        m_session->cursor().moveTo({0, 1});
        QTRY_COMPARE(rows->table()->model()->rowCount(), 1);
        QCOMPARE(rows->table()->model()->index(0, 1).data().toString(), QStringLiteral("20"));
        QVERIFY(rows->titleText().contains(QStringLiteral("made again from the events")));
        m_session->cursor().returnToHead();
        QTRY_COMPARE(rows->table()->model()->rowCount(), 2);
        rows->search()->setFocus();
        QTest::keyClicks(rows->search(), QStringLiteral("bo"));
        QTRY_COMPARE(rows->table()->model()->rowCount(), 1);
        QCOMPARE(rows->table()->model()->index(0, 0).data().toString(), QStringLiteral("bob"));
    }

    void aRowThatIsGoneIsFoundByItsWholeKey() {
        pay("ada", 20);
        m_shop->append("ledger-1", "AccountShut", R"({"account":"ada"})");
        openPage();
        runOnce();
        RowsPane *rows = m_page->details()->rows();
        m_session->cursor().moveTo({0, 1});
        QTRY_VERIFY(rows->titleText().contains(QStringLiteral("made again")));
        QCOMPARE(rows->table()->model()->rowCount(), 0);
        QTest::keyClicks(rows->search(), QStringLiteral("ada"));
        QTRY_COMPARE(rows->table()->model()->rowCount(), 1);
    }

    void aRebuildIsPlannedBuiltComparedAndSwapped() {
        payMany(300);
        openPage();
        runOnce();
        const std::uint64_t served = line().status.live->generation;
        RebuildPanel *panel = m_page->rebuildPanel();
        QVERIFY(!panel->isVisible());
        QTest::keyClick(m_page->table(), Qt::Key_F7, Qt::ShiftModifier);
        QTRY_VERIFY(panel->startButton()->isVisible());
        QVERIFY2(panel->text().contains(QStringLiteral("300 event")), qPrintable(panel->text()));
        QVERIFY2(panel->text().contains(QStringLiteral("7 row")), qPrintable(panel->text()));
        click(panel->startButton());
        QTRY_VERIFY(panel->swapButton()->isVisible());
        QVERIFY2(panel->text().contains(QStringLiteral("7 rows, the same")), qPrintable(panel->text()));
        QCOMPARE(line().status.live->generation, served);
        click(panel->swapKeepButton());
        QTRY_VERIFY(line().status.live->generation != served);
        QTRY_VERIFY(line().status.old);
        QTRY_VERIFY(panel->closeButton()->isVisible());
        click(panel->closeButton());
        QVERIFY(!panel->isVisible());
    }

    void aRebuildThatWasStoppedGoesOnLaterOrIsGivenUp() {
        payMany(300);
        openPage();
        runOnce();
        // What a rebuild that was stopped in the middle leaves.
        elsewhere([this](const ProjectionContext &context, const JobControl &job) {
            const ModelTarget target{m_projections.front(), ModelRole::Shadow};
            RunOptions options;
            options.until = {0, 100};
            return carryOn(context, std::span(&target, 1), options, nullptr, job);
        });
        RebuildPanel *panel = m_page->rebuildPanel();
        click(Act::Rebuild);
        QTRY_VERIFY(panel->startButton()->isVisible());
        QCOMPARE(panel->startButton()->text(), QStringLiteral("Go On"));
        QVERIFY2(panel->text().contains(QStringLiteral("100 of them")), qPrintable(panel->text()));
        click(panel->startButton());
        QTRY_VERIFY(panel->swapButton()->isVisible());
        click(panel->giveUpButton());
        QTRY_VERIFY(!panel->isVisible());
        QTRY_VERIFY(!line().status.shadow);
    }

    /// Whether it was done already when it was asked to stop, or not: nothing of it is served, and it can go on.
    void aRebuildThatIsStoppedServesNothing() {
        payMany(2000);
        openPage();
        runOnce();
        const std::uint64_t served = line().status.live->generation;
        RebuildPanel *panel = m_page->rebuildPanel();
        click(Act::Rebuild);
        QTRY_VERIFY(panel->startButton()->isVisible());
        click(panel->startButton());
        click(panel->stopButton());
        QTRY_VERIFY(panel->startButton()->isVisible() || panel->swapButton()->isVisible());
        QCOMPARE(line().status.live->generation, served);
        if (panel->startButton()->isVisible()) click(panel->startButton());
        QTRY_VERIFY(panel->swapButton()->isVisible());
        click(panel->swapButton());
        QTRY_VERIFY(line().status.live->generation != served);
        QCOMPARE(taken(), 2000u);
    }

    /// Beside the progress, and in the words of the rebuild: what it could not take.
    void errorsAreInViewWhileItGoesOn() {
        pay("ada", 20);
        openPage();
        runOnce();
        ErrorLog *errors = m_page->details()->progress()->errors();
        showTab(m_page->details()->progress());
        QVERIFY(!errors->isVisible());
        click(Act::Run);
        QTRY_VERIFY(isLive());
        pay("bob", 13);
        QTRY_VERIFY(errors->isVisible());
        QTRY_COMPARE(errors->table()->model()->rowCount(), 1);
        pay("eve", 13);
        QTRY_COMPARE(errors->table()->model()->rowCount(), 2);
        const auto cell = [&](int row, int column) {
            return errors->table()->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, 0), QStringLiteral("3")); // the last one first
        QVERIFY(cell(1, 2).contains(QStringLiteral("thirteen")));
        QVERIFY(errors->titleText().startsWith(QStringLiteral("Errors,")));
        click(Act::Rebuild);
        RebuildPanel *panel = m_page->rebuildPanel();
        QTRY_VERIFY(panel->startButton()->isVisible());
        click(panel->startButton());
        QTRY_VERIFY(panel->swapButton()->isVisible());
        QTRY_VERIFY2(panel->text().contains(QStringLiteral("2 event(s) could not be taken")),
                     qPrintable(panel->text()));
        QTRY_VERIFY(errors->titleText().contains(QStringLiteral("of the rebuild")));
        QCOMPARE(errors->table()->model()->rowCount(), 2);
        click(panel->giveUpButton());
        QTRY_VERIFY(errors->titleText().startsWith(QStringLiteral("Errors,")));
    }

    void aDeadLetterIsOpenedRetriedOrSkippedWithAReason() {
        pay("ada", 20);
        pay("ada", 13);
        pay("bob", 13);
        openPage();
        runOnce();
        QTRY_COMPARE(m_page->details()->tabText(2), QStringLiteral("Dead Letters (2)"));
        LettersPane *letters = m_page->details()->letters();
        showTab(letters);
        QTRY_COMPARE(letters->table()->model()->rowCount(), 2);
        const auto clickRow = [&](int row) {
            const QRect cell = letters->table()->visualRect(letters->table()->model()->index(row, 0));
            QTest::mouseClick(letters->table()->viewport(), Qt::LeftButton, {}, cell.center());
        };
        clickRow(0);
        QSignalSpy opened(m_page.get(), &ProjectionsPage::eventActivated);
        click(letters->openButton());
        QCOMPARE(opened.size(), 1);
        QVERIFY(opened.front().front().value<Position>() == Position(0, 2));
        click(letters->retryButton());
        QTRY_VERIFY2(letters->titleText().startsWith(QStringLiteral("Still fails")), qPrintable(letters->titleText()));
        Balances::isMended = true;
        QTRY_VERIFY(letters->retryButton()->isEnabled());
        click(letters->retryButton());
        QTRY_COMPARE(letters->table()->model()->rowCount(), 1);
        clickRow(0);
        QTRY_VERIFY(letters->reason()->isEnabled());
        QVERIFY(!letters->skipButton()->isEnabled());
        QTest::keyClicks(letters->reason(), QStringLiteral("a test"));
        QTest::keyClick(letters->reason(), Qt::Key_Return);
        QTRY_VERIFY(letters->table()->model()->index(0, 4).data().toString().contains(QStringLiteral("a test")));
        QTRY_COMPARE(line().status.live->openLetters, 0u);
    }

    void driftIsFoundAndAClickMovesTheCursor() {
        pay("ada", 20);
        pay("ada", 30);
        openPage();
        runOnce();
        DriftPane *drift = m_page->details()->drift();
        QTest::keyClick(m_page->table(), Qt::Key_F4);
        QTRY_VERIFY2(drift->titleText().startsWith(QStringLiteral("No drift: 1 row")), qPrintable(drift->titleText()));
        // Somebody takes the last event away.
        elsewhere([](const ProjectionContext &context, const JobControl &job) -> Result<void> {
            ES_ASSIGN(live, context.models.find("balances", ModelRole::Live, job));
            ES_ASSIGN(page, context.models.page(*live, "", 1, job));
            const RowChange change{page.front().key,
                                   Json::object({{"amount", Json::number(20)}, {"payments", Json::number(1)}}),
                                   Position{0, 1}, 1};
            return context.models.mend(*live, live->checkpoint.position, std::span(&change, 1), {}, job);
        });
        click(Act::FindDrift);
        QTRY_COMPARE(drift->table()->model()->rowCount(), 1);
        QCOMPARE(drift->table()->model()->index(0, 2).data().toString(), QStringLiteral("2"));
        const QRect cell = drift->table()->visualRect(drift->table()->model()->index(0, 0));
        QTest::mouseClick(drift->table()->viewport(), Qt::LeftButton, {}, cell.center());
        QVERIFY(m_session->cursor().asOf() == std::optional<Position>({0, 2}));
    }

    void driftOfOneRowAndOfARange() {
        for (const char *account : {"ada", "bob", "eve"})
            pay(account, 20);
        openPage();
        runOnce();
        DriftPane *drift = m_page->details()->drift();
        showTab(drift);
        QVERIFY(!drift->firstKey()->isVisible());
        drift->scope()->setCurrentIndex(2);
        QVERIFY(drift->firstKey()->isVisible() && !drift->lastKey()->isVisible());
        click(Act::FindDrift);
        QVERIFY(drift->titleText().contains(QStringLiteral("which row")));
        QTest::keyClicks(drift->firstKey(), QStringLiteral("bob"));
        QTest::keyClick(drift->firstKey(), Qt::Key_Return);
        QTRY_VERIFY2(drift->titleText().startsWith(QStringLiteral("No drift: 1 row")), qPrintable(drift->titleText()));
        QTest::keyClicks(drift->firstKey(), QStringLiteral("by"));
        QTest::keyClick(drift->firstKey(), Qt::Key_Return);
        QTRY_VERIFY2(drift->titleText().contains(QStringLiteral("no row with the key")),
                     qPrintable(drift->titleText()));
        drift->scope()->setCurrentIndex(3);
        drift->firstKey()->setText(QStringLiteral("b"));
        QTest::keyClicks(drift->lastKey(), QStringLiteral("a"));
        QTest::keyClick(drift->lastKey(), Qt::Key_Return);
        QVERIFY(drift->titleText().contains(QStringLiteral("before the last")));
        drift->lastKey()->setText(QStringLiteral("f"));
        QTest::keyClick(drift->lastKey(), Qt::Key_Return);
        QTRY_VERIFY2(drift->titleText().startsWith(QStringLiteral("No drift: 2 row")), qPrintable(drift->titleText()));
    }

    /// Event by event, with the arrow keys: the cursor goes along, and what lies behind it is still there to go to.
    void aProjectionIsSteppedThrough() {
        pay("ada", 20);
        pay("bob", 1);
        pay("ada", 13);
        pay("ada", 30);
        openPage();
        runOnce();
        StepsPane *steps = m_page->details()->steps();
        showTab(steps);
        const QAbstractItemModel *model = steps->table()->model();
        QTRY_COMPARE(model->rowCount(), 4);
        const auto cell = [&](int row, int column) { return model->index(row, column).data().toString(); };
        QCOMPARE(steps->titleText(), QStringLiteral("4 step(s), all that there are"));
        QCOMPARE(cell(0, 2), QStringLiteral("apply(Paid)"));
        QCOMPARE(cell(0, 4), QStringLiteral("+ amount 20, payments 1"));
        QVERIFY(cell(2, 4).contains(QStringLiteral("thirteen")));
        QCOMPARE(cell(3, 4), QStringLiteral("~ amount 20 \u2192 50, payments 1 \u2192 2"));
        QCOMPARE(steps->table()->currentIndex().row(), 3); // that of the head
        QVERIFY(m_session->cursor().isLive());
        const auto asOf = [&] { return m_session->cursor().asOf(); };
        steps->table()->setFocus();
        QTest::keyClick(steps->table(), Qt::Key_Up);
        QVERIFY(asOf() == std::optional<Position>({0, 3}));
        QTest::keyClick(steps->table(), Qt::Key_Up);
        QVERIFY(asOf() == std::optional<Position>({0, 2}));
        QCOMPARE(model->rowCount(), 4);
        QCOMPARE(model->index(3, 0).data(CellModel::kRoleRole).value<Role>(), Role::TextQuiet);
        QTest::keyClick(steps->table(), Qt::Key_Down);
        QVERIFY(asOf() == std::optional<Position>({0, 3}));
        m_session->cursor().moveTo({0, 1});
        QCOMPARE(steps->table()->currentIndex().row(), 0);
        QTest::keyClicks(steps->keyEdit(), QStringLiteral("bob"));
        QTRY_COMPARE(model->rowCount(), 1);
        QVERIFY(!steps->table()->currentIndex().isValid()); // it comes later
        m_session->cursor().returnToHead();
        QTRY_COMPARE(steps->table()->currentIndex().row(), 0);
    }

    /// Around the cursor, wherever that is.
    void ofManyStepsThoseNearTheCursorAreShown() {
        payMany(1000);
        openPage();
        runOnce();
        StepsPane *steps = m_page->details()->steps();
        showTab(steps);
        const QAbstractItemModel *model = steps->table()->model();
        QTRY_COMPARE(model->rowCount(), 100); // the last ones
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("901"));
        m_session->cursor().moveTo({0, 500});
        QTRY_COMPARE(model->rowCount(), 200);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("401"));
        QCOMPARE(steps->table()->currentIndex().row(), 99);
        m_session->cursor().moveTo({0, 420}); // among those that are shown
        QCOMPARE(steps->table()->currentIndex().row(), 19);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("401"));
        m_session->cursor().moveTo({0, 401}); // at their end
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("302"));
        m_session->cursor().moveTo({0, 1});
        QTRY_COMPARE(model->rowCount(), 101);
        QCOMPARE(steps->table()->currentIndex().row(), 0);
    }

    void aRowIsRebuiltAloneFromItsMenu() {
        pay("ada", 20);
        pay("bob", 30);
        openPage();
        runOnce();
        elsewhere([](const ProjectionContext &context, const JobControl &job) -> Result<void> {
            ES_ASSIGN(live, context.models.find("balances", ModelRole::Live, job));
            const RowChange change{"ada", Json::object({{"amount", Json::number(7)}, {"payments", Json::number(1)}}),
                                   Position{0, 1}, 1};
            return context.models.mend(live.value(), live->checkpoint.position, std::span(&change, 1), {}, job);
        });
        QTest::keyClicks(m_page->details()->rows()->search(), QStringLiteral("a")); // reads them anew
        QTableView *rows = m_page->details()->rows()->table();
        const auto amount = [&] { return rows->model()->index(0, 1).data().toString(); };
        QTRY_COMPARE(amount(), QStringLiteral("7"));
        const auto pick = [&](const QString &text) {
            const QPoint place = rows->visualRect(rows->model()->index(0, 0)).center();
            QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, place);
            return menuAt(rows->viewport(), place, text);
        };
        const auto isTold = [&](const QString &text) {
            return std::ranges::any_of(m_page->findChildren<QLabel *>(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(text);
            });
        };
        QCOMPARE(pick(QStringLiteral("Rebuild This Row Alone")).size(), 4);
        QTRY_COMPARE(amount(), QStringLiteral("20"));
        QVERIFY(isTold(QStringLiteral("was made anew, and is another one now")));
        click(Act::Run); // while it is carried on, nobody else may
        QTRY_VERIFY(isLive());
        (void)pick(QStringLiteral("Rebuild This Row Alone"));
        QVERIFY(isTold(QStringLiteral("Stop balances first")));
        (void)pick(QStringLiteral("Show Its Steps"));
        QVERIFY(m_page->details()->steps()->isVisible());
        QTRY_COMPARE(m_page->details()->steps()->table()->model()->rowCount(), 1);
        showTab(m_page->details()->rows());
        (void)pick(QStringLiteral("Find Its Drift"));
        QTRY_VERIFY(m_page->details()->drift()->titleText().startsWith(QStringLiteral("No drift: 1 row")));
    }

    void theDoctorSaysWhatIsWrong() {
        pay("ada", 13);
        openPage();
        runOnce();
        click(Act::Examine);
        DoctorPane *doctor = m_page->details()->doctor();
        QTRY_VERIFY(!doctor->findings().isEmpty());
        QVERIFY2(doctor->titleText().startsWith(QStringLiteral("1 problem")), qPrintable(doctor->titleText()));
        QVERIFY(doctor->findings().join(QLatin1Char(' ')).contains(QStringLiteral("What to do")));
    }

    void theMenuHasWhatTheButtonsHave() {
        payMany(5);
        openPage();
        choose();
        const QRect cell = m_page->table()->visualRect(m_page->table()->model()->index(0, 0));
        const QStringList lines = menuAt(m_page->table()->viewport(), cell.center(), QStringLiteral("Run"));
        QCOMPARE(lines.size(), 6);
        QTRY_VERIFY(m_page->runs().isRunning(m_page->table()->current()));
    }
};

QTEST_MAIN(TestProjectionsPage)
#include "tst_projections_page.moc"
