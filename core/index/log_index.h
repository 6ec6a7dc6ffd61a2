// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/time.h"
#include "core/event/event_batch.h"
#include "core/event/filter/prefilter.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

struct LogColumns;

/// By what the bars of a histogram are stacked.
enum class GroupBy : std::uint8_t { Type, Category };

/// Counts of events over equal bins of recorded time, stacked by group.
struct Histogram {
    std::int64_t fromUs = 0, toUs = 0; ///< the span; bins are [from + i*w, from + (i+1)*w) unless starts says otherwise
    std::size_t bins = 0;
    std::vector<std::string> groups;   ///< most frequent first; then, if there are more, one last "" for the rest
    std::vector<std::uint32_t> counts; ///< bins x groups.size(), bin by bin
    /// Where the bins begin, and at last where they end; empty while they are equal.
    std::vector<std::int64_t> starts = {};
    [[nodiscard]] std::uint32_t at(std::size_t bin, std::size_t group) const {
        return counts[bin * groups.size() + group];
    }
};

/// The header columns of a whole log in memory, with prefix counts per block of 4,096 rows, so that counts and
/// histograms as of any row need no store. About 36 bytes an event.
///
/// One thread appends; any thread reads rows below rows() at the same time without a lock (columns lie in segments that
/// never move; the row count is published last). Positions ascend; recorded times may run back: look-ups by time use a
/// running maximum.
class LogIndex {
  public:
    explicit LogIndex(std::shared_ptr<Dictionary> dictionary);
    ~LogIndex();
    LogIndex(const LogIndex &) = delete;
    LogIndex &operator=(const LogIndex &) = delete;

    /// A new index of the first `rows`, from which it can go on differently; full segments are shared, so that it costs
    /// a few milliseconds and megabytes, not a copy. Readers of this one keep what they read. REQUIRES: called by the
    /// thread that appends, and only one thread at a time appends to either.
    [[nodiscard]] std::shared_ptr<LogIndex> firstRows(std::uint64_t rows) const;

    /// Takes the rows of a batch that come after what is here. REQUIRES: the index' own dictionary.
    void append(const EventBatch &batch);

    [[nodiscard]] std::uint64_t rows() const;
    [[nodiscard]] Position position(std::uint64_t row) const;
    [[nodiscard]] std::uint32_t streamCode(std::uint64_t row) const;
    [[nodiscard]] std::uint32_t typeCode(std::uint64_t row) const;
    [[nodiscard]] Version version(std::uint64_t row) const;
    [[nodiscard]] Time recordedAt(std::uint64_t row) const;
    [[nodiscard]] const Dictionary &dictionary() const;
    [[nodiscard]] const std::shared_ptr<Dictionary> &dictionaryPtr() const;

    /// How many rows lie at or below `position`: the rows as of it. O(log rows).
    [[nodiscard]] std::uint64_t rowsAsOf(Position position) const;
    /// How many rows, from the first on, were recorded no later than `time`, up to the first that was later.
    /// O(log rows + 4,096).
    [[nodiscard]] std::uint64_t rowsAsOf(Time time) const;

    /// Events of each type code (index = code) among the first `rows`. O(types + 4,096).
    [[nodiscard]] std::vector<std::uint64_t> countsByType(std::uint64_t rows) const;
    /// Events of each category among the first `rows`, sorted by name. O(categories + 4,096).
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> countsByCategory(std::uint64_t rows) const;

    /// Rows [from, to) over `bins` equal bins between `fromUs` and `toUs`, exact at every zoom; at most `groupsMax`
    /// groups and one for the rest. Empty when there are no such rows, no bins or no span. Where recorded times never
    /// run back it costs O(bins * (log rows + groups)) plus at most two blocks a bin.
    [[nodiscard]] Histogram histogram(std::uint64_t from, std::uint64_t to, std::int64_t fromUs, std::int64_t toUs,
                                      std::size_t bins, GroupBy groupBy, std::size_t groupsMax) const;

    /// The rows [from, to) that match, ascending; header atoms only (others count as matching).
    /// About 5 ns a row. Errors: Cancelled.
    [[nodiscard]] Result<std::vector<std::uint32_t>> select(const Prefilter &prefilter, std::uint64_t from,
                                                            std::uint64_t to, const JobControl &job) const;

    /// Bytes in use.
    [[nodiscard]] std::size_t bytes() const;

    /// What lies behind it, for what is computed in this folder.
    [[nodiscard]] const LogColumns &columns() const { return *m_columns; }

  private:
    explicit LogIndex(std::unique_ptr<LogColumns> columns);

    std::unique_ptr<LogColumns> m_columns;
};

} // namespace eventscope
