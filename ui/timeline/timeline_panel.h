// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace eventscope::ui {

class Theme;
class TimelineView;

/// The timeline of the whole log at the bottom of the window: the histogram over the session's index, counted on a
/// worker, with the handle of the session's cursor. GUI thread.
class TimelinePanel final : public QWidget {
    Q_OBJECT

  public:
    TimelinePanel(Session &session, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] TimelineView &view() { return *m_view; }
    /// True once the bars are those of all events that the session has.
    [[nodiscard]] bool isUpToDate() const { return m_countedRows == m_session.rows() && !m_counting.isRunning(); }

  private:
    void count();
    void showCounts(Histogram histogram, std::uint64_t rows);
    void showCursor();
    void handleAsOf(Time time);

    Session &m_session;
    TimelineView *m_view;
    QComboBox *m_groupBy;
    QLabel *m_caption;
    SignalThrottler m_throttle;
    std::uint64_t m_countedRows = 0;
    Job<Histogram> m_counting; // last: its end is asked for first
};

} // namespace eventscope::ui
