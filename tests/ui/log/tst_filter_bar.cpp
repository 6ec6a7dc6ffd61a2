// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log/shop_log_page.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/save_filter_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUndoStack>

using namespace eventscope;
using namespace eventscope::ui;

class TestFilterBar : public QObject, ShopLogPage {
    Q_OBJECT

    [[nodiscard]] FilterBar *bar() const { return m_page->filterBar(); }
    [[nodiscard]] FilterEdit *edit() const { return bar()->edit(); }
    [[nodiscard]] QAbstractItemView *offered() const { return edit()->offer()->popup(); }
    [[nodiscard]] int rows() const { return m_page->model()->rowCount(); }
    [[nodiscard]] QStringList choices() const {
        QStringList all;
        for (int row = 0; row < offered()->model()->rowCount(); ++row)
            all += offered()->model()->index(row, 0).data().toString();
        return all;
    }
    void write(const char *text) {
        edit()->setFocus();
        QTest::keyClicks(edit(), QLatin1String(text));
    }
    void enter(const char *text) {
        edit()->clear();
        write(text);
        offered()->hide();
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_VERIFY(!m_session->filter().isSearching());
    }
    /// What the menu of a cell offers, and the choice of one of its lines.
    QStringList menuOf(int row, EventColumn column, const QString &chosen) {
        QStringList texts;
        QTimer::singleShot(0, this, [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu) return;
            QList<QAction *> actions = menu->actions();
            for (QAction *action : menu->actions())
                if (action->menu()) actions += action->menu()->actions();
            for (QAction *action : std::as_const(actions)) {
                texts += action->text();
                if (action->text() == chosen) action->trigger();
            }
            menu->close();
        });
        const QModelIndex cell = m_page->model()->index(row, static_cast<int>(column));
        const QPoint place = m_page->table()->visualRect(cell).center();
        Q_EMIT m_page->table()->customContextMenuRequested(place);
        return texts;
    }

    /// The filters used before, as the keyboard asks for them, and the choice of one.
    QStringList history(const QString &chosen) {
        QStringList texts;
        QTimer::singleShot(0, this, [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu) return;
            for (QAction *action : menu->actions()) {
                texts += action->text();
                if (action->text() == chosen) action->trigger();
            }
            menu->close();
        });
        QTest::keyClick(edit(), Qt::Key_Down, Qt::AltModifier);
        return texts;
    }
  private Q_SLOTS:
    void init() {
        makeShop();
        m_shop->fill(90);
        open({1000, 500});
    }
    void cleanup() { close(); }

    void enterShowsWhatMatches() {
        write("type == \"OrderCreated\" && data.amount > 50");
        QCOMPARE(rows(), 90);
        QVERIFY(bar()->status().contains(QStringLiteral("Enter")));
        offered()->hide();
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_COMPARE(rows(), 14);
        QTRY_VERIFY(bar()->status().contains(QStringLiteral("14 of 90")));
        QVERIFY(m_page->model()->positionOf(0) == Position(0, 51));
        QCOMPARE(m_page->model()->rowOf({0, 53}), 0);
        QCOMPARE(m_page->model()->rowOf({0, 54}), 1);
        QCOMPARE(m_page->model()->rowOf({0, 50}), -1);
        const QModelIndex size = m_page->model()->index(13, static_cast<int>(EventColumn::Size));
        QTRY_VERIFY(size.data(LoadedRole).toBool());
        QCOMPARE(size.data().toString(), QStringLiteral("16 B"));
        edit()->findChild<QToolButton *>()->click(); // the button that empties the line
        QTRY_COMPARE(rows(), 90);
    }

    void aMistakeIsShownWhereItIs() {
        write("type == \"A\" && data.x >> 3");
        QVERIFY(bar()->status().contains(QStringLiteral("Cannot be read")));
        QLabel *mistake = nullptr;
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->text().contains(QChar(0x2191))) mistake = label;
        QVERIFY(mistake && mistake->isVisible());
        QVERIFY(mistake->text().contains(QStringLiteral("column 24")));
        QVERIFY(edit()->accessibleDescription().contains(QStringLiteral("column 24")));
        const int character = edit()->fontMetrics().averageCharWidth();
        const int arrow = mistake->mapTo(m_page.get(), QPoint(mistake->margin(), 0)).x() +
                          mistake->fontMetrics().horizontalAdvance(mistake->text().section(QChar(0x2191), 0, 0));
        QVERIFY(std::abs(arrow - edit()->mapTo(m_page.get(), QPoint(edit()->xOf(23), 0)).x()) <= character);
        offered()->hide();
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(rows(), 90);
        QCOMPARE(edit()->text(), QStringLiteral("type == \"A\" && data.x >> 3"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(edit()->text(), QString());
        QVERIFY(!mistake->isVisible());
        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(m_page->table()->hasFocus());
    }

    void theArrowIsUnderTheCharacterInAnyFont_data() {
        QTest::addColumn<double>("points");
        for (const double points : {7.3, 9.0, 10.5, 11.2, 13.7})
            QTest::addRow("%.1f", points) << points;
    }
    void theArrowIsUnderTheCharacterInAnyFont() {
        QFETCH(double, points);
        QLabel *mistake = nullptr;
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->parent() == m_page.get() && label->font() == edit()->font()) mistake = label;
        QVERIFY(mistake);
        QFont font = edit()->font();
        font.setPointSizeF(points);
        for (QWidget *widget : {static_cast<QWidget *>(edit()), static_cast<QWidget *>(mistake)})
            widget->setFont(font);
        write("type == \"A\" && stream == \"account-7\" && data.x >> 3");
        const QString before = mistake->text().section(QChar(0x2191), 0, 0);
        const int arrow = mistake->mapTo(m_page.get(), QPoint(mistake->margin(), 0)).x() +
                          mistake->fontMetrics().horizontalAdvance(before);
        const int character = edit()->mapTo(m_page.get(), QPoint(edit()->xOf(48), 0)).x();
        QVERIFY2(std::abs(arrow - character) <= edit()->fontMetrics().averageCharWidth(),
                 qPrintable(QStringLiteral("%1 for %2").arg(arrow).arg(character)));
    }

    void whatIsNotCompleteIsAMistakeOnlyOnEnter() {
        write("type == ");
        offered()->hide();
        QVERIFY(bar()->status().contains(QStringLiteral("Not complete")));
        QLabel *mistake = nullptr;
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->text().contains(QChar(0x2191))) mistake = label;
        QVERIFY(mistake && !mistake->isVisible());
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(mistake->isVisible() && mistake->text().contains(QStringLiteral("expected")));
        write("\"X\"");
        QVERIFY(!mistake->isVisible());
    }

    void offersWhatCanComeNext() {
        write("ty");
        QTRY_VERIFY(offered()->isVisible());
        QCOMPARE(choices().value(0), QStringLiteral("type"));
        QTest::keyClick(offered(), Qt::Key_Tab);
        QCOMPARE(edit()->text(), QStringLiteral("type "));
        QVERIFY(choices().contains(QStringLiteral("==")));
        QTest::keyClick(offered(), Qt::Key_Down);
        QTest::keyClick(offered(), Qt::Key_Return);
        QCOMPARE(edit()->text(), QStringLiteral("type == "));
        QVERIFY(choices() == QStringList({QStringLiteral("\"MoneyDeposited\""), QStringLiteral("\"OrderCreated\"")}));
        QTest::keyClicks(edit(), QStringLiteral("\"Ord"));
        QCOMPARE(choices(), QStringList(QStringLiteral("\"OrderCreated\"")));
        QTest::keyClick(offered(), Qt::Key_Tab);
        QCOMPARE(edit()->text(), QStringLiteral("type == \"OrderCreated\" "));
        QVERIFY(!offered()->isVisible()); // a filter may end here, and Enter is for it
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_COMPARE(rows(), 30);
    }

    void aChoiceBeforeASpaceTakesItAlong() {
        write("ty == \"OrderCreated\"");
        offered()->hide();
        edit()->setCursorPosition(2);
        QTest::keyClick(edit(), Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(offered()->isVisible());
        QTest::keyClick(offered(), Qt::Key_Tab);
        QCOMPARE(edit()->text(), QStringLiteral("type == \"OrderCreated\""));
        QCOMPARE(edit()->cursorPosition(), 5);
    }

    void escapeNeverLosesWhatWasTyped() {
        write("version == 1 && ty");
        QTRY_VERIFY(offered()->isVisible());
        QTest::keyClick(offered(), Qt::Key_Escape);
        QVERIFY(!offered()->isVisible());
        QCOMPARE(edit()->text(), QStringLiteral("version == 1 && ty"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(edit()->text(), QString());
        QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit()->text(), QStringLiteral("version == 1 && ty"));
    }

    void offersPathsAndValuesSeen() {
        QTRY_VERIFY([this] {
            const auto found = completionsFor(QStringLiteral("data."), 5, m_session->index(), {});
            edit()->clear();
            write("data.");
            return found.choices.isEmpty() && choices().contains(QStringLiteral("data.amount"));
        }());
        edit()->clear();
        write("meta.userId == ");
        QCOMPARE(choices(), QStringList(QStringLiteral("\"ada\"")));
        edit()->clear();
        write("category == ");
        QCOMPARE(choices(), QStringList({QStringLiteral("\"account\""), QStringLiteral("\"order\"")}));
        edit()->clear();
        write("stream == \"order-");
        QTRY_VERIFY(offered()->isVisible() && choices().contains(QStringLiteral("\"order-2\"")));
        QTest::keyClicks(edit(), QStringLiteral("2"));
        QTRY_COMPARE(choices(), QStringList(QStringLiteral("\"order-2\"")));
        QTest::keyClick(offered(), Qt::Key_Tab);
        QCOMPARE(edit()->text(), QStringLiteral("stream == \"order-2\" "));
    }

    void streamsThatComeTooLateAreNotOffered() {
        write("stream == \"order-2");
        QTest::keyClicks(edit(), QStringLiteral("\" "));
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_VERIFY(m_session->filter().isOn() && !m_session->filter().isSearching());
        QVERIFY(!offered()->isVisible());
    }

    void whatChangedTheLineIsUndoneInIt() {
        enter("version == 1");
        bar()->apply(QStringLiteral("version == 2"));
        QTest::mouseClick(m_page->table()->viewport(), Qt::LeftButton, {}, QPoint(60, 10));
        bar()->apply({});
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit()->text(), QStringLiteral("version == 2"));
        offered()->hide();
        QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit()->text(), QStringLiteral("version == 1"));
        offered()->hide();
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_COMPARE(bar()->applied(), QStringLiteral("version == 1"));
    }

    void enterWithoutAChoiceIsForTheFilter() {
        write("version == 3");
        QTest::keyClick(edit(), Qt::Key_Space, Qt::ControlModifier);
        write(" &");
        QVERIFY(offered()->isVisible());
        edit()->setText(QStringLiteral("version == 3"));
        QTest::keyClick(offered(), Qt::Key_Return);
        QTRY_VERIFY(m_session->filter().isOn());
        QVERIFY(!offered()->isVisible());
    }

    void filtersUsedBeforeComeBack() {
        enter("version == 1");
        enter("version == 2");
        enter("version == 1");
        const QStringList expected({QStringLiteral("version == 1"), QStringLiteral("version == 2")});
        QCOMPARE(m_session->usedFilters().all(), expected);
        reopen({1000, 500});
        QTRY_COMPARE(m_session->usedFilters().all(), expected);
        QStringList lines = history(QStringLiteral("version == 2"));
        QCOMPARE(lines.mid(0, 2), expected);
        QCOMPARE(bar()->applied(), QStringLiteral("version == 2"));
        for (int i = 0; i < 60; ++i)
            bar()->apply(QStringLiteral("version == %1").arg(i + 10));
        QCOMPARE(m_session->usedFilters().all().size(), 50);
        history(QStringLiteral("Clear these"));
        QVERIFY(m_session->usedFilters().all().isEmpty());
        bar()->apply(QStringLiteral("version == 7"));
        m_session->undoStack().undo();
        QCOMPARE(m_session->usedFilters().all().size(), 50);
        QCOMPARE(m_session->usedFilters().all().mid(0, 2),
                 QStringList({QStringLiteral("version == 7"), QStringLiteral("version == 69")}));
        m_session->undoStack().redo();
        reopen({1000, 500});
        lines = history({});
        QCOMPARE(lines.value(0), QStringLiteral("None yet"));
    }

    void aFilterIsSavedByAName() {
        QVERIFY(!bar()->saveButton()->isEnabled());
        edit()->setText(QStringLiteral("type == "));
        QVERIFY(!bar()->saveButton()->isEnabled());
        enter("version == 1");
        QVERIFY(bar()->saveButton()->isEnabled());
        QTest::mouseClick(bar()->saveButton(), Qt::LeftButton);
        QLineEdit *name = bar()->savePanel()->name();
        QVERIFY(name->isVisible());
        m_page->activateWindow();
        QTRY_VERIFY(name->hasFocus());
        QCOMPARE(name->text(), QStringLiteral("version == 1"));
        QTest::keyClicks(name, QStringLiteral("First ones"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!name->isVisible());
        QTRY_VERIFY(edit()->hasFocus());
        const auto *saved = m_session->savedFilters().find(QStringLiteral("First ones"));
        QVERIFY(saved && saved->filter.text == "version == 1");
        reopen({1000, 500});
        QTRY_VERIFY(m_session->savedFilters().find(QStringLiteral("First ones")));
    }

    void aNameThatIsTakenIsReplacedKnowingly() {
        m_session->savedFilters().save(QStringLiteral("mine"), QStringLiteral("version == 1"));
        enter("version == 2");
        QTest::keySequence(edit(), QKeySequence::Save);
        QLineEdit *name = bar()->savePanel()->name();
        QTest::keyClicks(name, QStringLiteral("mine"));
        const auto buttons = bar()->savePanel()->findChildren<QPushButton *>();
        QCOMPARE(buttons[0]->text(), QStringLiteral("Replace"));
        QTest::keyClick(name, Qt::Key_Escape);
        QVERIFY(!name->isVisible());
        QCOMPARE(m_session->savedFilters().find(QStringLiteral("mine"))->filter.text, std::string("version == 1"));
        QTest::keySequence(edit(), QKeySequence::Save);
        QTest::keyClicks(name, QStringLiteral(" "));
        QVERIFY(!buttons[0]->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(name->isVisible());
        QTest::keyClicks(name, QStringLiteral("mine"));
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QCOMPARE(m_session->savedFilters().find(QStringLiteral("mine"))->filter.text, std::string("version == 2"));
        m_session->undoStack().undo();
        QCOMPARE(m_session->savedFilters().find(QStringLiteral("mine"))->filter.text, std::string("version == 1"));
    }

    void cellsBecomeFilters() {
        QStringList texts = menuOf(2, EventColumn::Type, QStringLiteral("Show only type == \"OrderCreated\""));
        QVERIFY(texts.contains(QStringLiteral("Show only type == \"OrderCreated\"")));
        QTRY_COMPARE(rows(), 30);
        QCOMPARE(bar()->applied(), QStringLiteral("type == \"OrderCreated\""));
        QCOMPARE(edit()->text(), bar()->applied());
        menuOf(0, EventColumn::Stream, QStringLiteral("Leave out stream == \"order-2\""));
        QTRY_COMPARE(bar()->applied(), QStringLiteral("type == \"OrderCreated\" && !(stream == \"order-2\")"));
        QTRY_VERIFY(rows() > 0 && rows() < 30);
        menuOf(0, EventColumn::Version, QStringLiteral("Or"));
        QVERIFY(edit()->text().contains(QStringLiteral(" || version == ")));
        QVERIFY(bar()->applied() != edit()->text()); // only prepared
    }

    void everyCellsFilterFindsItsEvent() {
        for (const auto column : {EventColumn::Position, EventColumn::Recorded, EventColumn::Stream,
                                  EventColumn::Version, EventColumn::Type}) {
            bar()->apply({});
            QTRY_COMPARE(rows(), 90);
            const Position position = m_page->model()->positionOf(40);
            bar()->apply(m_page->model()->filterFor(m_page->model()->index(40, static_cast<int>(column))));
            QTRY_VERIFY(rows() > 0 && rows() < 90 && !m_session->filter().isSearching());
            const int row = m_page->model()->rowOf(position);
            QVERIFY(row >= 0 && m_page->model()->positionOf(row) == position);
        }
    }

    void theSelectedEventStaysSelected() {
        m_page->showPosition({0, 30});
        enter("type == \"OrderCreated\"");
        const auto selected = [this] { return m_page->table()->selectionModel()->selectedRows(); };
        QTRY_COMPARE(selected().size(), 1);
        QVERIFY(m_page->model()->positionOf(selected()[0].row()) == Position(0, 30));
        enter("type == \"MoneyDeposited\"");
        QVERIFY(selected().isEmpty());
        bar()->apply({});
        QTRY_COMPARE(rows(), 90);
    }

    void asOfAPlaceAFilterStaysThere() {
        m_session->cursor().moveTo({0, 50});
        enter("type == \"OrderCreated\"");
        const auto selected = [this] { return m_page->table()->selectionModel()->selectedRows(); };
        QTRY_COMPARE(selected().size(), 1);
        QVERIFY(m_page->model()->positionOf(selected()[0].row()) == Position(0, 48)); // the last before it
        QVERIFY(m_page->table()->viewport()->rect().intersects(m_page->table()->visualRect(selected()[0])));
        QCOMPARE(bar()->status(), QStringLiteral("30 of 90 event(s), 16 up to here"));
        m_session->cursor().moveTo({0, 20});
        QCOMPARE(bar()->status(), QStringLiteral("30 of 90 event(s), 6 up to here"));
        enter("data.amount > 80");
        QTRY_COMPARE(selected().size(), 1);
        QVERIFY(m_page->model()->positionOf(selected()[0].row()) == Position(0, 81)); // none is before it
        m_session->cursor().returnToHead();
        QCOMPARE(bar()->status(), QStringLiteral("10 of 90 event(s)"));
    }

    void whatIsNearTheSelectedEventStaysInSight() {
        m_page->showPosition({0, 61});
        enter("type == \"OrderCreated\"");
        QTRY_COMPARE(rows(), 30);
        QVERIFY(m_page->table()->selectionModel()->selectedRows().isEmpty());
        const QRect before = m_page->table()->visualRect(m_page->model()->index(m_page->model()->rowOf({0, 61}), 0));
        QVERIFY(m_page->table()->viewport()->rect().contains(before));
        bar()->apply({});
        const QModelIndexList again = m_page->table()->selectionModel()->selectedRows();
        QVERIFY(again.size() == 1 && m_page->model()->positionOf(again[0].row()) == Position(0, 61));
    }

    void nothingFoundSaysSo() {
        enter("type == \"NoSuchType\"");
        auto *empty = m_page->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible() && empty->accessibleName().contains(QStringLiteral("No event matches")));
        empty->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 90);
        QCOMPARE(edit()->text(), QString());
    }

    void aSearchThatFailsSaysSoAndGoesOn() {
        m_shop->breakPages(true);
        enter("data.amount > 80");
        auto *banner = m_page->findChild<Banner *>();
        QTRY_VERIFY(banner->isVisible() && banner->accessibleName().contains(QStringLiteral("asleep")));
        QVERIFY(bar()->status().contains(QStringLiteral("Stopped after 0 of 90")));
        m_shop->breakPages(false);
        banner->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 10);
        QVERIFY(!banner->isVisible());
    }

    void aFilterFromElsewhereIsWrittenIntoTheLine() {
        m_page->table()->setFocus();
        m_session->filter().set(*Filter::parse("version == 1"));
        QCOMPARE(edit()->text(), QStringLiteral("version == 1"));
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
