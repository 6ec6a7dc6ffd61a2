// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/pg_models_layout.h"

#include "core/base/hash.h"

#include <cstring>

namespace eventscope {

namespace {

std::vector<std::string> statements(const PgModelNames &names) {
    return {
        "CREATE SCHEMA IF NOT EXISTS " + PgModelNames::quoted(names.schema),
        "CREATE TABLE " + names.models() + R"sql( (
    name          text COLLATE "C" NOT NULL,
    role          text COLLATE "C" NOT NULL, -- live, shadow, old
    generation    bigint NOT NULL UNIQUE,    -- of the table
    relation      oid NOT NULL,              -- the table itself, whatever it is called
    columns       text NOT NULL,             -- JSON: [{"name": "total", "type": "decimal"}]
    fingerprint   text NOT NULL,             -- of what makes the rows
    position      text NOT NULL,             -- every event at or below it is in the rows, or a letter
    events        bigint NOT NULL,
    last_event_at timestamptz,
    committed_at  timestamptz,
    is_paused     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (name, role)
))sql",
        "CREATE TABLE " + names.letters() + R"sql( (
    generation bigint NOT NULL, -- of the table that does without the event
    event_id   uuid NOT NULL,
    place      bytea NOT NULL,  -- 16 bytes in the order of positions
    position   text NOT NULL,
    stream_id  text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    event_type text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL, -- of the row that it would have changed, or empty
    reason     text NOT NULL,
    failed_at  timestamptz NOT NULL,
    PRIMARY KEY (generation, event_id)
))sql",
        "CREATE INDEX _letters_by_place ON " + names.letters() + " (generation, place)",
        "CREATE TABLE " + names.skipped() + R"sql( (
    name       text COLLATE "C" NOT NULL, -- of the model, whatever its tables
    event_id   uuid NOT NULL,
    reason     text NOT NULL,
    skipped_at timestamptz NOT NULL,
    PRIMARY KEY (name, event_id)
))sql",
        "CREATE TABLE " + names.generations() + " (last bigint NOT NULL)",
        // From the time on: who knows a table of a schema that was here before means none of this one.
        "INSERT INTO " + names.generations() +
            " SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000000)::bigint",
    };
}

} // namespace

std::int64_t PgModelNames::lockNumber(const std::string &what) const {
    const Hash hash = hashOf("eventscope read models/" + schema + '/' + what);
    std::int64_t number = 0;
    std::memcpy(&number, hash.bytes.data(), sizeof number);
    return number;
}

Result<void> holdModels(PgConnection &connection, const PgModelNames &names, const JobControl &job) {
    return connection
        .query("SELECT pg_catalog.pg_advisory_xact_lock($1)", PgParameters().number(names.lockNumber("")), job)
        .map([](const PgResult &) {});
}

std::string hasModelsLayout(const PgModelNames &names) {
    return "pg_catalog.to_regclass('" + names.generations() + "') IS NOT NULL";
}

Result<void> makeModelsLayout(PgConnection &connection, const PgModelNames &names, const JobControl &job) {
    ES_ASSIGN(found, connection.query("SELECT " + hasModelsLayout(names) +
                                          ", pg_catalog.current_setting('server_encoding') = 'UTF8', "
                                          "pg_catalog.to_regnamespace('" +
                                          PgModelNames::quoted(names.schema) + "') IS NOT NULL",
                                      job));
    ES_ASSIGN(isThere, found.flag(0, 0));
    ES_ASSIGN(isUtf8, found.flag(0, 1));
    ES_ASSIGN(hasSchema, found.flag(0, 2));
    if (isThere) return {};
    if (!isUtf8) {
        return fail(ErrorKind::Unsupported,
                    "The database keeps text in an encoding that cannot hold every character (" + connection.where() +
                        ")",
                    "Use a database with encoding UTF8");
    }
    bool isFirst = true;
    for (const std::string &sql : statements(names)) {
        // Who may not make schemas may have been given one.
        if (!std::exchange(isFirst, false) || !hasSchema) ES_TRY(connection.query(sql, job));
    }
    return {};
}

} // namespace eventscope
