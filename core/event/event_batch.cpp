// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/event_batch.h"

namespace eventscope {

std::size_t EventBatch::bytes() const {
    const auto of = [](const auto &column) { return column.capacity() * sizeof(column[0]); };
    return of(m_major) + of(m_minor) + of(m_stream) + of(m_type) + of(m_version) + of(m_recordedUs) + of(m_validUs) +
           of(m_ids) + of(m_data) + of(m_metadata) + of(m_hashes) + of(m_arena);
}

std::optional<Time> EventView::validAt() const {
    if (m_batch->validUs().empty() || m_batch->validUs()[m_row] == EventBatch::kNoTime) return std::nullopt;
    return timeOfUs(m_batch->validUs()[m_row]);
}

BatchBuilder::BatchBuilder(std::shared_ptr<Dictionary> dictionary, Fields fields) : m_batch(new EventBatch) {
    m_batch->m_dictionary = std::move(dictionary);
    m_batch->m_fields = fields;
}

void BatchBuilder::reserve(std::size_t rows, std::size_t arenaBytes) {
    EventBatch &batch = *m_batch;
    batch.m_minor.reserve(rows);
    batch.m_stream.reserve(rows);
    batch.m_type.reserve(rows);
    batch.m_version.reserve(rows);
    batch.m_recordedUs.reserve(rows);
    if (has(batch.m_fields, Fields::ValidAt)) batch.m_validUs.reserve(rows);
    if (has(batch.m_fields, Fields::Id)) batch.m_ids.reserve(rows);
    if (has(batch.m_fields, Fields::Data)) batch.m_data.reserve(rows);
    if (has(batch.m_fields, Fields::Metadata)) batch.m_metadata.reserve(rows);
    if (has(batch.m_fields, Fields::Hash)) batch.m_hashes.reserve(rows);
    batch.m_arena.reserve(arenaBytes + EventBatch::kArenaSlack);
}

PayloadRef BatchBuilder::store(const Payload &payload) {
    const PayloadRef ref{m_batch->m_arena.size(), static_cast<std::uint32_t>(payload.bytes.size()), payload.encoding};
    m_batch->m_arena.insert(m_batch->m_arena.end(), payload.bytes.begin(), payload.bytes.end());
    return ref;
}

void BatchBuilder::add(const EventRow &row) {
    EventBatch &batch = *m_batch;
    if (row.position.major != 0 && batch.m_major.empty()) batch.m_major.assign(batch.rows(), 0);
    if (row.position.major != 0 || !batch.m_major.empty()) batch.m_major.push_back(row.position.major);
    batch.m_minor.push_back(row.position.minor);
    batch.m_stream.push_back(row.stream);
    batch.m_type.push_back(row.type);
    batch.m_version.push_back(row.version.value);
    batch.m_recordedUs.push_back(row.recordedUs);
    if (has(batch.m_fields, Fields::ValidAt)) batch.m_validUs.push_back(row.validUs);
    if (has(batch.m_fields, Fields::Id)) batch.m_ids.push_back(row.id);
    if (has(batch.m_fields, Fields::Data)) batch.m_data.push_back(store(row.data));
    if (has(batch.m_fields, Fields::Metadata)) batch.m_metadata.push_back(store(row.metadata));
    if (has(batch.m_fields, Fields::Hash)) batch.m_hashes.push_back(row.hash);
}

BatchPtr BatchBuilder::publish() {
    std::shared_ptr<EventBatch> done(new EventBatch);
    done->m_dictionary = m_batch->m_dictionary;
    done->m_fields = m_batch->m_fields;
    std::swap(done, m_batch);
    done->m_arenaBytes = done->m_arena.size();
    done->m_arena.resize(done->m_arenaBytes + EventBatch::kArenaSlack);
    return done;
}

} // namespace eventscope
