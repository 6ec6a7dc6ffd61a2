// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/filter_bar.h"
#include "ui/log/find_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/links_view.h"
#include "ui/log/log_follow.h"
#include "ui/log/log_page.h"
#include "ui/log/new_rows_pill.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"

#include <QLineEdit>
#include <QTabWidget>

namespace eventscope::gui {

namespace {

void waitForStore(Stage &stage) {
    stage.holdWorkers();
    stage.window().open(stage.sample());
}

bool showsLog(Stage &stage) { return stage.isOpen() && stage.cellsAreLoaded(); }

bool showsEvent(Stage &stage) { return stage.isOpen() && stage.showsEvent(); }

/// Opening is on a thread when the others are taken, and reading comes behind all that take one.
void waitForLog(Stage &stage) {
    stage.window().closeStore();
    stage.window().open(stage.sample());
    stage.holdWorkers();
}

bool isOpenedOnly(Stage &stage) { return stage.window().session() && !stage.isOpen(); }

void waitForCells(Stage &stage) {
    stage.holdWorkers();
    stage.showRowAt(0.5);
}

void waitForStatistics(Stage &stage) { stage.log().showStatistics(true); }

void waitForLinks(Stage &stage) {
    stage.log().showStatistics(false);
    stage.showRowAt(1);
    stage.release();
}

void showLinks(Stage &stage) {
    stage.holdWorkers();
    stage.showLinks();
}

void waitForMatches(Stage &stage) {
    stage.log().filterBar()->apply(QStringLiteral("data.amount > 100"));
    stage.log().findBar()->open();
    stage.log().findBar()->edit()->setText(QStringLiteral("withdrawn"));
    stage.log().findBar()->findNext();
}

void waitForStream(Stage &stage) {
    stage.log().findBar()->close();
    stage.log().filterBar()->apply({});
    stage.window().pages()->openStream(stage.longestStream());
}

void returnToLog(Stage &stage) {
    stage.window().pages()->close(stage.stream());
    stage.window().inspector()->tabs()->setCurrentIndex(0);
    stage.showRowAt(1);
}

/// From a place from where new events are out of sight.
void append(Stage &stage) {
    stage.showRowAt(0.9);
    stage.appendToSample();
}

bool showsPill(Stage &stage) {
    return stage.log().follow()->pill()->count() == Stage::kAppended && stage.cellsAreLoaded();
}

void showFailing(Stage &stage) {
    const ui::Session &session = *stage.window().session();
    const auto after = Stage::kAppended - Stage::kFailing;
    stage.window().pages()->openStream({Stage::kWritten}, session.index().position(session.rows() - 1 - after));
}

constexpr Shot kShots[] = {{"", does<&Stage::makeSample>, is<&Stage::hasSample>},
                           {"store-opening", waitForStore, atOnce},
                           {"", does<&Stage::release>, is<&Stage::isOpen>},
                           {"log-loading", waitForLog, isOpenedOnly},
                           {"", does<&Stage::release>, showsLog},
                           {"log-cells-loading", waitForCells, atOnce},
                           {"statistics-counting", waitForStatistics, atOnce},
                           {"", waitForLinks, showsEvent},
                           {"links-looking", showLinks, atOnce},
                           {"filter-searching", waitForMatches, atOnce},
                           {"stream-loading", waitForStream, atOnce},
                           {"", does<&Stage::release>, is<&Stage::streamIsSettled>},
                           {"", returnToLog, showsEvent},
                           {"log-new-rows", append, showsPill},
                           {"stream-failed", showFailing, is<&Stage::streamIsSettled>},
                           {"", does<&Stage::close>, is<&Stage::isClosed>}};

} // namespace

Chapter waitingShots() { return {kShots, false}; }

} // namespace eventscope::gui
