// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_controls.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAction>

namespace eventscope::gui {

namespace {

void mark(Stage &stage) {
    ui::TimelineView &view = stage.window().timeline()->view();
    const std::int64_t from = view.histogram().fromUs, length = view.histogram().toUs - from;
    view.setRange(TimeSpan{timeOfUs(from + length / 2), timeOfUs(from + length / 4 * 3)});
}

bool isCounted(Stage &stage) { return !stage.window().timeline()->rangeBar().facts().isEmpty(); }

void zoomIn(Stage &stage) {
    ui::TimelineView &view = stage.window().timeline()->view();
    Q_EMIT view.zoomRequested(TimeSpan(*view.range()));
}

bool isUpToDate(Stage &stage) { return stage.window().timeline()->isUpToDate(); }

void zoomOut(Stage &stage) { Q_EMIT stage.window().timeline()->rangeBar().zoomAllRequested(); }

template <ui::TimelineOptions Options>
void choose(Stage &stage) {
    stage.window().timeline()->setOptions(Options);
}

using ui::TimelineOptions;
constexpr TimelineOptions kByType{.stack = TimelineOptions::Stack::Type, .isLogarithmic = true};
constexpr TimelineOptions kLanes{.hasLanes = true, .foldsIdleTime = true};
constexpr TimelineOptions kStream{.scope = TimelineOptions::Scope::Stream, .stack = TimelineOptions::Stack::Type};

void showStream(Stage &stage) {
    stage.window().pages()->openStream(stage.longestStream());
    choose<kStream>(stage);
}

bool showsStream(Stage &stage) { return stage.streamIsSettled() && isUpToDate(stage); }

void goHome(Stage &stage) {
    stage.window().pages()->close(stage.stream());
    choose<TimelineOptions{}>(stage);
    stage.window().actions().action(ui::actions::kDefaultLayout)->trigger(); // rows made it higher
}

constexpr Shot kTimeline[] = {{"timeline-range", mark, isCounted},
                              {"timeline-zoomed", zoomIn, isUpToDate},
                              {"", zoomOut, isUpToDate},
                              {"timeline-logarithmic", choose<kByType>, isUpToDate},
                              {"timeline-lanes", choose<kLanes>, isUpToDate},
                              {"timeline-stream", showStream, showsStream},
                              {"", goHome, isUpToDate}};

} // namespace

Chapter timelineShots() { return {kTimeline}; }

} // namespace eventscope::gui
