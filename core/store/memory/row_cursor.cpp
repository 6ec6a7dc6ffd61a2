// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/row_cursor.h"

#include <algorithm>
#include <numeric>

namespace eventscope {

namespace {

/// How many rows lie at or below a position: rows are numbered from 0, positions from 1.
std::size_t rowsUntil(Position position, std::size_t visible) {
    if (position.major > 0) return visible;
    return static_cast<std::size_t>(std::min<std::uint64_t>(position.minor, visible));
}

std::optional<RowList> listOf(const EventLog &log, const Selector &from) {
    const bool stream = from.kind == Selector::Kind::Stream;
    const auto code = stream ? log.dictionary()->findStream(from.name) : log.findCategory(from.name);
    if (!code) return std::nullopt;
    return RowList{stream ? RowList::Kind::Stream : RowList::Kind::Category, *code};
}

/// The id that the prefilter asks for, when it asks for nothing else.
std::optional<EventId> wantedId(const Prefilter &prefilter) {
    if (prefilter.kind != Prefilter::Kind::EventIdIs || prefilter.op != Comparison::Equal) return std::nullopt;
    const auto id = parseEventId(prefilter.text);
    if (!id) return std::nullopt;
    return *id;
}

bool selects(const EventLog &log, const std::optional<RowList> &list, RowNumber row) {
    if (!list) return true;
    const std::uint32_t stream = log.row(row).stream;
    return list->code == (list->kind == RowList::Kind::Stream ? stream : log.categoryOfStream(stream));
}

} // namespace

RowCursor::RowCursor(const EventLog &log, const Query &query, std::size_t visible)
    : m_log(log),
      m_backward(query.direction == Direction::Backward),
      m_begin(rowsUntil(query.after, visible)),
      m_end(std::max(m_begin, rowsUntil(query.until, visible))) {
    if (query.from.kind != Selector::Kind::Log) {
        m_list = listOf(log, query.from);
        if (!m_list) m_end = m_begin;
    }
    if (m_begin == m_end) return;
    if (const auto id = wantedId(query.prefilter)) {
        const auto row = log.findId(*id, m_end);
        const bool inside =
            row && *row >= m_begin && selects(log, m_list, *row) &&
            (query.from.kind != Selector::Kind::Stream || log.row(*row).version > query.afterVersion.value);
        m_list.reset();
        m_begin = inside ? *row : 0;
        m_end = inside ? *row + std::size_t{1} : 0;
    } else if (m_list) {
        restrictTo(*m_list, query);
    }
}

void RowCursor::restrictTo(RowList list, const Query &query) {
    m_begin = m_log.countBelow(list, m_begin);
    m_end = m_log.countBelow(list, m_end);
    if (list.kind == RowList::Kind::Stream && query.afterVersion != kNoVersion) {
        m_begin = std::max(m_begin, m_log.countUntil(list.code, query.afterVersion, m_end));
    }
}

std::span<const RowNumber> RowCursor::next(std::size_t count) {
    count = std::min(count, remaining());
    m_buffer.resize(count);
    if (count == 0) return m_buffer;
    const std::size_t from = m_backward ? m_end - count : m_begin;
    if (m_list) {
        m_log.copy(*m_list, from, m_buffer);
    } else {
        std::iota(m_buffer.begin(), m_buffer.end(), static_cast<RowNumber>(from));
    }
    if (m_backward) {
        std::ranges::reverse(m_buffer);
        m_end = from;
    } else {
        m_begin = from + count;
    }
    return m_buffer;
}

} // namespace eventscope
