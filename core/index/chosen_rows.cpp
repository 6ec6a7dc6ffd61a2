// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/chosen_rows.h"

#include "core/index/log_columns.h"

#include <limits>

namespace eventscope {

ChosenRows ChosenRows::within(std::vector<Stretch> places) const {
    ChosenRows chosen = *this;
    chosen.m_count = 0;
    for (const Stretch &place : places)
        chosen.m_count += place.end - place.begin;
    chosen.m_places = std::make_shared<const std::vector<Stretch>>(std::move(places));
    return chosen;
}

Result<std::vector<Position>> positionsOf(const LogIndex &index, const ChosenRows &rows, const JobControl &job) {
    std::vector<Position> positions;
    positions.reserve(rows.count());
    ES_TRY(rows.each(job, [&](std::span<const std::uint32_t> some) {
        for (const std::uint32_t row : some)
            positions.push_back(index.position(row));
    }));
    return positions;
}

Result<ChosenRows> rowsOfStream(const LogIndex &index, std::uint32_t streamCode, std::uint64_t rows,
                                const JobControl &job) {
    std::vector<std::uint32_t> found;
    const std::uint64_t end = std::min(rows, index.rows());
    for (std::uint64_t from = 0; from < end; from += LogColumns::kSegmentRows) {
        if (job.stopRequested()) return cancelled();
        const auto &codes = index.columns().segment(from).stream;
        const std::uint64_t size = std::min(LogColumns::kSegmentRows, end - from);
        for (std::uint64_t i = 0; i < size; ++i) {
            if (codes[i] == streamCode) found.push_back(static_cast<std::uint32_t>(from + i));
        }
    }
    return ChosenRows::listed(std::move(found));
}

Result<std::optional<TimeSpan>> recordedSpan(const LogIndex &index, const ChosenRows &rows, const JobControl &job) {
    if (rows.count() == 0) return std::optional<TimeSpan>();
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
    ES_TRY(rows.each(job, [&](std::span<const std::uint32_t> some) {
        for (const std::uint32_t row : some) {
            const std::int64_t us = index.columns().recordedUs(row);
            first = std::min(first, us);
            last = std::max(last, us);
        }
    }));
    return std::optional(TimeSpan{timeOfUs(first), timeOfUs(last) + Duration(1)});
}

std::vector<std::int64_t> binsWithoutIdleTime(const Histogram &counted, std::size_t bins) {
    const std::vector<std::int64_t> edges = equalBins(counted.fromUs, counted.toUs, counted.bins);
    if (edges.empty() || bins == 0 || counted.groups.empty()) return equalBins(counted.fromUs, counted.toUs, bins);
    struct Run {
        std::size_t from, to; ///< bins of `counted`
        bool isIdle;
    };
    const auto isEmpty = [&](std::size_t bin) {
        const auto first = counted.counts.begin() + static_cast<std::ptrdiff_t>(bin * counted.groups.size());
        return std::all_of(first, first + static_cast<std::ptrdiff_t>(counted.groups.size()),
                           [](std::uint32_t count) { return count == 0; });
    };
    const std::size_t longFrom = std::max<std::size_t>(2, (counted.bins + kLongRunOf - 1) / kLongRunOf);
    std::vector<Run> runs;
    std::size_t busy = 0;
    for (std::size_t bin = 0; bin < counted.bins;) {
        std::size_t end = bin;
        while (end < counted.bins && isEmpty(end))
            ++end;
        const bool isIdle = end - bin >= longFrom;
        if (!isIdle) end = std::max(end, bin + 1);
        if (!isIdle) busy += end - bin;
        if (!isIdle && !runs.empty() && !runs.back().isIdle)
            runs.back().to = end;
        else
            runs.push_back({bin, end, isIdle});
        bin = end;
    }
    const std::size_t room = bins - std::min(bins, runs.size());
    std::vector<std::int64_t> starts;
    for (const Run &run : runs) {
        const std::size_t share = run.isIdle ? 1 : 1 + room * (run.to - run.from) / std::max<std::size_t>(1, busy);
        const auto parts = equalBins(edges[run.from], edges[run.to], share);
        if (!parts.empty()) starts.insert(starts.end(), parts.begin(), parts.end() - 1);
    }
    starts.push_back(edges.back());
    return starts;
}

} // namespace eventscope
