// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/projection_words.h"

#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Projections", text); }

Cell cell(const char *word, const char *tip, Role role, const char *icon) {
    return {say(word), say(tip), role, QLatin1String(icon)};
}

Cell stateCell(const ModelStatus &status) {
    switch (status.state) {
    case ModelState::NotBuilt:
        return cell(QT_TRANSLATE_NOOP("Projections", "not built"),
                    QT_TRANSLATE_NOOP("Projections", "It has no rows yet: run it."), Role::TextQuiet, "info");
    case ModelState::UpToDate:
        return cell(QT_TRANSLATE_NOOP("Projections", "up to date"),
                    QT_TRANSLATE_NOOP("Projections", "It has all settled events. Nobody carries it on."), Role::Good,
                    "check");
    case ModelState::Behind:
        return cell(QT_TRANSLATE_NOOP("Projections", "behind"),
                    QT_TRANSLATE_NOOP("Projections", "It has not all events, and nobody carries it on."), Role::Warning,
                    "warning");
    case ModelState::Running:
        return status.lagEvents == 0
                   ? cell(QT_TRANSLATE_NOOP("Projections", "live"),
                          QT_TRANSLATE_NOOP("Projections", "It has all events and waits for more."), Role::Good, "play")
                   : cell(QT_TRANSLATE_NOOP("Projections", "catching up"),
                          QT_TRANSLATE_NOOP("Projections", "Somebody carries it on."), Role::Info, "play");
    case ModelState::Paused:
        return cell(QT_TRANSLATE_NOOP("Projections", "paused"),
                    QT_TRANSLATE_NOOP("Projections", "A person asked that nobody carries it on."), Role::Info, "pause");
    case ModelState::Outdated:
        return cell(QT_TRANSLATE_NOOP("Projections", "outdated"),
                    QT_TRANSLATE_NOOP("Projections", "Its rows are of another definition: rebuild it."), Role::Error,
                    "error");
    case ModelState::BeyondHead:
        return cell(QT_TRANSLATE_NOOP("Projections", "beyond the head"),
                    QT_TRANSLATE_NOOP("Projections", "It has events that the log has not: rebuild it."), Role::Error,
                    "error");
    }
    return {};
}

} // namespace

Cell statusCell(const ProjectionLine &line) {
    const ModelStatus &status = line.status;
    if (status.isRebuilding)
        return cell(QT_TRANSLATE_NOOP("Projections", "rebuilding"),
                    QT_TRANSLATE_NOOP("Projections", "Its rows are being made anew in a table beside the one served."),
                    Role::Info, "wrench");
    if (line.problem && status.state != ModelState::Running)
        return {say(QT_TRANSLATE_NOOP("Projections", "failed")), shortened(describe(*line.problem), kMessageCharacters),
                Role::Error, QLatin1String("error")};
    Cell made = stateCell(status);
    if (status.shadow)
        made.tip += QLatin1Char(' ') +
                    say(QT_TRANSLATE_NOOP("Projections", "A rebuild was begun and waits for being carried on."));
    return made;
}

QString placeText(const ModelStatus &status) {
    return QStringLiteral("%1 / %2").arg(formatPosition(status.position()), formatPosition(status.head.settled));
}

QString lagText(const ModelStatus &status) {
    if (!status.live) return formatCount(status.lagEvents); // behind in time of nothing
    return QStringLiteral("%1 \u00b7 %2").arg(formatCount(status.lagEvents), formatAge(status.lag));
}

QString rateText(double eventsPerSecond) {
    if (eventsPerSecond < 0.05) return QString(QChar(0x2014));
    const QString number = eventsPerSecond < 10 ? QLocale().toString(eventsPerSecond, 'f', 1)
                                                : formatCount(static_cast<std::uint64_t>(std::lround(eventsPerSecond)));
    return say(QT_TRANSLATE_NOOP("Projections", "%1/s")).arg(number);
}

QString trendText(const std::vector<TrendPoint> &trend) {
    if (trend.empty()) return {};
    const std::uint64_t first = trend.front().lagEvents, last = trend.back().lagEvents;
    const QString time = formatAge(std::chrono::milliseconds(trend.back().atMs - trend.front().atMs));
    const char *words = first == last  ? QT_TRANSLATE_NOOP("Projections", "%1 events behind for %3")
                        : first > last ? QT_TRANSLATE_NOOP("Projections", "from %2 down to %1 events behind in %3")
                                       : QT_TRANSLATE_NOOP("Projections", "from %2 up to %1 events behind in %3");
    QString text = say(words);
    text.replace(QStringLiteral("%1"), formatCount(last)).replace(QStringLiteral("%2"), formatCount(first));
    return text.replace(QStringLiteral("%3"), time);
}

} // namespace eventscope::ui
