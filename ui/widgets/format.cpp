// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format.h"

#include "ui/theme/time_style.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cstdlib>

namespace eventscope::ui {

namespace {

QString absolute(Time time) {
    constexpr std::int64_t kSecondUs = 1'000'000;
    const std::int64_t us = ((toUs(time) % kSecondUs) + kSecondUs) % kSecondUs;
    return shownDateTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) +
           QStringLiteral(".%1").arg(us, 6, 10, QLatin1Char('0'));
}

/// "UTC" or "+01:00", which in local time depends on the moment.
QString zoneOf(Time time) {
    if (timeStyle() != TimeStyle::Local) return QStringLiteral("UTC");
    const int minutes = shownDateTime(time).offsetFromUtc() / 60;
    return QStringLiteral("%1%2:%3")
        .arg(QLatin1Char(minutes < 0 ? '-' : '+'))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

QString formatAgo(Time time) {
    const Duration age = SystemClock().now() - time;
    return age < Duration(0) ? QCoreApplication::translate("Format", "in %1").arg(formatAge(-age))
                             : QCoreApplication::translate("Format", "%1 ago").arg(formatAge(age));
}

} // namespace

QString formatCount(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString formatPosition(Position position) {
    return position.major == 0 ? formatCount(position.minor) : QString::fromStdString(toString(position));
}

QString formatVersion(Version version) { return QStringLiteral("v%1").arg(version.value); }

QString formatTime(Time time) { return timeStyle() == TimeStyle::Relative ? formatAgo(time) : absolute(time); }

QString formatSecond(Time time) {
    return timeStyle() == TimeStyle::Relative ? formatAgo(time) : absolute(time).section(QLatin1Char('.'), 0, 0);
}

QString formatExact(Time time) { return absolute(time) + QLatin1Char(' ') + zoneOf(time); }

QString formatMoment(Time time) {
    return QLocale().toString(shownDateTime(time), QStringLiteral("d MMM yyyy HH:mm:ss")) + QLatin1Char(' ') +
           zoneOf(time);
}

QString formatBytes(std::uint64_t bytes) {
    if (bytes < 1000) return QCoreApplication::translate("Format", "%1 B").arg(bytes);
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 10'000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString formatAge(Duration age) {
    const auto seconds = std::max<std::int64_t>(0, age.count() / 1'000'000);
    const auto say = [](const char *text, std::int64_t n) {
        return QCoreApplication::translate("Format", text).arg(QLocale().toString(static_cast<qlonglong>(n)));
    };
    if (seconds < 120) return say(QT_TRANSLATE_NOOP("Format", "%1 s"), seconds);
    if (seconds < 7200) return say(QT_TRANSLATE_NOOP("Format", "%1 min"), seconds / 60);
    if (seconds < 172'800) return say(QT_TRANSLATE_NOOP("Format", "%1 h"), seconds / 3600);
    return say(QT_TRANSLATE_NOOP("Format", "%1 d"), seconds / 86'400);
}

} // namespace eventscope::ui
