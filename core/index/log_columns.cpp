// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/log_columns.h"

#include "core/base/ids.h"

#include <algorithm>

namespace eventscope {

// Counts and times are made per block, so the rows of the block that is not full are appended once more.
LogColumns::LogColumns(const LogColumns &other, std::uint64_t rows)
    : dictionary(other.dictionary),
      m_typeCounts(other.m_typeCounts, rows / kBlockRows),
      m_categoryCounts(other.m_categoryCounts, rows / kBlockRows),
      m_categories(other.m_categories) {
    const std::uint64_t blocks = rows / kBlockRows;
    m_rows = blocks * kBlockRows;
    takeSegments(other, m_rows);
    for (std::uint64_t block = 0; block < blocks; ++block)
        m_times.set(block, other.m_times[block]);
    if (blocks > 0) m_current.highestUs = other.m_times[blocks - 1].highestUs;
    if (other.runsBackAt() < m_rows) m_runsBackAt.store(other.runsBackAt(), std::memory_order_relaxed);
    for (std::uint64_t row = m_rows; row < rows; ++row) {
        append({other.position(row), other.segment(row).version[row % kSegmentRows], other.recordedUs(row),
                other.stream(row), other.type(row)});
    }
    publish();
}

void LogColumns::takeSegments(const LogColumns &other, std::uint64_t rows) {
    const std::uint64_t shared = rows / kSegmentRows;
    m_segments.assign(other.m_segments.begin(), other.m_segments.begin() + static_cast<std::ptrdiff_t>(shared));
    if (const std::uint64_t rest = rows % kSegmentRows; rest > 0) {
        const Segment &from = *other.m_segments[shared];
        const auto to = std::make_shared_for_overwrite<Segment>();
        const auto copy = [rest](const auto &source, auto &target) {
            std::copy_n(source.begin(), rest, target.begin());
        };
        copy(from.minor, to->minor);
        copy(from.version, to->version);
        copy(from.recordedUs, to->recordedUs);
        copy(from.stream, to->stream);
        copy(from.type, to->type);
        if (from.majorsOwned) {
            to->majorsOwned = std::make_unique<Segment::Majors>();
            copy(*from.majorsOwned, *to->majorsOwned);
            to->major.store(to->majorsOwned.get(), std::memory_order_relaxed);
        }
        m_segments.push_back(to);
    }
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        m_directory.set(i, m_segments[i].get());
        if (m_segments[i]->majorsOwned) m_majorBytes.fetch_add(sizeof(Segment::Majors), std::memory_order_relaxed);
    }
}

void LogColumns::append(const EventView &event, std::uint32_t stream, std::uint32_t type) {
    append({event.position(), event.version().value, toUs(event.recordedAt()), stream, type});
}

void LogColumns::append(const Row &row) {
    if (row.stream >= m_categories->streamsKnown) learnCategories();
    Segment &columns = segmentForWriting(m_rows);
    const std::size_t at = m_rows % kSegmentRows;
    columns.minor[at] = row.position.minor;
    setMajor(columns, row.position.major);
    columns.version[at] = row.version;
    columns.recordedUs[at] = row.recordedUs;
    columns.stream[at] = row.stream;
    columns.type[at] = row.type;
    noteTime(row.recordedUs);
    m_typeCounts.add(row.type);
    m_categoryCounts.add(m_categories->ofStream[row.stream]);
    if (++m_rows % kBlockRows == 0) closeBlock();
}

LogColumns::Segment &LogColumns::segmentForWriting(std::uint64_t row) {
    if (row % kSegmentRows == 0) {
        m_segments.push_back(std::make_shared_for_overwrite<Segment>()); // pages are touched as rows come
        m_directory.set(row / kSegmentRows, m_segments.back().get());
    }
    return *m_segments.back();
}

void LogColumns::setMajor(Segment &columns, std::uint64_t major) {
    if (major != 0 && !columns.majorsOwned) {
        columns.majorsOwned = std::make_unique<Segment::Majors>();
        columns.major.store(columns.majorsOwned.get(), std::memory_order_release);
        m_majorBytes.fetch_add(sizeof(Segment::Majors), std::memory_order_relaxed);
    }
    if (columns.majorsOwned) (*columns.majorsOwned)[m_rows % kSegmentRows] = major;
}

void LogColumns::learnCategories() {
    Categories &all = *m_categories;
    for (const std::uint32_t streams = dictionary->streams(); all.streamsKnown < streams; ++all.streamsKnown) {
        const std::string_view name = categoryOf(dictionary->stream(all.streamsKnown));
        const auto code = static_cast<std::uint32_t>(all.codes.size());
        const auto [known, isNew] = all.codes.try_emplace(name, code);
        if (isNew) all.names.set(code, name);
        all.ofStream.set(all.streamsKnown, known->second);
    }
}

void LogColumns::noteTime(std::int64_t recordedUs) {
    const bool runsBack = m_rows > 0 && recordedUs < m_current.highestUs;
    if (runsBack && runsBackAt() == kNever) m_runsBackAt.store(m_rows, std::memory_order_relaxed);
    m_current.minUs = std::min(m_current.minUs, recordedUs);
    m_current.maxUs = std::max(m_current.maxUs, recordedUs);
    m_current.highestUs = std::max(m_current.highestUs, recordedUs);
}

void LogColumns::closeBlock() {
    m_typeCounts.closeBlock();
    m_categoryCounts.closeBlock();
    m_times.set(m_rows / kBlockRows - 1, m_current);
    m_current.minUs = std::numeric_limits<std::int64_t>::max();
    m_current.maxUs = std::numeric_limits<std::int64_t>::min();
}

std::vector<std::uint64_t> LogColumns::countsUpTo(std::uint64_t rows, GroupBy groupBy) const {
    std::vector<std::uint64_t> result;
    counts(groupBy).addUpTo(rows / kBlockRows, result);
    for (std::uint64_t row = rows - rows % kBlockRows; row < rows; ++row) {
        const std::uint32_t code = group(row, groupBy);
        if (result.size() <= code) result.resize(code + 1u, 0);
        ++result[code];
    }
    return result;
}

std::size_t LogColumns::bytes() const {
    constexpr std::size_t kRowBytes = 3 * sizeof(std::uint64_t) + 2 * sizeof(std::uint32_t);
    const std::uint64_t rows = published();
    return rows * kRowBytes + rows / kBlockRows * sizeof(BlockTimes) + m_majorBytes.load(std::memory_order_relaxed) +
           m_typeCounts.bytes() + m_categoryCounts.bytes();
}

} // namespace eventscope
