// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/log_columns.h"

#include "core/base/ids.h"

#include <algorithm>

namespace eventscope {

void LogColumns::append(const EventView &event, std::uint32_t stream, std::uint32_t type) {
    if (stream >= m_streamsKnown) learnCategories();
    Segment &columns = segmentForWriting(m_rows);
    const std::size_t at = m_rows % kSegmentRows;
    const Position position = event.position();
    columns.minor[at] = position.minor;
    setMajor(columns, position.major);
    columns.version[at] = event.version().value;
    columns.recordedUs[at] = toUs(event.recordedAt());
    columns.stream[at] = stream;
    columns.type[at] = type;
    noteTime(columns.recordedUs[at]);
    m_typeCounts.add(type);
    m_categoryCounts.add(m_categoryOfStream[stream]);
    if (++m_rows % kBlockRows == 0) closeBlock();
}

LogColumns::Segment &LogColumns::segmentForWriting(std::uint64_t row) {
    if (row % kSegmentRows == 0) {
        m_segments.push_back(std::make_unique_for_overwrite<Segment>()); // pages are touched as rows come
        m_directory.set(row / kSegmentRows, m_segments.back().get());
    }
    return *m_segments.back();
}

void LogColumns::setMajor(Segment &columns, std::uint64_t major) {
    if (m_rows % kSegmentRows == 0) m_lastMajor = nullptr;
    if (major != 0 && !m_lastMajor) {
        m_majors.push_back(std::make_unique<Segment::Majors>());
        m_lastMajor = m_majors.back().get();
        columns.major.store(m_lastMajor, std::memory_order_release);
        m_majorBytes.fetch_add(sizeof *m_lastMajor, std::memory_order_relaxed);
    }
    if (m_lastMajor) (*m_lastMajor)[m_rows % kSegmentRows] = major;
}

void LogColumns::learnCategories() {
    for (const std::uint32_t streams = dictionary->streams(); m_streamsKnown < streams; ++m_streamsKnown) {
        const std::string_view name = categoryOf(dictionary->stream(m_streamsKnown));
        const auto code = static_cast<std::uint32_t>(m_categoryCodes.size());
        const auto [known, isNew] = m_categoryCodes.try_emplace(name, code);
        if (isNew) m_categoryNames.set(code, name);
        m_categoryOfStream.set(m_streamsKnown, known->second);
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
