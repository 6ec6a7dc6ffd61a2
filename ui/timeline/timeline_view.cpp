// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/time_axis.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace eventscope::ui {

namespace {

constexpr int kBarWidth = 3;
constexpr std::size_t kBinsMax = 1600;

} // namespace

TimelineView::TimelineView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline"));
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TimelineView::sizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(120), metrics.steps(22)};
}

QSize TimelineView::minimumSizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(40), metrics.steps(14)};
}

QRect TimelineView::plot() const {
    const Metrics metrics(font());
    return rect().adjusted(metrics.steps(2), metrics.steps(1), -metrics.steps(2),
                           -fontMetrics().height() - metrics.steps(1));
}

std::size_t TimelineView::binsWanted() const {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0, plot().width())) / kBarWidth, 1, kBinsMax);
}

void TimelineView::setHistogram(Histogram histogram, std::vector<std::optional<std::size_t>> series) {
    m_histogram = std::move(histogram);
    m_series = std::move(series);
    m_highest = 0;
    for (std::size_t bin = 0; bin < m_histogram.bins; ++bin)
        m_highest = std::max(m_highest, countOf(bin));
    update();
}

void TimelineView::setAsOf(std::optional<Time> asOf) {
    if (m_asOf == asOf) return;
    m_asOf = asOf;
    setAccessibleDescription(description());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

QString TimelineView::description() const {
    if (isEmpty()) return tr("No events yet");
    const QString span = tr("Events from %1 to %2.")
                             .arg(formatMoment(timeOfUs(m_histogram.fromUs)), formatMoment(timeOfUs(m_histogram.toUs)));
    const QString marked =
        m_range ? u' ' + tr("Marked from %1 to %2.").arg(formatMoment(m_range->from), formatMoment(m_range->to))
                : QString();
    return span + marked + u' ' +
           (m_asOf ? tr("Shown as of %1.").arg(formatMoment(*m_asOf)) : tr("Live: at the newest event."));
}

std::uint32_t TimelineView::countOf(std::size_t bin) const {
    std::uint32_t sum = 0;
    for (std::size_t group = 0; group < m_histogram.groups.size(); ++group)
        sum += m_histogram.at(bin, group);
    return sum;
}

Time TimelineView::timeAt(int x) const {
    const QRect area = plot();
    const double part = std::clamp(double(x - area.left()) / std::max(1, area.width()), 0.0, 1.0);
    return timeOfUs(m_histogram.fromUs + std::llround(part * double(m_histogram.toUs - m_histogram.fromUs)));
}

int TimelineView::xOf(Time time) const {
    const QRect area = plot();
    const double span = double(m_histogram.toUs - m_histogram.fromUs);
    const double part = std::clamp(double(toUs(time) - m_histogram.fromUs) / span, 0.0, 1.0);
    return area.left() + int(std::lround(part * area.width()));
}

void TimelineView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Base));
    if (isEmpty()) {
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(rect(), Qt::AlignCenter, tr("No events yet"));
        return;
    }
    paintBars(painter);
    paintAxis(painter);
    paintRange(painter);
    paintHandle(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Role::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TimelineView::paintBars(QPainter &painter) const {
    const QRect area = plot();
    const double width = double(area.width()) / double(m_histogram.bins);
    const int gap = width >= 3 ? 1 : 0;
    for (std::size_t bin = 0; bin < m_histogram.bins; ++bin) {
        const int left = area.left() + int(std::lround(double(bin) * width));
        const int right = area.left() + int(std::lround(double(bin + 1) * width));
        double below = 0;
        for (std::size_t group = 0; group < m_histogram.groups.size(); ++group) {
            const std::uint32_t count = m_histogram.at(bin, group);
            if (count == 0) continue;
            const auto heightOf = [&](double events) { return int(std::lround(events / m_highest * area.height())); };
            const int bottom = area.bottom() + 1 - heightOf(below);
            below += count;
            // A bar that is there is seen, however small its part.
            const int top = std::min(area.bottom() + 1 - heightOf(below), bottom - 1);
            const QColor colour = m_theme.series(m_series[group]);
            painter.fillRect(QRect(left, top, std::max(1, right - left - gap), bottom - top), colour);
        }
    }
}

void TimelineView::paintAxis(QPainter &painter) const {
    const QRect area = plot();
    painter.setPen(m_theme.color(Role::Border));
    painter.drawLine(area.left(), area.bottom() + 1, area.right(), area.bottom() + 1);
    const int widest = fontMetrics().horizontalAdvance(QStringLiteral("30 Mmm 00:00 "));
    const auto ticks = timeTicks(timeOfUs(m_histogram.fromUs), timeOfUs(m_histogram.toUs),
                                 static_cast<std::size_t>(std::max(1, area.width() / std::max(1, widest))));
    for (const Tick &tick : ticks) {
        const int x = xOf(tick.time);
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(x, area.bottom() + 1, x, area.bottom() + 4);
        const int width = fontMetrics().horizontalAdvance(tick.label);
        const int left = std::clamp(x - width / 2, 0, std::max(0, this->width() - width - Metrics(font()).unit));
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(left, height() - fontMetrics().descent() - 1, tick.label);
    }
}

void TimelineView::paintRange(QPainter &painter) const {
    if (!m_range) return;
    const QRect area = plot();
    const int left = xOf(m_range->from), right = std::max(xOf(m_range->to), left + 1);
    QColor colour = m_theme.color(Role::Accent);
    painter.setPen(colour);
    painter.drawLine(left, area.top(), left, area.bottom());
    painter.drawLine(right, area.top(), right, area.bottom());
    colour.setAlphaF(0.18F);
    painter.fillRect(QRect(left, area.top(), right - left, area.height()), colour);
}

int TimelineView::handleX() const { return m_asOf ? xOf(*m_asOf) : plot().right() + 1; }

void TimelineView::paintHandle(QPainter &painter) const {
    const QRect area = plot();
    const int x = handleX();
    if (m_asOf) { // what lies after the cursor is dimmed: the past is now
        QColor veil = m_theme.color(Role::Base);
        veil.setAlphaF(0.65F);
        painter.fillRect(QRect(x, area.top(), area.right() + 1 - x, area.height()), veil);
    }
    const QColor colour = m_theme.color(Role::Accent);
    painter.setPen(QPen(colour, 2));
    painter.drawLine(x, area.top(), x, area.bottom() + 1);
    const int half = Metrics(font()).steps(1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygon({{x - half, area.top() - 1}, {x + half, area.top() - 1}, {x, area.top() + half}}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QString TimelineView::tipAt(int x) const {
    const QRect area = plot();
    const double part = std::clamp(double(x - area.left()) / std::max(1, area.width()), 0.0, 0.999999);
    const auto bin = static_cast<std::size_t>(part * double(m_histogram.bins));
    const Time from = timeOfUs(m_histogram.fromUs + std::int64_t(bin) * binUs());
    QString text = tr("%1, %n event(s)", nullptr, int(countOf(bin))).arg(formatMoment(from));
    for (std::size_t group = 0; group < m_histogram.groups.size(); ++group) {
        const std::uint32_t count = m_histogram.at(bin, group);
        if (count == 0) continue;
        const std::string &name = m_histogram.groups[group];
        text += u'\n' + (name.empty() ? tr("others") : shortened(name, kNameCharacters)) + QStringLiteral(": ") +
                formatCount(count);
    }
    return text;
}

void TimelineView::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    if (m_histogram.bins != binsWanted()) Q_EMIT binsWantedChanged();
}

void TimelineView::request(int x) {
    if (isEmpty()) return;
    if (x > plot().right())
        Q_EMIT headRequested();
    else
        Q_EMIT asOfRequested(timeAt(x));
}

void TimelineView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || isEmpty()) return;
    m_pressedAt = event->pos().x();
    const bool isOnHandle = std::abs(m_pressedAt - handleX()) <= Metrics(font()).steps(2);
    m_grip = isOnHandle ? Grip::Handle : Grip::Perhaps;
    if (isOnHandle) request(m_pressedAt);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event) {
    const int x = event->pos().x();
    if (m_grip == Grip::Perhaps && std::abs(x - m_pressedAt) >= QApplication::startDragDistance()) {
        m_grip = Grip::Range;
        m_range = TimeSpan{timeAt(m_pressedAt), timeAt(m_pressedAt)};
        m_rangeEnd = m_range->from;
    }
    if (m_grip == Grip::Handle) request(x);
    if (m_grip == Grip::Range) markTo(x);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton) return;
    const Grip grip = std::exchange(m_grip, Grip::None);
    if (grip == Grip::Perhaps) {
        setRange(std::nullopt);
        request(event->pos().x());
    }
    if (grip == Grip::Range)
        Q_EMIT rangeMarked();
    else if (grip != Grip::None)
        Q_EMIT dragEnded();
}

void TimelineView::wheelEvent(QWheelEvent *event) {
    if (isEmpty() || event->angleDelta().y() == 0) return QWidget::wheelEvent(event);
    Q_EMIT scaleRequested(timeAt(static_cast<int>(event->position().x())), event->angleDelta().y() > 0 ? 0.5 : 2);
    event->accept();
}

void TimelineView::setRange(std::optional<TimeSpan> range) {
    if (m_range == range) return;
    m_range = range;
    if (range) m_rangeEnd = range->to;
    setAccessibleDescription(description());
    update();
    Q_EMIT rangeMarked();
}

/// The end that moves goes to `x`, perhaps beyond the other one.
void TimelineView::markTo(int x) {
    const Time fixed = m_rangeEnd == m_range->from ? m_range->to : m_range->from;
    m_rangeEnd = timeAt(x);
    m_range = TimeSpan{std::min(fixed, m_rangeEnd), std::max(fixed, m_rangeEnd)};
    update();
}

std::int64_t TimelineView::binUs() const {
    return std::max<std::int64_t>(1, (m_histogram.toUs - m_histogram.fromUs) / std::int64_t(m_histogram.bins));
}

void TimelineView::markByBins(qint64 bins) {
    const Time start = m_asOf.value_or(timeOfUs(m_histogram.toUs));
    TimeSpan range = m_range.value_or(TimeSpan{start, start});
    const Time end = m_range ? m_rangeEnd : start;
    const Time fixed = end == range.from ? range.to : range.from;
    m_rangeEnd = timeOfUs(std::clamp<std::int64_t>(toUs(end) + bins * binUs(), m_histogram.fromUs, m_histogram.toUs));
    range = {std::min(fixed, m_rangeEnd), std::max(fixed, m_rangeEnd)};
    m_range = range;
    setAccessibleDescription(description());
    update();
    Q_EMIT rangeMarked();
}

/// Where the keyboard zooms: at the handle, if it is in sight.
Time TimelineView::zoomCentre() const {
    const auto isShown = [this](Time time) { return toUs(time) > m_histogram.fromUs && toUs(time) < m_histogram.toUs; };
    if (m_asOf && isShown(*m_asOf)) return *m_asOf;
    return timeOfUs(m_histogram.fromUs + (m_histogram.toUs - m_histogram.fromUs) / 2);
}

void TimelineView::moveByBins(qint64 bins) {
    const std::int64_t from = m_asOf ? toUs(*m_asOf) : m_histogram.toUs;
    const std::int64_t wanted = from + bins * binUs();
    if (wanted >= m_histogram.toUs)
        Q_EMIT headRequested();
    else
        Q_EMIT asOfRequested(timeOfUs(std::max(wanted, m_histogram.fromUs)));
}

void TimelineView::keyPressEvent(QKeyEvent *event) {
    if (isEmpty()) return QWidget::keyPressEvent(event);
    const bool marks = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const auto page = static_cast<qint64>(std::max<std::size_t>(1, m_histogram.bins / 10));
    switch (event->key()) {
    case Qt::Key_Left:
        return marks ? markByBins(-step) : moveByBins(-step);
    case Qt::Key_Right:
        return marks ? markByBins(step) : moveByBins(step);
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift on many keyboards
        Q_EMIT scaleRequested(zoomCentre(), 0.5);
        return;
    case Qt::Key_Minus:
        Q_EMIT scaleRequested(zoomCentre(), 2);
        return;
    case Qt::Key_Escape:
        return setRange(std::nullopt);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_range) Q_EMIT zoomRequested(TimeSpan(*m_range));
        return;
    case Qt::Key_PageUp:
        return moveByBins(-page);
    case Qt::Key_PageDown:
        return moveByBins(page);
    case Qt::Key_Home:
        Q_EMIT asOfRequested(timeOfUs(m_histogram.fromUs));
        return;
    case Qt::Key_End:
        Q_EMIT headRequested();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimelineView::event(QEvent *event) {
    // The window has a shortcut on Home, too; while the timeline has the keyboard the key is the timeline's.
    if (event->type() == QEvent::ShortcutOverride && !isEmpty() &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Home && !static_cast<QKeyEvent *>(event)->modifiers()) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::ToolTip || isEmpty()) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), plainToolTip(tipAt(help->pos().x())), this);
    return true;
}

} // namespace eventscope::ui
