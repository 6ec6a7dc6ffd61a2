// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QGuiApplication>

#include <algorithm>

namespace eventscope::ui {

Metrics::Metrics(const QFont &font) {
    const int height = QFontMetrics(font).height();
    unit = std::max(2, qRound(height / 4.0));
    rowHeight = height + std::max(4, unit + unit / 2);
    icon = std::max(16, height);
    mark = std::max(3, qRound(height / 5.5));
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = QGuiApplication::font();
    if (body.pointSizeF() > 0) font.setPointSizeF(body.pointSizeF());
    return font;
}

} // namespace eventscope::ui
