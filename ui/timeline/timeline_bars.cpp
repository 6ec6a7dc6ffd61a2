// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_bars.h"

#include "core/index/chosen_rows.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {
constexpr int kLaneCharacters = 24;
} // namespace

TimelineBars::TimelineBars(Histogram histogram, std::vector<std::optional<std::size_t>> series)
    : m_histogram(std::move(histogram)), m_series(std::move(series)) {
    if (m_histogram.starts.empty())
        m_histogram.starts = equalBins(m_histogram.fromUs, m_histogram.toUs, m_histogram.bins);
    findHighest();
}

void TimelineBars::setStyle(bool isLogarithmic, bool hasLanes) {
    m_isLogarithmic = isLogarithmic;
    m_hasLanes = hasLanes;
    findHighest();
}

void TimelineBars::findHighest() {
    m_highest = 0;
    if (m_hasLanes && !m_histogram.counts.empty()) m_highest = *std::ranges::max_element(m_histogram.counts);
    for (std::size_t bin = 0; !m_hasLanes && bin < m_histogram.bins; ++bin)
        m_highest = std::max(m_highest, countOf(bin));
}

Time TimelineBars::timeAt(const QRect &area, int x) const {
    const double part = std::clamp(double(x - area.left()) / std::max(1, area.width()), 0.0, 1.0);
    const double place = part * double(m_histogram.bins);
    const auto bin = static_cast<std::size_t>(place);
    if (bin >= m_histogram.bins) return timeOfUs(m_histogram.toUs);
    const TimeSpan span = spanOf(bin);
    return span.from + Duration(std::llround((place - double(bin)) * double((span.to - span.from).count())));
}

int TimelineBars::xOf(const QRect &area, Time time) const {
    if (toUs(time) >= m_histogram.toUs) return area.left() + area.width();
    const std::size_t bin = binOf(time);
    const TimeSpan span = spanOf(bin);
    const double inside =
        double((time - span.from).count()) / double(std::max<std::int64_t>(1, (span.to - span.from).count()));
    const double part = (double(bin) + std::clamp(inside, 0.0, 1.0)) / double(m_histogram.bins);
    return area.left() + static_cast<int>(std::lround(part * area.width()));
}

Time TimelineBars::moved(Time time, qint64 bins) const {
    const bool isEnd = toUs(time) >= m_histogram.toUs;
    const auto from = static_cast<qint64>(isEnd ? m_histogram.bins : binOf(time));
    const Duration inside =
        isEnd ? Duration(0) : std::max(Duration(0), time - spanOf(static_cast<std::size_t>(from)).from);
    const qint64 to = from + bins;
    if (to < 0) return timeOfUs(m_histogram.fromUs);
    if (to >= static_cast<qint64>(m_histogram.bins)) return timeOfUs(m_histogram.toUs);
    const TimeSpan span = spanOf(static_cast<std::size_t>(to));
    return std::min(span.from + inside, std::max(span.from, span.to - Duration(1)));
}

std::size_t TimelineBars::binAt(const QRect &area, int x) const {
    const double part = std::clamp(double(x - area.left()) / std::max(1, area.width()), 0.0, 0.999999);
    return static_cast<std::size_t>(part * double(m_histogram.bins));
}

std::size_t TimelineBars::binOf(Time time) const {
    const auto &starts = m_histogram.starts;
    const auto after = std::upper_bound(starts.begin(), starts.end(), toUs(time)) - starts.begin();
    return std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(after, 1)) - 1, m_histogram.bins - 1);
}

TimeSpan TimelineBars::spanOf(std::size_t bin) const {
    return {timeOfUs(m_histogram.starts[bin]), timeOfUs(m_histogram.starts[bin + 1])};
}

std::uint32_t TimelineBars::countOf(std::size_t bin) const {
    std::uint32_t sum = 0;
    for (std::size_t group = 0; group < m_histogram.groups.size(); ++group)
        sum += m_histogram.at(bin, group);
    return sum;
}

/// As binsWithoutIdleTime() makes them, whose bins may be a little shorter than asked for.
bool TimelineBars::isFolded(std::size_t bin) const {
    const std::int64_t whole = m_histogram.toUs - m_histogram.fromUs;
    const std::int64_t length = m_histogram.starts[bin + 1] - m_histogram.starts[bin];
    const std::int64_t usual = whole / static_cast<std::int64_t>(m_histogram.bins);
    return length > 2 * usual + 2 && length >= whole / static_cast<std::int64_t>(kLongRunOf + 1) && countOf(bin) == 0;
}

std::vector<std::uint64_t> TimelineBars::totals() const {
    std::vector<std::uint64_t> sums(m_histogram.groups.size());
    for (std::size_t bin = 0; bin < m_histogram.bins; ++bin)
        for (std::size_t group = 0; group < sums.size(); ++group)
            sums[group] += m_histogram.at(bin, group);
    return sums;
}

QRect TimelineBars::columnOf(const QRect &area, std::size_t bin) const {
    const double width = double(area.width()) / double(m_histogram.bins);
    const int left = area.left() + static_cast<int>(std::lround(double(bin) * width));
    const int right = area.left() + static_cast<int>(std::lround(double(bin + 1) * width));
    return {left, area.top(), std::max(1, right - left - (width >= 3 ? 1 : 0)), area.height()};
}

QRect TimelineBars::laneOf(const QRect &area, std::size_t group) const {
    const auto lanes = static_cast<int>(m_histogram.groups.size());
    const int at = static_cast<int>(group);
    const int top = area.top() + area.height() * at / lanes;
    const int bottom = area.top() + area.height() * (at + 1) / lanes;
    return {area.left(), top, area.width(), bottom - top};
}

int TimelineBars::heightOf(double events, int room) const {
    if (m_highest == 0) return 0;
    const double part = m_isLogarithmic ? std::log1p(events) / std::log1p(double(m_highest)) : events / m_highest;
    return static_cast<int>(std::lround(part * room));
}

QRect TimelineBars::barOf(const QRect &area, std::size_t bin, std::size_t group) const {
    const std::uint32_t count = m_histogram.at(bin, group);
    if (count == 0) return {};
    const QRect lane = m_hasLanes ? laneOf(area, group).adjusted(0, 1, 0, 0) : area;
    double below = 0;
    for (std::size_t under = 0; !m_hasLanes && under < group; ++under)
        below += m_histogram.at(bin, under);
    const int bottom = lane.bottom() + 1 - heightOf(below, lane.height());
    // A bar that is there is seen, however small its part.
    const int top = std::min(lane.bottom() + 1 - heightOf(below + count, lane.height()), bottom - 1);
    const QRect column = columnOf(area, bin);
    return {column.left(), top, column.width(), bottom - top};
}

std::optional<std::size_t> TimelineBars::groupAt(const QRect &area, const QPoint &place) const {
    if (isEmpty()) return std::nullopt;
    const std::size_t bin = binAt(area, place.x());
    for (std::size_t group = 0; group < m_histogram.groups.size(); ++group) {
        const QRect bar = barOf(area, bin, group);
        if (bar.isEmpty()) continue;
        const QRect lane = m_hasLanes ? laneOf(area, group) : bar;
        if (place.y() >= lane.top() && place.y() <= lane.bottom()) return group;
    }
    return std::nullopt;
}

void TimelineBars::paint(QPainter &painter, const QRect &area, int names, const Theme &theme) const {
    for (std::size_t bin = 0; bin < m_histogram.bins; ++bin) {
        for (std::size_t group = 0; group < m_histogram.groups.size(); ++group) {
            if (const QRect bar = barOf(area, bin, group); !bar.isEmpty())
                painter.fillRect(bar, theme.series(m_series[group]));
        }
        if (!isFolded(bin)) continue;
        const QRect column = columnOf(area, bin);
        painter.setPen(QPen(theme.color(Role::TextQuiet), 1, Qt::DashLine));
        painter.drawLine(column.center().x(), area.top(), column.center().x(), area.bottom());
    }
    if (m_hasLanes) paintLaneNames(painter, area, names, theme);
}

QString TimelineBars::nameOf(std::size_t group) const {
    const std::string &name = m_histogram.groups[group];
    return name.empty() ? QCoreApplication::translate("eventscope::ui::TimelineView", "others")
                        : shortened(name, kLaneCharacters);
}

int TimelineBars::nameWidth(const QFontMetrics &metrics) const {
    int width = 0;
    for (std::size_t group = 0; group < lanes(); ++group)
        width = std::max(width, metrics.horizontalAdvance(nameOf(group)) + metrics.averageCharWidth());
    return width;
}

void TimelineBars::paintLaneNames(QPainter &painter, const QRect &area, int names, const Theme &theme) const {
    const QFontMetrics metrics = painter.fontMetrics();
    for (std::size_t group = 0; group < m_histogram.groups.size(); ++group) {
        const QRect lane = laneOf(area, group);
        painter.setPen(theme.color(Role::Border));
        painter.drawLine(lane.left() - names, lane.bottom(), lane.right(), lane.bottom());
        const QRect place(lane.left() - names, lane.top(), names - metrics.averageCharWidth(), lane.height());
        painter.setPen(theme.color(Role::Text));
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(nameOf(group), Qt::ElideMiddle, place.width()));
    }
}

} // namespace eventscope::ui
