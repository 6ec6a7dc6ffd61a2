// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cursor_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace eventscope::ui {

CursorBar::CursorBar(const Theme &theme, QAction *returnToHead, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_label(plainLabel({}, this)), m_head(new QToolButton(this)) {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.steps(4), 0, metrics.unit, 0);
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_label);
    row->addWidget(m_head);
    // Not the action's own button: its icon has the colour of the bar's ground.
    m_head->setIcon(icon(QLatin1String("head"), theme, Role::OnAsOf));
    m_head->setText(returnToHead->text().remove(QLatin1Char('&')));
    m_head->setToolTip(returnToHead->toolTip());
    connect(m_head, &QToolButton::clicked, returnToHead, &QAction::trigger);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setAutoRaise(true);
    setAccessible(m_head, tr("Return to head"));
    setAccessible(m_label, tr("Cursor"));
    connect(&theme, &Theme::changed, this, &CursorBar::showCursor);
    showCursor();
}

void CursorBar::setSession(Session *session) {
    if (m_session) {
        disconnect(&m_session->cursor(), nullptr, this, nullptr);
        disconnect(m_session, nullptr, this, nullptr);
    }
    m_session = session;
    if (session) {
        connect(&session->cursor(), &Cursor::changed, this, &CursorBar::showCursor);
        connect(session, &Session::rowsGrown, this, &CursorBar::showCursor);
        connect(session, &Session::problemChanged, this, &CursorBar::showCursor);
    }
    showCursor();
}

QString CursorBar::text() const { return m_label->text(); }

void CursorBar::showCursor() {
    setVisible(m_session != nullptr);
    if (!m_session) return;
    const auto asOf = m_session->cursor().asOf();
    m_head->setVisible(asOf.has_value());
    if (!asOf) {
        const auto &problem = m_session->problem();
        m_label->setText(!problem                 ? tr("Live")
                         : problem->isTransient() ? tr("Not live: connection lost")
                                                  : tr("Not live: reading has ended"));
    } else if (const auto row = m_session->rowAt(*asOf)) {
        m_label->setText(tr("As of %1 \u00b7 %2", "position, time")
                             .arg(formatPosition(*asOf), formatMoment(m_session->index().recordedAt(*row))));
    } else {
        m_label->setText(tr("As of %1 \u00b7 before the first event").arg(formatPosition(*asOf)));
    }
    paintParts(asOf.has_value());
    setAccessibleName(m_label->text());
    update();
}

/// Every role that a part may take its text from: which, depends on the bar around it.
void CursorBar::paintParts(bool isAsOf) {
    QPalette colours = palette();
    for (const auto role : {QPalette::WindowText, QPalette::ButtonText, QPalette::Text})
        colours.setColor(role, m_theme.color(isAsOf ? Role::OnAsOf : Role::Text));
    if (isAsOf) {
        colours.setColor(QPalette::Button, m_theme.color(Role::AsOf)); // under the mouse
        colours.setColor(QPalette::Link, m_theme.color(Role::OnAsOf)); // with the keyboard
    }
    m_label->setPalette(colours);
    m_head->setPalette(colours);
}

void CursorBar::changeEvent(QEvent *event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LocaleChange) showCursor();
}

void CursorBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Metrics metrics(font());
    if (m_session && !m_session->cursor().isLive()) {
        painter.setBrush(m_theme.color(Role::AsOf));
        painter.drawRoundedRect(rect(), metrics.unit, metrics.unit);
    } else if (m_session && m_session->problem()) {
        const int edge = metrics.steps(3);
        icon(severityIcon(Role::Error), m_theme, Role::Error).paint(&painter, 0, (height() - edge) / 2, edge, edge);
    } else if (m_session) {
        const int edge = metrics.steps(2);
        painter.setBrush(m_theme.color(Role::Good));
        painter.drawEllipse(QRect(0, (height() - edge) / 2, edge, edge));
    }
}

} // namespace eventscope::ui
