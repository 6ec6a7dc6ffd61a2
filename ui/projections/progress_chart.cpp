// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/progress_chart.h"

#include "ui/charts/line_chart.h"
#include "ui/projections/projection_words.h"
#include "ui/widgets/format.h"

#include <QHBoxLayout>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

/// From one commit to the next: what was committed just after a look was not made since then.
constexpr qint64 kCommitMs = 500;

/// Before each point.
std::vector<double> ratesOf(const std::vector<TrendPoint> &trend) {
    std::vector<double> rates(trend.size());
    for (std::size_t i = 1; i < trend.size(); ++i) {
        const auto ms = static_cast<double>(std::max(kCommitMs, trend[i].atMs - trend[i - 1].atMs));
        const std::uint64_t before = std::min(trend[i - 1].events, trend[i].events);
        rates[i] = 1000 * static_cast<double>(trend[i].events - before) / ms;
    }
    return rates;
}

} // namespace

ProgressChart::ProgressChart(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_positions(new LineChart(theme, this)), m_rates(new LineChart(theme, this)) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_positions, 3);
    row->addWidget(m_rates, 2);
    setTrend({});
}

void ProgressChart::setTrend(const std::vector<TrendPoint> &trend) {
    const std::vector<double> rates = ratesOf(trend);
    ChartLine head{tr("Head"), Role::TextQuiet, Qt::DashLine, {}},
        position{tr("Position"), Role::Accent, Qt::SolidLine, {}};
    ChartLine rate{tr("Events/s"), Role::Changed, Qt::SolidLine, {}};
    for (std::size_t i = 0; i < trend.size(); ++i) {
        const double seconds = static_cast<double>(trend[i].atMs - trend.back().atMs) / 1000;
        head.points.emplace_back(seconds, static_cast<double>(trend[i].head));
        position.points.emplace_back(seconds, static_cast<double>(trend[i].position));
        rate.points.emplace_back(seconds, rates[i]);
    }
    m_positions->setLines({std::move(head), std::move(position)});
    m_rates->setLines({std::move(rate)});
    if (trend.empty()) {
        m_positions->setDescription(tr("Progress"), tr("Nothing is known yet"));
        return m_rates->setDescription(tr("Rate"), tr("Nothing is known yet"));
    }
    const TrendPoint &last = trend.back();
    m_positions->setDescription(
        tr("Progress"),
        tr("Position %1, head %2; %3").arg(formatCount(last.position), formatCount(last.head), trendText(trend)));
    m_rates->setDescription(tr("Rate"), tr("At most %1").arg(rateText(*std::ranges::max_element(rates))));
}

} // namespace eventscope::ui
