// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_panel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kCountIntervalMs = 150;

Histogram countOver(const LogIndex &index, std::uint64_t rows, std::size_t bins, GroupBy groupBy) {
    if (rows == 0) return {};
    const std::int64_t from = toUs(index.recordedAt(0));
    const std::int64_t to = std::max(toUs(index.recordedAt(rows - 1)), from) + 1;
    return index.histogram(0, rows, from, to, bins, groupBy, Theme::kSeries);
}

} // namespace

TimelinePanel::TimelinePanel(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_view(new TimelineView(theme, this)),
      m_groupBy(new QComboBox(this)),
      m_caption(new QLabel(this)),
      m_throttle(kCountIntervalMs),
      m_counting(session.workers()) {
    m_groupBy->addItem(tr("by category"), QVariant::fromValue(int(GroupBy::Category)));
    m_groupBy->addItem(tr("by type"), QVariant::fromValue(int(GroupBy::Type)));
    m_groupBy->setAccessibleName(tr("Stack the timeline"));
    m_caption->setTextFormat(Qt::PlainText);

    const Metrics metrics(font());
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    head->addWidget(m_caption, 1);
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
    m_throttle.request();
}

void TimelinePanel::count() {
    const std::uint64_t rows = m_session.rows();
    m_counting.start(
        [index = m_session.sharedIndex(), rows, bins = m_view->binsWanted(), groupBy = m_session.series().groupBy()](
            const JobControl &) -> Result<Histogram> { return countOver(*index, rows, bins, groupBy); },
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

} // namespace eventscope::ui
