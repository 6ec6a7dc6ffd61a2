// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/statistics_json.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace eventscope {

namespace {

using Members = std::vector<Json::Member>;

Json count(std::uint64_t number) { return Json::number(static_cast<std::int64_t>(number)); }

Json decimal(double number) {
    std::array<char, 400> text;
    const int size = std::snprintf(text.data(), text.size(), "%.6f", number);
    return Json::number(std::string_view(text.data(), static_cast<std::size_t>(size)));
}

Json moment(std::optional<Time> time) { return time ? Json::string(toIso(*time)) : Json(); }

Json named(const char *key, const std::vector<NamedCount> &counts, std::uint64_t all) {
    std::vector<Json> rows;
    for (const NamedCount &group : counts) {
        rows.push_back(Json::object(Members{{key, Json::string(group.name)},
                                            {"events", count(group.events)},
                                            {"share", decimal(shareOf(group.events, all))}}));
    }
    return Json::array(std::move(rows));
}

Json busySpan(const BusySpan &busy) {
    if (busy.events == 0) return {};
    return Json::object(
        Members{{"from", moment(busy.span.from)}, {"to", moment(busy.span.to)}, {"events", count(busy.events)}});
}

Json gaps(const std::vector<TimeSpan> &spans) {
    std::vector<Json> rows;
    for (const TimeSpan &gap : spans) {
        rows.push_back(Json::object(Members{{"from", moment(gap.from)},
                                            {"to", moment(gap.to)},
                                            {"seconds", decimal(double((gap.to - gap.from).count()) / 1e6)}}));
    }
    return Json::array(std::move(rows));
}

Json sizesJson(const SizeSummary *sizes) {
    if (!sizes) return {};
    return Json::object(Members{{"events", count(sizes->events)},
                                {"sum", count(sizes->sum)},
                                {"mean", decimal(sizes->mean())},
                                {"median", count(sizes->median)},
                                {"p95", count(sizes->p95)},
                                {"p99", count(sizes->p99)},
                                {"max", count(sizes->most)},
                                {"largest", sizes->events == 0 ? Json() : Json::string(toString(sizes->largest))}});
}

} // namespace

Json statisticsJson(const Statistics &statistics, const SizeSummary *sizes) {
    using namespace std::chrono_literals;
    const auto rate = [&](Duration unit) {
        const auto events = statistics.rate(unit);
        return events ? decimal(*events) : Json();
    };
    return Json::object(Members{{"events", count(statistics.events)},
                                {"streams", count(statistics.streams)},
                                {"first", moment(statistics.first)},
                                {"last", moment(statistics.last)},
                                {"perSecond", rate(1s)},
                                {"perMinute", rate(1min)},
                                {"perHour", rate(1h)},
                                {"perDay", rate(24h)},
                                {"busiest", Json::object(Members{{"second", busySpan(statistics.second)},
                                                                 {"minute", busySpan(statistics.minute)},
                                                                 {"hour", busySpan(statistics.hour)},
                                                                 {"day", busySpan(statistics.day)}})},
                                {"gaps", gaps(statistics.gaps)},
                                {"types", named("type", statistics.types, statistics.events)},
                                {"categories", named("category", statistics.categories, statistics.events)},
                                {"longestStreams", named("stream", statistics.longestStreams, statistics.events)},
                                {"sizes", sizesJson(sizes)}});
}

} // namespace eventscope
