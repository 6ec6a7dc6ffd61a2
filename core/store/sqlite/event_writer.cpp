// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/event_writer.h"

#include "core/store/sqlite/store_layout.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace eventscope {

namespace {

std::span<const std::byte> bytesOf(const Hash &hash) { return hash.bytes; }

Result<Hash> hashIn(const SqliteStatement &row, int column, const std::string &path) {
    const std::string_view bytes = row.bytes(column);
    Hash hash;
    if (bytes.size() != hash.bytes.size()) {
        return fail(ErrorKind::Corrupt,
                    path + " is damaged: a stored hash has " + std::to_string(bytes.size()) + " bytes",
                    "Check it, and restore it from a backup; keep the damaged file");
    }
    std::memcpy(hash.bytes.data(), bytes.data(), bytes.size());
    return hash;
}

void bindPayload(SqliteStatement &insert, int encodingParameter, int parameter, Encoding encoding,
                 const std::string &bytes) {
    insert.bindText(encodingParameter, name(encoding));
    if (encoding == Encoding::Binary) {
        insert.bindBlob(parameter, std::as_bytes(std::span(bytes)));
    } else {
        insert.bindText(parameter, bytes);
    }
}

} // namespace

Result<EventWriter> EventWriter::prepare(SqliteConnection &connection) {
    EventWriter writer(connection);
    struct Named {
        std::optional<SqliteStatement> EventWriter::*member;
        std::string_view sql;
    };
    static constexpr Named kStatements[] = {
        // An import may have brought a later time than the last event has.
        {&EventWriter::m_logTail,
         "SELECT global_position, max(recorded_at, coalesce((SELECT CAST(value AS INTEGER) FROM "
         "store_info WHERE name = 'imported_until'), recorded_at)) "
         "FROM events ORDER BY global_position DESC LIMIT 1"},
        {&EventWriter::m_streamTail, "SELECT stream_no, version, chain_hash, first_recorded_at, last_recorded_at, "
                                     "last_position FROM streams WHERE stream_id = ?1"},
        {&EventWriter::m_find,
         "SELECT stream_id, version, content_hash, global_position FROM events WHERE event_id = ?1"},
        {&EventWriter::m_findAt, "SELECT stream_id, version, content_hash, global_position FROM events "
                                 "WHERE global_position = ?1 AND event_id = ?2"},
        {&EventWriter::m_insert,
         "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
         "?15, ?16, ?17)"},
        {&EventWriter::m_addStream, "INSERT INTO streams VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
        {&EventWriter::m_moveStream, "UPDATE streams SET version = ?4, last_recorded_at = ?6, last_position = ?7, "
                                     "chain_hash = ?8 WHERE stream_no = ?1"},
        {&EventWriter::m_findType, "SELECT type_no FROM event_types WHERE event_type = ?1 AND schema_version = ?2"},
        {&EventWriter::m_addType, "INSERT INTO event_types (event_type, schema_version) VALUES (?1, ?2) "
                                  "RETURNING type_no"},
        {&EventWriter::m_lastStream, "SELECT coalesce(max(stream_no), 0) FROM streams"},
    };
    for (const Named &named : kStatements) {
        ES_ASSIGN(statement, connection.prepare(named.sql));
        (writer.*named.member).emplace(std::move(statement));
    }
    return writer;
}

void EventWriter::begin() {
    if (!m_confirmed) m_types.clear();
    m_confirmed = false;
    m_lastStreamNumber = -1;
}

Result<LogTail> EventWriter::logTail() {
    const SqliteResetGuard guard(*m_logTail);
    ES_ASSIGN(any, m_logTail->step());
    if (!any) return LogTail{};
    return LogTail{m_logTail->number(0), m_logTail->number(1)};
}

Result<StreamTail> EventWriter::streamTail(const std::string &stream) {
    const SqliteResetGuard guard(*m_streamTail);
    m_streamTail->bindText(1, stream);
    ES_ASSIGN(known, m_streamTail->step());
    if (!known) return StreamTail{};
    ES_ASSIGN(chain, hashIn(*m_streamTail, 2, m_connection.path()));
    return StreamTail{
        m_streamTail->number(0),           {m_streamTail->number(1)}, chain, timeOfUs(m_streamTail->number(3)),
        timeOfUs(m_streamTail->number(4)), m_streamTail->number(5),   true};
}

Result<std::optional<EventWriter::Known>> EventWriter::find(const EventId &id) {
    m_find->bindBlob(1, id.bytes);
    return known(*m_find);
}

Result<std::optional<EventWriter::Known>> EventWriter::findAt(std::int64_t position, const EventId &id) {
    m_findAt->bind(1, position).bindBlob(2, id.bytes);
    return known(*m_findAt);
}

Result<std::optional<EventWriter::Known>> EventWriter::known(SqliteStatement &select) {
    const SqliteResetGuard guard(select);
    ES_ASSIGN(any, select.step());
    if (!any) return std::optional<Known>();
    ES_ASSIGN(content, hashIn(select, 2, m_connection.path()));
    return Known{{std::string(select.bytes(0)), {select.number(1)}, content}, select.number(3)};
}

Result<std::int64_t> EventWriter::typeNumber(const std::string &type, int schemaVersion) {
    const auto key = std::pair(type, schemaVersion);
    const auto known = m_types.find(key);
    if (known != m_types.end()) return known->second;
    for (auto *statement : {&*m_findType, &*m_addType}) {
        const SqliteResetGuard guard(*statement);
        statement->bindText(1, type).bind(2, std::int64_t{schemaVersion});
        ES_ASSIGN(row, statement->step());
        if (!row) continue;
        const std::int64_t number = statement->number(0);
        ES_TRY(statement->step()); // an INSERT is done only when stepped to its end
        m_types.emplace(key, number);
        return number;
    }
    return fail(ErrorKind::Internal, "The event type has no number");
}

Result<std::int64_t> EventWriter::newStreamNumber() {
    if (m_lastStreamNumber < 0) {
        const SqliteResetGuard guard(*m_lastStream);
        ES_TRY(m_lastStream->step());
        m_lastStreamNumber = m_lastStream->number(0);
    }
    return ++m_lastStreamNumber;
}

Result<void> EventWriter::write(const std::string &stream, StreamTail &tail, std::int64_t position, Time recordedAt,
                                const NewEvent &event, const Hashes &hashes) {
    if (tail.number == 0) {
        ES_ASSIGN(number, newStreamNumber());
        tail.number = number;
        tail.firstRecorded = recordedAt;
    }
    ES_ASSIGN(type, typeNumber(event.type, event.schemaVersion));
    ++tail.version.value;
    tail.chain = hashes.chain;
    tail.lastRecorded = recordedAt;
    tail.lastPosition = position;
    bindEvent(stream, tail, position, event, type);
    m_insert->bindBlob(10, hashes.content.bytes);
    return m_insert->run();
}

void EventWriter::bindEvent(const std::string &stream, const StreamTail &tail, std::int64_t position,
                            const NewEvent &event, std::int64_t type) {
    SqliteStatement &insert = *m_insert;
    insert.bind(1, position).bindText(2, stream).bindText(3, categoryOf(stream)).bind(4, tail.version.value);
    insert.bindText(5, event.type).bind(6, std::int64_t{event.schemaVersion}).bindBlob(7, event.id.bytes);
    insert.bind(8, toUs(tail.lastRecorded));
    insert.bind(9, event.validAt ? std::optional(toUs(*event.validAt)) : std::nullopt);
    insert.bindBlob(11, bytesOf(tail.chain)).bind(12, tail.number).bind(13, type);
    bindPayload(insert, 14, 17, event.dataEncoding, event.data);
    bindPayload(insert, 15, 16, event.metadataEncoding, event.metadata);
}

Result<void> EventWriter::save(const std::string &stream, StreamTail &tail) {
    SqliteStatement &statement = tail.stored ? *m_moveStream : *m_addStream;
    statement.bind(1, tail.number).bind(4, tail.version.value).bind(6, toUs(tail.lastRecorded));
    statement.bind(7, tail.lastPosition).bindBlob(8, tail.chain.bytes);
    if (!tail.stored) {
        statement.bindText(2, stream).bindText(3, categoryOf(stream)).bind(5, toUs(tail.firstRecorded));
    }
    tail.stored = true;
    return statement.run();
}

} // namespace eventscope
