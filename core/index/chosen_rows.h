// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/index/matching_rows.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace eventscope {

/// Places that follow each other.
struct Stretch {
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< exclusive
};

/// Rows of a LogIndex, ascending, over which something is computed: the first ones, some matches, a list, or stretches
/// of these. Cheap to copy. Threads: any; matches may go on being found meanwhile.
class ChosenRows {
  public:
    /// The first `rows`.
    [[nodiscard]] static ChosenRows first(std::uint64_t rows) { return ChosenRows(rows); }
    /// The first `count` of those that match. REQUIRES: so many were found.
    [[nodiscard]] static ChosenRows matching(std::shared_ptr<const MatchingRows> rows, std::uint64_t count) {
        ChosenRows chosen(count);
        chosen.m_matching = std::move(rows);
        return chosen;
    }
    /// Rows that ascend.
    [[nodiscard]] static ChosenRows listed(std::vector<std::uint32_t> rows) {
        ChosenRows chosen(rows.size());
        chosen.m_listed = std::make_shared<const std::vector<std::uint32_t>>(std::move(rows));
        return chosen;
    }
    /// Of all these, counted from 0, only those at these places. REQUIRES: the stretches ascend, do not overlap, and
    /// end at count() at the latest; these rows are no stretches themselves.
    [[nodiscard]] ChosenRows within(std::vector<Stretch> places) const;

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Whether these are the first rows of the log, without one left out.
    [[nodiscard]] bool isPrefix() const { return !m_matching && !m_listed && !m_places; }

    /// Hands all rows to `take(std::span<const std::uint32_t>)`, at most 4,096 at once. Errors: Cancelled.
    template <class Take>
    [[nodiscard]] Result<void> each(const JobControl &job, Take take) const {
        std::array<std::uint32_t, kAtOnce> rows;
        std::size_t filled = 0;
        const Stretch whole[] = {{0, m_count}};
        for (Stretch rest : m_places ? std::span<const Stretch>(*m_places) : std::span<const Stretch>(whole)) {
            while (rest.begin < rest.end) {
                const std::size_t size = std::min<std::uint64_t>(kAtOnce - filled, rest.end - rest.begin);
                fill({rows.data() + filled, size}, rest.begin);
                rest.begin += size;
                filled += size;
                if (filled < kAtOnce) continue;
                if (job.stopRequested()) return cancelled();
                take(std::span<const std::uint32_t>(rows));
                filled = 0;
            }
        }
        if (job.stopRequested()) return cancelled();
        if (filled > 0) take(std::span<const std::uint32_t>(rows.data(), filled));
        return {};
    }

  private:
    static constexpr std::size_t kAtOnce = 4096;

    explicit ChosenRows(std::uint64_t count) : m_count(count) {}

    void fill(std::span<std::uint32_t> rows, std::uint64_t at) const {
        if (!m_matching && !m_listed) return std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(at));
        for (std::uint32_t &row : rows) {
            row = m_matching ? (*m_matching)[at] : (*m_listed)[at];
            ++at;
        }
    }

    std::uint64_t m_count;
    std::shared_ptr<const MatchingRows> m_matching;
    std::shared_ptr<const std::vector<std::uint32_t>> m_listed;
    std::shared_ptr<const std::vector<Stretch>> m_places; ///< null: all of them
};

/// Where these rows are in their log. 1 ms a million rows. Errors: Cancelled.
[[nodiscard]] Result<std::vector<Position>> positionsOf(const LogIndex &index, const ChosenRows &rows,
                                                        const JobControl &job);

/// The rows of a stream among the first `rows`. 1 ms a million rows. Errors: Cancelled.
[[nodiscard]] Result<ChosenRows> rowsOfStream(const LogIndex &index, std::uint32_t streamCode, std::uint64_t rows,
                                              const JobControl &job);

/// The first and last time at which any of them was recorded; nothing without rows. Errors: Cancelled.
[[nodiscard]] Result<std::optional<TimeSpan>> recordedSpan(const LogIndex &index, const ChosenRows &rows,
                                                           const JobControl &job);

/// Where `bins` equal bins begin, and where the last one ends; empty without bins or without a span.
[[nodiscard]] std::vector<std::int64_t> equalBins(std::int64_t fromUs, std::int64_t toUs, std::size_t bins);

inline constexpr std::size_t kLongRunOf = 20;

/// As equalBins over the span of `counted`, but each long run of its bins without an event is one bin, so that what
/// happened has the room. `counted` has equal bins, more of them where ends of runs are to be exact. A run is long from
/// one in kLongRunOf of all bins on.
[[nodiscard]] std::vector<std::int64_t> binsWithoutIdleTime(const Histogram &counted, std::size_t bins);

/// LogIndex::histogram() of these rows alone, with bins that begin where `starts` says: ascending, the last one ends
/// the last bin. Empty without rows or with fewer than two starts. O(rows), except for the first rows of a log.
/// Errors: Cancelled.
[[nodiscard]] Result<Histogram> histogramOf(const LogIndex &index, const ChosenRows &rows,
                                            std::vector<std::int64_t> starts, GroupBy groupBy, std::size_t groupsMax,
                                            const JobControl &job);

} // namespace eventscope
