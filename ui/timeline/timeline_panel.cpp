// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_panel.h"

#include "core/event/filter/filter_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

constexpr int kCountIntervalMs = 150;

/// Narrower spans show nothing but the rounding of clocks.
constexpr std::int64_t kSpanUsMin = 1'000;

} // namespace

TimelinePanel::TimelinePanel(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_view(new TimelineView(theme, this)),
      m_groupBy(new QComboBox(this)),
      m_caption(new QLabel(this)),
      m_rangeBar(new RangeBar(this)),
      m_throttle(kCountIntervalMs),
      m_measuring(session.workers()),
      m_counting(session.workers()) {
    m_groupBy->addItem(tr("by category"), QVariant::fromValue(int(GroupBy::Category)));
    m_groupBy->addItem(tr("by type"), QVariant::fromValue(int(GroupBy::Type)));
    m_groupBy->setAccessibleName(tr("Stack the timeline"));
    m_caption->setTextFormat(Qt::PlainText);

    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    head->addWidget(m_caption);
    head->addStretch(1);
    head->addWidget(m_rangeBar);
    head->addWidget(m_groupBy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics.steps(1), 0, 0);
    layout->setSpacing(metrics.steps(1));
    layout->addLayout(head);
    layout->addWidget(m_view, 1);

    connect(&m_throttle, &SignalThrottler::triggered, this, &TimelinePanel::count);
    connect(&session, &Session::rowsGrown, &m_throttle, &SignalThrottler::request);
    connect(&session.series(), &SeriesMap::changed, &m_throttle, &SignalThrottler::request);
    connect(m_view, &TimelineView::binsWantedChanged, &m_throttle, &SignalThrottler::request);
    connect(m_groupBy, &QComboBox::currentIndexChanged, this,
            [this] { m_session.series().setGroupBy(GroupBy(m_groupBy->currentData().toInt())); });
    connect(&session.cursor(), &Cursor::changed, this, &TimelinePanel::showCursor);
    connect(m_view, &TimelineView::asOfRequested, this, &TimelinePanel::handleAsOf);
    connect(m_view, &TimelineView::headRequested, this, [this] { m_session.cursor().returnToHead(); });
    connect(m_view, &TimelineView::dragEnded, this, [this] { m_session.cursor().endDrag(); });
    connectRange();
    m_throttle.request();
}

void TimelinePanel::connectRange() {
    connect(m_view, &TimelineView::rangeMarked, this, &TimelinePanel::showRange);
    connect(m_view, &TimelineView::zoomRequested, this, &TimelinePanel::zoomTo);
    connect(m_view, &TimelineView::scaleRequested, this, &TimelinePanel::scale);
    connect(m_rangeBar, &RangeBar::zoomInRequested, this, [this] {
        if (const auto range = m_view->range()) zoomTo(*range);
    });
    connect(m_rangeBar, &RangeBar::zoomOutRequested, this, [this] { zoomOut(1); });
    connect(m_rangeBar, &RangeBar::zoomAllRequested, this, [this] { zoomOut(m_zooms.size()); });
    connect(m_rangeBar, &RangeBar::filterInRequested, this, [this] { filterRange(true); });
    connect(m_rangeBar, &RangeBar::filterOutRequested, this, [this] { filterRange(false); });
    connect(m_rangeBar, &RangeBar::undoFilterRequested, this, &TimelinePanel::undoFilter);
    connect(m_rangeBar, &RangeBar::clearRequested, this, [this] { m_view->setRange(std::nullopt); });
}

std::optional<TimeSpan> TimelinePanel::wholeSpan() const {
    const std::uint64_t rows = m_session.rows();
    if (rows == 0) return std::nullopt;
    const Time from = m_session.index().recordedAt(0);
    return TimeSpan{from, std::max(m_session.index().recordedAt(rows - 1), from) + Duration(1)};
}

void TimelinePanel::count() {
    const std::uint64_t rows = m_session.rows();
    const auto span = m_zooms.empty() ? wholeSpan() : m_zooms.back();
    m_counting.start(
        [index = m_session.sharedIndex(), rows, span, bins = m_view->binsWanted(),
         groupBy = m_session.series().groupBy()](const JobControl &) -> Result<Histogram> {
            if (!span) return Histogram();
            return index->histogram(0, rows, toUs(span->from), toUs(span->to), bins, groupBy, Theme::kSeries);
        },
        [this, rows](Result<Histogram> histogram) {
            if (histogram) showCounts(*std::move(histogram), rows);
        });
}

void TimelinePanel::showCounts(Histogram histogram, std::uint64_t rows) {
    m_countedRows = rows;
    std::vector<std::optional<std::size_t>> series;
    for (const std::string &group : histogram.groups)
        series.push_back(m_session.series().seriesOfGroup(group));
    m_view->setHistogram(std::move(histogram), std::move(series));
    showCursor();
}

void TimelinePanel::showCursor() {
    const auto asOf = m_session.cursor().asOf();
    const auto row = asOf ? m_session.rowAt(*asOf) : std::nullopt;
    m_view->setAsOf(row ? std::optional(m_session.index().recordedAt(*row)) : std::nullopt);
    const std::uint64_t rows = m_session.rowsAtCursor();
    m_caption->setText(asOf ? tr("%1 of %n event(s) up to here", nullptr, int(m_session.rows())).arg(formatCount(rows))
                            : tr("%n event(s)", nullptr, int(m_session.rows())));
}

void TimelinePanel::handleAsOf(Time time) {
    const std::uint64_t rows = m_session.index().rowsAsOf(time);
    if (m_session.rows() == 0) return;
    const std::uint64_t row = rows == 0 ? 0 : std::min(rows, m_session.rows()) - 1;
    m_session.cursor().moveTo(m_session.index().position(row), Cursor::Move::Drag);
}

void TimelinePanel::showRange() {
    const auto range = m_view->range();
    m_measuring.drop();
    if (!range) return m_rangeBar->setRange({});
    const std::int64_t from = toUs(range->from), to = std::max(toUs(range->to), from + 1);
    m_measuring.start(
        [index = m_session.sharedIndex(), rows = m_session.rows(), from, to](const JobControl &) -> Result<Histogram> {
            return index->histogram(0, rows, from, to, 1, GroupBy::Type, 0);
        },
        [this, length = Duration(to - from)](const Result<Histogram> &counted) {
            const std::uint32_t events = counted && counted->bins > 0 ? counted->at(0, 0) : 0;
            m_rangeBar->setRange(tr("%n event(s) in %1", nullptr, static_cast<int>(events)).arg(formatAge(length)));
        });
}

void TimelinePanel::zoomTo(TimeSpan span) {
    const auto whole = wholeSpan();
    if (!whole) return;
    span = {std::max(span.from, whole->from), std::min(span.to, whole->to)};
    if (span.to - span.from < Duration(kSpanUsMin)) return;
    const auto isWithin = [&](const TimeSpan &zoom) { return span.from <= zoom.from && zoom.to <= span.to; };
    while (!m_zooms.empty() && isWithin(m_zooms.back()))
        m_zooms.pop_back(); // seen from farther away now
    if (span != *whole) m_zooms.push_back(span);
    m_view->setRange(std::nullopt);
    zoomOut(0);
}

/// From the span asked for last, which need not be counted yet.
void TimelinePanel::scale(Time fixed, double factor) {
    const auto span = m_zooms.empty() ? wholeSpan() : m_zooms.back();
    if (!span) return;
    const auto moved = [&](Time time) {
        return fixed + Duration(std::llround(double((time - fixed).count()) * factor));
    };
    zoomTo({moved(span->from), moved(span->to)});
}

void TimelinePanel::zoomOut(std::size_t zooms) {
    m_zooms.resize(m_zooms.size() - std::min(zooms, m_zooms.size()));
    m_rangeBar->setZooms(m_zooms.size());
    count();
}

void TimelinePanel::filterRange(bool isWanted) {
    const auto range = m_view->range();
    if (!range) return;
    const std::string now = m_session.filter().filter().text();
    const std::string clause = "time >= " + toIso(range->from) + " && time < " + toIso(range->to);
    const auto filter = Filter::parse(filterBoth(now, isWanted ? clause : filterNot(clause)));
    if (!filter) return; // longer than a filter may be
    m_filters.push_back(now);
    m_session.filter().set(*filter);
    m_rangeBar->setFilters(m_filters.size());
    m_view->setRange(std::nullopt);
}

void TimelinePanel::undoFilter() {
    if (m_filters.empty()) return;
    const auto filter = Filter::parse(m_filters.back());
    m_filters.pop_back();
    m_rangeBar->setFilters(m_filters.size());
    if (filter) m_session.filter().set(*filter);
}

} // namespace eventscope::ui
