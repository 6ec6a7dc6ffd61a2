// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/stage.h"
#include "ui/log/event_table_model.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/log/statistics_panel.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/empty_state.h"

#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

namespace eventscope::gui {

namespace {

/// From the shots before.
void open(Stage &stage) { stage.window().open(stage.sample()); }

bool isLost(Stage &stage) { return stage.window().session()->problem().has_value(); }

/// Far from what has been read.
void showUnread(Stage &stage) {
    stage.window().inspector()->tabs()->setCurrentIndex(0);
    stage.showRowAt(0.5);
}

bool cannotBeRead(Stage &stage) {
    return stage.log().model()->pages().problem() && !stage.window().inspector()->isReading();
}

void measure(Stage &stage) { stage.log().showStatistics(true); }

bool cannotBeMeasured(Stage &stage) {
    if (!stage.log().statistics()->counter()->problem()) return false;
    static_cast<QTableView *>(stage.log().statistics()->tabs()->currentWidget())->scrollToBottom();
    return true;
}

void openStream(Stage &stage) {
    stage.log().showStatistics(false);
    stage.window().pages()->openStream(stage.longestStream());
}

bool offersToTryAgain(Stage &stage) {
    const auto *page = stage.stream() ? stage.stream()->findChild<ui::EmptyState *>() : nullptr;
    return page && page->findChild<QPushButton *>()->isVisible();
}

void showProjections(Stage &stage) { stage.window().front()->projections()->show(); }

bool showsProblem(Stage &stage) { return stage.window().front()->projections()->page()->watch().problem().has_value(); }

constexpr Shot kShots[] = {{"", open, is<&Stage::showsSomeEvent>},
                           {"not-live", does<&Stage::cutSample>, isLost},
                           {"links-unreadable", does<&Stage::showLinks>, is<&Stage::linksAreFound>},
                           {"event-unreadable", showUnread, cannotBeRead},
                           {"statistics-unreadable", measure, cannotBeMeasured},
                           {"stream-unreadable", openStream, offersToTryAgain},
                           {"projections-unreadable", showProjections, showsProblem},
                           {"", does<&Stage::close>, is<&Stage::isClosed>}};

} // namespace

Chapter damageShots() { return {kShots, false}; }

} // namespace eventscope::gui
