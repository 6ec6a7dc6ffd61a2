// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/segmented.h"
#include "core/event/event_batch.h"
#include "core/index/block_counts.h"
#include "core/index/log_index.h"

#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace eventscope {

/// The columns behind a LogIndex. Rows below published() never change; everything about a block of kBlockRows rows is
/// complete when its last row is published.
struct LogColumns {
    static constexpr std::uint64_t kBlockRows = 4096;
    static constexpr std::uint64_t kSegmentRows = 16 * kBlockRows;
    static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

    struct Segment {
        std::array<std::uint64_t, kSegmentRows> minor;
        std::array<std::int64_t, kSegmentRows> version;
        std::array<std::int64_t, kSegmentRows> recordedUs;
        std::array<std::uint32_t, kSegmentRows> stream;
        std::array<std::uint32_t, kSegmentRows> type;
        using Majors = std::array<std::uint64_t, kSegmentRows>;
        std::atomic<Majors *> major = nullptr; ///< null while all are 0; readers see it come
        std::unique_ptr<Majors> majorsOwned;   ///< the same, of the writer
    };
    struct BlockTimes {
        std::int64_t minUs, maxUs; ///< in the block
        std::int64_t highestUs;    ///< up to its end
    };

    explicit LogColumns(std::shared_ptr<Dictionary> dictionaryOf)
        : dictionary(std::move(dictionaryOf)), m_categories(std::make_shared<Categories>()) {}
    /// The first `rows` of another, published; full segments are shared. REQUIRES: that they are published there;
    /// called by the writer of the other, which stays the one writer of both.
    LogColumns(const LogColumns &other, std::uint64_t rows);

    void append(const EventView &event, std::uint32_t stream, std::uint32_t type);
    void publish() { m_published.store(m_rows, std::memory_order_release); }

    [[nodiscard]] std::uint64_t published() const { return m_published.load(std::memory_order_acquire); }
    [[nodiscard]] const Segment &segment(std::uint64_t row) const { return *m_directory[row / kSegmentRows]; }
    [[nodiscard]] Position position(std::uint64_t row) const {
        const Segment &columns = segment(row);
        const Segment::Majors *major = columns.major.load(std::memory_order_acquire);
        return {major ? (*major)[row % kSegmentRows] : 0, columns.minor[row % kSegmentRows]};
    }
    [[nodiscard]] std::int64_t recordedUs(std::uint64_t row) const {
        return segment(row).recordedUs[row % kSegmentRows];
    }
    [[nodiscard]] std::uint32_t stream(std::uint64_t row) const { return segment(row).stream[row % kSegmentRows]; }
    [[nodiscard]] std::uint32_t type(std::uint64_t row) const { return segment(row).type[row % kSegmentRows]; }
    [[nodiscard]] std::uint32_t category(std::uint64_t row) const { return m_categories->ofStream[stream(row)]; }
    [[nodiscard]] std::uint32_t group(std::uint64_t row, GroupBy groupBy) const {
        return groupBy == GroupBy::Type ? type(row) : category(row);
    }
    [[nodiscard]] std::string_view categoryName(std::uint32_t category) const { return m_categories->names[category]; }
    [[nodiscard]] const BlockTimes &times(std::uint64_t block) const { return m_times[block]; }
    [[nodiscard]] const BlockCounts &counts(GroupBy groupBy) const {
        return groupBy == GroupBy::Type ? m_typeCounts : m_categoryCounts;
    }
    /// The first row that was recorded before one that precedes it, or kNever.
    [[nodiscard]] std::uint64_t runsBackAt() const { return m_runsBackAt.load(std::memory_order_relaxed); }
    /// Counts by group code over the first `rows` rows, which are published.
    [[nodiscard]] std::vector<std::uint64_t> countsUpTo(std::uint64_t rows, GroupBy groupBy) const;
    [[nodiscard]] std::size_t bytes() const;

    const std::shared_ptr<Dictionary> dictionary;

  private:
    struct Row {
        Position position;
        std::int64_t version, recordedUs;
        std::uint32_t stream, type;
    };
    /// What streams are called together: of the dictionary alone, so that it holds for every index over it.
    struct Categories {
        Segmented<std::uint32_t> ofStream;
        Segmented<std::string_view> names; // of the dictionary's texts
        // Of the writer alone.
        std::unordered_map<std::string_view, std::uint32_t> codes;
        std::uint32_t streamsKnown = 0;
    };

    void append(const Row &row);
    void takeSegments(const LogColumns &other, std::uint64_t rows);
    Segment &segmentForWriting(std::uint64_t row);
    void setMajor(Segment &columns, std::uint64_t major);
    void learnCategories();
    void noteTime(std::int64_t recordedUs);
    void closeBlock();

    std::atomic<std::uint64_t> m_published = 0;
    // Written before the rows that need it are published.
    Segmented<Segment *> m_directory;
    Segmented<BlockTimes> m_times;
    BlockCounts m_typeCounts, m_categoryCounts;
    const std::shared_ptr<Categories> m_categories;
    std::atomic<std::uint64_t> m_runsBackAt = kNever;
    std::atomic<std::size_t> m_majorBytes = 0;
    // Of the writer alone.
    std::uint64_t m_rows = 0;
    std::vector<std::shared_ptr<Segment>> m_segments;
    BlockTimes m_current{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::min()};
};

} // namespace eventscope
