// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/processes/board_column.h"
#include "ui/processes/board_view.h"
#include "ui/processes/board_watch.h"
#include "ui/processes/instance_pane.h"
#include "ui/processes/processes_page.h"
#include "ui/session/projection_runs.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_view.h"

#include <QComboBox>
#include <QListView>
#include <QTableView>
#include <QToolButton>

namespace eventscope::gui {

namespace {

constexpr int kAll = 0, kCompensating = 2, kStuck = 5; // of what the page offers

ui::ProcessesPage &page(Stage &stage) { return *stage.window().front()->processes()->page(); }

void waitForPage(Stage &stage) {
    stage.holdWorkers();
    stage.window().front()->processes()->show();
}

bool isAnswered(Stage &stage) { return page(stage).watch().overview().has_value(); }

void run(Stage &stage) { page(stage).runButton()->click(); }

/// All events are in it.
bool isCurrent(Stage &stage) {
    const auto &overview = page(stage).watch().overview();
    ui::Session &session = *stage.window().session();
    return overview && overview->isBuilt && page(stage).watch().isUpToDate() &&
           overview->position == session.index().position(session.rows() - 1);
}

void show(Stage &stage, int filter) { page(stage).filterChoice()->setCurrentIndex(filter); }

void showStuck(Stage &stage) { show(stage, kStuck); }

bool isUpToDate(Stage &stage) { return page(stage).watch().isUpToDate(); }

void showLife(Stage &stage) {
    QListView *list = page(stage).board()->columns().front()->list();
    list->setCurrentIndex(list->model()->index(0, 0));
}

bool showsLife(Stage &stage) {
    return page(stage).instance()->isUpToDate() && page(stage).instance()->table()->model()->rowCount() > 0;
}

void showPast(Stage &stage) {
    show(stage, kAll);
    ui::Session &session = *stage.window().session();
    session.cursor().moveTo(session.index().position(session.rows() / 2));
}

bool showsPast(Stage &stage) {
    const auto &overview = page(stage).watch().overview();
    return isUpToDate(stage) && overview && overview->isReplayed;
}

/// Of the first event there is none yet.
void showNone(Stage &stage) {
    ui::Session &session = *stage.window().session();
    session.cursor().moveTo(session.index().position(0));
    show(stage, kCompensating);
}

bool showsNone(Stage &stage) { return showsPast(stage) && page(stage).watch().overview()->columns.empty(); }

void leave(Stage &stage) {
    stage.window().session()->cursor().returnToHead();
    show(stage, kAll);
    stage.window().session()->runs().stop(page(stage).watch().process()->info().name);
    stage.window().pages()->close(&page(stage));
    stage.window().pages()->showLog();
}

constexpr Shot kProcesses[] = {{"processes-loading", waitForPage, atOnce},
                               {"processes-not-built", does<&Stage::release>, isAnswered},
                               {"processes", run, isCurrent},
                               {"", showStuck, isUpToDate},
                               {"process-instance", showLife, showsLife},
                               {"processes-as-of", showPast, showsPast},
                               {"processes-empty", showNone, showsNone},
                               {"", leave, is<&Stage::showsSomeEvent>}};

} // namespace

Chapter processShots() { return {kProcesses}; }

} // namespace eventscope::gui
