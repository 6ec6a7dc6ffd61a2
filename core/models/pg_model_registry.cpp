// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/pg_model_registry.h"

#include "core/base/fixed_bytes.h"
#include "core/models/model_columns.h"

#include <algorithm>

namespace eventscope {

namespace {

/// What is true of tables is asked of the same snapshot, not of the moment: who looks while tables are swapped finds
/// them as they were before, or as they are after.
std::string modelsSql(const PgModelNames &names, const std::string &condition) {
    return "SELECT name, role, generation, columns, fingerprint, position, events, last_event_at, committed_at, "
           "is_paused, (SELECT pg_catalog.count(*) FROM " +
           names.letters() + " AS l WHERE l.generation = m.generation AND NOT EXISTS (SELECT FROM " + names.skipped() +
           " AS s WHERE s.name = m.name AND s.event_id = l.event_id)) FROM " + names.models() +
           " AS m WHERE EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = "
           "c.relnamespace WHERE c.oid = m.relation AND n.nspname = '" +
           names.schema +
           "' AND c.relname = m.name || CASE m.role WHEN 'live' THEN '' ELSE ' (' || m.role || ')' END)" + condition;
}

std::optional<Time> timeAt(const PgResult &found, std::size_t row, std::size_t column) {
    return asTime(found.field(row, column));
}

std::string textAt(const PgResult &found, std::size_t row, std::size_t column) {
    return std::string(found.field(row, column).bytes());
}

Result<ModelInfo> readModel(const PgResult &found, std::size_t row) {
    ModelInfo info;
    ES_ASSIGN(role, parseRole(textAt(found, row, 1)));
    ES_ASSIGN(generation, found.number(row, 2));
    ES_ASSIGN(columns, parseColumns(textAt(found, row, 3)));
    ES_ASSIGN(position, storedPosition(textAt(found, row, 5)));
    ES_ASSIGN(events, found.number(row, 6));
    ES_ASSIGN(isPaused, found.flag(row, 9));
    ES_ASSIGN(open, found.number(row, 10));
    info.schema = {textAt(found, row, 0), std::move(columns)};
    info.role = role;
    info.generation = static_cast<std::uint64_t>(generation);
    info.fingerprint.value = textAt(found, row, 4);
    info.checkpoint = {position, static_cast<std::uint64_t>(events), timeAt(found, row, 7), timeAt(found, row, 8)};
    info.isPaused = isPaused;
    info.openLetters = static_cast<std::uint64_t>(open);
    return info;
}

Result<DeadLetter> readLetter(const PgResult &found, std::size_t row) {
    DeadLetter letter;
    ES_ASSIGN(id, found.bytes(row, 0));
    ES_ASSIGN(position, storedPosition(textAt(found, row, 1)));
    ES_ASSIGN(version, found.number(row, 3));
    ES_ASSIGN(failedAt, found.time(row, 7));
    if (!copyExactly(id, letter.event)) return fail(ErrorKind::Corrupt, "A dead letter is damaged");
    letter.position = position;
    letter.stream.value = textAt(found, row, 2);
    letter.version = {version};
    letter.type = textAt(found, row, 4);
    letter.key = textAt(found, row, 5);
    letter.reason = textAt(found, row, 6);
    letter.failedAt = failedAt;
    if (!found.isNull(row, 8)) letter.skipReason = textAt(found, row, 8);
    return letter;
}

std::int64_t numberOf(std::uint64_t value) { return static_cast<std::int64_t>(value); }

PgParameters &addTime(PgParameters &parameters, const std::optional<Time> &time) {
    return time ? parameters.time(*time) : parameters.null();
}

} // namespace

Result<std::vector<ModelInfo>> listModels(const PgAsk &ask, const PgModelNames &names) {
    ES_ASSIGN(found, ask(modelsSql(names, " ORDER BY name, pg_catalog.array_position(ARRAY['live', 'shadow', 'old'], "
                                          "role::text)"),
                         {}));
    std::vector<ModelInfo> infos;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        ES_ASSIGN(info, readModel(found, row));
        infos.push_back(std::move(info));
    }
    return infos;
}

Result<std::optional<ModelInfo>> findModel(const PgAsk &ask, const PgModelNames &names, std::string_view name,
                                           ModelRole role) {
    // No model has another name, and the server would refuse some.
    if (!checkSchema({std::string(name), {}})) return std::optional<ModelInfo>();
    ES_ASSIGN(found, ask(modelsSql(names, " AND name = $1 AND role = $2"),
                         PgParameters().text(name).text(eventscope::name(role))));
    if (found.rows() == 0) return std::optional<ModelInfo>();
    return readModel(found, 0).map([](ModelInfo info) { return std::optional(std::move(info)); });
}

Result<std::vector<DeadLetter>> lettersAfter(const PgAsk &ask, const PgModelNames &names, const ModelInfo &model,
                                             Position after, std::size_t lettersMax) {
    const auto place = orderBytes(after);
    const std::string source =
        "SELECT l.*, s.reason AS skip_reason FROM " + names.letters() + " AS l LEFT JOIN " + names.skipped() +
        " AS s ON s.name = '" + model.schema.name +
        "' AND s.event_id = l.event_id WHERE l.generation = " + std::to_string(model.generation) +
        " AND l.place > $1 ORDER BY l.place, l.event_id LIMIT $2";
    const auto wanted = static_cast<std::int64_t>(std::min<std::size_t>(lettersMax, 1U << 30));
    ES_ASSIGN(found, PgModelReader(ask, names, model)
                         .ask("t.event_id, t.position, t.stream_id, t.version, t.event_type, t.key, t.reason, "
                              "t.failed_at, t.skip_reason",
                              source, " ORDER BY t.place, t.event_id", PgParameters().bytes(place).number(wanted)));
    std::vector<DeadLetter> letters;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        if (found.isNull(row, 0)) continue;
        ES_ASSIGN(letter, readLetter(found, row));
        letters.push_back(std::move(letter));
    }
    return letters;
}

Result<void> PgModelRegistry::run(const std::string &sql, const PgParameters &parameters) {
    return m_connection.query(sql, parameters, m_job).map([](const PgResult &) {});
}

Result<Position> PgModelRegistry::hold(const ModelInfo &model) {
    const std::string table = m_names.table(model.schema.name, model.role);
    auto found = m_connection.query(
        "SELECT position, relation = pg_catalog.to_regclass($4)::oid FROM " + m_names.models() +
            " WHERE name = $1 AND role = $2 AND generation = $3 FOR UPDATE",
        PgParameters().text(model.schema.name).text(name(model.role)).number(numberOf(model.generation)).text(table),
        m_job);
    if (!found && found.error().kind != ErrorKind::NotFound) return fail(std::move(found).error());
    const bool isIt = found && found->rows() == 1 && asFlag(found->field(0, 1)).value_or(false);
    if (!isIt) return noSuchModel(model.schema.name, model.role);
    return storedPosition(found->field(0, 0).bytes());
}

Result<void> PgModelRegistry::add(ModelInfo &model) {
    ES_ASSIGN(drawn,
              m_connection.query("UPDATE " + m_names.generations() + " SET last = last + 1 RETURNING last", m_job));
    ES_ASSIGN(generation, drawn.number(0, 0));
    model.generation = static_cast<std::uint64_t>(generation);
    return run("INSERT INTO " + m_names.models() +
                   " (name, role, generation, relation, columns, fingerprint, position, events) "
                   "VALUES ($1, $2, $3, pg_catalog.to_regclass($4)::oid, $5, $6, '0', 0)",
               PgParameters()
                   .text(model.schema.name)
                   .text(name(model.role))
                   .number(generation)
                   .text(m_names.table(model.schema.name, model.role))
                   .text(columnsText(model.schema.columns))
                   .text(model.fingerprint.value));
}

Result<void> PgModelRegistry::remove(std::string_view name, ModelRole role) {
    ES_ASSIGN(removed, m_connection.query("DELETE FROM " + m_names.models() +
                                              " WHERE name = $1 AND role = $2 RETURNING generation",
                                          PgParameters().text(name).text(eventscope::name(role)), m_job));
    if (removed.rows() == 0) return {};
    ES_ASSIGN(generation, removed.number(0, 0));
    return run("DELETE FROM " + m_names.letters() + " WHERE generation = $1", PgParameters().number(generation));
}

Result<void> PgModelRegistry::move(const ModelInfo &model, ModelRole to) {
    return run("UPDATE " + m_names.models() + " SET role = $2, is_paused = false WHERE generation = $1",
               PgParameters().number(numberOf(model.generation)).text(name(to)));
}

Result<void> PgModelRegistry::putCheckpoint(const ModelInfo &model, const ModelCheckpoint &checkpoint) {
    PgParameters parameters;
    parameters.number(numberOf(model.generation)).text(toString(checkpoint.position));
    addTime(addTime(parameters.number(numberOf(checkpoint.events)), checkpoint.lastEventTime), checkpoint.committedAt);
    return run("UPDATE " + m_names.models() +
                   " SET position = $2, events = $3, last_event_at = $4, committed_at = $5 WHERE generation = $1",
               parameters);
}

Result<void> PgModelRegistry::putPaused(std::string_view name, bool paused) {
    return run("UPDATE " + m_names.models() + " SET is_paused = $2 WHERE name = $1 AND role = 'live'",
               PgParameters().text(name).flag(paused));
}

Result<void> PgModelRegistry::putLetters(const ModelInfo &model, std::span<const DeadLetter> letters) {
    const std::string sql = "INSERT INTO " + m_names.letters() +
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (generation, event_id) DO "
                            "UPDATE SET place = excluded.place, position = excluded.position, stream_id = "
                            "excluded.stream_id, version = excluded.version, event_type = excluded.event_type, key = "
                            "excluded.key, reason = excluded.reason, failed_at = excluded.failed_at";
    for (const DeadLetter &given : letters) {
        const DeadLetter letter = keptLetter(given);
        const auto place = orderBytes(letter.position);
        PgParameters parameters;
        parameters.number(numberOf(model.generation)).text(toString(letter.event)).bytes(place);
        parameters.text(toString(letter.position)).text(plainText(letter.stream.value)).number(letter.version.value);
        parameters.text(plainText(letter.type)).text(letter.key).text(letter.reason).time(letter.failedAt);
        ES_TRY(m_connection.query(sql, parameters, m_job));
    }
    return {};
}

Result<void> PgModelRegistry::settle(const ModelInfo &model, std::span<const EventId> events) {
    std::vector<PgParameters::Element> ids;
    for (const EventId &event : events)
        ids.emplace_back(viewOf(event));
    return run("DELETE FROM " + m_names.letters() + " WHERE generation = $1 AND event_id = ANY($2)",
               PgParameters().number(numberOf(model.generation)).uuids(ids));
}

Result<bool> PgModelRegistry::putSkipped(const ModelInfo &model, const EventId &event, const std::string &reason,
                                         Time now) {
    const std::string id = toString(event);
    ES_ASSIGN(
        written,
        m_connection.query(
            "INSERT INTO " + m_names.skipped() + " SELECT $1, l.event_id, $4, $5 FROM " + m_names.letters() +
                " AS l WHERE l.generation = $2 AND l.event_id = $3 ON CONFLICT (name, "
                "event_id) DO UPDATE SET reason = excluded.reason, skipped_at = "
                "excluded.skipped_at",
            PgParameters().text(model.schema.name).number(numberOf(model.generation)).text(id).text(reason).time(now),
            m_job));
    return written.affected() > 0;
}

} // namespace eventscope
