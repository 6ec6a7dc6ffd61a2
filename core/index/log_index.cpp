// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/index/log_index.h"

#include "core/index/first_beyond.h"
#include "core/index/log_columns.h"
#include "core/index/row_selector.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace eventscope {

LogIndex::LogIndex(std::shared_ptr<Dictionary> dictionary)
    : m_columns(std::make_unique<LogColumns>(std::move(dictionary))) {}

LogIndex::LogIndex(std::unique_ptr<LogColumns> columns) : m_columns(std::move(columns)) {}

LogIndex::~LogIndex() = default;

std::shared_ptr<LogIndex> LogIndex::firstRows(std::uint64_t rowsAsked) const {
    auto columns = std::make_unique<LogColumns>(*m_columns, std::min(rowsAsked, rows()));
    return std::shared_ptr<LogIndex>(new LogIndex(std::move(columns)));
}

void LogIndex::append(const EventBatch &batch) {
    assert(batch.dictionaryPtr() == m_columns->dictionary);
    const std::uint64_t known = m_columns->published();
    const Position last = known == 0 ? kBeforeAll : m_columns->position(known - 1);
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        const EventView event = batch[row];
        if (event.position() > last) m_columns->append(event, batch.stream()[row], batch.type()[row]);
    }
    m_columns->publish();
}

std::uint64_t LogIndex::rows() const { return m_columns->published(); }

Position LogIndex::position(std::uint64_t row) const { return m_columns->position(row); }

std::uint32_t LogIndex::streamCode(std::uint64_t row) const { return m_columns->stream(row); }

std::uint32_t LogIndex::typeCode(std::uint64_t row) const { return m_columns->type(row); }

Version LogIndex::version(std::uint64_t row) const {
    return {m_columns->segment(row).version[row % LogColumns::kSegmentRows]};
}

Time LogIndex::recordedAt(std::uint64_t row) const { return timeOfUs(m_columns->recordedUs(row)); }

const Dictionary &LogIndex::dictionary() const { return *m_columns->dictionary; }

const std::shared_ptr<Dictionary> &LogIndex::dictionaryPtr() const { return m_columns->dictionary; }

std::uint64_t LogIndex::rowsAsOf(Position position) const {
    return firstBeyond(0, rows(), [&](std::uint64_t row) { return m_columns->position(row) > position; });
}

std::uint64_t LogIndex::rowsAsOf(Time time) const {
    const std::int64_t us = toUs(time);
    const std::uint64_t count = rows();
    const std::uint64_t block = firstBeyond(0, count / LogColumns::kBlockRows, [&](std::uint64_t candidate) {
        return m_columns->times(candidate).highestUs > us;
    });
    std::uint64_t row = block * LogColumns::kBlockRows;
    while (row < count && m_columns->recordedUs(row) <= us)
        ++row;
    return row;
}

std::vector<std::uint64_t> LogIndex::countsByType(std::uint64_t rowsAsked) const {
    std::vector<std::uint64_t> counts = m_columns->countsUpTo(std::min(rowsAsked, rows()), GroupBy::Type);
    counts.resize(m_columns->dictionary->types(), 0);
    return counts;
}

std::vector<std::pair<std::string, std::uint64_t>> LogIndex::countsByCategory(std::uint64_t rowsAsked) const {
    const std::vector<std::uint64_t> counts = m_columns->countsUpTo(std::min(rowsAsked, rows()), GroupBy::Category);
    std::vector<std::pair<std::string, std::uint64_t>> named;
    for (std::uint32_t code = 0; code < counts.size(); ++code) {
        if (counts[code] > 0) named.emplace_back(m_columns->categoryName(code), counts[code]);
    }
    std::sort(named.begin(), named.end());
    return named;
}

Result<std::vector<std::uint32_t>> LogIndex::select(const Prefilter &prefilter, std::uint64_t from, std::uint64_t to,
                                                    const JobControl &job) const {
    const std::uint64_t end = std::min(to, rows());
    RowSelector selector(*m_columns, prefilter);
    RowSelector::Mask mask;
    std::vector<std::uint32_t> selected;
    while (from < end) {
        if (job.stopRequested()) return cancelled();
        const std::uint64_t size = std::min(LogColumns::kBlockRows - from % LogColumns::kBlockRows, end - from);
        selector.match(from, size, mask);
        for (std::uint64_t i = 0; i < size; ++i) {
            if (mask[i]) selected.push_back(static_cast<std::uint32_t>(from + i));
        }
        from += size;
    }
    return selected;
}

std::size_t LogIndex::bytes() const { return m_columns->bytes(); }

} // namespace eventscope
