// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_marks.h"
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
constexpr int kNamesPart = 4; ///< of the width, at most, is for the names of lanes

/// A log of one moment has bars without width.
TimeSpan withWidth(const TimeSpan &span) { return {span.from, std::max(span.to, span.from + Duration(1))}; }

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
    const int lanes = static_cast<int>(m_bars.lanes()) * fontMetrics().height();
    return {metrics.steps(40), std::max(metrics.steps(14), lanes + fontMetrics().height() + metrics.steps(3))};
}

QRect TimelineView::plot() const {
    const Metrics metrics(font());
    return rect().adjusted(metrics.steps(2) + names(), metrics.steps(1), -metrics.steps(2),
                           -fontMetrics().height() - metrics.steps(1));
}

int TimelineView::names() const { return std::min(m_bars.nameWidth(fontMetrics()), width() / kNamesPart); }

std::size_t TimelineView::binsWanted() const {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(0, plot().width())) / kBarWidth, 1, kBinsMax);
}

void TimelineView::setHistogram(Histogram histogram, std::vector<std::optional<std::size_t>> series) {
    const int namesBefore = names();
    m_bars = TimelineBars(std::move(histogram), std::move(series));
    m_bars.setStyle(m_isLogarithmic, m_hasLanes);
    restyle(namesBefore);
}

void TimelineView::setStyle(bool isLogarithmic, bool hasLanes) {
    const int namesBefore = names();
    m_isLogarithmic = isLogarithmic;
    m_hasLanes = hasLanes;
    m_bars.setStyle(isLogarithmic, hasLanes);
    restyle(namesBefore);
}

void TimelineView::restyle(int namesBefore) {
    updateGeometry();
    describe();
    update();
    // Only where the room for bars changed: who answers by a histogram of as many bars as there are is asked once.
    if (names() != namesBefore && !isEmpty() && histogram().bins != binsWanted()) Q_EMIT binsWantedChanged();
}

void TimelineView::setSubject(const QString &subject) {
    m_subject = subject;
    describe();
}

void TimelineView::setEmptyText(const QString &text) {
    if (text == m_emptyText) return;
    m_emptyText = text;
    describe();
    update();
}

void TimelineView::describe() { setAccessibleDescription(description()); }

void TimelineView::setAsOf(std::optional<Time> asOf) {
    if (m_asOf == asOf) return;
    m_asOf = asOf;
    describe();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

QString TimelineView::description() const {
    if (isEmpty()) return m_subject.isEmpty() ? m_emptyText : m_subject + u' ' + m_emptyText;
    QStringList sentences;
    if (!m_subject.isEmpty()) sentences += m_subject;
    sentences += tr("Events from %1 to %2.").arg(formatMoment(from()), formatMoment(to()));
    sentences += countsText();
    if (m_isLogarithmic) sentences += tr("The height of bars is logarithmic.");
    if (m_hasLanes) sentences += tr("Each has a row of its own.");
    qsizetype folds = 0;
    for (std::size_t bin = 0; bin < histogram().bins; ++bin)
        folds += m_bars.isFolded(bin) ? 1 : 0;
    if (folds > 0) sentences += tr("Idle time is folded at %n place(s).", nullptr, static_cast<int>(folds));
    if (m_range) sentences += tr("Marked from %1 to %2.").arg(formatMoment(m_range->from), formatMoment(m_range->to));
    sentences += m_asOf ? tr("Shown as of %1.").arg(formatMoment(*m_asOf)) : tr("Live: at the newest event.");
    return sentences.join(u' ');
}

/// "order 120, account 50, others 3."
QString TimelineView::countsText() const {
    const std::vector<std::uint64_t> totals = m_bars.totals();
    QStringList parts;
    for (std::size_t group = 0; group < totals.size(); ++group) {
        const std::string &name = histogram().groups[group];
        const QString shown = name.empty() ? (totals.size() == 1 ? tr("events") : tr("others")) : shortened(name);
        parts += QStringLiteral("%1 %2").arg(shown, formatCount(totals[group]));
    }
    return parts.join(QStringLiteral(", ")) + u'.';
}

Time TimelineView::timeAt(int x) const { return m_bars.timeAt(plot(), x); }

int TimelineView::xOf(Time time) const { return m_bars.xOf(plot(), time); }

void TimelineView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Base));
    if (isEmpty()) {
        painter.setPen(m_theme.color(Role::TextQuiet));
        painter.drawText(rect(), Qt::AlignCenter, m_emptyText);
    } else {
        m_bars.paint(painter, plot(), names(), m_theme);
        const TimelineMarks marks = this->marks();
        marks.paintAxis(painter);
        if (m_range) marks.paintRange(painter, *m_range);
        marks.paintHandle(painter, m_asOf);
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(m_theme.color(Role::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

TimelineMarks TimelineView::marks() const { return {m_bars, m_theme, rect(), plot()}; }

int TimelineView::handleX() const { return marks().handleX(m_asOf); }

QString TimelineView::tipAt(int x) const {
    const std::size_t bin = m_bars.binAt(plot(), x);
    const TimeSpan span = m_bars.spanOf(bin);
    if (m_bars.isFolded(bin))
        return tr("%1: nothing for %2").arg(formatMoment(span.from), formatAge(span.to - span.from));
    QString text = tr("%1, %n event(s)", nullptr, int(m_bars.countOf(bin))).arg(formatMoment(span.from));
    for (std::size_t group = 0; group < histogram().groups.size(); ++group) {
        const std::uint32_t count = histogram().at(bin, group);
        const std::string &name = histogram().groups[group];
        if (count == 0 || (name.empty() && histogram().groups.size() == 1)) continue;
        text += u'\n' + (name.empty() ? tr("others") : shortened(name, kNameCharacters)) + QStringLiteral(": ") +
                formatCount(count);
    }
    return text;
}

std::vector<std::string> TimelineView::groupsIn(const TimeSpan &span) const {
    std::vector<std::pair<std::uint64_t, std::string>> counted;
    for (std::size_t group = 0; group < histogram().groups.size(); ++group) {
        std::uint64_t events = 0;
        for (std::size_t bin = m_bars.binOf(span.from); bin < histogram().bins; ++bin) {
            if (m_bars.spanOf(bin).from >= span.to) break;
            events += histogram().at(bin, group);
        }
        if (events > 0 && !histogram().groups[group].empty()) counted.emplace_back(events, histogram().groups[group]);
    }
    std::ranges::stable_sort(counted, std::greater{}, [](const auto &group) { return group.first; });
    std::vector<std::string> names;
    for (auto &[events, name] : counted)
        names.push_back(std::move(name));
    return names;
}

std::optional<TimelineSpot> TimelineView::spotAtHandle() const {
    if (isEmpty()) return std::nullopt;
    TimelineSpot spot;
    spot.span = withWidth(m_range ? *m_range : m_bars.spanOf(m_bars.binOf(m_asOf.value_or(to()))));
    spot.groups = groupsIn(spot.span);
    return spot;
}

TimelineSpot TimelineView::spotAt(const QPoint &place) const {
    const QRect area = plot();
    const bool isInRange = m_range && place.x() >= xOf(m_range->from) && place.x() <= xOf(m_range->to);
    TimelineSpot spot;
    spot.span = withWidth(isInRange ? *m_range : m_bars.spanOf(m_bars.binAt(area, place.x())));
    const auto part = m_bars.groupAt(area, place);
    if (part && !histogram().groups[*part].empty()) spot.groups = {histogram().groups[*part]};
    return spot;
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event) {
    if (isEmpty()) return;
    if (event->reason() != QContextMenuEvent::Keyboard) {
        Q_EMIT menuRequested(spotAt(event->pos()), event->globalPos());
        return;
    }
    const auto spot = spotAtHandle();
    Q_EMIT menuRequested(*spot, mapToGlobal(QPoint(xOf(spot->span.from), plot().center().y())));
}

void TimelineView::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    if (histogram().bins != binsWanted()) Q_EMIT binsWantedChanged();
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
    if (m_pressedAt < plot().left() - Metrics(font()).steps(2)) return; // on the name of a lane
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
    describe();
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

void TimelineView::markByBins(qint64 bins) {
    const Time start = m_asOf.value_or(to());
    TimeSpan range = m_range.value_or(TimeSpan{start, start});
    const Time end = m_range ? m_rangeEnd : start;
    const Time fixed = end == range.from ? range.to : range.from;
    m_rangeEnd = m_bars.moved(end, bins);
    range = {std::min(fixed, m_rangeEnd), std::max(fixed, m_rangeEnd)};
    m_range = range;
    describe();
    update();
    Q_EMIT rangeMarked();
}

/// Where the keyboard zooms: at the handle, if it is in sight.
Time TimelineView::zoomCentre() const {
    const auto isShown = [this](Time time) { return time > from() && time < to(); };
    if (m_asOf && isShown(*m_asOf)) return *m_asOf;
    return from() + (to() - from()) / 2;
}

void TimelineView::moveByBins(qint64 bins) {
    const Time wanted = m_bars.moved(m_asOf.value_or(to()), bins);
    if (wanted >= to())
        Q_EMIT headRequested();
    else
        Q_EMIT asOfRequested(Time(wanted));
}

void TimelineView::keyPressEvent(QKeyEvent *event) {
    if (isEmpty()) return QWidget::keyPressEvent(event);
    const bool marks = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const auto page = static_cast<qint64>(std::max<std::size_t>(1, histogram().bins / 10));
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
        Q_EMIT asOfRequested(from());
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
