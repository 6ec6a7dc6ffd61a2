// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/log_index.h"
#include "ui/timeline/timeline_options.h"

#include <QPoint>
#include <QRect>

#include <optional>
#include <vector>

class QFontMetrics;
class QPainter;

namespace eventscope::ui {

class Theme;

/// A histogram as it stands in a rectangle: which time is where, and how high its bars are, on one another or each in
/// its lane. Bins all have the same width, however much time they stand for. Value type.
class TimelineBars {
  public:
    TimelineBars() = default;
    /// `series` is the colour of each group; nothing: that of the rest.
    TimelineBars(Histogram histogram, std::vector<std::optional<std::size_t>> series);
    void setStyle(bool isLogarithmic, bool hasLanes);

    [[nodiscard]] const Histogram &histogram() const { return m_histogram; }
    [[nodiscard]] bool isEmpty() const { return m_histogram.bins == 0 || m_histogram.toUs <= m_histogram.fromUs; }

    [[nodiscard]] Time timeAt(const QRect &area, int x) const;
    [[nodiscard]] int xOf(const QRect &area, Time time) const;
    /// The time `bins` bars away, as far into its bar as this one; the ends are the ends.
    [[nodiscard]] Time moved(Time time, qint64 bins) const;

    [[nodiscard]] std::size_t binAt(const QRect &area, int x) const;
    [[nodiscard]] std::size_t binOf(Time time) const;
    [[nodiscard]] TimeSpan spanOf(std::size_t bin) const;
    [[nodiscard]] std::uint32_t countOf(std::size_t bin) const;
    /// Whether the bin stands for a long time in which nothing happened.
    [[nodiscard]] bool isFolded(std::size_t bin) const;
    /// The part of a bar that is drawn at a place, or the lane there if it has something in that bin.
    [[nodiscard]] std::optional<std::size_t> groupAt(const QRect &area, const QPoint &place) const;
    /// Events of each group over all bins.
    [[nodiscard]] std::vector<std::uint64_t> totals() const;
    /// How many lanes there are; 0 where bars stand on one another.
    [[nodiscard]] std::size_t lanes() const { return m_hasLanes ? m_histogram.groups.size() : 0; }

    /// What the names of the lanes take, left of the bars; 0 without lanes.
    [[nodiscard]] int nameWidth(const QFontMetrics &metrics) const;

    /// Names of lanes stand in `names` pixels left of the area.
    void paint(QPainter &painter, const QRect &area, int names, const Theme &theme) const;

  private:
    [[nodiscard]] QRect columnOf(const QRect &area, std::size_t bin) const;
    [[nodiscard]] QRect laneOf(const QRect &area, std::size_t group) const;
    /// Where a group stands in its bin; empty where it has nothing there.
    [[nodiscard]] QRect barOf(const QRect &area, std::size_t bin, std::size_t group) const;
    [[nodiscard]] int heightOf(double events, int room) const;
    [[nodiscard]] QString nameOf(std::size_t group) const;
    void paintLaneNames(QPainter &painter, const QRect &area, int names, const Theme &theme) const;
    void findHighest();

    Histogram m_histogram;
    std::vector<std::optional<std::size_t>> m_series; ///< of each group
    bool m_isLogarithmic = false;
    bool m_hasLanes = false;
    std::uint32_t m_highest = 0; ///< of all bars, or of all in lanes
};

} // namespace eventscope::ui
