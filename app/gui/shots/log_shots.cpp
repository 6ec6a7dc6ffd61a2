// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/event_columns.h"
#include "ui/log/event_copy_menu.h"
#include "ui/log/event_table_model.h"
#include "ui/log/filter_bar.h"
#include "ui/log/find_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/log/save_filter_panel.h"
#include "ui/log/statistics_panel.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/navigator.h"
#include "ui/shell/top_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace eventscope::gui {

namespace {

void open(Stage &stage) { stage.window().open(stage.address()); }

void openConnection(Stage &stage) {
    stage.window().closeStore();
    stage.window().open(QStringLiteral("@Shop"));
}

void showLog(Stage &stage) {
    stage.showRowAt(1);
    QTreeView *tree = stage.window().navigator()->tree();
    tree->expand(tree->model()->index(0, 0));
}

/// The menu turns an event loop of its own.
void showCopyMenu(Stage &stage) {
    ui::LogPage *log = &stage.log();
    stage.showRowAt(0.5);
    QTimer::singleShot(0, log, [log] { log->copying()->show(); });
}

void showMenu(Stage &stage) {
    QTableView *table = stage.log().table();
    QTimer::singleShot(0, table, [table] {
        const QPoint place = table->visualRect(table->currentIndex()).center();
        QWidget *port = table->viewport();
        QContextMenuEvent asked(QContextMenuEvent::Mouse, place, port->mapToGlobal(place));
        QApplication::sendEvent(port, &asked);
    });
}

/// By the keys that a user has for it.
bool showsExports(Stage &) {
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu) return false;
    const QList<QAction *> lines = menu->actions();
    const auto exports = std::ranges::find(lines, ui::LogPage::tr("Export"), &QAction::text);
    if (exports == lines.end()) return true; // in front is what it opened
    menu->setActiveAction(*exports);
    QKeyEvent right(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier);
    QApplication::sendEvent(menu, &right);
    return false;
}

bool showsNoPopup(Stage &) { return !QApplication::activePopupWidget(); }

bool isFoundAndLoaded(Stage &stage) { return stage.isFound() && stage.cellsAreLoaded(); }

void filter(Stage &stage) {
    stage.log().filterBar()->apply(QStringLiteral("category == \"account\" && data.amount > 100"));
    stage.log().addColumn({ui::PayloadPath::Root::Data, *Pointer::parse("/amount"), "data.amount"});
}

void saveFilter(Stage &stage) { stage.log().filterBar()->saveButton()->click(); }

void showSaved(Stage &stage) {
    stage.log().filterBar()->savePanel()->hide();
    ui::SavedFilters &filters = stage.window().session()->savedFilters();
    filters.save(QStringLiteral("Large bookings"), QStringLiteral("category == \"account\" && data.amount > 100"));
    filters.save(QStringLiteral("New orders"), QStringLiteral("type == \"OrderPlaced\""));
    filters.save(QStringLiteral("Written by an older version"), QStringLiteral("data.amount === 100"));
}

bool areSavedCounted(Stage &stage) {
    const ui::SavedFilters &filters = stage.window().session()->savedFilters();
    return std::ranges::all_of(filters.all(),
                               [&](const auto &entry) { return !entry.read || filters.isCounted(entry); });
}

void showUsed(Stage &stage) {
    ui::UsedFilters &used = stage.window().session()->usedFilters();
    for (const char *text : {"version == 1", "time in 2026-03", "type == \"MoneyWithdrawn\" && data.amount > 100"})
        used.note(QLatin1String(text));
    QToolButton *button = stage.log().filterBar()->usedButton();
    button->menu()->popup(button->mapToGlobal(QPoint(0, button->height())));
}

bool isMenuOpen(Stage &stage) { return stage.log().filterBar()->usedButton()->menu()->isVisible(); }

void hideUsed(Stage &stage) { stage.log().filterBar()->usedButton()->menu()->close(); }

void find(Stage &stage) {
    ui::FindBar *find = stage.log().findBar();
    find->open();
    find->edit()->setText(QStringLiteral("withdrawn"));
    find->findNext();
}

bool hasCounted(Stage &stage) { return stage.log().findBar()->status().contains(QLatin1Char(' ')); }

void closeFind(Stage &stage) { stage.log().findBar()->close(); }

void filterWrong(Stage &stage) {
    stage.log().filterBar()->prepare(QStringLiteral("category == \"account\" && data.amount >> 100"));
}

void filterAllOut(Stage &stage) { stage.log().filterBar()->apply(QStringLiteral("type == \"NoSuchType\"")); }

void filterNothing(Stage &stage) {
    stage.log().filterBar()->apply({});
    stage.log().model()->removeColumn(ui::kEventColumns);
}

void goBack(Stage &stage) { stage.window().session()->cursor().moveTo(stage.showRowAt(0.6)); }

void showEvidence(Stage &stage) {
    stage.window().session()->cursor().returnToHead();
    stage.showRowAt(1);
    stage.window().topBar()->showEvidence();
}

void hideEvidence(Stage &stage) { stage.window().topBar()->evidence()->hide(); }

void showStatistics(Stage &stage) {
    stage.log().showStatistics(true);
    stage.log().statistics()->counter()->measure(); // in a large store they are measured for who asks only
}

bool hasStatistics(Stage &stage) { return stage.log().statistics()->counter()->sizes() && stage.cellsAreLoaded(); }

template <int Tab>
void showStatisticsTab(Stage &stage) {
    stage.log().statistics()->tabs()->setCurrentIndex(Tab);
}

void countSelection(Stage &stage) {
    stage.log().table()->clearSelection();
    stage.log().statistics()->findChild<QComboBox *>()->setCurrentIndex(1);
}

void closeStatistics(Stage &stage) {
    stage.log().statistics()->findChild<QComboBox *>()->setCurrentIndex(0);
    showStatisticsTab<0>(stage);
    stage.log().showStatistics(false);
    stage.showRowAt(1);
}

constexpr Shot kLog[] = {{"", open, is<&Stage::isOpen>},
                         {"log", showLog, is<&Stage::showsEvent>},
                         {"log-copy", showCopyMenu, is<&Stage::hasPopup>},
                         {"", does<&Stage::closePopups>, showsNoPopup},
                         {"log-export", showMenu, showsExports},
                         {"", does<&Stage::closePopups>, showsNoPopup},
                         {"job", does<&Stage::startWorking>, atOnce},
                         {"", does<&Stage::stopWorking>, atOnce},
                         {"statistics", showStatistics, hasStatistics},
                         {"statistics-types", showStatisticsTab<1>, atOnce},
                         {"statistics-streams", showStatisticsTab<3>, atOnce},
                         {"statistics-no-selection", countSelection, atOnce},
                         {"", closeStatistics, is<&Stage::showsEvent>}};

constexpr Shot kFilter[] = {{"filter", filter, isFoundAndLoaded},
                            {"filter-save", saveFilter, isFoundAndLoaded},
                            {"filters-saved", showSaved, areSavedCounted},
                            {"filters-used", showUsed, isMenuOpen},
                            {"", hideUsed, is<&Stage::isFound>},
                            {"find", find, hasCounted},
                            {"", closeFind, is<&Stage::isFound>},
                            {"statistics-filter", showStatistics, hasStatistics},
                            {"", closeStatistics, isFoundAndLoaded},
                            {"filter-mistake", filterWrong, is<&Stage::isFound>},
                            {"filter-nothing", filterAllOut, is<&Stage::isFound>},
                            {"", filterNothing, is<&Stage::isFound>}};

constexpr Shot kCursor[] = {{"log-as-of", goBack, is<&Stage::showsEvent>},
                            {"read-only", showEvidence, is<&Stage::showsEvent>},
                            {"", hideEvidence, atOnce}};

constexpr Shot kProduction[] = {{"production", openConnection, is<&Stage::showsSomeEvent>}};

} // namespace

Chapter logShots() { return {kLog}; }

Chapter filterShots() { return {kFilter}; }

Chapter cursorShots() { return {kCursor}; }

Chapter productionShots() { return {kProduction}; }

} // namespace eventscope::gui
