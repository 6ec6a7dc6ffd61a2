// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_rows.h"

#include "core/base/fixed_bytes.h"

namespace eventscope {

namespace {

/// Three columns: the encoding, the payload as JSON, the payload as raw bytes.
bool readPayload(PgRow row, std::size_t column, Payload &payload) {
    const auto encoding = encodingOf(row[column].bytes());
    const PgField json = row[column + 1], raw = row[column + 2];
    if (!encoding || json.isNull() == raw.isNull()) return false;
    payload = {*encoding, json.isNull() ? raw.bytes() : json.bytes()};
    return true;
}

} // namespace

PostgresRows::PostgresRows(Fields fields) {
    (void)column("global_position, version, recorded_at, stream_id, event_type, schema_version", 6);
    if (has(fields, Fields::ValidAt)) m_validAt = column("valid_at");
    if (has(fields, Fields::Id)) m_id = column("event_id");
    if (has(fields, Fields::Hash)) m_hash = column("content_hash");
    if (has(fields, Fields::Metadata)) m_metadata = column("metadata_encoding, metadata, metadata_raw", 3);
    if (has(fields, Fields::Data)) m_data = column("data_encoding, data, data_raw", 3);
}

std::size_t PostgresRows::column(const char *names, std::size_t count) {
    if (m_count > 0) m_columns += ", ";
    m_columns += names;
    const std::size_t first = m_count;
    m_count += count;
    return first;
}

void PostgresRows::useNamesOf(const BatchBuilder &batch) {
    if (m_dictionary == batch.dictionary()) return;
    m_dictionary = batch.dictionary();
    m_lastStream.clear();
    m_lastSchemaVersion = std::numeric_limits<int>::min();
}

std::uint32_t PostgresRows::streamCode(std::string_view name) {
    if (name != m_lastStream || m_lastStream.empty()) {
        m_lastStreamCode = m_dictionary->streamCode(name);
        m_lastStream = name;
    }
    return m_lastStreamCode;
}

std::uint32_t PostgresRows::typeCode(std::string_view name, int schemaVersion) {
    if (name != m_lastType || schemaVersion != m_lastSchemaVersion) {
        m_lastTypeCode = m_dictionary->typeCode(name, schemaVersion);
        m_lastType = name;
        m_lastSchemaVersion = schemaVersion;
    }
    return m_lastTypeCode;
}

bool PostgresRows::addTo(BatchBuilder &batch, PgRow row) {
    const auto position = asNumber(row[kPositionColumn]), version = asNumber(row[kVersionColumn]);
    const auto recordedAt = asTime(row[2]);
    const auto schemaVersion = asNumber(row[5]);
    if (!position || *position < 1 || !version || !recordedAt || !schemaVersion) return false;
    useNamesOf(batch);
    EventRow event;
    event.position.minor = static_cast<std::uint64_t>(*position);
    event.version.value = *version;
    event.recordedUs = toUs(*recordedAt);
    event.stream = streamCode(row[3].bytes());
    event.type = typeCode(row[4].bytes(), static_cast<int>(*schemaVersion));
    if (m_validAt && !row[m_validAt].isNull()) {
        const auto validAt = asTime(row[m_validAt]);
        if (!validAt) return false;
        event.validUs = toUs(*validAt);
    }
    const bool sound = (!m_id || copyExactly(row[m_id].bytes(), event.id)) &&
                       (!m_hash || copyExactly(row[m_hash].bytes(), event.hash)) &&
                       (!m_data || readPayload(row, m_data, event.data)) &&
                       (!m_metadata || readPayload(row, m_metadata, event.metadata));
    if (sound) batch.add(event);
    return sound;
}

} // namespace eventscope
