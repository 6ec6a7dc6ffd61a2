// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/session.h"
#include "ui/timeline/timeline_options.h"

#include <QWidget>

class QLabel;
class QMenu;

namespace eventscope::ui {

class Theme;
class RangeBar;
class TimelineControls;
class TimelineView;
struct TimelineSpot;

/// The timeline at the bottom of the window: the histogram of the whole log, of the stream in front or of what is
/// shown, over the session's index, counted on a worker, with the handle of the session's cursor. A range of it can be
/// zoomed into and filtered by; spans and filters before are kept on two stacks. GUI thread.
class TimelinePanel final : public QWidget {
    Q_OBJECT

  public:
    TimelinePanel(Session &session, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] TimelineView &view() { return *m_view; }
    [[nodiscard]] RangeBar &rangeBar() { return *m_rangeBar; }
    [[nodiscard]] TimelineControls &controls() { return *m_controls; }
    /// The stream of the page in front, if it has one.
    void setStream(const std::optional<StreamId> &stream);
    void setOptions(const TimelineOptions &options);
    /// What is said of what is counted.
    [[nodiscard]] QString caption() const;
    /// True once the bars are those of all events that are to be counted.
    [[nodiscard]] bool isUpToDate() const;
    /// Filters the log; it can be undone from here.
    void applyFilter(const QString &filter);

  Q_SIGNALS:
    /// The user chose others.
    void optionsChanged(const eventscope::ui::TimelineOptions &options);
    /// The log has got this filter.
    void filterApplied(const QString &filter);
    /// A menu for a spot is about to be shown: who makes filters adds lines for these.
    void filtersWanted(QMenu *menu, const QStringList &clauses);

  private:
    /// What came of counting.
    struct Counted {
        Histogram histogram;
        std::optional<TimeSpan> whole; ///< of all events that are counted
        std::uint64_t events = 0;      ///< in it
    };

    void connectView();
    void connectRange();
    void handleOptions();
    void restart();
    void grow();
    void count();
    void showCounts(Counted counted);
    void showCaption();
    void showCursor();
    void handleAsOf(Time time);
    void showMenu(const TimelineSpot &spot, const QPoint &globalPlace);
    void fillMenu(QMenu &menu, const TimelineSpot &spot);
    [[nodiscard]] QStringList clausesFor(const TimelineSpot &spot) const;
    void showRange();
    void zoomTo(TimeSpan span);
    void scale(Time fixed, double factor);
    void zoomOut(std::size_t zooms);
    void filterRange(bool isWanted);
    void undoFilter();
    /// What is counted now: that of the options, as far as it is there.
    [[nodiscard]] TimelineOptions::Scope scope() const;
    /// Its rows, for a Call.
    [[nodiscard]] Call<ChosenRows> rows() const;
    [[nodiscard]] GroupBy groupBy() const;

    Session &m_session;
    QLabel *m_caption;
    RangeBar *m_rangeBar; ///< from here on in the order of Tab
    TimelineControls *m_controls;
    TimelineView *m_view;
    std::optional<StreamId> m_stream;
    std::optional<TimeSpan> m_whole;    ///< from the first event to the last
    std::uint64_t m_events = 0;         ///< in it
    std::vector<TimeSpan> m_zooms;      ///< the last one is shown; none: the whole
    std::vector<std::string> m_filters; ///< what the log was filtered by before each filter from here
    SignalThrottler m_throttle;
    std::uint64_t m_countedRows = 0; ///< of the session
    bool m_isStale = false;          ///< there is more than what is being, or was, counted
    Job<Histogram> m_measuring;      ///< how many events lie in the range
    Job<Counted> m_counting;         // last: its end is asked for first
};

} // namespace eventscope::ui
