// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/link_button.h"

#include "ui/theme/metrics.h"

#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace eventscope::ui {

LinkButton::LinkButton(QWidget *parent) : QPushButton(parent) {
    setFlat(true);
    setStyleSheet(
        QStringLiteral("QPushButton { padding: 2px 0; border: 0; text-align: left; text-decoration: underline; }"));
    setFont(fixedFont());
}

QSize LinkButton::minimumSizeHint() const {
    const QSize whole = QPushButton::minimumSizeHint();
    return {std::min(whole.width(), Metrics(font()).steps(16)), whole.height()};
}

void LinkButton::paintEvent(QPaintEvent *) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text = fontMetrics().elidedText(text(), Qt::ElideMiddle, width());
    painter.drawControl(QStyle::CE_PushButton, option);
}

} // namespace eventscope::ui
