// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_bars.h"

#include <QWidget>

#include <optional>

namespace eventscope::ui {

class Theme;
class TimelineMarks;

/// What is pointed at in a timeline: a bar, or the marked range, and parts of it.
struct TimelineSpot {
    TimeSpan span;
    std::vector<std::string> groups; ///< by name; the one under the pointer, or without a pointer all, largest first
};

/// The histogram of a log over recorded time, stacked by group or in lanes, with the handle of the cursor on it.
/// Painted; it asks nobody for anything: whoever owns it gives it a histogram for the bins that it says it has room
/// for.
///
/// Click, or drag the handle, to move the handle; Left and Right move it by one bin, with Shift by ten, Page Up and
/// Page Down by a tenth of the span, Home goes to the first event, End back to the head. Drag elsewhere to mark a
/// range; with Ctrl, Left and Right mark one from the handle on; Enter zooms into it,
/// Escape takes it away. The wheel, plus and minus zoom. The other button, or the Menu key, asks for a menu for the bar
/// under the pointer, the one at the handle or the marked range.
/// Text for screen readers says the same. GUI thread.
class TimelineView final : public QWidget {
    Q_OBJECT

  public:
    explicit TimelineView(const Theme &theme, QWidget *parent = nullptr);

    /// Bars for the whole width, and the series (colour) of each group; nothing: the colour of the rest. An empty
    /// histogram (no bins) shows that there is nothing yet.
    void setHistogram(Histogram histogram, std::vector<std::optional<std::size_t>> series);
    [[nodiscard]] const Histogram &histogram() const { return m_bars.histogram(); }
    void setStyle(bool isLogarithmic, bool hasLanes);
    /// What is counted, in words, for those who hear it; a sentence.
    void setSubject(const QString &subject);
    /// Says why there is nothing to see, where there is not.
    void setEmptyText(const QString &text);
    /// Where the handle stands; nothing: at the head ("live").
    void setAsOf(std::optional<Time> asOf);
    [[nodiscard]] std::optional<Time> asOf() const { return m_asOf; }
    /// The range that is marked.
    void setRange(std::optional<TimeSpan> range);
    [[nodiscard]] const std::optional<TimeSpan> &range() const { return m_range; }
    /// Bars that fit into the width now.
    [[nodiscard]] std::size_t binsWanted() const;
    /// What the Menu key is about: the marked range, else the bar at the handle, each with all that is in it; nothing
    /// while there are no bars.
    [[nodiscard]] std::optional<TimelineSpot> spotAtHandle() const;
    /// What a person who cannot see it should hear.
    [[nodiscard]] QString description() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    /// The user wants to see the log as of this moment; many while dragging.
    void asOfRequested(eventscope::Time time);
    /// The user wants to go back to the head.
    void headRequested();
    /// The mouse let go of the handle.
    void dragEnded();
    /// range() changed, and will not go on changing by the same drag.
    void rangeMarked();
    /// The user wants to see this span alone.
    void zoomRequested(eventscope::TimeSpan span);
    /// The user wants to see `factor` times as much time, with `fixed` where it is.
    void scaleRequested(eventscope::Time fixed, double factor);
    /// The user wants to know what can be done with a spot.
    void menuRequested(const eventscope::ui::TimelineSpot &spot, const QPoint &globalPlace);
    /// binsWanted() changed.
    void binsWantedChanged();

  protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

  private:
    [[nodiscard]] QRect plot() const;
    /// What the names of the lanes take, left of the plot.
    [[nodiscard]] int names() const;
    [[nodiscard]] bool isEmpty() const { return m_bars.isEmpty(); }
    [[nodiscard]] Time from() const { return timeOfUs(histogram().fromUs); }
    [[nodiscard]] Time to() const { return timeOfUs(histogram().toUs); }
    [[nodiscard]] Time timeAt(int x) const;
    [[nodiscard]] int xOf(Time time) const;
    [[nodiscard]] QString tipAt(int x) const;
    /// What the pressed mouse does.
    enum class Grip : std::uint8_t { None, Handle, Perhaps, Range };
    [[nodiscard]] TimelineMarks marks() const;
    [[nodiscard]] int handleX() const;
    [[nodiscard]] QString countsText() const;
    /// Those that have events in the span, largest first.
    [[nodiscard]] std::vector<std::string> groupsIn(const TimeSpan &span) const;
    [[nodiscard]] TimelineSpot spotAt(const QPoint &place) const;
    void describe();
    void restyle(int namesBefore);
    void request(int x);
    void markTo(int x);
    void markByBins(qint64 bins);
    [[nodiscard]] Time zoomCentre() const;
    void moveByBins(qint64 bins);

    const Theme &m_theme;
    TimelineBars m_bars;
    bool m_isLogarithmic = false;
    bool m_hasLanes = false;
    QString m_subject;
    QString m_emptyText;
    std::optional<Time> m_asOf;
    std::optional<TimeSpan> m_range;
    Time m_rangeEnd; ///< the end of it that moves
    Grip m_grip = Grip::None;
    int m_pressedAt = 0;
};

/// Makes screen readers hear TimelineView::description(). Once per program, before the first window.
void installTimelineAccessibility();

} // namespace eventscope::ui
