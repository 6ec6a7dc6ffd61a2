// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/statistics.h"

#include "core/base/ids.h"
#include "core/index/log_columns.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>

namespace eventscope {

namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

bool comesBefore(const NamedCount &a, const NamedCount &b) {
    return a.events != b.events ? a.events > b.events : a.name < b.name;
}

std::vector<NamedCount> ranked(const std::map<std::string_view, std::uint64_t> &counts) {
    std::vector<NamedCount> all;
    all.reserve(counts.size());
    for (const auto &[name, events] : counts)
        all.push_back({std::string(name), events});
    std::ranges::sort(all, comesBefore);
    return all;
}

/// How far apart two times are; what does not fit counts as the most that does.
std::int64_t apart(std::int64_t fromUs, std::int64_t toUs) {
    std::int64_t length = 0;
    return __builtin_sub_overflow(toUs, fromUs, &length) ? std::numeric_limits<std::int64_t>::max() : length;
}

/// REQUIRES: `timesUs` ascend, not empty.
BusySpan busiest(const std::vector<std::int64_t> &timesUs, std::int64_t lengthUs) {
    std::size_t from = 0, best = 0, events = 0;
    for (std::size_t to = 0; to < timesUs.size(); ++to) {
        while (apart(timesUs[from], timesUs[to]) >= lengthUs)
            ++from;
        if (to - from + 1 <= events) continue;
        events = to - from + 1;
        best = from;
    }
    const Time begin = timeOfUs(timesUs[best]);
    return {{begin, begin + Duration(lengthUs)}, events};
}

/// REQUIRES: `timesUs` ascend.
std::vector<TimeSpan> longestGaps(const std::vector<std::int64_t> &timesUs) {
    struct Gap {
        std::int64_t lengthUs, fromUs;
    };
    const auto isLonger = [](const Gap &a, const Gap &b) {
        return a.lengthUs != b.lengthUs ? a.lengthUs > b.lengthUs : a.fromUs < b.fromUs;
    };
    std::vector<Gap> longest; // sorted
    for (std::size_t i = 1; i < timesUs.size(); ++i) {
        const Gap gap{apart(timesUs[i - 1], timesUs[i]), timesUs[i - 1]};
        const bool isFull = longest.size() == Statistics::kGapsMax;
        if (gap.lengthUs == 0 || (isFull && gap.lengthUs <= longest.back().lengthUs)) continue;
        if (isFull) longest.pop_back();
        longest.insert(std::ranges::upper_bound(longest, gap, isLonger), gap);
    }
    std::vector<TimeSpan> gaps;
    for (const Gap &gap : longest)
        gaps.push_back({timeOfUs(gap.fromUs), timeOfUs(gap.fromUs) + Duration(gap.lengthUs)});
    return gaps;
}

} // namespace

std::optional<double> Statistics::rate(Duration unit) const {
    if (!first || *last <= *first) return std::nullopt;
    const double units = double(apart(toUs(*first), toUs(*last))) / double(unit.count());
    return double(events) / units;
}

void StatisticsBuilder::takeNames(Statistics &statistics) const {
    std::map<std::string_view, std::uint64_t> types, categories;
    for (std::uint32_t code = 0; code < m_byType.size(); ++code) {
        if (m_byType[code] > 0) types[m_dictionary.type(code).name] += m_byType[code];
    }
    struct Stream {
        std::string_view name;
        std::uint64_t events;
    };
    std::vector<Stream> streams;
    for (std::uint32_t code = 0; code < m_byStream.size(); ++code) {
        if (m_byStream[code] == 0) continue;
        streams.push_back({m_dictionary.stream(code), m_byStream[code]});
        categories[categoryOf(streams.back().name)] += m_byStream[code];
    }
    statistics.types = ranked(types);
    statistics.categories = ranked(categories);
    statistics.streams = streams.size();
    const auto end = streams.begin() + static_cast<std::ptrdiff_t>(std::min(streams.size(), Statistics::kStreamsMax));
    std::ranges::partial_sort(streams, end, [](const Stream &a, const Stream &b) {
        return a.events != b.events ? a.events > b.events : a.name < b.name;
    });
    for (auto stream = streams.begin(); stream != end; ++stream)
        statistics.longestStreams.push_back({std::string(stream->name), stream->events});
}

void StatisticsBuilder::takeTimes(Statistics &statistics) {
    if (m_timesUs.empty()) return;
    if (!std::ranges::is_sorted(m_timesUs)) std::ranges::sort(m_timesUs);
    statistics.first = timeOfUs(m_timesUs.front());
    statistics.last = timeOfUs(m_timesUs.back());
    statistics.second = busiest(m_timesUs, kSecondUs);
    statistics.minute = busiest(m_timesUs, 60 * kSecondUs);
    statistics.hour = busiest(m_timesUs, 3600 * kSecondUs);
    statistics.day = busiest(m_timesUs, 86'400 * kSecondUs);
    statistics.gaps = longestGaps(m_timesUs);
}

Result<Statistics> StatisticsBuilder::take(const JobControl &job) {
    Statistics statistics;
    statistics.events = m_timesUs.size();
    if (job.stopRequested()) return cancelled();
    takeNames(statistics);
    if (job.stopRequested()) return cancelled();
    takeTimes(statistics);
    m_byStream.clear();
    m_byType.clear();
    m_timesUs.clear();
    return statistics;
}

Result<Statistics> statisticsOf(const LogIndex &index, const ChosenRows &rows, const JobControl &job) {
    const LogColumns &columns = index.columns();
    StatisticsBuilder builder(*columns.dictionary);
    builder.reserve(rows.count());
    std::uint64_t done = 0;
    ES_TRY(rows.each(job, [&](std::span<const std::uint32_t> some) {
        for (const std::uint32_t row : some)
            builder.add(columns.stream(row), columns.type(row), columns.recordedUs(row));
        job.report(done += some.size(), rows.count());
    }));
    return builder.take(job);
}

} // namespace eventscope
