// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/time_style.h"

#include <QApplication>
#include <QWidget>

namespace eventscope::ui {

namespace {

/// As QLocale's default: one for the program, since every figure on the screen must mean the same.
TimeStyle &current() {
    static TimeStyle style = TimeStyle::Utc;
    return style;
}

/// "...Z" or "...+02:00"; hyphens before the time belong to the date.
bool namesZone(std::string_view text) {
    constexpr std::size_t kDate = std::string_view("2026-03-04").size();
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    if (text.ends_with('Z')) return true;
    return text.size() > kDate && text.find_first_of("+-", kDate) != std::string_view::npos;
}

/// The moment at which a clock on the wall of this zone shows what one in UTC shows at `time`.
Time asOnTheWall(Time time) {
    const auto floored = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto shown = QDateTime::fromMSecsSinceEpoch(floored.time_since_epoch().count(), Qt::UTC);
    const QDateTime local(shown.date(), shown.time(), Qt::LocalTime);
    return timeOfUs(local.toMSecsSinceEpoch() * 1000) + (time - floored);
}

} // namespace

TimeStyle timeStyle() { return current(); }

void setTimeStyle(TimeStyle style) {
    if (style == current()) return;
    current() = style;
    announceTimeStyle();
}

void announceTimeStyle() {
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent change(QEvent::LocaleChange);
        QApplication::sendEvent(widget, &change);
        widget->update();
    }
}

QString timeStyleText() {
    switch (timeStyle()) {
    case TimeStyle::Utc:
        break;
    case TimeStyle::Local:
        return QCoreApplication::translate("Format", "local time");
    case TimeStyle::Relative:
        return QCoreApplication::translate("Format", "ago");
    }
    return QStringLiteral("UTC");
}

QDateTime shownDateTime(Time time) {
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms, timeStyle() == TimeStyle::Local ? Qt::LocalTime : Qt::UTC);
}

Result<TimeSpan> parseShownSpan(std::string_view text) {
    ES_ASSIGN(span, parseTimeSpan(text));
    if (timeStyle() != TimeStyle::Local || namesZone(text)) return span;
    return TimeSpan{asOnTheWall(span.from), asOnTheWall(span.to)};
}

} // namespace eventscope::ui
