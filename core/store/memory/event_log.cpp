// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/event_log.h"

#include "core/store/content_hash.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <mutex>

namespace eventscope {

namespace {

constexpr std::uint32_t kNoCategory = std::numeric_limits<std::uint32_t>::max();

template <class List>
auto &slot(std::vector<List> &lists, std::uint32_t code, const List &filler = {}) {
    if (lists.size() <= code) lists.resize(code + std::size_t{1}, filler);
    return lists[code];
}

} // namespace

EventLog::EventLog() : m_dictionary(std::make_shared<Dictionary>()), m_ids(m_rows) {}

EventRow EventLog::eventRow(std::size_t number, Fields fields) const {
    const LogRow &row = m_rows[number];
    EventRow event{{0, number + 1}, row.stream, row.type,   {row.version},  row.recordedUs,
                   row.validUs,     row.id,     row.data(), row.metadata(), {}};
    if (has(fields, Fields::Hash)) {
        const TypeName &type = m_dictionary->type(row.type);
        std::optional<Time> validAt;
        if (row.validUs != EventBatch::kNoTime) validAt = timeOfUs(row.validUs);
        event.hash = contentHash(EventContent{type.name, type.schemaVersion, row.data(), row.metadata(), validAt});
    }
    return event;
}

std::optional<RowNumber> EventLog::findId(const EventId &id, std::size_t visible) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_ids.find(id);
    if (!found || *found >= visible) return std::nullopt;
    return found;
}

std::optional<std::uint32_t> EventLog::findCategory(std::string_view name) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_categories.find(name);
    if (found == m_categories.end()) return std::nullopt;
    return found->second;
}

const EventLog::Rows &EventLog::rowsOf(RowList list) const {
    static const Rows kNone;
    const auto &lists = list.kind == RowList::Kind::Stream     ? m_streamRows
                        : list.kind == RowList::Kind::Category ? m_categoryRows
                                                               : m_typeRows;
    return list.code < lists.size() ? lists[list.code] : kNone;
}

std::size_t EventLog::countBelow(RowList list, std::size_t row) const {
    const std::shared_lock lock(m_mutex);
    const Rows &rows = rowsOf(list);
    return static_cast<std::size_t>(std::ranges::lower_bound(rows, row) - rows.begin());
}

std::size_t EventLog::countUntil(std::uint32_t stream, Version version, std::size_t count) const {
    const std::shared_lock lock(m_mutex);
    const auto rows = std::span(rowsOf({RowList::Kind::Stream, stream})).first(count);
    const auto end =
        std::ranges::partition_point(rows, [&](RowNumber row) { return m_rows[row].version <= version.value; });
    return static_cast<std::size_t>(end - rows.begin());
}

void EventLog::copy(RowList list, std::size_t from, std::span<RowNumber> to) const {
    const std::shared_lock lock(m_mutex);
    const auto rows = std::span(rowsOf(list)).subspan(from, to.size());
    std::ranges::copy(rows, to.begin());
}

std::vector<EventLog::Category> EventLog::categories(std::size_t visible) const {
    const auto below = [visible](const Rows &rows) {
        return static_cast<std::uint64_t>(std::ranges::lower_bound(rows, visible) - rows.begin());
    };
    std::vector<Category> found;
    const std::shared_lock lock(m_mutex);
    for (const auto &[name, code] : m_categories) {
        const auto events = below(rowsOf({RowList::Kind::Category, code}));
        if (events > 0) found.push_back({name, code, below(m_firstRows[code]), events});
    }
    return found;
}

std::uint32_t EventLog::categoryOfStream(std::uint32_t stream) const {
    const std::shared_lock lock(m_mutex);
    return stream < m_categoryOfStream.size() ? m_categoryOfStream[stream] : kNoCategory;
}

void EventLog::waitBeyond(std::size_t seen, const std::stop_token &stop, std::chrono::milliseconds wait) const {
    std::shared_lock lock(m_mutex);
    m_grown.wait_for(lock, stop, wait, [&] { return rows() > seen; });
}

std::optional<Version> EventLog::lastVersion(std::string_view stream) const {
    const auto code = m_dictionary->findStream(stream);
    if (!code) return std::nullopt;
    const Rows &rows = rowsOf({RowList::Kind::Stream, *code});
    if (rows.empty()) return std::nullopt;
    return Version{m_rows[rows.back()].version};
}

void EventLog::add(const Added &event) {
    assert(m_added < std::numeric_limits<RowNumber>::max());
    const auto number = static_cast<RowNumber>(m_added);
    const LogRow row{event.version.value,
                     event.recordedUs,
                     event.validUs,
                     m_payloads.store(event.data.bytes, event.metadata.bytes),
                     event.id,
                     m_dictionary->streamCode(event.stream),
                     m_dictionary->typeCode(event.type, event.schemaVersion),
                     static_cast<std::uint32_t>(event.data.bytes.size()),
                     static_cast<std::uint32_t>(event.metadata.bytes.size()),
                     event.data.encoding,
                     event.metadata.encoding};
    m_rows.set(number, row);
    const std::unique_lock lock(m_mutex);
    index(number, row);
    ++m_added;
}

std::uint32_t EventLog::categoryCode(std::uint32_t stream) {
    std::uint32_t &category = slot(m_categoryOfStream, stream, kNoCategory);
    if (category == kNoCategory) {
        const std::string_view name = categoryOf(m_dictionary->stream(stream));
        auto known = m_categories.find(name);
        if (known == m_categories.end()) {
            known = m_categories.emplace(name, static_cast<std::uint32_t>(m_categories.size())).first;
        }
        category = known->second;
    }
    return category;
}

void EventLog::index(RowNumber number, const LogRow &row) {
    const std::uint32_t category = categoryCode(row.stream);
    Rows &ofStream = slot(m_streamRows, row.stream);
    if (ofStream.empty()) slot(m_firstRows, category).push_back(number);
    ofStream.push_back(number);
    slot(m_categoryRows, category).push_back(number);
    slot(m_typeRows, row.type).push_back(number);
    m_ids.insert(number);
}

void EventLog::unindex(RowNumber number, const LogRow &row) {
    const std::uint32_t category = m_categoryOfStream[row.stream];
    m_ids.erase(number);
    m_typeRows[row.type].pop_back();
    m_categoryRows[category].pop_back();
    m_streamRows[row.stream].pop_back();
    if (m_streamRows[row.stream].empty()) m_firstRows[category].pop_back();
}

void EventLog::publish() {
    m_safePoint = m_payloads.mark();
    const std::unique_lock lock(m_mutex);
    m_published.store(m_added, std::memory_order_release);
    m_grown.notify_all();
}

void EventLog::discard() {
    const std::unique_lock lock(m_mutex);
    while (m_added > rows()) {
        --m_added;
        unindex(static_cast<RowNumber>(m_added), m_rows[m_added]);
    }
    m_payloads.rewind(m_safePoint);
}

} // namespace eventscope
