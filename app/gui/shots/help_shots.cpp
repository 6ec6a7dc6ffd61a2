// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/filter_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/guide_panel.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"

#include <QLineEdit>
#include <QTabWidget>

namespace eventscope::gui {

namespace {

ui::Assistance &assistance(Stage &stage) { return *stage.window().assistance(); }

void trigger(Stage &stage, QLatin1String id) { stage.window().actions().action(id)->trigger(); }

void openPalette(Stage &stage) {
    stage.window().pages()->showLog();
    stage.showRowAt(1);
    trigger(stage, ui::actions::kGoTo);
    assistance(stage).palette()->edit()->setText(QStringLiteral("copy"));
}

void closePalette(Stage &stage) { assistance(stage).palette()->close(); }

void openShortcuts(Stage &stage) { trigger(stage, ui::actions::kShortcuts); }

bool showsShortcuts(Stage &stage) {
    return assistance(stage).shortcuts() && assistance(stage).shortcuts()->isVisible();
}

void closeShortcuts(Stage &stage) { assistance(stage).shortcuts()->close(); }

void openHelp(Stage &stage) {
    trigger(stage, ui::actions::kHelp);
    assistance(stage).help()->showPage(QStringLiteral("guide"));
}

bool showsHelp(Stage &stage) { return assistance(stage).help() && assistance(stage).help()->isVisible(); }

void closeHelp(Stage &stage) { assistance(stage).help()->close(); }

bool hasNoHelp(Stage &stage) { return !assistance(stage).help() && !assistance(stage).shortcuts(); }

void filterBelowZero(Stage &stage) {
    stage.window().session()->cursor().returnToHead();
    stage.window().pages()->showMatching(QLatin1String(ui::SampleGuide::kFilter));
}

/// The event that is left, as the guide's way leads to it; nothing in stores without one.
void selectFound(Stage &stage) {
    const ui::Session &session = *stage.window().session();
    if (session.filter().count() == 0) return;
    stage.log().showPosition(session.index().position(session.filter().row(0)));
}

void openGuide(Stage &stage) { trigger(stage, ui::actions::kGuide); }

bool guideIsUpToDate(Stage &stage) {
    const ui::SampleGuide &guide = assistance(stage).guide()->guide();
    return stage.window().session()->filter().count() == 0 || guide.current() == std::optional<std::size_t>(3);
}

void openFoundStream(Stage &stage) {
    trigger(stage, ui::actions::kDefaultLayout);
    const ui::Session &session = *stage.window().session();
    if (session.filter().count() == 0) return;
    const std::uint64_t row = session.filter().row(0);
    const LogIndex &log = session.index();
    stage.window().pages()->openStream({std::string(log.dictionary().stream(log.streamCode(row)))}, log.position(row));
}

bool showsStream(Stage &stage) { return !stage.stream() || stage.streamIsSettled(); }

void leave(Stage &stage) {
    Q_EMIT assistance(stage).guide()->closeRequested();
    stage.log().filterBar()->apply({});
    stage.window().session()->cursor().returnToHead();
    stage.window().pages()->showLog();
}

bool hasNoGuide(Stage &stage) { return !assistance(stage).guide(); }

constexpr Shot kHelp[] = {{"palette", openPalette, atOnce},
                          {"", closePalette, atOnce},
                          {"shortcuts", openShortcuts, showsShortcuts},
                          {"", closeShortcuts, hasNoHelp},
                          {"help", openHelp, showsHelp},
                          {"", closeHelp, hasNoHelp},
                          {"", filterBelowZero, is<&Stage::isFound>},
                          {"guide-found", selectFound, is<&Stage::isFound>},
                          {"guide", openGuide, guideIsUpToDate},
                          {"guide-stream", openFoundStream, showsStream},
                          {"", leave, hasNoGuide}};

} // namespace

Chapter helpShots() { return {kHelp}; }

} // namespace eventscope::gui
