// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/go_to_box.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QPainter>
#include <QStyleOptionFrame>

namespace eventscope::ui {

GoToBox::GoToBox(QAction *action, QWidget *parent) : QPushButton(parent), m_action(action) {
    setText(tr("Go to, or run a command"));
    setToolTip(plainToolTip(tr("Examples: 48,211   2026-03-04 12:00   order-1   dark")));
    setAccessible(this, text(), action->statusTip());
    setCursor(Qt::IBeamCursor);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

QSize GoToBox::minimumSizeHint() const { return {Metrics(font()).steps(24), QPushButton::minimumSizeHint().height()}; }

void GoToBox::paintEvent(QPaintEvent *) {
    const Metrics metrics(font());
    QPainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = 1;
    frame.state |= QStyle::State_Sunken;
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &frame, &painter, this);
    QRect inside = rect().adjusted(metrics.steps(2), 0, -metrics.steps(2), 0);
    const QRect sign(inside.left(), inside.center().y() - metrics.icon / 2, metrics.icon, metrics.icon);
    ui::icon(QLatin1String("search")).paint(&painter, sign);
    inside.setLeft(sign.right() + metrics.steps(2));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QString keys = m_action->shortcut().toString(QKeySequence::NativeText);
    const int keysWidth = fontMetrics().horizontalAdvance(keys);
    if (inside.width() > 2 * keysWidth) {
        painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, keys);
        inside.setRight(inside.right() - keysWidth - metrics.steps(2));
    }
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, inside.width()));
}

} // namespace eventscope::ui
