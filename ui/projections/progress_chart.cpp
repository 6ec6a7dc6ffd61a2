// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/progress_chart.h"

#include "ui/projections/projection_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

/// From one commit to the next: what was committed just after a look was not made since then.
constexpr qint64 kCommitMs = 500;

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

ProgressChart::ProgressChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setTrend({});
}

void ProgressChart::setTrend(std::vector<TrendPoint> trend) {
    m_trend = std::move(trend);
    m_rates = ratesOf(m_trend);
    const QString text = m_trend.empty() ? tr("Nothing is known yet")
                                         : tr("Position %1, head %2; %3")
                                               .arg(formatCount(m_trend.back().position),
                                                    formatCount(m_trend.back().head), trendText(m_trend));
    setAccessible(this, tr("Progress"), text);
    setToolTip(plainToolTip(text));
    update();
}

QSize ProgressChart::sizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(120), metrics.steps(36)};
}

QSize ProgressChart::minimumSizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(40), metrics.steps(24)};
}

void ProgressChart::drawLine(QPainter &painter, const QRectF &area, const std::vector<double> &values, double least,
                             double most, Role role, Qt::PenStyle style) const {
    const double span = std::max(1.0, most - least);
    const auto from = static_cast<double>(m_trend.front().atMs);
    const double time = std::max(1.0, static_cast<double>(m_trend.back().atMs) - from);
    QPolygonF line;
    for (std::size_t i = 0; i < values.size(); ++i)
        line += QPointF(area.left() + area.width() * (static_cast<double>(m_trend[i].atMs) - from) / time,
                        area.bottom() - area.height() * (values[i] - least) / span);
    painter.setPen(QPen(m_theme.color(role), 1.5, style));
    painter.drawPolyline(line);
}

/// A piece of the line it speaks of, and its words.
void ProgressChart::drawLabel(QPainter &painter, const QRectF &line, const QString &text, Role role) const {
    const Metrics metrics(font());
    painter.fillRect(QRectF(line.left(), line.center().y() - 1, metrics.steps(4), 2), m_theme.color(role));
    painter.setPen(m_theme.color(Role::Text));
    const QRectF words = line.adjusted(metrics.steps(5), 0, 0, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(words.width())));
}

void ProgressChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Base));
    if (m_trend.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const Metrics metrics(font());
    const int lineHeight = fontMetrics().height();
    const QRectF inside =
        QRectF(rect()).adjusted(metrics.steps(3), metrics.steps(1), -metrics.steps(3), -metrics.steps(2));
    const double third = (inside.width() - metrics.steps(4)) / 3;
    const auto label = [&](int at) {
        return QRectF(inside.left() + at * (third + metrics.steps(2)), inside.top(), third, lineHeight);
    };
    const TrendPoint &last = m_trend.back();
    drawLabel(painter, label(0), tr("Head %1").arg(formatCount(last.head)), Role::TextQuiet);
    drawLabel(painter, label(1), tr("Position %1").arg(formatCount(last.position)), Role::Accent);
    const double fastest = *std::ranges::max_element(m_rates);
    drawLabel(painter, label(2), tr("Rate, at most %1").arg(rateText(fastest)), Role::Changed);

    std::vector<double> positions, heads;
    for (const TrendPoint &point : m_trend) {
        positions.push_back(static_cast<double>(point.position));
        heads.push_back(static_cast<double>(point.head));
    }
    const QRectF area = inside.adjusted(0, lineHeight + metrics.steps(1), 0, 0);
    const QRectF above(area.topLeft(), QSizeF(area.width(), area.height() * 0.62));
    const QRectF below(area.left(), area.top() + area.height() * 0.7, area.width(), area.height() * 0.3);
    const double least = *std::ranges::min_element(positions), most = *std::ranges::max_element(heads);
    drawLine(painter, above, heads, least, most, Role::TextQuiet, Qt::DashLine);
    drawLine(painter, above, positions, least, most, Role::Accent, Qt::SolidLine);
    painter.fillRect(QRectF(below.left(), below.bottom(), below.width(), 1), m_theme.color(Role::Border));
    drawLine(painter, below, m_rates, 0, fastest, Role::Changed, Qt::SolidLine);
}

} // namespace eventscope::ui
