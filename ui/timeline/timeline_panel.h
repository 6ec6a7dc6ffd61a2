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
class RangeBar;
class TimelineView;

/// The timeline of the whole log at the bottom of the window: the histogram over the session's index, counted on a
/// worker, with the handle of the session's cursor. A range of it can be zoomed into and filtered by; spans and filters
/// before are kept on two stacks. GUI thread.
class TimelinePanel final : public QWidget {
    Q_OBJECT

  public:
    TimelinePanel(Session &session, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] TimelineView &view() { return *m_view; }
    [[nodiscard]] RangeBar &rangeBar() { return *m_rangeBar; }
    /// True once the bars are those of all events that the session has.
    [[nodiscard]] bool isUpToDate() const { return m_countedRows == m_session.rows() && !m_counting.isRunning(); }

  private:
    void count();
    void showCounts(Histogram histogram, std::uint64_t rows);
    void showCursor();
    void handleAsOf(Time time);
    void connectRange();
    void showRange();
    void zoomTo(TimeSpan span);
    void scale(Time fixed, double factor);
    void zoomOut(std::size_t zooms);
    void filterRange(bool isWanted);
    void undoFilter();
    /// From the first event to the last; nothing where there is none.
    [[nodiscard]] std::optional<TimeSpan> wholeSpan() const;

    Session &m_session;
    TimelineView *m_view;
    QComboBox *m_groupBy;
    QLabel *m_caption;
    RangeBar *m_rangeBar;
    std::vector<TimeSpan> m_zooms;      ///< the last one is shown; none: the whole log
    std::vector<std::string> m_filters; ///< what the log was filtered by before each filter from here
    SignalThrottler m_throttle;
    std::uint64_t m_countedRows = 0;
    Job<Histogram> m_measuring; ///< how many events lie in the range
    Job<Histogram> m_counting;  // last: its end is asked for first
};

} // namespace eventscope::ui
