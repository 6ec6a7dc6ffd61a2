// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace eventscope::ui {

namespace {

/// How much of the error's colour lies behind its text, which stands out from it all the same.
constexpr float kErrorTint = 0.12F;

} // namespace

QLatin1String severityIcon(Role severity) {
    switch (severity) {
    case Role::Error:
        return QLatin1String("error");
    case Role::Warning:
        return QLatin1String("warning");
    case Role::Good:
        return QLatin1String("check");
    default:
        return QLatin1String("info");
    }
}

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_text(selectableLabel({}, this)),
      m_action(new QPushButton(this)),
      m_other(new QPushButton(this)) {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.steps(3), metrics.unit, metrics.steps(2), metrics.unit);
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_other);
    wrap(*m_text);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionRequested);
    connect(m_other, &QPushButton::clicked, this, &Banner::otherRequested);
    hide();
}

void Banner::say(Role severity, const QString &text, const QString &action, const QString &other) {
    m_severity = severity;
    const int edge = Metrics(font()).icon;
    m_icon->setPixmap(icon(severityIcon(severity), m_theme, severity).pixmap(QSize(edge, edge), devicePixelRatioF()));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_other->setText(other);
    m_other->setVisible(!other.isEmpty());
    setAccessible(this, text);
    setAccessible(m_text, text);
    show();
}

void Banner::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Raised));
    if (m_severity == Role::Error && !hasHighContrast(m_theme.scheme())) {
        QColor tint = m_theme.color(Role::Error);
        tint.setAlphaF(kErrorTint);
        painter.fillRect(rect(), tint);
    }
    painter.fillRect(0, 0, Metrics(font()).mark, height(), m_theme.color(m_severity));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Border));
}

} // namespace eventscope::ui
