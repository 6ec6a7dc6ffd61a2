// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/sqlite_model_registry.h"

#include "core/models/model_columns.h"
#include "core/models/model_rules.h"

namespace eventscope {

namespace {

const std::string kSelect =
    "SELECT name, role, generation, columns, fingerprint, position, events, last_event_at, committed_at, is_paused, "
    "(SELECT count(*) FROM _letters l WHERE l.generation = m.generation AND NOT EXISTS "
    "(SELECT 1 FROM _skipped s WHERE s.name = m.name AND s.event_id = l.event_id)) FROM _models m";

std::optional<Time> timeAt(const SqliteStatement &statement, int column) {
    return statement.isNull(column) ? std::nullopt : std::optional(timeOfUs(statement.number(column)));
}

Result<ModelInfo> readModel(const SqliteStatement &statement) {
    ModelInfo info;
    info.schema.name = statement.bytes(0);
    ES_ASSIGN(role, parseRole(statement.bytes(1)));
    ES_ASSIGN(columns, parseColumns(statement.bytes(3)));
    ES_ASSIGN(position, storedPosition(statement.bytes(5)));
    info.role = role;
    info.generation = static_cast<std::uint64_t>(statement.number(2));
    info.schema.columns = std::move(columns);
    info.fingerprint.value = statement.bytes(4);
    info.checkpoint = {position, static_cast<std::uint64_t>(statement.number(6)), timeAt(statement, 7),
                       timeAt(statement, 8)};
    info.isPaused = statement.number(9) != 0;
    info.openLetters = static_cast<std::uint64_t>(statement.number(10));
    return info;
}

std::optional<std::int64_t> usOf(const std::optional<Time> &time) {
    return time ? std::optional(toUs(*time)) : std::nullopt;
}

std::int64_t numberOf(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Result<DeadLetter> readLetter(const SqliteStatement &statement) {
    DeadLetter letter;
    ES_ASSIGN(event, parseEventId(statement.bytes(0)));
    ES_ASSIGN(position, storedPosition(statement.bytes(1)));
    letter.event = event;
    letter.position = position;
    letter.stream.value = statement.bytes(2);
    letter.version = {statement.number(3)};
    letter.type = statement.bytes(4);
    letter.key = statement.bytes(5);
    letter.reason = statement.bytes(6);
    letter.failedAt = timeOfUs(statement.number(7));
    if (!statement.isNull(8)) letter.skipReason = statement.bytes(8);
    return letter;
}

} // namespace

Result<std::vector<ModelInfo>> listModels(SqliteConnection &connection) {
    ES_ASSIGN(statement, connection.prepare(
                             kSelect + " ORDER BY name, CASE role WHEN 'live' THEN 0 WHEN 'shadow' THEN 1 ELSE 2 END"));
    std::vector<ModelInfo> infos;
    while (true) {
        ES_ASSIGN(isThere, statement.step());
        if (!isThere) return infos;
        ES_ASSIGN(info, readModel(statement));
        infos.push_back(std::move(info));
    }
}

Result<std::optional<ModelInfo>> findModel(SqliteConnection &connection, std::string_view name_, ModelRole role) {
    ES_ASSIGN(statement, connection.prepare(kSelect + " WHERE name = ?1 AND role = ?2"));
    ES_ASSIGN(isThere, statement.bindText(1, name_).bindText(2, name(role)).step());
    if (!isThere) return std::optional<ModelInfo>();
    return readModel(statement).map([](ModelInfo info) { return std::optional(std::move(info)); });
}

Result<Position> positionOf(SqliteConnection &connection, const ModelInfo &model) {
    ES_ASSIGN(statement, connection.prepare("SELECT generation, position FROM _models WHERE name = ?1 AND role = ?2"));
    ES_ASSIGN(isThere, statement.bindText(1, model.schema.name).bindText(2, name(model.role)).step());
    if (!isThere || statement.number(0) != numberOf(model.generation))
        return noSuchModel(model.schema.name, model.role);
    return storedPosition(statement.bytes(1));
}

Result<void> addModel(SqliteConnection &connection, ModelInfo &model) {
    ES_TRY(connection.run("UPDATE _generations SET last = last + 1"));
    ES_ASSIGN(generation, connection.number("SELECT last FROM _generations"));
    model.generation = static_cast<std::uint64_t>(generation);
    ES_ASSIGN(insert, connection.prepare("INSERT INTO _models (name, role, generation, columns, fingerprint, position, "
                                         "events) VALUES (?1, ?2, ?3, ?4, ?5, '0', 0)"));
    const std::string columns = columnsText(model.schema.columns);
    insert.bindText(1, model.schema.name).bindText(2, name(model.role)).bind(3, generation).bindText(4, columns);
    return insert.bindText(5, model.fingerprint.value).run();
}

Result<void> removeModel(SqliteConnection &connection, const ModelInfo &model) {
    for (const char *sql :
         {"DELETE FROM _letters WHERE generation = ?1", "DELETE FROM _models WHERE generation = ?1"}) {
        ES_ASSIGN(statement, connection.prepare(sql));
        ES_TRY(statement.bind(1, numberOf(model.generation)).run());
    }
    return {};
}

Result<void> moveModel(SqliteConnection &connection, const ModelInfo &model, ModelRole to) {
    ES_ASSIGN(statement, connection.prepare("UPDATE _models SET role = ?2, is_paused = 0 WHERE generation = ?1"));
    return statement.bind(1, numberOf(model.generation)).bindText(2, name(to)).run();
}

Result<void> putCheckpoint(SqliteConnection &connection, const ModelInfo &model, const ModelCheckpoint &checkpoint) {
    ES_ASSIGN(statement, connection.prepare("UPDATE _models SET position = ?2, events = ?3, last_event_at = ?4, "
                                            "committed_at = ?5 WHERE generation = ?1"));
    const std::string position = toString(checkpoint.position);
    statement.bind(1, numberOf(model.generation)).bindText(2, position).bind(3, numberOf(checkpoint.events));
    return statement.bind(4, usOf(checkpoint.lastEventTime)).bind(5, usOf(checkpoint.committedAt)).run();
}

Result<void> putPaused(SqliteConnection &connection, std::string_view name, bool paused) {
    ES_ASSIGN(statement, connection.prepare("UPDATE _models SET is_paused = ?2 WHERE name = ?1 AND role = 'live'"));
    return statement.bindText(1, name).bind(2, std::int64_t{paused}).run();
}

Result<void> putLetters(SqliteConnection &connection, const ModelInfo &model, std::span<const DeadLetter> letters) {
    if (letters.empty()) return {};
    ES_ASSIGN(statement, connection.prepare("INSERT OR REPLACE INTO _letters VALUES (?,?,?,?,?,?,?,?,?,?)"));
    for (const DeadLetter &given : letters) {
        const DeadLetter letter = keptLetter(given);
        const std::string event = toString(letter.event), position = toString(letter.position);
        const auto place = orderBytes(letter.position);
        statement.bind(1, numberOf(model.generation)).bindText(2, event).bindBlob(3, place).bindText(4, position);
        statement.bindText(5, letter.stream.value).bind(6, letter.version.value).bindText(7, letter.type);
        ES_TRY(statement.bindText(8, letter.key).bindText(9, letter.reason).bind(10, toUs(letter.failedAt)).run());
    }
    return {};
}

Result<void> settleLetters(SqliteConnection &connection, const ModelInfo &model, std::span<const EventId> events) {
    ES_ASSIGN(statement, connection.prepare("DELETE FROM _letters WHERE generation = ?1 AND event_id = ?2"));
    for (const EventId &event : events) {
        const std::string id = toString(event);
        ES_TRY(statement.bind(1, numberOf(model.generation)).bindText(2, id).run());
    }
    return {};
}

Result<std::vector<DeadLetter>> lettersAfter(SqliteConnection &connection, const ModelInfo &model, Position after,
                                             std::size_t lettersMax) {
    ES_ASSIGN(statement, connection.prepare(
                             "SELECT l.event_id, position, stream_id, version, event_type, key, l.reason, failed_at, "
                             "s.reason FROM _letters l LEFT JOIN _skipped s ON s.name = ?3 AND s.event_id = l.event_id "
                             "WHERE generation = ?1 AND place > ?2 ORDER BY place, l.event_id"));
    const auto place = orderBytes(after);
    statement.bind(1, numberOf(model.generation)).bindBlob(2, place).bindText(3, model.schema.name);
    std::vector<DeadLetter> letters;
    while (letters.size() < lettersMax) {
        ES_ASSIGN(isThere, statement.step());
        if (!isThere) break;
        ES_ASSIGN(letter, readLetter(statement));
        letters.push_back(std::move(letter));
    }
    return letters;
}

Result<bool> putSkipped(SqliteConnection &connection, const ModelInfo &model, const EventId &event,
                        const std::string &reason, Time now) {
    const std::string id = toString(event);
    ES_ASSIGN(look, connection.prepare("SELECT 1 FROM _letters WHERE generation = ?1 AND event_id = ?2"));
    ES_ASSIGN(isThere, look.bind(1, numberOf(model.generation)).bindText(2, id).step());
    if (!isThere) return false;
    look.reset();
    ES_ASSIGN(insert, connection.prepare("INSERT OR REPLACE INTO _skipped VALUES (?1, ?2, ?3, ?4)"));
    ES_TRY(insert.bindText(1, model.schema.name).bindText(2, id).bindText(3, reason).bind(4, toUs(now)).run());
    return true;
}

} // namespace eventscope
