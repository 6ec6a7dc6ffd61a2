// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/value_plot.h"

#include "ui/stream/step_line.h"
#include "ui/stream/stream_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/value_text.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

constexpr double kZoomIn = 0.5, kZoomOut = 2;
constexpr int kBrushMin = 4; ///< pixels; less is a click
/// Dots at every change only as long as they can be told apart.
constexpr std::size_t kDotsMax = 80;

} // namespace

ValuePlot::ValuePlot(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessible(this, tr("Plot"));
    setCursor(Qt::PointingHandCursor);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolTip(plainToolTip(tr("Drag to go through the versions. Drag with Shift or the right button to zoom into a "
                               "range, 0 shows everything again.")));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ValuePlot::sizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(120), metrics.steps(26)};
}

QSize ValuePlot::minimumSizeHint() const {
    const Metrics metrics(font());
    return {metrics.steps(40), metrics.steps(16)};
}

void ValuePlot::setTrack(ValueTrackPtr track, HistoryPtr history, const QString &message) {
    const bool isLonger = track && m_track && track->path == m_track->path && track->steps >= m_track->steps;
    const bool staysInRange = isLonger && (isZoomed() || track->steps == m_track->steps);
    m_track = std::move(track);
    m_history = std::move(history);
    m_message = message;
    if (!isLonger) {
        m_hovered.reset();
        m_brushFrom.reset();
    }
    setRange(staysInRange ? m_range : StepRange{0, steps()});
}

void ValuePlot::setStep(std::optional<std::size_t> step) {
    m_step = step;
    announce();
    update();
}

void ValuePlot::setRange(StepRange range) {
    m_range = range;
    m_extremes = m_track && range.size() > 0 ? extremesOf(*m_track, range) : std::nullopt;
    layOut();
    announce();
    update();
    Q_EMIT rangeChanged();
}

void ValuePlot::announce() {
    setAccessibleDescription(description());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

QString ValuePlot::description() const {
    if (!m_track) return m_message;
    QString text = tr("%1 over %n version(s).", nullptr, static_cast<int>(m_range.size())).arg(pathText(m_track->path));
    if (!m_extremes) return text + u' ' + tr("There is no number to draw.");
    text += u' ' + tr("Least %1 at %2, greatest %3 at %4.")
                       .arg(m_extremes->least.text, versionText(*m_history, m_extremes->least.step),
                            m_extremes->greatest.text, versionText(*m_history, m_extremes->greatest.step));
    if (isZoomed())
        text += u' ' + tr("Zoomed to %1 to %2.")
                           .arg(versionText(*m_history, m_range.from), versionText(*m_history, m_range.to - 1));
    if (m_step) text += u' ' + tr("Shown: %1.").arg(pointText(*m_step));
    return text;
}

QString ValuePlot::hoveredText() const { return m_track && m_hovered ? pointText(*m_hovered) : QString(); }

QString ValuePlot::shownText() const { return m_track && m_step ? pointText(*m_step) : QString(); }

QString ValuePlot::pointText(std::size_t step) const {
    const ValueTrack::Moment &moment = m_track->at(step);
    return tr("%1 at %2", "value at version")
        .arg(moment.exists ? moment.text : tr("not there"), versionText(*m_history, step));
}

/// Once, not for every point of the line.
void ValuePlot::layOut() {
    const Metrics metrics(font());
    int labels = 0;
    if (m_extremes) {
        for (const QString &text : {m_extremes->least.text, m_extremes->greatest.text})
            labels = std::max(labels, fontMetrics().horizontalAdvance(text));
    }
    const int left = std::min(labels, width() / 4) + metrics.steps(4);
    m_area = rect().adjusted(left, metrics.steps(2), -metrics.steps(4), -fontMetrics().height() - metrics.steps(2));
}

int ValuePlot::xOf(std::size_t step) const {
    const QRect &area = m_area;
    const double part = (double(step) - double(m_range.from)) / double(std::max<std::size_t>(1, m_range.size() - 1));
    return area.left() + int(std::lround(part * area.width()));
}

std::size_t ValuePlot::stepAt(int x) const {
    const QRect &area = m_area;
    const double part = std::clamp(double(x - area.left()) / std::max(1, area.width()), 0.0, 1.0);
    return m_range.from + static_cast<std::size_t>(std::lround(part * double(m_range.size() - 1)));
}

int ValuePlot::yOf(double number) const {
    const QRect &area = m_area;
    const double span = m_extremes->greatest.number - m_extremes->least.number;
    if (span <= 0 || !std::isfinite(span)) return area.center().y();
    return area.bottom() - int(std::lround((number - m_extremes->least.number) / span * area.height()));
}

void ValuePlot::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Base));
    if (!m_extremes) {
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(rect(), Qt::AlignCenter, description());
    } else {
        paintAxes(painter);
        paintLine(painter);
        if (m_step && *m_step >= m_range.from && *m_step < m_range.to) {
            painter.setPen(QPen(m_theme.color(Role::Accent), 2));
            painter.drawLine(xOf(*m_step), m_area.top() - Metrics(font()).unit, xOf(*m_step), m_area.bottom());
        }
        if (m_hovered) paintHovered(painter);
        if (m_brushFrom) {
            QColor band = m_theme.color(Role::Accent);
            band.setAlphaF(0.25F);
            painter.fillRect(brush(), band);
        }
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(m_theme.color(Role::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ValuePlot::paintAxes(QPainter &painter) const {
    const QRect &area = m_area;
    const int gap = Metrics(font()).steps(1);
    const auto label = [&](const Extremes::Point &point) {
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(area.left(), yOf(point.number), area.right(), yOf(point.number));
        const QRect room(gap, yOf(point.number) - fontMetrics().height() / 2, area.left() - 2 * gap,
                         fontMetrics().height());
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(point.text, Qt::ElideMiddle, room.width()));
    };
    label(m_extremes->greatest);
    if (m_extremes->least.number < m_extremes->greatest.number) label(m_extremes->least);
    if (m_extremes->least.number < 0 && m_extremes->greatest.number > 0) { // what lies below zero is seen as such
        painter.setPen(QPen(m_theme.color(Role::TextQuiet), 1, Qt::DotLine));
        painter.drawLine(area.left(), yOf(0), area.right(), yOf(0));
    }
    painter.setPen(m_theme.color(Role::TextQuiet));
    const QRect below(area.left(), area.bottom() + gap, area.width(), fontMetrics().height());
    painter.drawText(below, Qt::AlignLeft, versionText(*m_history, m_range.from));
    painter.drawText(below, Qt::AlignRight, versionText(*m_history, m_range.to - 1));
}

void ValuePlot::paintLine(QPainter &painter) const {
    StepLine line;
    std::size_t changes = 0;
    const auto go = [&](std::size_t step, const std::optional<double> &number) {
        line.change(xOf(step), number ? std::optional(yOf(*number)) : std::nullopt);
        ++changes;
    };
    go(m_range.from, m_track->at(m_range.from).number);
    for (const ValueTrack::Moment &moment : m_track->moments)
        if (moment.step > m_range.from && moment.step < m_range.to) go(moment.step, moment.number);
    const QColor colour = m_theme.series(0);
    painter.setPen(QPen(colour, 2));
    painter.setBrush(Qt::NoBrush);
    for (const QPolygon &piece : line.finish(xOf(m_range.to - 1)))
        painter.drawPolyline(piece);
    if (changes > kDotsMax) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const ValueTrack::Moment &moment : m_track->moments) {
        if (!moment.number || moment.step < m_range.from || moment.step >= m_range.to) continue;
        painter.drawEllipse(QPoint(xOf(moment.step), yOf(*moment.number)), 3, 3);
    }
}

void ValuePlot::paintHovered(QPainter &painter) const {
    const QRect &area = m_area;
    const int x = xOf(*m_hovered);
    painter.setPen(QPen(m_theme.color(Role::TextQuiet), 1, Qt::DashLine));
    painter.drawLine(x, area.top(), x, area.bottom());
    const QString text = hoveredText();
    const int gap = Metrics(font()).steps(1);
    const int width = fontMetrics().horizontalAdvance(text) + 2 * gap;
    const int left = x + gap + width < area.right() ? x + gap : x - gap - width;
    const QRect room(left, area.top(), width, fontMetrics().height());
    painter.fillRect(room, m_theme.color(Role::Raised));
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(room, Qt::AlignCenter, text);
}

QRect ValuePlot::brush() const {
    const QRect &area = m_area;
    return QRect(QPoint(std::min(*m_brushFrom, m_brushTo), area.top()),
                 QPoint(std::max(*m_brushFrom, m_brushTo), area.bottom()));
}

void ValuePlot::mousePressEvent(QMouseEvent *event) {
    if (!m_extremes) return;
    const int x = event->pos().x();
    const bool isBrush = event->button() == Qt::RightButton ||
                         (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (isBrush) {
        m_brushFrom = m_brushTo = x;
        update();
    } else if (event->button() == Qt::LeftButton) {
        Q_EMIT stepRequested(stepAt(x));
    }
}

void ValuePlot::mouseMoveEvent(QMouseEvent *event) {
    if (!m_extremes) return;
    const int x = event->pos().x();
    m_hovered = stepAt(x);
    if (m_brushFrom)
        m_brushTo = x;
    else if (event->buttons().testFlag(Qt::LeftButton))
        Q_EMIT stepRequested(stepAt(x));
    update();
}

void ValuePlot::mouseReleaseEvent(QMouseEvent *event) {
    if (!m_brushFrom) {
        if (event->button() == Qt::LeftButton) Q_EMIT dragEnded();
        return;
    }
    const QRect band = brush();
    m_brushFrom.reset();
    update();
    if (band.width() < kBrushMin) return;
    const std::size_t from = stepAt(band.left()), to = stepAt(band.right());
    if (to > from) setRange({from, to + 1});
}

void ValuePlot::wheelEvent(QWheelEvent *event) {
    if (!m_extremes || event->angleDelta().y() == 0) return event->ignore();
    const double factor = event->angleDelta().y() > 0 ? kZoomIn : kZoomOut;
    setRange(zoomed(m_range, stepAt(event->position().toPoint().x()), factor, steps()));
}

void ValuePlot::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    layOut();
}

void ValuePlot::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
}

void ValuePlot::leaveEvent(QEvent *event) {
    QWidget::leaveEvent(event);
    m_hovered.reset();
    update();
}

void ValuePlot::zoom(double factor) {
    if (!m_extremes) return;
    const std::size_t centre = std::clamp(m_step.value_or(m_range.from), m_range.from, m_range.to - 1);
    setRange(zoomed(m_range, centre, factor, steps()));
}

void ValuePlot::showAll() { setRange({0, steps()}); }

void ValuePlot::moveBy(std::ptrdiff_t by) {
    const auto from = static_cast<std::ptrdiff_t>(m_step.value_or(m_range.from));
    const auto last = static_cast<std::ptrdiff_t>(steps()) - 1;
    const auto step = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + by, 0, last));
    // The line stays in sight: what is seen moves along.
    if (step < m_range.from) setRange({step, step + m_range.size()});
    if (step >= m_range.to) setRange({step + 1 - m_range.size(), step + 1});
    Q_EMIT stepRequested(step);
}

void ValuePlot::keyPressEvent(QKeyEvent *event) {
    if (!m_extremes) return QWidget::keyPressEvent(event);
    const std::ptrdiff_t by = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const auto page = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, m_range.size() / 10));
    switch (event->key()) {
    case Qt::Key_Left:
        return moveBy(-by);
    case Qt::Key_Right:
        return moveBy(by);
    case Qt::Key_PageUp:
        return moveBy(-page);
    case Qt::Key_PageDown:
        return moveBy(page);
    case Qt::Key_Home:
        Q_EMIT stepRequested(m_range.from);
        return;
    case Qt::Key_End:
        Q_EMIT stepRequested(m_range.to - 1);
        return;
    case Qt::Key_Plus:
        return zoom(kZoomIn);
    case Qt::Key_Minus:
        return zoom(kZoomOut);
    case Qt::Key_0:
        return showAll();
    default:
        QWidget::keyPressEvent(event);
    }
}

bool ValuePlot::event(QEvent *event) {
    // The window has a shortcut on Home, too; while the plot has the keyboard the key is the plot's.
    if (event->type() == QEvent::ShortcutOverride && m_extremes) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Home && !key->modifiers()) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

namespace {

/// A slider, as far as a screen reader is concerned.
class AccessiblePlot final : public QAccessibleWidget {
  public:
    explicit AccessiblePlot(ValuePlot *plot) : QAccessibleWidget(plot, QAccessible::Slider, plot->accessibleName()) {}
    QString text(QAccessible::Text which) const override {
        if (which == QAccessible::Value || which == QAccessible::Description)
            return static_cast<const ValuePlot *>(object())->description();
        return QAccessibleWidget::text(which);
    }
};

} // namespace

void installPlotAccessibility() {
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *plot = qobject_cast<ValuePlot *>(object);
        return plot ? new AccessiblePlot(plot) : nullptr;
    });
}

} // namespace eventscope::ui
