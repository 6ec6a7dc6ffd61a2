// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/statistics_rows.h"

#include "core/event/filter/filter_text.h"
#include "core/index/payload_sizes.h"
#include "core/index/statistics_json.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QLocale>

#include <cmath>

namespace eventscope::ui {

namespace {

using namespace std::chrono_literals;

StatisticsRow fact(const QString &name, const QString &value, const QString &exact = {}) {
    StatisticsRow row;
    row.name = row.exactName = name;
    row.value = value;
    row.exactValue = exact.isEmpty() ? value : exact;
    return row;
}

StatisticsRow counted(const QString &name, std::uint64_t count) {
    return fact(name, formatCount(count), QString::number(count));
}

StatisticsRow at(const QString &name, Time time) {
    StatisticsRow row = fact(name, formatMoment(time), QString::fromStdString(toIso(time)));
    row.moment = time;
    return row;
}

StatisticsRow bytes(const QString &name, double size) {
    return fact(name, formatBytes(static_cast<std::uint64_t>(std::llround(size))), QString::number(size, 'f', 0));
}

QString rateText(double rate) { return QLocale().toString(rate, 'f', rate < 0.1 ? 4 : rate < 10 ? 2 : 0); }

} // namespace

std::vector<StatisticsRow> StatisticsRows::facts(const Statistics &statistics, const Sizes &sizes) {
    std::vector<StatisticsRow> rows{
        counted(tr("Events"), statistics.events), counted(tr("Streams"), statistics.streams),
        counted(tr("Types"), statistics.types.size()), counted(tr("Categories"), statistics.categories.size())};
    if (!statistics.first) return rows;
    rows.push_back(at(tr("First recorded"), *statistics.first));
    rows.push_back(at(tr("Last recorded"), *statistics.last));
    rows.push_back(fact(tr("Time between them"), formatAge(*statistics.last - *statistics.first)));
    if (const auto perSecond = statistics.rate(1s)) {
        rows.push_back(fact(tr("Rate"), tr("%1 a second \u00b7 %2 a minute \u00b7 %3 a day")
                                            .arg(rateText(*perSecond), rateText(*statistics.rate(1min)),
                                                 rateText(*statistics.rate(24h)))));
    }
    const std::pair<QString, const BusySpan &> busy[] = {{tr("Busiest second"), statistics.second},
                                                         {tr("Busiest minute"), statistics.minute},
                                                         {tr("Busiest hour"), statistics.hour},
                                                         {tr("Busiest day"), statistics.day}};
    for (const auto &[name, span] : busy) {
        rows.push_back(fact(name, tr("%1 from %2 on").arg(formatCount(span.events), formatMoment(span.span.from)),
                            QString::number(span.events)));
        rows.back().clause = QString::fromStdString(filterRecorded(span.span));
        rows.back().moment = span.span.from;
    }
    for (std::size_t i = 0; i < statistics.gaps.size(); ++i) {
        const TimeSpan &gap = statistics.gaps[i];
        const QString name = i == 0 ? tr("Longest gap") : tr("Gap number %1").arg(i + 1);
        rows.push_back(fact(name, tr("%1 after %2").arg(formatAge(gap.to - gap.from), formatMoment(gap.from)),
                            QString::number((gap.to - gap.from).count() / 1000000)));
        rows.back().moment = gap.from;
    }
    if (!sizes.summary) {
        rows.push_back(fact(tr("Payloads"), sizes.state));
        rows.back().isToMeasure = true;
        return rows;
    }
    const SizeSummary &known = *sizes.summary;
    rows.push_back(bytes(tr("Payloads together"), double(known.sum)));
    rows.push_back(bytes(tr("Payload, mean"), known.mean()));
    rows.push_back(bytes(tr("Payload, median"), known.median));
    rows.push_back(bytes(tr("Payload, 95 of 100 at most"), known.p95));
    rows.push_back(bytes(tr("Payload, 99 of 100 at most"), known.p99));
    rows.push_back(bytes(tr("Largest payload"), known.most));
    rows.back().value = tr("%1 at position %2").arg(rows.back().value, formatPosition(known.largest));
    rows.back().position = known.largest;
    return rows;
}

std::vector<StatisticsRow> StatisticsRows::groups(const std::vector<NamedCount> &counts, const Statistics &statistics,
                                                  const char *field, const SeriesMap &series) {
    std::vector<StatisticsRow> rows;
    rows.reserve(counts.size());
    for (const NamedCount &group : counts) {
        StatisticsRow row;
        row.name = shortened(group.name, kNameCharacters);
        row.exactName = exactText(group.name);
        row.value = formatCount(group.events);
        row.exactValue = QString::number(group.events);
        row.order = double(group.events);
        row.share = shareOf(group.events, statistics.events);
        row.series = series.seriesOfGroup(group.name);
        row.clause = QString::fromStdString(field + filterString(row.exactName.toStdString()));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace eventscope::ui
