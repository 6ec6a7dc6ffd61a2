// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timeline_links.h"

#include "ui/log/filter_menu.h"
#include "ui/shell/page_area.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_controls.h"
#include "ui/timeline/timeline_panel.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QTimer>

#include <utility>

namespace eventscope::ui {

TimelineLinks::TimelineLinks(Session &session, TimelinePanel &timeline, StorePages &pages, const PageArea &area,
                             Settings &settings)
    : QObject(&timeline), m_timeline(timeline), m_pages(pages) {
    auto *filters = new FilterMenu(session, this);
    connect(&timeline, &TimelinePanel::filtersWanted, filters,
            [filters](QMenu *menu, const QStringList &clauses) { filters->addTo(*menu, clauses); });
    connect(filters, &FilterMenu::applyRequested, &timeline, &TimelinePanel::applyFilter);
    connect(filters, &FilterMenu::prepareRequested, &pages, &StorePages::prepareFilter);
    connect(&timeline, &TimelinePanel::filterApplied, &pages, &StorePages::showMatching);
    connect(&area, &PageArea::frontChanged, this, &TimelineLinks::followFront);
    timeline.setOptions(settings.timelineOptions());
    m_hasLanes = settings.timelineOptions().hasLanes;
    connect(&timeline, &TimelinePanel::optionsChanged, this,
            [this](const TimelineOptions &options) { handleLanes(options.hasLanes); });
    connect(&timeline, &TimelinePanel::optionsChanged, &settings, &Settings::setTimelineOptions);
    connect(&settings, &Settings::timelineOptionsChanged, &timeline, [&timeline, &settings] {
        if (const auto chosen = settings.timelineOptions(); chosen != timeline.controls().options())
            timeline.setOptions(chosen);
    });
    followFront();
}

void TimelineLinks::followFront() {
    const auto *page = qobject_cast<const StreamPage *>(m_pages.currentWidget());
    m_timeline.setStream(page ? std::optional(page->stream()) : std::nullopt);
}

/// The dock grows by itself to show every lane, but nobody would make it smaller again.
void TimelineLinks::handleLanes(bool hasLanes) {
    if (std::exchange(m_hasLanes, hasLanes) == hasLanes) return;
    QWidget *dock = &m_timeline;
    while (dock && !qobject_cast<QDockWidget *>(dock))
        dock = dock->parentWidget();
    auto *window = qobject_cast<QMainWindow *>(m_timeline.window());
    if (!dock || !window) return;
    if (hasLanes) {
        m_heightBefore = dock->height();
        return;
    }
    const int height = m_heightBefore > 0 ? m_heightBefore : dock->sizeHint().height();
    QTimer::singleShot(0, dock, [window, dock = qobject_cast<QDockWidget *>(dock), height] { // with the new least size
        window->resizeDocks({dock}, {height}, Qt::Vertical);
    });
}

} // namespace eventscope::ui
