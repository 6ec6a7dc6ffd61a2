// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sample_window.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/guide_panel.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/holds_pane.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/json_tree_view.h"

#include <QApplication>
#include <QCommandLinkButton>
#include <QCompleter>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// The way of the help's page "Find the account below zero", walked by hand.
class TestSampleGuide : public QObject {
    Q_OBJECT

    [[nodiscard]] MainWindow &window() const { return m_sample->window(); }
    [[nodiscard]] LogPage &log() const { return *window().pages()->log(); }
    [[nodiscard]] Inspector &inspector() const { return *window().inspector(); }
    [[nodiscard]] StreamPage *streamPage() const {
        return qobject_cast<StreamPage *>(window().pages()->currentWidget());
    }
    [[nodiscard]] const SampleGuide &guide() const { return window().assistance()->guide()->guide(); }
    [[nodiscard]] bool wasDone(std::size_t step) const { return guide().steps()[step].wasDone; }

    void click(QWidget *widget, const QPoint &place) {
        ++m_clicks;
        QTest::mouseClick(widget, Qt::LeftButton, {}, place);
    }
    void clickTab(QTabWidget *tabs, const QString &name) {
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (tabs->tabText(tab) != name) continue;
            return click(tabs->tabBar(), tabs->tabBar()->tabRect(tab).center());
        }
        QFAIL(qPrintable(name));
    }
    [[nodiscard]] QPoint cell(int row, int column) const {
        return log().table()->visualRect(log().model()->index(row, column)).center();
    }
    /// The value beside a name, as the tree shows it.
    [[nodiscard]] static QString valueOf(const JsonTreeView &tree, const QString &name) {
        for (int row = 0; row < tree.model()->rowCount(); ++row)
            if (tree.model()->index(row, 0).data().toString() == name)
                return tree.model()->index(row, 1).data().toString();
        return {};
    }
    [[nodiscard]] JsonTreeView *shownTree() const {
        for (auto *tree : inspector().findChildren<JsonTreeView *>())
            if (tree->isVisible()) return tree;
        return nullptr;
    }

    void openTheSample() {
        for (auto *button : window().findChildren<QCommandLinkButton *>())
            if (button->text() == QStringLiteral("Open the sample store")) click(button, button->rect().center());
        QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->isLoaded(), 30'000);
    }
    void filterBelowZero() {
        auto *edit = log().filterBar()->findChild<FilterEdit *>();
        click(edit, edit->rect().center());
        QTRY_VERIFY(edit->hasFocus());
        // The names that payloads hold are learnt in the background; until then they cannot be offered.
        QTRY_VERIFY([&] {
            edit->clear();
            QTest::keyClicks(edit, QStringLiteral("bal"));
            return edit->completer() && edit->completer()->popup()->isVisible();
        }() || QApplication::activePopupWidget());
        QTest::keyClick(edit, Qt::Key_Escape);
        edit->clear();
        QTest::keyClicks(edit, QLatin1String(SampleGuide::kFilter));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(log().model()->rowCount(), 1);
    }

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme.apply(*qApp);
    }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_sample = std::make_unique<SampleWindow>(m_theme);
        m_clicks = 0;
    }
    void cleanup() { m_sample.reset(); }

    void fromTheWelcomePageToTheEventAndItsCauserByHand() {
        openTheSample();
        filterBelowZero();
        click(log().table()->viewport(), cell(0, 3));
        QTRY_VERIFY(inspector().details());
        QCOMPARE(inspector().details()->event().type(), std::string_view("MoneyWithdrawn"));
        QTRY_VERIFY(shownTree());
        QCOMPARE(valueOf(*shownTree(), QStringLiteral("balanceAfter")), QStringLiteral("-250.00"));
        clickTab(inspector().tabs(), QStringLiteral("Metadata"));
        QTRY_VERIFY(shownTree());
        QVERIFY(valueOf(*shownTree(), QStringLiteral("userId")).contains(QStringLiteral("correction-script")));
        QVERIFY2(m_clicks < 15, qPrintable(QString::number(m_clicks)));
        QCOMPARE(m_clicks, 4); // as the help says
    }

    void theListTicksWhatTheUserDoes() {
        window().actions().action(actions::kGuide)->trigger();
        QTRY_VERIFY(window().assistance()->guide()->isVisible());
        QCOMPARE(guide().current(), std::optional<std::size_t>(0));
        openTheSample();
        QTRY_COMPARE(guide().current(), std::optional<std::size_t>(1));
        QVERIFY(window().assistance()->guide()->isVisible());                   // also beside a store
        log().filterBar()->apply(QStringLiteral("type == \"MoneyWithdrawn\"")); // too many to see which
        QTRY_VERIFY(!window().session()->filter().isSearching());
        QTest::qWait(0);
        QVERIFY(!wasDone(1));
        filterBelowZero();
        QTRY_VERIFY(wasDone(1));
        QVERIFY(!wasDone(2));
        click(log().table()->viewport(), cell(0, 3));
        QTRY_VERIFY(wasDone(2));
        QVERIFY(guide().finding().isEmpty()); // that is for the user to find
        clickTab(inspector().tabs(), QStringLiteral("Metadata"));
        QTRY_VERIFY(wasDone(3));
        QVERIFY(guide().finding().contains(QStringLiteral("correction-script")));
        QTest::mouseDClick(log().table()->viewport(), Qt::LeftButton, {}, cell(0, 3));
        QTRY_VERIFY(wasDone(4));
        window().activateWindow(); // a list that was offered had it
        QTRY_VERIFY(window().isActiveWindow());
        auto *state = streamPage()->findChild<JsonTreeView *>(); // the state comes first
        for (int row = 0; row < state->model()->rowCount(); ++row) {
            const QModelIndex name = state->model()->index(row, 0);
            if (name.data().toString() == QStringLiteral("balance"))
                click(state->viewport(), state->visualRect(name).center());
        }
        QTest::keyClick(state, Qt::Key_F9);
        QTRY_VERIFY(wasDone(5));
        auto *holds = streamPage()->findChild<HoldsPane *>();
        for (auto *tabs : streamPage()->findChildren<QTabWidget *>())
            if (tabs->indexOf(holds) >= 0) clickTab(tabs, QStringLiteral("Holds"));
        auto *field = holds->findChild<QLineEdit *>();
        click(field, field->rect().center());
        QTest::keyClicks(field, QStringLiteral("state.balance < 0"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(wasDone(6));
        QVERIFY(!guide().current());
        QTRY_VERIFY(!window().assistance()->guide()->showMe()->isVisible());
        QTRY_VERIFY2(holds->titleText().contains(QStringLiteral("1")), qPrintable(holds->titleText()));
        QVERIFY2(m_clicks < 15, qPrintable(QString::number(m_clicks)));
    }

    void theWelcomePageLeadsToIt() {
        for (auto *button : window().findChildren<QPushButton *>())
            if (button->text().startsWith(QStringLiteral("New here?"))) click(button, button->rect().center());
        QTRY_VERIFY(window().assistance()->guide() && window().assistance()->guide()->isVisible());
    }

    void showMeDoesEveryStep() {
        window().actions().action(actions::kGuide)->trigger();
        auto *panel = window().assistance()->guide();
        for (std::size_t step = 0; step < guide().steps().size(); ++step) {
            QTRY_COMPARE_WITH_TIMEOUT(guide().current(), std::optional(step), 30'000);
            QTRY_VERIFY(panel->showMe()->isVisible());
            QTest::mouseClick(panel->showMe(), Qt::LeftButton);
        }
        QTRY_VERIFY(!guide().current());
        QVERIFY(guide().finding().contains(QStringLiteral("MoneyWithdrawn v15")));
    }

    void closesAndForgets() {
        QAction *action = window().actions().action(actions::kGuide);
        action->trigger();
        auto *close = window().assistance()->guide()->findChild<QToolButton *>();
        QTest::mouseClick(close, Qt::LeftButton);
        QTRY_VERIFY(!window().assistance()->guide());
        action->trigger();
        QVERIFY(window().assistance()->guide()->isVisible());
        openTheSample();
        window().closeStore();
        QVERIFY(window().assistance()->guide()->isVisible());
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SampleWindow> m_sample;
    int m_clicks = 0;
};

QTEST_MAIN(TestSampleGuide)
#include "tst_sample_guide.moc"
