// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace eventscope::ui {

class PageArea;
class Session;
class Settings;
class StorePages;
class TimelinePanel;

/// What a timeline has to do with the pages of its store: it may show the stream in front, its bars become filters of
/// the log by the menu that all parts share, and how it is shown is remembered, and is the same for all stores. Belongs
/// to the timeline; the others outlive it.
class TimelineLinks final : public QObject {
    Q_OBJECT

  public:
    TimelineLinks(Session &session, TimelinePanel &timeline, StorePages &pages, const PageArea &area,
                  Settings &settings);

  private:
    void followFront();
    void handleLanes(bool hasLanes);

    TimelinePanel &m_timeline;
    StorePages &m_pages;
    bool m_hasLanes = false;
    int m_heightBefore = 0; ///< of the dock, before there were lanes; 0: there always were
};

} // namespace eventscope::ui
