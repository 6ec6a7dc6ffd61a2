// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/environment_badge.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/plain_text.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace eventscope::ui {

EnvironmentBadge::EnvironmentBadge(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void EnvironmentBadge::setEnvironment(Environment environment) {
    m_environment = environment;
    setAccessible(this, word(environment));
    setVisible(environment != Environment::Unmarked);
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const {
    const Metrics metrics(font());
    QFont bold = font();
    bold.setBold(true);
    return {metrics.steps(5) + metrics.icon + QFontMetrics(bold).horizontalAdvance(capitals(m_environment)),
            metrics.rowHeight};
}

void EnvironmentBadge::paintEvent(QPaintEvent *) {
    const auto back = role(m_environment);
    if (!back) return;
    const Metrics metrics(font());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(*back));
    painter.drawRoundedRect(rect(), metrics.unit, metrics.unit);
    const QRect place(metrics.steps(2), (height() - metrics.icon) / 2, metrics.icon, metrics.icon);
    icon(iconName(m_environment), m_theme, Role::OnEnvironment).paint(&painter, place);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(m_theme.color(Role::OnEnvironment));
    painter.drawText(rect().adjusted(metrics.steps(3) + metrics.icon, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                     capitals(m_environment));
}

void addBadgedTitle(QBoxLayout &column, QLabel *title, const Theme &theme, Environment environment) {
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    wrap(*title);
    auto *badge = new EnvironmentBadge(theme);
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(badge, 0, Qt::AlignTop);
    column.addLayout(head);
    badge->setEnvironment(environment); // once it has a parent, since it shows itself
}

} // namespace eventscope::ui
