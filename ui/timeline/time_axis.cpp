// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/time_axis.h"

#include "ui/theme/time_style.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <array>

namespace eventscope::ui {

namespace {

enum class Unit { Seconds, Days, Months };

struct Step {
    Unit unit;
    int count; ///< of the unit
    const char *format;
};

constexpr std::array kSteps = {
    Step{Unit::Seconds, 1, "HH:mm:ss"},
    Step{Unit::Seconds, 5, "HH:mm:ss"},
    Step{Unit::Seconds, 15, "HH:mm:ss"},
    Step{Unit::Seconds, 60, "HH:mm"},
    Step{Unit::Seconds, 300, "HH:mm"},
    Step{Unit::Seconds, 900, "HH:mm"},
    Step{Unit::Seconds, 3600, "HH:mm"},
    Step{Unit::Seconds, 10800, "d MMM HH:mm"},
    Step{Unit::Seconds, 43200, "d MMM HH:mm"},
    Step{Unit::Days, 1, "d MMM"},
    Step{Unit::Days, 7, "d MMM"},
    Step{Unit::Months, 1, "MMM yyyy"},
    Step{Unit::Months, 3, "MMM yyyy"},
    Step{Unit::Months, 6, "MMM yyyy"},
    Step{Unit::Months, 12, "yyyy"},
    Step{Unit::Months, 60, "yyyy"},
    Step{Unit::Months, 240, "yyyy"},
};

QDateTime toDateTime(Time time) { return shownDateTime(time); }

QDateTime firstAtOrAfter(const QDateTime &from, const Step &step) {
    switch (step.unit) {
    case Unit::Seconds: {
        // Round on the clock that is shown.
        const qint64 shift = from.offsetFromUtc();
        const qint64 rounded = (from.toSecsSinceEpoch() + shift + step.count - 1) / step.count * step.count;
        return QDateTime::fromSecsSinceEpoch(rounded - shift, from.timeSpec());
    }
    case Unit::Days: {
        const QDate date = from.date().addDays(from.time() == QTime(0, 0) ? 0 : 1);
        return QDateTime(date, QTime(0, 0), from.timeSpec());
    }
    case Unit::Months: {
        QDate date(from.date().year(), 1, 1);
        while (QDateTime(date, QTime(0, 0), from.timeSpec()) < from)
            date = date.addMonths(step.count < 12 ? step.count : 12);
        return QDateTime(date, QTime(0, 0), from.timeSpec());
    }
    }
    return from;
}

QDateTime next(const QDateTime &time, const Step &step) {
    switch (step.unit) {
    case Unit::Seconds:
        return time.addSecs(step.count);
    case Unit::Days:
        return time.addDays(step.count);
    case Unit::Months:
        return time.addMonths(step.count);
    }
    return time;
}

double secondsOf(const Step &step) {
    switch (step.unit) {
    case Unit::Seconds:
        return step.count;
    case Unit::Days:
        return step.count * 86400.0;
    case Unit::Months:
        return step.count * 2629746.0;
    }
    return 1;
}

} // namespace

std::vector<Tick> timeTicks(Time from, Time to, std::size_t ticksMax) {
    if (to <= from || ticksMax == 0) return {};
    const double seconds = static_cast<double>(toUs(to) - toUs(from)) / 1e6;
    const auto fits = [&](const Step &step) { return seconds / secondsOf(step) <= static_cast<double>(ticksMax); };
    const auto found = std::find_if(kSteps.begin(), kSteps.end(), fits);
    const Step &step = found == kSteps.end() ? kSteps.back() : *found;
    std::vector<Tick> ticks;
    const QLocale locale;
    for (QDateTime at = firstAtOrAfter(toDateTime(from), step); at <= toDateTime(to) && ticks.size() <= ticksMax;
         at = next(at, step)) {
        const Time time = timeOfUs(at.toMSecsSinceEpoch() * 1000);
        if (time < from) continue; // QDateTime knows milliseconds only
        ticks.push_back({time, locale.toString(at, QString::fromLatin1(step.format))});
    }
    return ticks;
}

} // namespace eventscope::ui
