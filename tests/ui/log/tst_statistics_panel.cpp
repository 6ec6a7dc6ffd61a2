// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "tests/ui/support/menu_choice.h"
#include "tests/ui/support/shop_store.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/log_page.h"
#include "ui/log/statistics_panel.h"
#include "ui/widgets/empty_state.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestStatisticsPanel : public QObject {
    Q_OBJECT

    [[nodiscard]] StatisticsPanel &panel() const { return *m_page->statistics(); }
    [[nodiscard]] QTableView &table() const { return *static_cast<QTableView *>(panel().tabs()->currentWidget()); }
    [[nodiscard]] QToolButton *button(const char *name) const {
        for (QToolButton *candidate : m_page->findChildren<QToolButton *>())
            if (candidate->accessibleName() == QLatin1String(name)) return candidate;
        return nullptr;
    }
    [[nodiscard]] QString value(const char *name, int column = 1) const {
        for (int row = 0; row < table().model()->rowCount(); ++row)
            if (table().model()->index(row, 0).data().toString() == QLatin1String(name))
                return table().model()->index(row, column).data().toString();
        return QStringLiteral("no such line");
    }
    [[nodiscard]] QPoint placeOf(const char *name) const {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            const QModelIndex index = table().model()->index(row, 0);
            if (index.data().toString() != QLatin1String(name)) continue;
            table().scrollTo(index);
            return table().visualRect(index).center();
        }
        return {-1, -1};
    }
    [[nodiscard]] bool isSettled() const { return !panel().counter()->isCounting() && panel().counter()->sizes(); }
    void showTab(const char *beginning) const {
        QTabBar *bar = panel().tabs()->tabBar();
        for (int tab = 0; tab < bar->count(); ++tab)
            if (bar->tabText(tab).startsWith(QLatin1String(beginning)))
                QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    }
    void activate(const char *name) const {
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, placeOf(name));
        QTest::keyClick(&table(), Qt::Key_Return);
    }
    void choose(const char *scope) const {
        auto *box = panel().findChild<QComboBox *>();
        box->setFocus();
        QTest::keyClick(box, QLatin1String(scope) == QLatin1String("The selection") ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY(box->currentText().startsWith(QLatin1String(scope)));
    }
    [[nodiscard]] QString filter() const { return m_page->filterBar()->applied(); }
    [[nodiscard]] QString said() const {
        const auto *state = panel().findChild<EmptyState *>();
        return state->isVisible() ? state->accessibleName() : QString();
    }

    void open() {
        m_session = m_shop->open(*m_workers);
        QTRY_VERIFY(m_session->isLoaded());
        m_page = std::make_unique<LogPage>(*m_session, m_theme);
        m_page->resize(900, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QVERIFY(panel().isHidden());
        QTest::mouseClick(button("Statistics of what is shown"), Qt::LeftButton);
        QVERIFY(panel().isVisible());
    }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_shop = std::make_unique<ShopStore>();
        m_workers = std::make_unique<Workers>();
        m_shop->fill(600);
        m_shop->append("rare-1", "Rare", "\"" + std::string(2998, 'x') + "\"");
        open();
    }
    void cleanup() {
        m_page.reset();
        m_session.reset();
        m_workers.reset();
    }

    void theFiguresAreThoseOfTheWholeLog() {
        QTRY_VERIFY(isSettled());
        QCOMPARE(value("Events"), QStringLiteral("601"));
        QCOMPARE(value("Streams"), QStringLiteral("21"));
        QCOMPARE(value("Categories"), QStringLiteral("3"));
        QCOMPARE(value("First recorded"), QStringLiteral("1 Jan 2026 00:00:01 UTC"));
        QVERIFY(value("Rate").startsWith(QLatin1String("1.00 a second")));
        QVERIFY(value("Busiest minute").startsWith(QLatin1String("60 from")));
        QCOMPARE(value("Largest payload"), QStringLiteral("3.0 kB at position 601"));
        QCOMPARE(value("Longest gap").left(3), QStringLiteral("1 s"));
    }

    void groupsAreListedWithTheirShares() {
        for (QTableView *each : panel().tabs()->findChildren<QTableView *>())
            new QAbstractItemModelTester(each->model(), each);
        QTRY_VERIFY(isSettled());
        showTab("Categories");
        QCOMPARE(panel().tabs()->tabText(2), QStringLiteral("Categories (3)"));
        QCOMPARE(value("order"), QStringLiteral("200"));
        QCOMPARE(value("order", 2), QStringLiteral("33.3 %"));
        QCOMPARE(value("rare", 2), QStringLiteral("0.2 %"));
        QCOMPARE(table().model()->index(2, 0).data().toString(), QStringLiteral("rare"));
        const int place = table().horizontalHeader()->sectionViewportPosition(1) + 5;
        QTest::mouseClick(table().horizontalHeader()->viewport(), Qt::LeftButton, {}, {place, 5});
        QCOMPARE(table().model()->index(0, 0).data().toString(), QStringLiteral("rare"));
    }

    void namesHaveTheRoomThatTheyNeed() {
        m_page->resize(900, 300); // a few lines are in sight
        for (int i = 0; i < 40; ++i)
            m_shop->append("wide-1", ("AnEventTypeWithAVeryLongName" + std::to_string(i)).c_str());
        m_page.reset();
        m_session.reset();
        open();
        QTRY_VERIFY(isSettled());
        showTab("Types");
        const int wanted = table().fontMetrics().horizontalAdvance(QStringLiteral("AnEventTypeWithAVeryLongName10"));
        QVERIFY(table().columnWidth(0) >= wanted);
        const auto *box = panel().findChild<QComboBox *>();
        for (const QLabel *label : panel().findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(QStringLiteral("event")))
                QVERIFY(label->mapTo(&panel(), QPoint()).x() > box->geometry().right() + 4);
    }

    void enterShowsOnlyWhatIsBehindALine() {
        QTRY_VERIFY(isSettled());
        showTab("Categories");
        activate("order");
        QCOMPARE(filter(), QStringLiteral("category == \"order\""));
        QTRY_VERIFY(isSettled());
        QCOMPARE(value("order", 2), QStringLiteral("100.0 %"));
        showTab("Streams");
        QTRY_COMPARE(table().model()->rowCount(), 10);
        const QPoint stream = placeOf("order-3");
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, stream);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, stream);
        QTRY_COMPARE(m_session->filter().count(), 20u);
        QVERIFY(filter().contains(QLatin1String("stream == \"order-3\"")));
        showTab("Figures");
        QTRY_COMPARE(value("Events"), QStringLiteral("20"));
    }

    void theMenuLeavesOutAndPrepares() {
        QTRY_VERIFY(isSettled());
        showTab("Categories");
        menuAt(table().viewport(), placeOf("order"), QStringLiteral("Leave out category == \"order\""));
        QTRY_COMPARE(m_session->filter().count(), 401u);
        QTRY_VERIFY(isSettled());
        menuAt(table().viewport(), placeOf("rare"), QStringLiteral("And not"));
        QVERIFY(m_page->filterBar()->edit()->text().contains(QLatin1String("rare")));
        QCOMPARE(m_session->filter().count(), 401u);
    }

    void aBusyMomentIsShownAlone() {
        QTRY_VERIFY(isSettled());
        activate("Busiest minute");
        QTRY_COMPARE(m_session->filter().count(), 60u);
    }

    void theLargestPayloadIsFound() {
        QTRY_VERIFY(isSettled());
        m_page->showPosition({0, 1});
        QSignalSpy selected(m_page.get(), &LogPage::eventSelected);
        activate("Largest payload");
        QCOMPARE(selected.count(), 1);
        QVERIFY(selected[0][0].value<Position>() == (Position{0, 601}));
        menuAt(table().viewport(), placeOf("First recorded"), QStringLiteral("Go there"));
        QVERIFY(selected[1][0].value<Position>() == (Position{0, 1}));
    }

    void theSelectionIsCountedAlone() {
        QTRY_VERIFY(isSettled());
        m_page->table()->clearSelection();
        choose("The selection");
        QTRY_COMPARE(said().section(QLatin1Char('\n'), 0, 0).left(19), QStringLiteral("Nothing is selected"));
        m_page->showPosition({0, 5});
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_page->table(), Qt::Key_Down, Qt::ShiftModifier);
        QTRY_VERIFY(isSettled() && panel().counter()->statistics()->events == 4);
        QCOMPARE(value("Events"), QStringLiteral("4"));
        QCOMPARE(panel().counter()->sizes()->events, 4u);
        choose("All");
        QTRY_VERIFY(isSettled());
        QCOMPARE(value("Events"), QStringLiteral("601"));
    }

    void itKeepsUpWithTheLog() {
        QTRY_VERIFY(isSettled());
        showTab("Types");
        const QString name = table().model()->index(1, 0).data().toString();
        table().selectRow(1);
        m_shop->append("new-1", "AnotherNew");
        m_shop->fill(30);
        QTRY_COMPARE(panel().counter()->statistics()->events, 632u);
        QTRY_COMPARE(panel().counter()->sizes()->events, 632u);
        QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), name);
        QCOMPARE(value("AnotherNew"), QStringLiteral("1"));
    }

    void manyPayloadsAreMeasuredOnDemand() {
        // A filter over payloads reads them all, here too few to ask first.
        m_page->filterBar()->apply(QStringLiteral("data.nothing == 1"));
        QTRY_VERIFY(!m_session->filter().isSearching() && panel().counter()->statistics());
        QCOMPARE(said().left(16), QStringLiteral("Nothing to count"));
        m_page->filterBar()->apply({});
        m_shop->fill(60'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->rows(), 60'601u, 60'000);
        QTRY_VERIFY(panel().counter()->statistics() && panel().counter()->statistics()->events == 60'601);
        m_page->filterBar()->apply(QStringLiteral("time > 2000"));
        QTRY_VERIFY(panel().counter()->statistics() && panel().counter()->statistics()->events == 60'601);
        QVERIFY(!panel().counter()->sizes() && !panel().counter()->isMeasuring());
        QVERIFY(value("Payloads").contains(QLatin1String("Enter reads them")));
        activate("Payloads");
        QTRY_VERIFY(panel().counter()->sizes());
        QCOMPARE(panel().counter()->sizes()->events, 60'601u);
    }

    void aStoreThatCannotBeReadSaysSo() {
        QTRY_VERIFY(isSettled());
        m_shop->breakPages(true);
        m_page->filterBar()->apply(QStringLiteral("category == \"order\""));
        QTRY_VERIFY(panel().counter()->statistics());
        QTRY_VERIFY(panel().counter()->problem() || panel().counter()->sizes());
        if (panel().counter()->problem()) {
            QVERIFY(value("Payloads").contains(QLatin1String("Enter tries again")));
            m_shop->breakPages(false);
            activate("Payloads");
            QTRY_VERIFY(panel().counter()->sizes());
        }
        QCOMPARE(panel().counter()->sizes()->events, 200u);
    }

    void itIsCopied() {
        QTRY_VERIFY(isSettled());
        showTab("Categories");
        QAction *asCsv = button("Copy the statistics")->menu()->actions().at(0);
        asCsv->trigger();
        const QString csv = QGuiApplication::clipboard()->text();
        QVERIFY2(csv.startsWith(QLatin1String("Category,Events,Share\n")), qPrintable(csv));
        QVERIFY(csv.contains(QLatin1String("order,200,0.332779\n")));
        button("Copy the statistics")->menu()->actions().at(1)->trigger();
        const auto json = Json::parse(QGuiApplication::clipboard()->text().toStdString());
        QVERIFY(json);
        QCOMPARE(json->member("events").token(), std::string_view("601"));
        QCOMPARE(json->member("sizes").member("max").token(), std::string_view("3000"));
        QCOMPARE(json->member("categories").size(), std::size_t(3));
    }

    void escapeAndTheButtonCloseIt() {
        QTRY_VERIFY(isSettled());
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Escape);
        QVERIFY(panel().isHidden() && m_page->table()->hasFocus());
        QVERIFY(!button("Statistics of what is shown")->isChecked());
        m_page->showStatistics(true);
        QVERIFY(panel().isVisible() && button("Statistics of what is shown")->isChecked());
        QTRY_VERIFY(isSettled());
        QTest::mouseClick(button("Close the statistics"), Qt::LeftButton);
        QVERIFY(panel().isHidden());
    }

    void everyPartHasANameAndTheKeyboardReachesIt() {
        QTRY_VERIFY(isSettled());
        for (const QWidget *part : panel().findChildren<QWidget *>()) {
            if (part->isVisible() && part->focusPolicy() != Qt::NoFocus && !part->focusProxy() &&
                (qobject_cast<const QTableView *>(part) || qobject_cast<const QComboBox *>(part) ||
                 qobject_cast<const QToolButton *>(part) || qobject_cast<const QTabWidget *>(part)))
                QVERIFY2(!part->accessibleName().isEmpty(), part->metaObject()->className());
        }
        panel().findChild<QComboBox *>()->setFocus();
        for (int i = 0; i < 10 && !table().hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(table().hasFocus());
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LogPage> m_page;
};

QTEST_MAIN(TestStatisticsPanel)
#include "tst_statistics_panel.moc"
