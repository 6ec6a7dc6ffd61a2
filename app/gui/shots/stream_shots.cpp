// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_head.h"
#include "ui/stream/stream_page.h"

#include <QAction>

namespace eventscope::gui {

namespace {

void openLongest(Stage &stage) { stage.window().pages()->openStream(stage.longestStream()); }

void openAsOf(Stage &stage) {
    const ui::Session &session = *stage.window().session();
    const LogIndex &log = session.index();
    const auto row = session.rows() * 3 / 5;
    const StreamId stream{std::string(log.dictionary().stream(log.streamCode(row)))};
    stage.window().pages()->openStream(stream, log.position(row));
}

void openMissing(Stage &stage) { stage.window().pages()->openStream({"account-nobody"}); }

void closePage(Stage &stage) { stage.window().pages()->close(stage.stream()); }

void showCopyMenu(Stage &stage) { stage.stream()->findChild<ui::StreamHead *>()->openCopyMenu(); }

void watch(Stage &stage) {
    stage.moveTo(0.6);
    for (const char *path : {"/isOpen", "/balance"})
        stage.stream()->watch(*Pointer::parse(path));
    stage.stream()->plot(*Pointer::parse("/balance"));
}

void listValues(Stage &stage) { stage.stream()->listValues(*Pointer::parse("/balance")); }

void askWhereItHolds(Stage &stage) { stage.stream()->showWhere(QStringLiteral("state.balance > 100000")); }

void compareStreams(Stage &stage) { stage.stream()->compareWithStream(stage.sibling()); }

void compareSteps(Stage &stage) {
    stage.stream()->compareWith(ui::CompareBase{stage.stream()->steps().size() / 3});
    stage.stream()->find(QStringLiteral("o"));
}

void showTimes(Stage &stage, QLatin1String style) { stage.window().actions().action(style)->trigger(); }

void timesLocal(Stage &stage) { showTimes(stage, ui::actions::kTimesLocal); }

void timesRelative(Stage &stage) { showTimes(stage, ui::actions::kTimesRelative); }

void timesUtc(Stage &stage) { showTimes(stage, ui::actions::kTimesUtc); }

constexpr Shot kStream[] = {{"stream", openLongest, is<&Stage::streamIsSettled>},
                            {"stream-copy", showCopyMenu, is<&Stage::hasPopup>},
                            {"", does<&Stage::closePopups>, is<&Stage::streamIsSettled>},
                            {"stream-missing", openMissing, is<&Stage::streamIsSettled>},
                            {"", closePage, atOnce},
                            {"stream-as-of", openAsOf, is<&Stage::streamIsSettled>},
                            {"", openLongest, is<&Stage::streamIsSettled>},
                            {"stream-watch", watch, is<&Stage::streamIsSettled>},
                            {"stream-values", listValues, is<&Stage::streamIsSettled>},
                            {"stream-holds", askWhereItHolds, is<&Stage::streamIsSettled>},
                            {"stream-other", compareStreams, is<&Stage::streamIsSettled>},
                            {"stream-compare", compareSteps, is<&Stage::streamIsSettled>}};

constexpr Shot kTimes[] = {{"times-local", timesLocal, is<&Stage::streamIsSettled>},
                           {"times-relative", timesRelative, is<&Stage::streamIsSettled>},
                           {"", timesUtc, is<&Stage::streamIsSettled>}};

} // namespace

Chapter streamShots() { return {kStream}; }

Chapter timeShots() { return {kTimes}; }

} // namespace eventscope::gui
