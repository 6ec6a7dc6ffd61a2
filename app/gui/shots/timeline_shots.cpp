// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

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

constexpr Shot kTimeline[] = {
    {"timeline-range", mark, isCounted}, {"timeline-zoomed", zoomIn, isUpToDate}, {"", zoomOut, isUpToDate}};

} // namespace

Chapter timelineShots() { return {kTimeline}; }

} // namespace eventscope::gui
