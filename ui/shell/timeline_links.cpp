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

#include <QMenu>

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

} // namespace eventscope::ui
