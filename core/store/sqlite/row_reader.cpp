// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/row_reader.h"

#include "core/base/fixed_bytes.h"
#include "core/store/sqlite/store_layout.h"

namespace eventscope {

namespace {

bool readPayload(const SqliteStatement &statement, int encodingColumn, Payload &payload) {
    const auto encoding = encodingOf(statement.bytes(encodingColumn));
    if (!encoding) return false;
    payload = {*encoding, statement.bytes(encodingColumn + 1)};
    return true;
}

} // namespace

RowReader::RowReader(Fields fields) {
    for (const char *name : {"global_position", "stream_no", "type_no", "version", "recorded_at"})
        (void)column(name);
    if (has(fields, Fields::ValidAt)) m_validAt = column("valid_at");
    if (has(fields, Fields::Id)) m_id = column("event_id");
    if (has(fields, Fields::Hash)) m_hash = column("content_hash");
    if (has(fields, Fields::Data)) m_data = column("data_encoding, data");
    if (has(fields, Fields::Data)) ++m_count;
    if (has(fields, Fields::Metadata)) m_metadata = column("metadata_encoding, metadata");
}

int RowReader::column(const char *name) {
    if (m_count > 0) m_columns += ", ";
    m_columns += name;
    return m_count++;
}

Result<void> RowReader::addTo(BatchBuilder &batch, const SqliteStatement &statement, ReadSession &session) const {
    EventRow row;
    row.position.minor = static_cast<std::uint64_t>(statement.number(kPositionColumn));
    ES_ASSIGN(stream, session.streamCode(statement.number(1)));
    ES_ASSIGN(type, session.typeCode(statement.number(2)));
    row.stream = stream;
    row.type = type;
    row.version.value = statement.number(kVersionColumn);
    row.recordedUs = statement.number(4);
    if (m_validAt && !statement.isNull(m_validAt)) row.validUs = statement.number(m_validAt);
    const bool sound = (!m_id || copyExactly(statement.bytes(m_id), row.id)) &&
                       (!m_hash || copyExactly(statement.bytes(m_hash), row.hash)) &&
                       (!m_data || readPayload(statement, m_data, row.data)) &&
                       (!m_metadata || readPayload(statement, m_metadata, row.metadata));
    if (!sound) return session.corrupt("the event at position " + toString(row.position) + " is malformed");
    batch.add(row);
    return {};
}

} // namespace eventscope
