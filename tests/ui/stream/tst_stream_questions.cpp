// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/stream/ledger_page.h"
#include "ui/stream/change_pane.h"
#include "ui/stream/comparison_pane.h"
#include "ui/stream/holds_pane.h"
#include "ui/stream/search_bar.h"
#include "ui/stream/step_columns.h"
#include "ui/stream/value_plot.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QWheelEvent>

using namespace eventscope;
using namespace eventscope::ui;

class TestStreamQuestions : public QObject, LedgerPage {
    Q_OBJECT

  private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void everyValueOfAPlaceIsListed() {
        ask("/balance", Qt::Key_F9, Qt::ControlModifier);
        const QStringList lines = linesOf(*values());
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QStringLiteral("1|not there|100.00|AccountOpened|20")));
        QVERIFY(lines[1].startsWith(QStringLiteral("2|100.00|150.00|MoneyDeposited|20")));
        QVERIFY(lines[2].startsWith(QStringLiteral("5|150.00|-5.00|MoneyWithdrawn|20")));
    }
    void aDoubleClickOnAValueGoesThere() {
        ask("/balance", Qt::Key_F9, Qt::ControlModifier);
        const QPoint cell = values()->visualRect(values()->model()->index(1, 2)).center();
        QTest::mouseClick(values()->viewport(), Qt::LeftButton, {}, cell);
        QTest::mouseDClick(values()->viewport(), Qt::LeftButton, {}, cell);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
    }

    void aNumberIsPlottedOverVersions() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        QVERIFY(plot().isVisible());
        QCOMPARE(plot().description(),
                 QStringLiteral("/balance over 5 version(s). Least -5.00 at v5, greatest 150.00 at v2. "
                                "Shown: -5.00 at v5."));
        QCOMPARE(plot().accessibleDescription(), plot().description());
    }
    void whatIsNoNumberSaysSo() {
        ask("/owner/name", Qt::Key_F9, Qt::ShiftModifier);
        QVERIFY(plot().description().endsWith(QStringLiteral("There is no number to draw.")));
    }
    void draggingInThePlotScrubs() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        const int y = plot().height() / 2;
        QTest::mousePress(&plot(), Qt::LeftButton, {}, QPoint(plot().xOf(1), y));
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
        QTest::mouseMove(&plot(), QPoint(plot().xOf(2), y));
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(2));
        QTest::mouseRelease(&plot(), Qt::LeftButton, {}, QPoint(plot().xOf(2), y));
        m_session->cursor().back(); // a drag is one move
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
    }
    void aBrushZoomsAndZeroShowsAll() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        const int y = plot().height() / 2;
        QTest::mousePress(&plot(), Qt::LeftButton, Qt::ShiftModifier, QPoint(plot().xOf(1), y));
        QTest::mouseMove(&plot(), QPoint(plot().xOf(3), y));
        QTest::mouseRelease(&plot(), Qt::LeftButton, Qt::ShiftModifier, QPoint(plot().xOf(3), y));
        QCOMPARE(plot().range(), (StepRange{1, 4}));
        QVERIFY(plot().description().contains(QStringLiteral("Zoomed to v2 to v4.")));
        plot().setFocus();
        QTest::keyClick(&plot(), Qt::Key_0);
        QCOMPARE(plot().range(), (StepRange{0, 5}));
    }
    void theWheelZoomsWhereTheMouseIs() {
        std::vector<NewEvent> many;
        for (int i = 0; i < 100; ++i)
            many.push_back(eventOf("MoneyDeposited", i == 70 ? R"({"balance":-1})" : R"({"balance":1})"));
        QVERIFY(m_store->append({"ledger-3"}, Expected::noStream(), many, {}).has_value());
        StreamPage page(*m_session, m_theme, StreamId{"ledger-3"});
        page.resize(1200, 700);
        page.show();
        QTRY_VERIFY(page.isSettled());
        page.plot(*Pointer::parse("/balance"));
        QTRY_VERIFY(page.isUpToDate());
        auto *plotted = page.findChild<ValuePlot *>();
        QCOMPARE(plotted->range(), (StepRange{0, 100}));
        const QPointF place(plotted->xOf(70), plotted->height() / 2);
        QWheelEvent turn(place, plotted->mapToGlobal(place), {}, QPoint(0, 120), {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(plotted, &turn);
        QCOMPARE(plotted->range().size(), std::size_t(50));
        QVERIFY(plotted->range().from <= 70 && plotted->range().to > 70);
        QVERIFY(plotted->description().contains(QStringLiteral("Least -1 at v71")));
    }
    void hoveringSaysTheValue() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        QTest::mouseMove(&plot(), QPoint(plot().xOf(1), plot().height() / 2));
        QTRY_COMPARE(plot().hoveredText(), QStringLiteral("150.00 at v2"));
    }
    void keysMoveInThePlot() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        plot().setFocus();
        QTest::keyClick(&plot(), Qt::Key_Left);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(3));
        QTest::keyClick(&plot(), Qt::Key_Home);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
        QTest::keyClick(&plot(), Qt::Key_Right, Qt::ShiftModifier);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(4));
    }
    void thePlotCanBeClosed() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        press("Close the plot");
        QVERIFY(!plot().isVisible());
    }

    void anotherVersionCanBeComparedWith() {
        compareWith(QStringLiteral("v1"));
        QCOMPARE(changesTitle(), QStringLiteral("From v1 to v5"));
        QStringList lines = linesOf(*table("What this event changed"));
        lines.sort();
        QCOMPARE(lines,
                 QStringList({QStringLiteral("~|/balance|100.00|-5.00"), QStringLiteral("~|/owner/name|Ada|Grace")}));
        QCOMPARE(mark("/owner/name"), int(JsonTree::Changed));
        QVERIFY(typeCell(0).contains(QStringLiteral("compared with")));
        press("Compare with the version before");
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(changesTitle(), QStringLiteral("What v5 changed"));
        QCOMPARE(mark("/owner/name"), int(JsonTree::Unmarked));
    }
    void theEarlierVersionComesFirst() {
        step("First event");
        compareWith(QStringLiteral("v5"));
        QCOMPARE(changesTitle(), QStringLiteral("From v1 to v5"));
        QStringList lines = linesOf(*table("What this event changed"));
        lines.sort();
        QCOMPARE(lines,
                 QStringList({QStringLiteral("~|/balance|100.00|-5.00"), QStringLiteral("~|/owner/name|Ada|Grace")}));
    }
    void comparingGoesOnWhileStepping() {
        compareWith(QStringLiteral("0"));
        QCOMPARE(mark("/id"), int(JsonTree::Added));
        step("Previous event");
        QCOMPARE(changesTitle(), QStringLiteral("From before the first event to v4"));
    }
    void theMenuOfAnEventComparesWithItAndStaysHere() {
        auto *events = table("Events of the stream");
        const QPoint cell = events->visualRect(events->model()->index(1, StepTable::TypeColumn)).center();
        QTest::mouseClick(events->viewport(), Qt::RightButton, {}, cell);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, cell, events->viewport()->mapToGlobal(cell));
        QApplication::sendEvent(events->viewport(), &asked);
        auto *menu = events->findChild<QMenu *>();
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(changesTitle(), QStringLiteral("From v2 to v5"));
    }
    void aWrongVersionToCompareWithSaysSo() {
        compareWith(QStringLiteral("77"));
        QCOMPARE(changesTitle(), QStringLiteral("This stream has the versions 1 to 5"));
    }

    void aConditionIsAskedWhereItHolds() {
        ask("/balance", Qt::Key_F9, Qt::ControlModifier | Qt::ShiftModifier);
        auto *field = named<QLineEdit>("Condition on the state");
        QVERIFY(field->hasFocus());
        QCOMPARE(field->text(), QStringLiteral("state.balance "));
        QTest::keyClicks(field, QStringLiteral("> 100"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_page->isUpToDate());
        auto *where = table("Where the condition holds");
        QCOMPARE(where->model()->rowCount(), 1);
        QVERIFY(linesOf(*where).front().startsWith(QStringLiteral("v2|v4|")));
        where->setCurrentIndex(where->model()->index(0, 0));
        where->setFocus();
        QTest::keyClick(where, Qt::Key_Return);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(1));
    }
    void aWrongConditionSaysWhere() {
        ask("/balance", Qt::Key_F9, Qt::ControlModifier | Qt::ShiftModifier);
        auto *field = named<QLineEdit>("Condition on the state");
        QTest::keyClicks(field, QStringLiteral("???"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(m_page->findChild<HoldsPane *>()->titleText().startsWith(QStringLiteral("column ")));
    }
    void anotherStreamIsLaidBesideThisOne() {
        m_page->findChild<QTabWidget *>()->setCurrentWidget(m_page->findChild<ComparisonPane *>());
        auto *field = named<QLineEdit>("Stream to compare with");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("other"));
        QTRY_VERIFY(field->completer()->popup()->isVisible());
        QCOMPARE(field->completer()->popup()->model()->index(0, 0).data().toString(), QStringLiteral("ledger-other"));
        QTest::keyClick(field->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(field->completer()->popup(), Qt::Key_Return);
        QTRY_VERIFY(m_page->isUpToDate());
        auto *both = table("Both streams side by side");
        QTRY_COMPARE(both->model()->rowCount(), 6);
        QCOMPARE(m_page->findChild<ComparisonPane *>()->titleText(),
                 QStringLiteral("1 the same, 1 differ, 3 only here, 1 only there"));
        QCOMPARE(linesOf(*both).front(), QStringLiteral("~|1|1|AccountOpened|/id a → b"));
        toggle(box("Differences only"));
        QCOMPARE(both->model()->rowCount(), 5);
        both->setCurrentIndex(both->model()->index(0, 0));
        both->setFocus();
        QTest::keyClick(both, Qt::Key_Return);
        QTRY_COMPARE(m_page->shownStep(), std::optional<std::size_t>(0));
    }
    void aStreamThatIsNotThereSaysSo() {
        m_page->compareWithStream(StreamId{"nowhere"});
        QTRY_COMPARE(m_page->findChild<ComparisonPane *>()->titleText(),
                     QStringLiteral("There are no events in that stream, or no such stream"));
    }

    void everyControlOfEveryQuestionHasAName() {
        ask("/balance", Qt::Key_F9, Qt::ShiftModifier);
        auto *questions = m_page->findChild<QTabWidget *>();
        for (int tab = 0; tab < questions->count(); ++tab) {
            questions->setCurrentIndex(tab);
            m_page->find(QStringLiteral("a"));
            for (const auto *widget : m_page->findChildren<QWidget *>()) {
                if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()) continue;
                if (widget->inherits("QScrollBar") || widget->inherits("QHeaderView")) continue;
                const auto *box = qobject_cast<const QCheckBox *>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (box && !box->text().isEmpty()),
                         widget->metaObject()->className());
            }
        }
    }

    void theStateCanBeSearched() {
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        auto *text = named<QLineEdit>("Search in the state");
        QVERIFY(text->hasFocus());
        QTest::keyClicks(text, QStringLiteral("A"));
        QTRY_COMPARE(count(), QStringLiteral("1 of 3"));
        QCOMPARE(tree().currentPointer(), std::optional(*Pointer::parse("/id")));
        QTest::keyClick(text, Qt::Key_F3);
        QCOMPARE(count(), QStringLiteral("2 of 3"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(tree().currentPointer(), std::optional(*Pointer::parse("/owner/name")));
        QTest::keyClick(text, Qt::Key_F3); // from the last one to the first
        QCOMPARE(count(), QStringLiteral("1 of 3"));
        QTest::keyClick(text, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(count(), QStringLiteral("3 of 3"));
        QTest::keyClicks(text, QStringLiteral("lan"));
        QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
        QTest::keyClicks(text, QStringLiteral("x"));
        QTRY_COMPARE(count(), QStringLiteral("not found"));
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!text->isVisible());
        QVERIFY(tree().hasFocus());
    }
    void theSearchFollowsTheSteps() {
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(named<QLineEdit>("Search in the state"), QStringLiteral("grace"));
        QTRY_COMPARE(count(), QStringLiteral("1 of 1"));
        goTo(0);
        QTRY_COMPARE(count(), QStringLiteral("not found"));
    }

  private:
    QTableView *values() const { return table("Values over versions"); }
    ValuePlot &plot() const { return *m_page->findChild<ValuePlot *>(); }
    QString changesTitle() const { return m_page->findChild<ChangePane *>()->findChild<QLabel *>()->text(); }
    QString count() const { return m_page->findChild<SearchBar *>()->countText(); }
    int mark(const char *pointer) const {
        return tree().documentModel().indexOf(*Pointer::parse(pointer)).data(JsonTree::MarkRole).toInt();
    }
    QString typeCell(int row) const {
        return table("Events of the stream")->model()->index(row, StepTable::TypeColumn).data().toString();
    }
    void compareWith(const QString &version) {
        QTest::keyClick(m_page.get(), Qt::Key_D, Qt::ControlModifier);
        auto *field = named<QLineEdit>("Version to compare with");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, version);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_page->isSettled());
    }
};

QTEST_MAIN(TestStreamQuestions)
#include "tst_stream_questions.moc"
