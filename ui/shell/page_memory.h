// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/shell/kept_pages.h"

#include <QObject>

#include <string>

namespace eventscope::ui {

class PageArea;
class Session;
class StorePages;

/// Keeps the pages of one open store in its workspace, on a worker and soon after each change, so that they are there
/// again when the program ended in whatever way. Where nothing can be remembered, nothing is. GUI thread.
class PageMemory final : public QObject {
    Q_OBJECT

  public:
    /// All references outlive it. It keeps nothing before one of the next two was called.
    PageMemory(Session &session, StorePages &pages, PageArea &area, QObject *parent);
    ~PageMemory() override;

    /// Brings back what was kept last, and goes on from there.
    void restore();
    /// What there is to keep now.
    [[nodiscard]] KeptPages pages() const;
    /// Opens such pages.
    void bringBack(const KeptPages &pages);
    /// Goes on from what is open now.
    void begin();
    /// Keeps what changed last, and nothing from now on.
    void finish();

  Q_SIGNALS:
    /// All pages are back, or there was nothing.
    void restored();

  private:
    void selectAgain();
    void keep();

    Session &m_session;
    StorePages &m_pages;
    PageArea &m_area;
    SignalThrottler m_changes;
    std::string m_kept;                 ///< what was kept last
    std::optional<Position> m_toSelect; ///< in the log, once all that it is to show is there
    bool m_isKeeping = false;
    Job<std::string> m_reading; // last: its end is asked for first
};

} // namespace eventscope::ui
