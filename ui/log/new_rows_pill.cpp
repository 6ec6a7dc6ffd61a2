// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/new_rows_pill.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace eventscope::ui {

NewRowsPill::NewRowsPill(const Theme &theme, QWidget *view) : QPushButton(view), m_theme(theme) {
    setFlat(true);
    setAccessible(this, tr("Go to the newest event"));
    setCursor(Qt::PointingHandCursor);
    view->installEventFilter(this);
    hide();
}

void NewRowsPill::setCount(std::uint64_t count) {
    setVisible(count > 0);
    if (m_count == count) return;
    m_count = count;
    setText(tr("%Ln new", nullptr, static_cast<int>(count)));
    setToolTip(tr("Go to the newest (End)"));
    setAccessible(this, text(), tr("Goes to the newest event"));
    place();
}

void NewRowsPill::place() {
    const Metrics metrics(font());
    const QWidget &view = *parentWidget();
    const QSize size(std::max(sizeHint().width(), fontMetrics().horizontalAdvance(text()) + metrics.steps(10)),
                     metrics.rowHeight + metrics.steps(1));
    setGeometry(
        QRect(QPoint((view.width() - size.width()) / 2, view.height() - size.height() - metrics.steps(3)), size));
    raise();
}

bool NewRowsPill::eventFilter(QObject *watched, QEvent *event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) place();
    return QPushButton::eventFilter(watched, event);
}

void NewRowsPill::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF inside = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool isMarked = hasFocus() || underMouse();
    painter.setPen(QPen(m_theme.color(isMarked ? Role::Text : Role::Accent), isMarked ? 2 : 1));
    painter.setBrush(m_theme.color(Role::Accent));
    painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2);
    painter.setPen(m_theme.color(Role::OnAccent));
    painter.drawText(rect(), Qt::AlignCenter, QStringLiteral("\u2193 ") + text());
}

} // namespace eventscope::ui
