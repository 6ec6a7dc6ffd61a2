// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/projections/doctor_pane.h"
#include "ui/projections/drift_pane.h"
#include "ui/projections/letters_pane.h"
#include "ui/projections/projection_details.h"
#include "ui/projections/projection_rebuilds.h"
#include "ui/projections/projection_table.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/projections/rebuild_panel.h"
#include "ui/projections/rows_pane.h"
#include "ui/projections/steps_pane.h"
#include "ui/session/projection_runs.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"

#include <QComboBox>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace eventscope::gui {

namespace {

constexpr const char *kShown = "account-summary";

ui::ProjectionsPage &page(Stage &stage) { return *stage.window().front()->projections()->page(); }

void press(Stage &stage, ui::ProjectionBar::Act act) { page(stage).bar()->button(act)->click(); }

void waitForPage(Stage &stage) {
    stage.holdWorkers();
    stage.window().front()->projections()->show();
}

bool isListed(Stage &stage) { return !page(stage).watch().lines().empty(); }

void runAll(Stage &stage) {
    page(stage).table()->selectAll();
    press(stage, ui::ProjectionBar::Act::Run);
}

bool areLive(Stage &stage) {
    return std::ranges::all_of(page(stage).watch().lines(), [](const ui::ProjectionLine &line) {
        return line.status.state == ModelState::Running && line.status.lagEvents == 0 && line.rows.value_or(0) > 0;
    });
}

void showOne(Stage &stage) { page(stage).table()->choose(kShown); }

bool showsRows(Stage &stage) {
    const ui::RowsPane *rows = page(stage).details()->rows();
    return rows->isUpToDate() && rows->table()->model()->rowCount() > 0;
}

void showPast(Stage &stage) {
    stage.window().session()->cursor().moveTo(
        stage.window().session()->index().position(stage.window().session()->rows() / 2));
}

void showSteps(Stage &stage) {
    const ui::StepsPane *steps = page(stage).details()->steps();
    page(stage).details()->setCurrentIndex(page(stage).details()->indexOf(steps));
}

bool showsSteps(Stage &stage) {
    const ui::StepsPane *steps = page(stage).details()->steps();
    return steps->isUpToDate() && steps->table()->model()->rowCount() > 0;
}

void showStepsOfOne(Stage &stage) {
    ui::StepsPane *steps = page(stage).details()->steps();
    steps->setKey(steps->steps().steps[static_cast<std::size_t>(steps->table()->currentIndex().row())].edit.key);
}

void leaveSteps(Stage &stage) {
    page(stage).details()->steps()->setKey({});
    page(stage).details()->setCurrentIndex(0);
}

void plan(Stage &stage) {
    stage.window().session()->cursor().returnToHead();
    press(stage, ui::ProjectionBar::Act::Rebuild);
}

bool isIn(Stage &stage, ui::Rebuild::Phase phase) {
    const ui::Rebuild *rebuild = page(stage).rebuilds().find(kShown);
    return rebuild && rebuild->phase == phase;
}

bool isPlanned(Stage &stage) { return isIn(stage, ui::Rebuild::Phase::Planned); }

void build(Stage &stage) { page(stage).rebuildPanel()->startButton()->click(); }

bool isBuilt(Stage &stage) { return isIn(stage, ui::Rebuild::Phase::Built); }

void giveUp(Stage &stage) { page(stage).rebuildPanel()->giveUpButton()->click(); }

bool isGivenUp(Stage &stage) { return !page(stage).rebuilds().find(kShown); }

void damage(Stage &stage) { stage.damageRows(kShown); }

void findDrift(Stage &stage) { press(stage, ui::ProjectionBar::Act::FindDrift); }

bool isCompared(Stage &stage) { return page(stage).details()->drift()->isUpToDate(); }

void chooseRange(Stage &stage) { page(stage).details()->drift()->scope()->setCurrentIndex(3); }

void examine(Stage &stage) { press(stage, ui::ProjectionBar::Act::Examine); }

bool isExamined(Stage &stage) { return !page(stage).details()->doctor()->findings().isEmpty(); }

/// Of one that could not take all events, where there is one.
void showLetters(Stage &stage) {
    for (const ui::ProjectionLine &line : page(stage).watch().lines())
        if (line.status.live && line.status.live->openLetters > 0) page(stage).table()->choose(line.name());
    page(stage).details()->setCurrentWidget(page(stage).details()->letters());
}

void showProgress(Stage &stage) {
    showOne(stage);
    page(stage).details()->setCurrentIndex(page(stage).details()->count() - 1);
}

void leave(Stage &stage) {
    for (const ui::ProjectionLine &line : page(stage).watch().lines())
        page(stage).runs().stop(line.name());
    page(stage).details()->setCurrentIndex(0);
    stage.window().pages()->close(&page(stage));
    stage.window().pages()->showLog();
}

constexpr Shot kProjections[] = {{"projections-loading", waitForPage, atOnce},
                                 {"projections-not-built", does<&Stage::release>, isListed},
                                 {"", runAll, areLive},
                                 {"projections", showOne, showsRows},
                                 {"projection-as-of", showPast, showsRows},
                                 {"projection-steps", showSteps, showsSteps},
                                 {"projection-steps-of-row", showStepsOfOne, showsSteps},
                                 {"", leaveSteps, showsRows},
                                 {"projection-plan", plan, isPlanned},
                                 {"projection-built", build, isBuilt},
                                 {"", giveUp, isGivenUp},
                                 {"", damage, is<&Stage::isDamaged>},
                                 {"projection-drift", findDrift, isCompared},
                                 {"projection-drift-range", chooseRange, isCompared},
                                 {"projection-doctor", examine, isExamined},
                                 {"projection-letters", showLetters, atOnce},
                                 {"projection-progress", showProgress, atOnce},
                                 {"", leave, is<&Stage::showsSomeEvent>}};

} // namespace

Chapter projectionShots() { return {kProjections}; }

} // namespace eventscope::gui
