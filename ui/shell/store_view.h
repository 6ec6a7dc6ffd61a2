// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/pointer.h"
#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/shell/store_docks.h"
#include "ui/shell/store_mark.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <memory>
#include <optional>

namespace eventscope::ui {

class Inspector;
class Navigator;
class PageArea;
class PageMemory;
class PrivacyPage;
class ProcessesPage;
class ProjectionsPage;
class Reconnector;
class Settings;
class StoreNotes;
class StorePages;
class TimelinePanel;
struct OpenTarget;
template <class Page>
class StoreGuestPage;

/// What belongs to one open store: its session, its pages, and its panels in the docks, wired to each other. GUI
/// thread.
class StoreView final : public QObject {
    Q_OBJECT

  public:
    /// What the window lends to every store in it; outlives them.
    struct Frame {
        Workers &workers;
        const Theme &theme;
        Settings &settings;
        PageArea &area;
        StoreDocks::Parents docks;
    };

    StoreView(const Frame &frame, OpenedStore opened, const OpenTarget &target);
    /// Its pages and panels go with it.
    ~StoreView() override;

    [[nodiscard]] Session &session() const { return *m_session; }
    [[nodiscard]] StorePages *pages() const { return m_pages; }
    [[nodiscard]] Navigator *navigator() const { return m_navigator; }
    [[nodiscard]] Inspector *inspector() const { return m_inspector; }
    [[nodiscard]] TimelinePanel *timeline() const { return m_timeline; }
    [[nodiscard]] StoreNotes *notes() const { return m_notes; }
    [[nodiscard]] StoreGuestPage<ProjectionsPage> *projections() const { return m_projections; }
    [[nodiscard]] StoreGuestPage<ProcessesPage> *processes() const { return m_processes; }
    [[nodiscard]] StoreGuestPage<PrivacyPage> *privacy() const { return m_privacy; }
    /// What keeps its pages for the next start.
    [[nodiscard]] PageMemory &memory() const { return *m_memory; }
    /// As it was opened: an address, or "@NAME".
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const StoreMark &mark() const { return m_mark; }
    [[nodiscard]] Environment environment() const;
    /// \name What it was opened with
    /// @{
    [[nodiscard]] const OpenedStore &opened() const { return m_opened; }
    [[nodiscard]] const OpenTarget &target() const { return *m_target; }
    /// @}
    /// Asks for what opens its vault, and reads it anew.
    void unlock();
    /// Marks the tabs, with the store's name where several are open.
    void markTabs(bool isOneOfMany);

    /// Moves the cursor there, as soon as the log has been read.
    void moveTo(Position position);
    /// Goes where the text of the go-to box says; false: refused at once (see goToRefused()).
    bool goTo(const QString &text);

  Q_SIGNALS:
    void goToRefused(const QString &problem);
    /// What can be read of it has changed: nothing of what was read before may be shown on. With `erasure` that is what
    /// is to be shown then.
    void reloadRequested(const QString &erasure);

  private:
    void wire();
    void wire(PrivacyPage &page);
    void reveal(Position position, bool isMetadata, const Pointer &pointer);

    Workers &m_workers;
    const Theme &m_theme;
    const Settings &m_settings;
    const OpenedStore m_opened;
    const std::unique_ptr<const OpenTarget> m_target;
    const QString m_name;
    const StoreMark m_mark;
    const std::unique_ptr<Session> m_session;
    const std::unique_ptr<Reconnector> m_reconnector; ///< null: not a server
    StorePages *m_pages;
    Navigator *m_navigator;
    Inspector *m_inspector;
    TimelinePanel *m_timeline;
    StoreNotes *m_notes; ///< in the inspector and among the pages
    StoreGuestPage<ProjectionsPage> *m_projections;
    StoreGuestPage<ProcessesPage> *m_processes;
    StoreGuestPage<PrivacyPage> *m_privacy;
    PageMemory *m_memory;
    Job<EventDetailsPtr> m_finding; // last: its end is asked for first
};

} // namespace eventscope::ui
