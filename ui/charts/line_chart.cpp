// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/line_chart.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QChart>
#include <QChartView>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace eventscope::ui {

namespace {

constexpr int kTicks = 4;

std::vector<QPointF> thinned(std::vector<QPointF> points) {
    if (points.size() <= LineChart::kPointsMax) return points;
    std::vector<QPointF> some;
    const double step = static_cast<double>(points.size() - 1) / (LineChart::kPointsMax - 1);
    for (std::size_t i = 0; i < LineChart::kPointsMax; ++i)
        some.push_back(points[static_cast<std::size_t>(std::lround(static_cast<double>(i) * step))]);
    return some;
}

} // namespace

LineChart::LineChart(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_time(new QValueAxis(this)),
      m_values(new QValueAxis(this)) {
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundRoundness(0);
    m_chart->setMargins({});
    m_chart->setLocale(locale());
    m_chart->setLocalizeNumbers(true);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_values->setTickCount(kTicks);
    m_values->setLabelFormat(QStringLiteral("%.0f"));
    m_time->setTickCount(kTicks);
    m_time->setLabelFormat(tr("%.0f s", "seconds on the axis of a chart; keep %.0f"));
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus); // a graphics view gives it one of its own
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(&theme, &Theme::changed, this, &LineChart::colour);
    colour();
}

void LineChart::setDescription(const QString &name, const QString &words) {
    setAccessible(m_view, name, words);
    setAccessible(this, name, words);
    m_view->setToolTip(plainToolTip(words));
}

void LineChart::setLines(std::vector<ChartLine> lines) {
    m_lines = std::move(lines);
    while (m_series.size() > m_lines.size()) {
        delete m_series.back();
        m_series.pop_back();
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        showLine(i);
    showRanges();
    colour();
}

void LineChart::showLine(std::size_t at) {
    ChartLine &line = m_lines[at];
    line.points = thinned(std::move(line.points));
    if (at == m_series.size()) {
        auto *series = new QLineSeries(m_chart);
        m_chart->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_values);
        m_series.push_back(series);
    }
    m_series[at]->setName(line.name);
    m_series[at]->replace(QList<QPointF>(line.points.begin(), line.points.end()));
}

void LineChart::showRanges() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    double begin = -1, least = kInfinity, most = -kInfinity;
    for (const ChartLine &line : m_lines) {
        for (const QPointF &point : line.points) {
            begin = std::min(begin, point.x());
            least = std::min(least, point.y());
            most = std::max(most, point.y());
        }
    }
    m_time->setRange(begin, 0);
    m_values->setRange(std::isfinite(least) ? least : 0, most > least ? most : (std::isfinite(most) ? most : 0) + 1);
    m_values->applyNiceNumbers();
}

void LineChart::colour() {
    m_chart->setBackgroundBrush(m_theme.color(Role::Base));
    m_chart->setFont(font());
    m_chart->legend()->setFont(font());
    m_chart->legend()->setLabelColor(m_theme.color(Role::Text));
    for (QValueAxis *axis : {m_time, m_values}) {
        axis->setLabelsFont(font());
        axis->setLabelsColor(m_theme.color(Role::TextQuiet));
        axis->setGridLineColor(m_theme.color(Role::Border));
        axis->setLinePenColor(m_theme.color(Role::Border));
    }
    for (std::size_t i = 0; i < m_series.size(); ++i)
        m_series[i]->setPen(QPen(m_theme.color(m_lines[i].role), 2, m_lines[i].style));
}

QSize LineChart::sizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(90), metrics.steps(40)};
}

QSize LineChart::minimumSizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(40), metrics.steps(30)};
}

} // namespace eventscope::ui
