// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace eventscope::ui {

QString formatCount(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString formatPosition(Position position) {
    return position.major == 0 ? formatCount(position.minor) : QString::fromStdString(toString(position));
}

QString formatVersion(Version version) { return QStringLiteral("v%1").arg(version.value); }

QString formatTime(Time time) {
    QString text = QString::fromStdString(toIso(time));
    text.replace(QLatin1Char('T'), QLatin1Char(' '));
    text.chop(1);
    return text;
}

QString formatSecond(Time time) { return formatTime(time).section(QLatin1Char('.'), 0, 0); }

QString formatMoment(Time time) {
    const auto moment = QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count(), Qt::UTC);
    return QLocale().toString(moment, QStringLiteral("d MMM yyyy HH:mm:ss")) + QStringLiteral(" UTC");
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
    if (seconds < 2 * 3600) return say(QT_TRANSLATE_NOOP("Format", "%1 min"), seconds / 60);
    if (seconds < 48 * 3600) return say(QT_TRANSLATE_NOOP("Format", "%1 h"), seconds / 3600);
    return say(QT_TRANSLATE_NOOP("Format", "%1 d"), seconds / 86'400);
}

} // namespace eventscope::ui
