// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_widths.h"

#include "ui/theme/metrics.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMouseEvent>

#include <algorithm>

namespace eventscope::ui {

DockWidths::DockWidths(QMainWindow &window, std::vector<Side> sides)
    : QObject(&window),
      m_window(window),
      m_sides(std::move(sides)),
      m_dragged(static_cast<qsizetype>(m_sides.size()), 0) {
    m_restoring.setSingleShot(true);
    m_restoring.setInterval(0); // when the window has laid itself out
    connect(&m_restoring, &QTimer::timeout, this, &DockWidths::restore);
    window.installEventFilter(this);
    for (const Side &side : m_sides)
        side.dock->installEventFilter(this);
}

void DockWidths::reset() {
    m_dragged.fill(0);
    m_attempt.clear();
    restore();
}

void DockWidths::setDragged(const QList<int> &widths) {
    if (widths.size() != m_dragged.size()) return;
    m_dragged = widths;
    m_attempt.clear();
    restore();
}

QList<int> DockWidths::widths() const {
    QList<int> all;
    for (const Side &side : m_sides)
        all += side.dock->isVisible() ? side.dock->width() : 0;
    return all;
}

int DockWidths::wanted(qsizetype side) const {
    if (m_dragged[side] > 0) return m_dragged[side];
    const Side &at = m_sides[static_cast<std::size_t>(side)];
    return std::min(m_window.width() * at.percent / 100, Metrics(m_window.font()).steps(at.stepsMax));
}

void DockWidths::keepDragged() {
    const QList<int> now = widths();
    for (qsizetype side = 0; side < now.size(); ++side)
        if (now[side] > 0 && m_before[side] > 0 && now[side] != m_before[side]) m_dragged[side] = now[side];
}

void DockWidths::restore() {
    QList<QDockWidget *> docks;
    QList<int> sizes;
    const QList<int> now = widths();
    for (qsizetype side = 0; side < now.size(); ++side) {
        docks += m_sides[static_cast<std::size_t>(side)].dock;
        sizes += wanted(side);
    }
    // Where they have not the room, asking again for the same would go on for ever.
    const QWidget *pages = m_window.centralWidget();
    const int least = std::max(pages->minimumWidth(), pages->minimumSizeHint().width());
    const QList<int> attempt = now + sizes + QList<int>{m_window.width(), least};
    if (m_isDragging || sizes == now || attempt == m_attempt) return;
    m_attempt = attempt;
    m_window.resizeDocks(docks, sizes, Qt::Horizontal);
}

/// Separators are of the window itself, below a child of Qt's where docks would hide them.
bool DockWidths::isSeparator(QPoint place) const {
    const QWidget *child = m_window.childAt(place);
    return !child || child->objectName() == QLatin1String("qt_qmainwindow_extended_splitter");
}

bool DockWidths::eventFilter(QObject *watched, QEvent *event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (watched != &m_window || !isSeparator(static_cast<QMouseEvent *>(event)->position().toPoint())) break;
        m_isDragging = true;
        m_before = widths();
        break;
    case QEvent::MouseButtonRelease:
        if (watched != &m_window || !m_isDragging) break;
        // The last move is still to be laid out.
        QTimer::singleShot(0, this, [this] {
            m_isDragging = false;
            keepDragged();
        });
        break;
    case QEvent::LayoutRequest: // pages need less than before
    case QEvent::Resize:
    case QEvent::Show:
        if (!m_isDragging) m_restoring.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace eventscope::ui
