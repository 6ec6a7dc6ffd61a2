// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_panel.h"

#include "core/event/filter/filter_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_controls.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/safe_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

constexpr int kCountIntervalMs = 150;

/// Narrower spans show nothing but the rounding of clocks.
constexpr std::int64_t kSpanUsMin = 1'000;

/// The ends of idle time are found to a quarter of a bar.
constexpr std::size_t kFineBinsInBin = 4;

/// More parts of a bar than that make a menu nobody reads.
constexpr std::size_t kPartsInMenuMax = 4;

Result<std::vector<std::int64_t>> startsOf(const LogIndex &index, const ChosenRows &rows, const TimeSpan &span,
                                           std::size_t bins, bool foldsIdleTime, const JobControl &job) {
    const std::int64_t from = toUs(span.from), to = toUs(span.to);
    if (!foldsIdleTime) return equalBins(from, to, bins);
    ES_ASSIGN(fine, histogramOf(index, rows, equalBins(from, to, bins * kFineBinsInBin), GroupBy::Type, 0, job));
    return binsWithoutIdleTime(fine, bins);
}

/// From the first event to the last.
Result<std::optional<TimeSpan>> wholeSpan(const LogIndex &index, const ChosenRows &rows, const JobControl &job) {
    if (!rows.isPrefix() || rows.count() == 0) return recordedSpan(index, rows, job);
    const Time from = index.recordedAt(0);
    return std::optional(TimeSpan{from, std::max(index.recordedAt(rows.count() - 1), from) + Duration(1)});
}

} // namespace

TimelinePanel::TimelinePanel(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_caption(new QLabel(this)),
      m_rangeBar(new RangeBar(this)),
      m_controls(new TimelineControls(this)),
      m_view(new TimelineView(theme, this)),
      m_throttle(kCountIntervalMs),
      m_measuring(session.workers()),
      m_counting(session.workers()) {
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setMinimumWidth(1);

    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    head->addWidget(m_caption, 1);
    head->addWidget(m_rangeBar);
    head->addWidget(m_controls);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics.steps(1), 0, 0);
    layout->setSpacing(metrics.steps(1));
    layout->addLayout(head);
    layout->addWidget(m_view, 1);

    connect(&m_throttle, &SignalThrottler::triggered, this, &TimelinePanel::grow);
    const auto note = [this] {
        m_isStale = true;
        m_throttle.request();
    };
    connect(&session, &Session::rowsGrown, this, note);
    connect(&session.series(), &SeriesMap::changed, this, note);
    connect(&session.filter(), &LogFilter::reset, this, [this] {
        if (scope() == TimelineOptions::Scope::Shown) restart();
    });
    connect(&session.filter(), &LogFilter::grown, this, [this, note] {
        if (scope() == TimelineOptions::Scope::Shown) note();
    });
    connect(m_view, &TimelineView::binsWantedChanged, this, note);
    connect(m_controls, &TimelineControls::optionsChanged, this, [this] {
        handleOptions();
        Q_EMIT optionsChanged(m_controls->options());
    });
    connectView();
    connectRange();
    connect(&session, &Session::loaded, this, &TimelinePanel::showCaption);
    showCaption();
    note();
}

void TimelinePanel::connectView() {
    connect(&m_session.cursor(), &Cursor::changed, this, &TimelinePanel::showCursor);
    connect(m_view, &TimelineView::asOfRequested, this, &TimelinePanel::handleAsOf);
    connect(m_view, &TimelineView::headRequested, this, [this] { m_session.cursor().returnToHead(); });
    connect(m_view, &TimelineView::dragEnded, this, [this] { m_session.cursor().endDrag(); });
    connect(m_view, &TimelineView::menuRequested, this, &TimelinePanel::showMenu);
    new MenuOffer(m_view, [this](QMenu &menu) {
        if (const auto spot = m_view->spotAtHandle()) fillMenu(menu, *spot);
    });
    connect(m_view, &TimelineView::rangeMarked, this, &TimelinePanel::showRange);
    connect(m_view, &TimelineView::zoomRequested, this, &TimelinePanel::zoomTo);
    connect(m_view, &TimelineView::scaleRequested, this, &TimelinePanel::scale);
}

void TimelinePanel::connectRange() {
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

TimelineOptions::Scope TimelinePanel::scope() const {
    const TimelineOptions::Scope wanted = m_controls->options().scope;
    const bool isThere = wanted != TimelineOptions::Scope::Stream || m_stream;
    return isThere ? wanted : TimelineOptions::Scope::WholeLog;
}

GroupBy TimelinePanel::groupBy() const { return m_session.series().groupBy(); }

Call<ChosenRows> TimelinePanel::rows() const {
    const std::uint64_t count = m_session.rows();
    if (scope() == TimelineOptions::Scope::Stream) {
        return
            [index = m_session.sharedIndex(), count, stream = *m_stream](const JobControl &job) -> Result<ChosenRows> {
                const auto code = index->dictionary().findStream(stream.value);
                if (!code) return ChosenRows::first(0);
                return rowsOfStream(*index, *code, count, job);
            };
    }
    const bool isAll = scope() == TimelineOptions::Scope::WholeLog;
    return [chosen = isAll ? ChosenRows::first(count)
                           : m_session.filter().chosen()](const JobControl &) -> Result<ChosenRows> { return chosen; };
}

void TimelinePanel::setStream(const std::optional<StreamId> &stream) {
    if (stream == m_stream) return;
    m_stream = stream;
    m_controls->setStreamAvailable(stream.has_value());
    if (m_controls->options().scope == TimelineOptions::Scope::Stream) restart();
}

void TimelinePanel::setOptions(const TimelineOptions &options) {
    m_controls->setOptions(options);
    handleOptions();
}

void TimelinePanel::handleOptions() {
    const TimelineOptions &options = m_controls->options();
    if (options.stack != TimelineOptions::Stack::None)
        m_session.series().setGroupBy(options.stack == TimelineOptions::Stack::Type ? GroupBy::Type
                                                                                    : GroupBy::Category);
    m_view->setStyle(options.isLogarithmic, options.hasLanes);
    restart();
}

/// Something else is counted: what was zoomed into need not be in it.
void TimelinePanel::restart() {
    m_whole.reset();
    m_view->setRange(std::nullopt);
    zoomOut(m_zooms.size());
}

/// Counting what is there already comes to its end first, or it never would while a log grows.
void TimelinePanel::grow() {
    if (!m_counting.isRunning()) count();
}

void TimelinePanel::count() {
    m_isStale = false;
    m_countedRows = m_session.rows();
    const TimelineOptions &options = m_controls->options();
    const std::size_t groupsMax = options.stack == TimelineOptions::Stack::None ? 0 : Theme::kSeries;
    m_counting.start(
        [index = m_session.sharedIndex(), rows = rows(),
         zoom = m_zooms.empty() ? std::nullopt : std::optional(m_zooms.back()), bins = m_view->binsWanted(),
         folds = options.foldsIdleTime, groupBy = groupBy(), groupsMax](const JobControl &job) -> Result<Counted> {
            ES_ASSIGN(chosen, rows(job));
            Counted counted;
            counted.events = chosen.count();
            ES_ASSIGN(whole, wholeSpan(*index, chosen, job));
            counted.whole = whole;
            if (!whole) return counted;
            ES_ASSIGN(starts, startsOf(*index, chosen, zoom.value_or(*whole), bins, folds, job));
            ES_ASSIGN(histogram, histogramOf(*index, chosen, std::move(starts), groupBy, groupsMax, job));
            counted.histogram = std::move(histogram);
            return counted;
        },
        [this](Result<Counted> counted) {
            if (counted) showCounts(*std::move(counted));
            if (m_isStale) m_throttle.request();
        });
}

void TimelinePanel::showCounts(Counted counted) {
    m_whole = counted.whole;
    m_events = counted.events;
    std::vector<std::optional<std::size_t>> series;
    for (const std::string &group : counted.histogram.groups)
        series.push_back(m_session.series().seriesOfGroup(group));
    m_view->setHistogram(std::move(counted.histogram), std::move(series));
    showCursor();
}

bool TimelinePanel::isUpToDate() const {
    return m_countedRows == m_session.rows() && !m_isStale && !m_counting.isRunning();
}

QString TimelinePanel::caption() const { return m_caption->text(); }

void TimelinePanel::showCaption() {
    const auto counted = static_cast<int>(m_events);
    switch (scope()) {
    case TimelineOptions::Scope::Stream:
        m_caption->setText(tr("%n event(s) of %1", nullptr, counted).arg(shortened(m_stream->value)));
        break;
    case TimelineOptions::Scope::Shown:
        m_caption->setText(tr("%n event(s) shown", nullptr, counted));
        break;
    case TimelineOptions::Scope::WholeLog:
        m_caption->setText(m_session.cursor().isLive()
                               ? tr("%n event(s)", nullptr, int(m_session.rows()))
                               : tr("%1 of %n event(s) up to here", nullptr, int(m_session.rows()))
                                     .arg(formatCount(m_session.rowsAtCursor())));
        break;
    }
    m_caption->setToolTip(m_caption->text());
    m_view->setSubject(m_caption->text() + u'.');
    m_view->setEmptyText(m_session.rows() > 0   ? (isUpToDate() ? tr("No events here") : tr("Counting\u2026"))
                         : m_session.isLoaded() ? tr("No events yet")
                                                : tr("Reading the log\u2026"));
}

void TimelinePanel::showCursor() {
    const auto asOf = m_session.cursor().asOf();
    const auto row = asOf ? m_session.rowAt(*asOf) : std::nullopt;
    m_view->setAsOf(row ? std::optional(m_session.index().recordedAt(*row)) : std::nullopt);
    showCaption();
}

void TimelinePanel::handleAsOf(Time time) {
    const std::uint64_t before = m_session.index().rowsAsOf(time);
    if (m_session.rows() == 0) return;
    const std::uint64_t row = before == 0 ? 0 : std::min(before, m_session.rows()) - 1;
    m_session.cursor().moveTo(m_session.index().position(row), Cursor::Move::Drag);
}

/// The time, each part, and each part in that time.
QStringList TimelinePanel::clausesFor(const TimelineSpot &spot) const {
    const std::string time = filterRecorded(spot.span);
    QStringList clauses{QString::fromStdString(time)};
    const std::string field = groupBy() == GroupBy::Type ? "type == " : "category == ";
    for (std::size_t at = 0; at < std::min(spot.groups.size(), kPartsInMenuMax); ++at) {
        const std::string part = field + filterString(exactText(spot.groups[at]).toStdString());
        clauses += QString::fromStdString(part);
        clauses += QString::fromStdString(filterBoth(part, time));
    }
    return clauses;
}

void TimelinePanel::showMenu(const TimelineSpot &spot, const QPoint &globalPlace) {
    QMenu menu(this);
    fillMenu(menu, spot);
    menu.exec(globalPlace);
}

void TimelinePanel::fillMenu(QMenu &menu, const TimelineSpot &spot) {
    menu.addAction(tr("See the world as of here"), this, [this, end = spot.span.to - Duration(1)] {
        handleAsOf(end);
        m_session.cursor().endDrag();
    });
    menu.addAction(tr("Zoom in"), this, [this, span = spot.span] { zoomTo(span); });
    menu.addSeparator();
    Q_EMIT filtersWanted(&menu, clausesFor(spot));
}

void TimelinePanel::showRange() {
    const auto range = m_view->range();
    m_measuring.drop();
    if (!range) return m_rangeBar->setRange({});
    const std::int64_t from = toUs(range->from), to = std::max(toUs(range->to), from + 1);
    m_measuring.start(
        [index = m_session.sharedIndex(), rows = rows(), from, to](const JobControl &job) -> Result<Histogram> {
            ES_ASSIGN(chosen, rows(job));
            return histogramOf(*index, chosen, {from, to}, GroupBy::Type, 0, job);
        },
        [this, length = Duration(to - from)](const Result<Histogram> &counted) {
            const std::uint32_t events = counted && !counted->counts.empty() ? counted->at(0, 0) : 0;
            m_rangeBar->setRange(tr("%n event(s) in %1", nullptr, static_cast<int>(events)).arg(formatAge(length)));
        });
}

void TimelinePanel::zoomTo(TimeSpan span) {
    if (!m_whole) return;
    span = {std::max(span.from, m_whole->from), std::min(span.to, m_whole->to)};
    if (span.to - span.from < Duration(kSpanUsMin)) return;
    const auto isWithin = [&](const TimeSpan &zoom) { return span.from <= zoom.from && zoom.to <= span.to; };
    while (!m_zooms.empty() && isWithin(m_zooms.back()))
        m_zooms.pop_back(); // seen from farther away now
    if (span != *m_whole) m_zooms.push_back(span);
    m_view->setRange(std::nullopt);
    zoomOut(0);
}

/// From the span asked for last, which need not be counted yet.
void TimelinePanel::scale(Time fixed, double factor) {
    const auto span = m_zooms.empty() ? m_whole : std::optional(m_zooms.back());
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
    const std::string clause = filterRecorded(*range);
    const std::string now = m_session.filter().filter().text();
    applyFilter(QString::fromStdString(filterBoth(now, isWanted ? clause : filterNot(clause))));
}

void TimelinePanel::applyFilter(const QString &text) {
    const auto filter = Filter::parse(text.toStdString());
    if (!filter) return; // longer than a filter may be
    m_filters.push_back(m_session.filter().filter().text());
    m_session.filter().set(*filter);
    m_rangeBar->setFilters(m_filters.size());
    m_view->setRange(std::nullopt);
    Q_EMIT filterApplied(text);
}

void TimelinePanel::undoFilter() {
    if (m_filters.empty()) return;
    const auto filter = Filter::parse(m_filters.back());
    m_filters.pop_back();
    m_rangeBar->setFilters(m_filters.size());
    if (filter) m_session.filter().set(*filter);
}

} // namespace eventscope::ui
