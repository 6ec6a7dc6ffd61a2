// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/chosen_rows.h"
#include "core/index/first_beyond.h"
#include "core/index/log_columns.h"

#include <algorithm>
#include <map>

namespace eventscope {

namespace {

using Columns = LogColumns;

/// Where bins begin. Place 0 is what lies before the span, 1 is the first bin, bins() + 1 what lies behind it.
class Bins {
  public:
    explicit Bins(std::vector<std::int64_t> starts) : m_starts(std::move(starts)) {}
    Bins(std::int64_t fromUs, std::int64_t toUs, std::size_t count) {
        __extension__ using Wide = unsigned __int128;
        const auto span = static_cast<std::uint64_t>(toUs) - static_cast<std::uint64_t>(fromUs);
        m_starts.reserve(count + 1);
        for (std::size_t bin = 0; bin <= count; ++bin) {
            // Rounded up: the first microsecond that lies in the bin.
            const auto offset = static_cast<std::uint64_t>((static_cast<Wide>(span) * bin + count - 1) / count);
            m_starts.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(fromUs) + offset));
        }
    }
    [[nodiscard]] const std::vector<std::int64_t> &starts() const { return m_starts; }
    /// All of them as one.
    [[nodiscard]] Bins whole() const { return Bins({m_starts.front(), m_starts.back()}); }
    [[nodiscard]] std::size_t count() const { return m_starts.size() - 1; }
    [[nodiscard]] std::size_t placeOf(std::int64_t us) const {
        return static_cast<std::size_t>(std::upper_bound(m_starts.begin(), m_starts.end(), us) - m_starts.begin());
    }
    [[nodiscard]] bool isInside(std::size_t place) const { return place > 0 && place < m_starts.size(); }
    [[nodiscard]] bool holds(std::size_t place, std::int64_t us) const {
        return (place == 0 || us >= m_starts[place - 1]) && (place == m_starts.size() || us < m_starts[place]);
    }

  private:
    std::vector<std::int64_t> m_starts; // and the end of the last one
};

/// Walks over rows, whole blocks at once where they lie in one bin, and tells `add(bin, code, count)`.
template <class Add>
class Counter {
  public:
    Counter(const Columns &columns, const Bins &bins, GroupBy groupBy, std::uint64_t to, Add add)
        : m_columns(columns), m_bins(bins), m_groupBy(groupBy), m_to(to), m_add(add) {}

    void count(std::uint64_t row) {
        while (row < m_to) {
            const std::uint64_t block = row / Columns::kBlockRows;
            const std::uint64_t end = (block + 1) * Columns::kBlockRows;
            const bool isWhole = row % Columns::kBlockRows == 0 && end <= m_to;
            const std::size_t place = isWhole ? m_bins.placeOf(m_columns.times(block).minUs) : 0;
            if (isWhole && m_bins.holds(place, m_columns.times(block).maxUs)) {
                row = countBlocks(block, place) * Columns::kBlockRows;
            } else {
                countRows(row, std::min(end, m_to));
                row = end;
            }
        }
    }

  private:
    /// Counts the blocks from `first` on that lie in one bin; gives the one behind them.
    std::uint64_t countBlocks(std::uint64_t first, std::size_t place) {
        std::uint64_t end = first + 1;
        if (m_columns.runsBackAt() >= m_to) {
            end = firstBeyond(end, m_to / Columns::kBlockRows,
                              [&](std::uint64_t block) { return !m_bins.holds(place, m_columns.times(block).maxUs); });
        }
        if (!m_bins.isInside(place)) return end;
        const BlockCounts &counts = m_columns.counts(m_groupBy);
        // Few blocks are added one by one, many as the difference of two prefixes.
        constexpr std::uint64_t kFewBlocks = 16;
        if (end - first <= kFewBlocks) {
            for (std::uint64_t block = first; block < end; ++block) {
                for (const auto &[code, count] : counts.of(block))
                    m_add(place - 1, code, count);
            }
            return end;
        }
        std::vector<std::uint64_t> before, upTo;
        counts.addUpTo(first, before);
        counts.addUpTo(end, upTo);
        before.resize(upTo.size(), 0);
        for (std::uint32_t code = 0; code < upTo.size(); ++code) {
            if (upTo[code] > before[code]) m_add(place - 1, code, upTo[code] - before[code]);
        }
        return end;
    }

    void countRows(std::uint64_t row, std::uint64_t end) {
        std::size_t place = m_bins.placeOf(m_columns.recordedUs(row));
        for (; row < end; ++row) {
            const std::int64_t us = m_columns.recordedUs(row);
            if (!m_bins.holds(place, us)) place = m_bins.placeOf(us);
            if (m_bins.isInside(place)) m_add(place - 1, m_columns.group(row, m_groupBy), 1);
        }
    }

    const Columns &m_columns;
    const Bins &m_bins;
    GroupBy m_groupBy;
    std::uint64_t m_to;
    Add m_add;
};

/// The groups to show, and for each code the group that it counts for.
struct Grouping {
    std::vector<std::string> names;
    std::vector<std::size_t> groupOfCode;
};

Grouping rank(const Columns &columns, const std::vector<std::uint64_t> &totals, GroupBy groupBy,
              std::size_t groupsMax) {
    const auto nameOf = [&](std::uint32_t code) {
        return groupBy == GroupBy::Type ? std::string_view(columns.dictionary->type(code).name)
                                        : columns.categoryName(code);
    };
    std::map<std::string_view, std::uint64_t> byName; // a type is one group over all its schema versions
    for (std::uint32_t code = 0; code < totals.size(); ++code) {
        if (totals[code] > 0) byName[nameOf(code)] += totals[code];
    }
    std::vector<std::pair<std::string_view, std::uint64_t>> ranked(byName.begin(), byName.end());
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.second > b.second; });

    Grouping grouping;
    std::map<std::string_view, std::size_t> places;
    for (const auto &[name, count] : ranked) {
        if (grouping.names.size() == groupsMax) break;
        places.emplace(name, grouping.names.size());
        grouping.names.emplace_back(name);
    }
    const std::size_t rest = grouping.names.size();
    if (ranked.size() > groupsMax) grouping.names.emplace_back();
    grouping.groupOfCode.assign(totals.size(), rest);
    for (std::uint32_t code = 0; code < totals.size(); ++code) {
        if (totals[code] == 0) continue;
        if (const auto place = places.find(nameOf(code)); place != places.end()) {
            grouping.groupOfCode[code] = place->second;
        }
    }
    return grouping;
}

/// Counts in two walks: which groups there are, then how many of each lie in which bin. `walk(bins, add)` tells
/// `add(bin, code, count)`.
template <class Walk>
Result<void> countInto(Histogram &histogram, const Columns &columns, const Bins &bins, GroupBy groupBy,
                       std::size_t groupsMax, Walk walk) {
    std::vector<std::uint64_t> totals;
    ES_TRY(walk(bins.whole(), [&totals](std::size_t, std::uint32_t code, std::uint64_t count) {
        if (totals.size() <= code) totals.resize(code + 1u, 0);
        totals[code] += count;
    }));
    Grouping grouping = rank(columns, totals, groupBy, groupsMax);
    const std::size_t groups = grouping.names.size();
    histogram.groups = std::move(grouping.names);
    histogram.counts.assign(histogram.bins * groups, 0);
    return walk(bins, [&](std::size_t bin, std::uint32_t code, std::uint64_t count) {
        histogram.counts[bin * groups + grouping.groupOfCode[code]] += static_cast<std::uint32_t>(count);
    });
}

/// Row by row, in `bins` of which the last one found is looked at first.
template <class Add>
Result<void> walkRows(const Columns &columns, const ChosenRows &chosen, const Bins &bins, GroupBy groupBy, Add add,
                      const JobControl &job) {
    std::size_t place = 0;
    return chosen.each(job, [&](std::span<const std::uint32_t> rows) {
        for (const std::uint32_t row : rows) {
            const std::int64_t us = columns.recordedUs(row);
            if (!bins.holds(place, us)) place = bins.placeOf(us);
            if (bins.isInside(place)) add(place - 1, columns.group(row, groupBy), 1);
        }
    });
}

} // namespace

Histogram LogIndex::histogram(std::uint64_t from, std::uint64_t to, std::int64_t fromUs, std::int64_t toUs,
                              std::size_t bins, GroupBy groupBy, std::size_t groupsMax) const {
    Histogram histogram{fromUs, toUs, bins, {}, {}};
    to = std::min(to, rows());
    if (bins == 0 || fromUs >= toUs || from >= to) return histogram;
    const auto walk = [&](const Bins &places, const auto &add) -> Result<void> {
        Counter(*m_columns, places, groupBy, to, add).count(from);
        return {};
    };
    // Walking over prefixes cannot fail.
    static_cast<void>(countInto(histogram, *m_columns, Bins(fromUs, toUs, bins), groupBy, groupsMax, walk));
    return histogram;
}

Result<Histogram> histogramOf(const LogIndex &index, const ChosenRows &rows, std::vector<std::int64_t> starts,
                              GroupBy groupBy, std::size_t groupsMax, const JobControl &job) {
    Histogram histogram;
    if (starts.size() < 2 || rows.count() == 0) return histogram;
    const Bins bins(std::move(starts));
    histogram.fromUs = bins.starts().front();
    histogram.toUs = bins.starts().back();
    histogram.bins = bins.count();
    histogram.starts = bins.starts();
    const Columns &columns = index.columns();
    const auto walk = [&](const Bins &places, const auto &add) -> Result<void> {
        if (!rows.isPrefix()) return walkRows(columns, rows, places, groupBy, add, job);
        Counter(columns, places, groupBy, std::min(rows.count(), index.rows()), add).count(0);
        return {};
    };
    ES_TRY(countInto(histogram, columns, bins, groupBy, groupsMax, walk));
    return histogram;
}

std::vector<std::int64_t> equalBins(std::int64_t fromUs, std::int64_t toUs, std::size_t bins) {
    if (bins == 0 || fromUs >= toUs) return {};
    return Bins(fromUs, toUs, bins).starts();
}

} // namespace eventscope
