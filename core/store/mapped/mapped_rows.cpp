// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_rows.h"

#include <cstring>

namespace eventscope {

namespace {

constexpr std::size_t kKeyColumn = 0; // the number, or the hash
constexpr std::size_t kVersionColumn = 1;
constexpr std::size_t kTimeColumn = 2;
constexpr std::size_t kStreamColumn = 3;
constexpr std::size_t kTypeColumn = 4;

} // namespace

MappedRows::MappedRows(const MappedTable &table, Fields fields) : m_table(table) {
    for (const std::string &sql : {table.keys.back(), table.version, table.time, table.stream, table.type})
        (void)column(sql);
    if (has(fields, Fields::Id)) m_id = column(table.id);
    if (has(fields, Fields::Metadata) && !table.metadata.column.empty()) m_metadata = column(table.metadata.column);
    if (has(fields, Fields::Data)) m_data = column(table.data.column);
}

std::size_t MappedRows::column(const std::string &sql) {
    m_columns += (m_count == 0 ? "" : ", ") + sql;
    return m_count++;
}

Failure MappedRows::malformed(const std::string &column) const {
    return fail(ErrorKind::Corrupt,
                "An event in " + m_table.shownName + " has no value, or one that makes no sense, in " + column,
                "Look for it there (IS NULL, infinite times, negative numbers) and give it one");
}

Result<Payload> MappedRows::payload(const MappedPayload &from, PgField field) const {
    if (field.isNull()) return Payload{};
    if (!from.isJsonb) return Payload{Encoding::Json, field.bytes()};
    const auto text = asJsonb(field);
    if (!text) return malformed(from.column);
    return Payload{Encoding::Json, *text};
}

Result<void> MappedRows::addTo(BatchBuilder &batch, PgRow row) {
    const auto key = asNumber(row[kKeyColumn]), version = asNumber(row[kVersionColumn]);
    const auto recordedAt = asTime(row[kTimeColumn]);
    const PgField stream = row[kStreamColumn], type = row[kTypeColumn];
    if (stream.isNull()) return malformed(m_table.stream);
    if (!version) return malformed(m_table.version);
    if (type.isNull()) return malformed(m_table.type);
    if (!recordedAt) return malformed(m_table.time);
    const bool byClock = m_table.order == OrderKind::Clock;
    // Without an event id the hash is NULL.
    if (!key || (!byClock && *key < 1)) return malformed(byClock ? m_table.id : m_table.keys[0]);
    EventRow event;
    event.recordedUs = toUs(*recordedAt);
    m_keys = byClock ? MappedTable::Keys{event.recordedUs, *key} : MappedTable::Keys{*key};
    m_version = *version;
    event.position = m_table.positionOf(m_keys);
    event.version.value = *version;
    event.stream = batch.dictionary()->streamCode(stream.bytes());
    event.type = batch.dictionary()->typeCode(type.bytes(), 1);
    if (m_id) {
        const std::string_view id = row[m_id].bytes();
        if (id.size() != event.id.bytes.size()) return malformed(m_table.id);
        std::memcpy(event.id.bytes.data(), id.data(), id.size());
    }
    if (m_data) {
        ES_ASSIGN(data, payload(m_table.data, row[m_data]));
        event.data = data;
    }
    if (m_metadata) {
        ES_ASSIGN(metadata, payload(m_table.metadata, row[m_metadata]));
        event.metadata = metadata;
    }
    batch.add(event);
    return {};
}

} // namespace eventscope
